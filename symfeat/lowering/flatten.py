"""From SymPy to the straight-line program: one operation an assignment.

Assignments keep the author's order. Within one, the terms of a sum and the factors of a product are taken in
SymPy's order, one after the other and never regrouped; who needs another order names the parts. Constants
become the nearest float64.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, hypot, log1p

from symfeat.claims import Kernel, PowerOfTwo
from symfeat.errors import GenerationError
from symfeat.lowering.program import Assignment, Operand, Program

# Every function that a program may call, by the name of its operation. What is not here is an error.
FUNCTIONS: dict[Any, str] = {
    sp.Abs: "abs",
    sp.sign: "sign",
    sp.exp: "exp",
    expm1: "expm1",
    sp.log: "log",
    log1p: "log1p",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.asin: "asin",
    sp.acos: "acos",
    sp.atan: "atan",
    sp.atan2: "atan2",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.asinh: "asinh",
    sp.acosh: "acosh",
    sp.atanh: "atanh",
    sp.erf: "erf",
    sp.erfc: "erfc",
    sp.gamma: "gamma",
    PowerOfTwo: "power_of_two",
}
RELATIONS: dict[Any, str] = {
    sp.StrictLessThan: "lt",
    sp.LessThan: "le",
    sp.StrictGreaterThan: "gt",
    sp.GreaterThan: "ge",
    sp.Equality: "eq",
    sp.Unequality: "ne",
}
LONGEST_POWER = 64  # integer powers up to here are products


def flatten(kernel: Kernel) -> Program:
    """The program of a kernel, with the mask of its domain.

    Raises GenerationError for a function, a constant or an object without an operation.

    >>> x, y = sp.symbols("x y", real=True)
    >>> print(*flatten(Kernel("k", (x, y), {"r": sp.exp(x) / 3 - y**2})).lines(), sep="\\n")
    s0 = isfinite(x)
    s1 = isfinite(y)
    s2 = and(s0, s1)
    s3 = exp(x)
    s4 = div(s3, 3.0)
    s5 = square(y)
    s6 = sub(s4, s5)
    inside = s2
    r = s6
    """
    return _Flattening(kernel).program()


class _Flattening:
    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.assignments: list[Assignment] = []
        taken = {symbol.name for symbol in (*kernel.args, *(symbol for symbol, _ in kernel.lets))}
        taken |= set(kernel.outputs)
        self.fresh = (name for name in map("s{}".format, count()) if name not in taken)

    def program(self) -> Program:
        kernel = self.kernel
        inside = self._inside()
        for symbol, value in kernel.lets:
            self._value(value, symbol.name)
        outputs = {name: self._value(value) for name, value in kernel.outputs.items()}
        names = tuple(argument.name for argument in kernel.args)
        return Program(kernel.name, names, tuple(self.assignments), outputs, inside)

    def _emit(self, op: str, *operands: Operand, name: str | None = None) -> str:
        name = name or next(self.fresh)
        self.assignments.append(Assignment(name, op, operands))
        return name

    def _value(self, expr: Any, name: str | None = None) -> Operand:
        """The operand that holds an expression; with `name`, an assignment of that name does."""
        if name is not None:
            before = len(self.assignments)
            found = self._value(expr)
            if len(self.assignments) == before or self.assignments[-1].name != found:
                return self._emit("copy", found, name=name)
            last = self.assignments.pop()
            return self._emit(last.op, *last.operands, name=name)
        if isinstance(expr, sp.Symbol):
            return expr.name
        if expr in (sp.true, sp.false):
            return bool(expr)
        if isinstance(expr, sp.Expr) and not expr.free_symbols:
            return self._constant(expr)
        for kinds, method in _METHODS:
            if isinstance(expr, kinds):
                return method(self, expr)
        if op := FUNCTIONS.get(expr.func):
            return self._emit(op, *map(self._value, expr.args))
        if op := RELATIONS.get(expr.func):
            return self._emit(op, *map(self._value, expr.args))
        raise GenerationError(
            f"kernel {self.kernel.name}: {expr.func.__name__} has no numeric form, in {expr}"
        )

    def _constant(self, expr: Any) -> float:
        if isinstance(expr, sp.Rational):
            try:
                return expr.p / expr.q  # correctly rounded, also where both leave the range of floats
            except OverflowError:
                return float("inf") if expr.p > 0 else -float("inf")
        if expr is sp.nan:
            return float("nan")
        for part in sp.preorder_traversal(expr):
            if part is sp.I or isinstance(part, sp.core.function.AppliedUndef):
                raise GenerationError(
                    f"kernel {self.kernel.name}: {part.func.__name__} has no numeric form, in {expr}"
                )
        try:
            return float(expr.evalf(40))
        except TypeError:
            raise GenerationError(
                f"kernel {self.kernel.name}: the constant {expr} is no real number"
            ) from None

    def _sum(self, expr: Any) -> Operand:
        terms = [(-term, True) if _is_negative(term) else (term, False) for term in expr.as_ordered_terms()]
        # A difference starts with the term that is added, so that it needs no negation.
        first = next((i for i, (_, negated) in enumerate(terms) if not negated), None)
        if first is None:
            total = self._emit("neg", self._value(terms.pop(0)[0]))
        else:
            total = self._value(terms.pop(first)[0])
        for term, negated in terms:
            total = self._emit("sub" if negated else "add", total, self._value(term))
        return total

    def _product(self, expr: Any) -> Operand:
        above: list[Any] = []
        below: list[Any] = []
        coefficient = sp.Mul(*(factor for factor in expr.args if factor.is_number))
        for factor in expr.as_ordered_factors():
            if factor.is_number:
                continue
            base, exponent = factor.as_base_exp() if factor.is_Pow else (factor, sp.S.One)
            if factor.is_Pow and exponent.is_Rational and exponent.is_negative:
                below.append(sp.Pow(base, -exponent, evaluate=False) if exponent != -1 else base)
            else:
                above.append(factor)
        self._constant(coefficient)  # a complex one is refused, before its size is taken
        negated = coefficient.is_negative
        coefficient = abs(coefficient)
        if coefficient.is_Rational and coefficient.p == 1 and coefficient.q & (coefficient.q - 1):
            below.insert(0, sp.Integer(coefficient.q))  # a third is no float; dividing by three rounds once
            coefficient = sp.S.One
        if coefficient != 1 or not above:
            above.insert(0, coefficient)
        result = self._chain("mul", above)
        if below:
            result = self._emit("div", result, self._chain("mul", below))
        return self._emit("neg", result) if negated else result

    def _power(self, expr: Any) -> Operand:
        base, exponent = expr.base, expr.exp
        if base is sp.E:
            return self._emit("exp", self._value(exponent))
        if not exponent.is_Rational or exponent.q > 2 or abs(exponent.p) > LONGEST_POWER:
            return self._emit("pow", self._value(base), self._value(exponent))
        if exponent.is_negative:
            return self._emit("div", 1.0, self._value(sp.Pow(base, -exponent, evaluate=False)))
        value = self._value(base)
        return self._integer_power(self._emit("sqrt", value) if exponent.q == 2 else value, int(exponent.p))

    def _integer_power(self, value: Operand, exponent: int) -> Operand:
        if exponent == 1:
            return value
        half = self._integer_power(value, exponent // 2)
        squared = self._emit("square", half)
        return self._emit("mul", squared, value) if exponent % 2 else squared

    def _hypot(self, expr: Any) -> Operand:
        """In units of a power of two, whose squares neither overflow nor underflow; a call takes longer."""
        one, other = map(self._value, expr.args)
        largest = self._emit("max", self._emit("abs", one), self._emit("abs", other))
        unit = self._emit("power_of_two", largest)
        inverse = self._emit("div", 1.0, unit)
        squares = [self._emit("square", self._emit("mul", part, inverse)) for part in (one, other)]
        return self._emit("mul", unit, self._emit("sqrt", self._emit("add", *squares)))

    def _piecewise(self, expr: Any) -> Operand:
        value: Operand = float("nan")
        for branch, condition in reversed(expr.args):
            chosen = self._value(branch)
            mask = self._value(condition)
            if mask is True:
                value = chosen
            elif mask is not False:
                value = self._emit("select", mask, chosen, value)
        return value

    def _chain(self, op: str, parts: list[Any]) -> Operand:
        total, *others = map(self._value, parts)
        for other in others:
            total = self._emit(op, total, other)
        return total

    def _nested(self, op: str, expr: Any) -> Operand:
        return self._chain(op, sorted(expr.args, key=sp.default_sort_key))

    def _inside(self) -> Operand:
        """The mask of the domain: the arguments' own assumptions, then the relations that are declared."""
        conditions: list[Any] = []
        for argument in self.kernel.args:
            if argument not in infinite_arguments(self.kernel):
                conditions.append(self._emit("isfinite", argument.name))
            if op := sign_condition(argument):
                conditions.append(self._emit(op, argument.name, 0.0))
        conditions += [self._value(relation) for relation in relations(self.kernel)]
        if not conditions:
            return True
        inside, *others = conditions
        for other in others:
            inside = self._emit("and", inside, other)
        return inside


