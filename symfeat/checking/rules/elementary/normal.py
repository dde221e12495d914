"""Elementary expressions in normal form: exponentials, roots and logarithms as generators of a field.

Circular and hyperbolic functions become exponentials, for complex arguments alike. An inverse function is a
generator a whose exponential exp(s a), s = 1 or i, is algebraic in its argument; logarithms are the case
exp(log u) = u. So no branch enters a normal form, but in relations between such generators that are proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.elementary.field import SIZE, Element, Field
from symfeat.checking.rules.elementary.functions import BY_EXPONENTIAL, REWRITTEN
from symfeat.checking.rules.elementary.inverse import INVERSE
from symfeat.checking.rules.elementary.units import Needs

SMALL_PRIMES = 10_000  # larger factors of a number are not searched for
HALF = sp.Rational(1, 2)


@dataclass(frozen=True)
class Logarithm:
    """A generator a with exp(scale a) = `exponential`; it is continuous where the logs of `inside` are."""

    index: int
    scale: sp.Expr
    exponential: Element
    inside: tuple[Element, ...]
    meaning: sp.Expr


class NormalForm:
    """Elements of a field for expressions; `units` remembers, from one start to the next, what is needed."""

    def __init__(self, units: dict[Any, int]) -> None:
        self.units = units
        self.field = Field(units.get("unity", 4))
        self.logarithms: dict[int, Logarithm] = {}
        self.i = self.field.root_of_unity(sp.Rational(1, 4))
        self.pi = self.field.generator(sp.pi)
        self._pi = SIZE - 2
        self._whole: set[int] = set()  # variables that are whole numbers
        self._symbols: dict[int, sp.Expr] = {self._pi: sp.pi}
        self._exponents: dict[int, tuple[Element, int]] = {}  # variable -> what it is the exponential of
        self._roots: dict[int, tuple[Logarithm, Element]] = {}  # variable -> whose power it is, and the root
        self._turns: set[int] = set()  # variables of absolute value one
        self._powers: dict[int, Element] = {}  # variable -> what it is a whole power of
        self._known: dict[Any, Element] = {}
        self._memo: dict[sp.Expr, Element] = {sp.I: self.i, sp.pi: self.pi}

    def element(self, expr: sp.Expr) -> Element:
        """The normal form of an expression."""
        if expr not in self._memo:
            self._memo[expr] = self._element(expr)
        return self._memo[expr]

    def is_zero(self, element: Element) -> bool:
        """Whether the element is proved zero wherever it is finite."""
        return not element[0]

    def _element(self, expr: sp.Expr) -> Element:
        field = self.field
        if expr.is_Rational:
            return field.number(expr)
        if isinstance(expr, sp.Symbol):
            return self._symbol(expr)
        if isinstance(expr, sp.Add):
            return field.add(*(self.element(a) for a in expr.args))
        if isinstance(expr, sp.Mul):
            return field.multiply(*(self.element(a) for a in expr.args))
        if isinstance(expr, sp.exp) or expr == sp.E:
            return self.exponential(self.element(expr.args[0]) if expr.args else field.one)
        if isinstance(expr, sp.Pow):
            return self._power(expr.base, expr.exp)
        if type(expr) in BY_EXPONENTIAL:
            argument = self.element(expr.args[0])
            turned, build = BY_EXPONENTIAL[type(expr)]
            up = self.exponential(field.multiply(self.i, argument) if turned else argument)
            return build(self, up, field.power(up, -1))
        if type(expr) in REWRITTEN:
            return self.element(REWRITTEN[type(expr)](*expr.args))
        if isinstance(expr, sp.log):
            return self.log(self.element(expr.args[0]))
        if type(expr) in INVERSE:
            return self._inverse(type(expr), self.element(expr.args[0]))
        return self._other(expr)

    def _symbol(self, symbol: sp.Symbol) -> Element:
        element = self.field.generator(symbol)
        (index,) = self.field.used(element)
        self._symbols[index] = symbol
        if symbol.is_integer:
            self._whole.add(index)
        return element

    def _other(self, expr: sp.Expr) -> Element:
        """Any other function: one generator for equal arguments."""
        if expr.has(sp.oo, sp.zoo, sp.nan, sp.Float) or not isinstance(expr, sp.Expr):
            raise NotReducible(f"{expr} has no exact normal form")
        bound = any(not isinstance(a, sp.Expr) for a in expr.args) or not isinstance(expr, sp.Function)
        arguments = expr if bound else tuple(self.field.key(self.element(a)) for a in expr.args)
        return self._generator((expr.func, arguments), expr)

    def _generator(self, key: Any, meaning: sp.Expr, degree: int = 0, base: Element | None = None) -> Element:
        if key not in self._known:
            self._known[key] = self.field.generator(meaning, degree, base)
        return self._known[key]

    # Exponentials

    def exponential(self, exponent: Element) -> Element:
        """exp of an element: a product over the monomials of its numerator."""
        above, below = exponent
        parts = []
        for monomial, coefficient in above.to_dict().items():
            rational = sp.Rational(int(coefficient.p), int(coefficient.q))
            parts.append(self._exponential_of_term(tuple(int(n) for n in monomial), rational, below))
        return self.field.multiply(*parts)

    def _exponential_of_term(self, monomial: tuple[int, ...], c: sp.Rational, below: Any) -> Element:
        turns = monomial[SIZE - 1]
        others = {k: n for k, n in enumerate(monomial[: SIZE - 1]) if n}
        imaginary = 4 * turns == self.field.order
        if below.is_constant():
            whole = {k: n for k, n in others.items() if k in self._whole}
            rest = {k: n for k, n in others.items() if k not in whole}
            if rest == {self._pi: 1} and imaginary:
                return self._sign(whole, c)
            if len(rest) == 1:
                ((index, n),) = rest.items()
                log = self.logarithms.get(index)
                if log and n == 1 and (imaginary if log.scale == sp.I else turns == 0):
                    if not whole:
                        return self._root(log, c)
                    if c.is_Integer:
                        return self.field.power(self._whole_power(log.exponential, whole), int(c))
        term = self.field.context.from_dict({monomial: 1})
        element = self.field.multiply((term, below), self.field.one)
        meaning = self.field.written(element)
        unit = self._unit(("exp", meaning), c)
        found = self._generator(("exp", self.field.key(element)), sp.exp(meaning / unit))
        for index in self.field.used(found):
            self._exponents[index] = (element, unit)
        return self.field.power(found, int(c * unit))

    def _unit(self, key: Any, c: sp.Rational) -> int:
        unit = self.units.setdefault(key, 1)
        if unit % int(c.q):
            raise Needs(key, int(c.q))
        return unit

    def _sign(self, whole: dict[int, int], c: sp.Rational) -> Element:
        """exp(i pi c n) for a product n of whole numbers; one of them to a power is as even as itself."""
        if not whole:
            share = c / 2
            if self.field.order % int(share.q):
                raise Needs("unity", int(share.q))
            return self.field.root_of_unity(share)
        powers = dict.fromkeys(whole, 1) if c.is_Integer else whole
        meaning = sp.Mul(*(self._symbols[k] ** n for k, n in powers.items()))
        unit = self._unit(("sign", meaning), c)
        name = ("sign", tuple(sorted(powers.items())))
        found = self._generator(name, sp.exp(sp.pi * sp.I * meaning / unit), 2 * unit, self.field.one)
        self._turns.add(self.field.outermost(found))
        return self.field.power(found, int(c * unit) % (2 * unit))

    def _root(self, log: Logarithm, c: sp.Rational) -> Element:
        """exp(c s a), a power of the logarithm's exponential."""
        unit = self._unit(("root", log.meaning), c)
        if unit == 1:
            return self.field.power(log.exponential, int(c))
        # exp(s a / n) is the principal root, since s a lies in the strip of principal values.
        meaning = sp.exp(log.scale * log.meaning / unit)
        if self.field.is_constant(log.exponential):
            meaning = sp.Pow(self.field.written(log.exponential), sp.Rational(1, unit))
        found = self._generator(("root", log.index), meaning, unit, log.exponential)
        self._roots.setdefault(self.field.outermost(found), (log, found))
        return self.field.power(found, int(c * unit))

    def _whole_power(self, base: Element, whole: dict[int, int]) -> Element:
        """base^n for a product n of whole numbers: a generator for each irreducible factor."""
        field = self.field
        exponent = field.multiply(*(field.power(self._variable(k), n) for k, n in whole.items()))
        name, meaning = tuple(sorted(whole.items())), field.written(exponent)
        result = []
        for poly, direction in ((base[0], 1), (base[1], -1)):
            content, factors = field.factors(poly)
            if content < 0:
                result.append(self._sign(whole, sp.S.One))
            for prime, n in sp.factorrat(abs(content), limit=SMALL_PRIMES).items():
                found = self._generator(("power", int(prime), name), sp.Integer(prime) ** meaning)
                result.append(field.power(found, direction * int(n)))
            for factor, n in factors:
                result.append(field.power(self._factor_power(factor, exponent, name), direction * n))
        return field.multiply(*result)

    def _factor_power(self, factor: Element, exponent: Element, name: Any) -> Element:
        field = self.field
        used = field.used(factor)
        (index,) = used if len(used) == 1 else (-1,)
        if index in self._exponents and len(factor[0]) == 1:
            inner, unit = self._exponents[index]
            return self.exponential(field.scale(field.multiply(inner, exponent), sp.Rational(1, unit)))
        if index == SIZE - 1 and len(factor[0]) == 1:
            turn = field.multiply(self.i, self.pi, exponent)
            return self.exponential(field.scale(turn, sp.Rational(2, field.order)))
        meaning = sp.Pow(field.written(factor), field.written(exponent), evaluate=False)
        found = self._generator(("power", field.key(factor), name), meaning)
        self._powers[field.outermost(found)] = factor
        return found

    def _variable(self, index: int) -> Element:
        return self._memo[self._symbols[index]]

    def variable(self, log: Logarithm) -> Element:
        """The generator of a logarithm."""
        return self.field.variable(log.index)

    # Powers and logarithms

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Element:
        inner = self.element(base)
        if exponent.is_Integer:
            return self.field.power(inner, int(exponent))
        return self.to_power(inner, self.element(exponent), exponent)

    def to_power(self, base: Element, power: Element, exponent: sp.Expr) -> Element:
        """base^exponent, exp(exponent log base); no logarithm is asked for where the exponent is whole."""
        above, below = power
        if not base[0]:
            raise NotReducible("a power of zero")
        if exponent.is_integer and below.is_constant():
            parts = [(m, c) for m, c in above.to_dict().items() if any(m)]
            steps = {k for m, _ in parts for k, n in enumerate(m) if n}
            if steps <= self._whole and all(c.q == 1 for _, c in above.to_dict().items()):
                result = []
                for m, c in above.to_dict().items():
                    whole = {k: int(n) for k, n in enumerate(m) if n}
                    part = self._whole_power(base, whole) if whole else base
                    result.append(self.field.power(part, int(c.p)))
                return self.field.multiply(*result)
        return self.exponential(self.field.multiply(power, self.log(base)))

    def root(self, base: Element, c: sp.Rational = HALF) -> Element:
        """A principal root; of zero it is zero."""
        return self.to_power(base, self.field.number(c), c) if base[0] else self.field.zero

    def log(self, argument: Element) -> Element:
        """The principal logarithm: of rational numbers by primes, else by the resolver or a generator."""
        field = self.field
        if not argument[0]:
            raise NotReducible("a logarithm of zero")
        if argument[0].is_constant() and argument[1].is_constant():
            value = argument[0].leading_coefficient() / argument[1].leading_coefficient()
            rational = sp.Rational(int(value.p), int(value.q))
            turn = [field.multiply(self.i, self.pi)] if rational < 0 else []
            primes = sp.factorrat(abs(rational), limit=SMALL_PRIMES)
            logs = [field.scale(self._prime_log(int(p)), sp.Integer(n)) for p, n in primes.items()]
            return field.add(*turn, *logs)
        key = ("log", field.key(argument))
        if key not in self._known:
            meaning = sp.log(field.written(argument), evaluate=False)
            self._known[key] = self._take_logarithm(sp.S.One, argument, (argument,), meaning)
        return self._known[key]

    def _prime_log(self, prime: int) -> Element:
        key = ("log of a prime", prime)
        if key not in self._known:
            number = self.field.number(sp.Integer(prime))
            self._known[key] = self._new_logarithm(sp.S.One, number, (number,), sp.log(sp.Integer(prime)))
        return self._known[key]

    def _inverse(self, head: Any, argument: Element) -> Element:
        scale, exponential, inside = INVERSE[head](self, argument)
        key = (head, self.field.key(argument))
        if key not in self._known:
            meaning = head(self.field.written(argument), evaluate=False)
            self._known[key] = self._take_logarithm(scale, exponential, inside, meaning)
        return self._known[key]

    def _take_logarithm(
        self, scale: sp.Expr, exponential: Element, inside: tuple[Element, ...], meaning: sp.Expr
    ) -> Element:
        """A logarithm in terms of earlier ones, where that is proved, or a new generator."""
        return self._new_logarithm(scale, exponential, inside, meaning)

    def _new_logarithm(
        self, scale: sp.Expr, exponential: Element, inside: tuple[Element, ...], meaning: sp.Expr
    ) -> Element:
        element = self.field.generator(meaning)
        (index,) = self.field.used(element)
        self.logarithms[index] = Logarithm(index, scale, exponential, inside, meaning)
        return element