_METHODS: tuple[tuple[Any, Callable[[_Flattening, Any], Operand]], ...] = (
    (sp.Add, _Flattening._sum),
    (sp.Mul, _Flattening._product),
    (sp.Pow, _Flattening._power),
    (hypot, _Flattening._hypot),
    (sp.Piecewise, _Flattening._piecewise),
    (sp.Max, lambda self, expr: self._nested("max", expr)),
    (sp.Min, lambda self, expr: self._nested("min", expr)),
    (sp.And, lambda self, expr: self._nested("and", expr)),
    (sp.Or, lambda self, expr: self._nested("or", expr)),
    (sp.Not, lambda self, expr: self._emit("not", self._value(expr.args[0]))),
)


def _is_negative(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)


def infinite_arguments(kernel: Kernel) -> set[Any]:
    """Arguments that may be infinite: the domain says so by an unevaluated `argument <= oo`."""
    bounds = [r for r in kernel.domain if isinstance(r, sp.LessThan) and r.rhs is sp.S.Infinity]
    return {bound.lhs for bound in bounds} | {a for a in kernel.args if not a.is_finite}


def sign_condition(argument: Any) -> str | None:
    """The comparison with zero that an argument's assumptions ask for."""
    asked = (
        (argument.is_extended_positive, "gt"),
        (argument.is_extended_negative, "lt"),
        (argument.is_extended_nonnegative, "ge"),
        (argument.is_extended_nonpositive, "le"),
        (argument.is_extended_nonzero, "ne"),
    )
    return next((op for holds, op in asked if holds), None)


def relations(kernel: Kernel) -> list[Any]:
    """What the domain asks for beyond a sign or a bound of one argument."""
    return [r for r in kernel.domain if r != sp.true and getattr(r, "rhs", None) is not sp.S.Infinity]
