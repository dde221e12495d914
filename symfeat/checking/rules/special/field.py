"""A field in which expressions are compared: rational functions of symbols, powers, logarithms and functions.

Exponentials, trigonometric functions and powers become generators, one for each base and monomial of the
exponent; a root carries its relation g^n = base, a root of unity its cyclotomic polynomial. What is left of
the numerator after division by the relations decides: nothing left proves the expression zero wherever it is
finite and the denominators do not vanish. Every step holds at each point for principal values.
"""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Any

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symfeat.checking.exact import NotReducible

Positive = Callable[[sp.Expr], bool]
Key = tuple[sp.Expr, sp.Expr]  # base and monomial of an exponent
ROOT_OF_UNITY = sp.S.NegativeOne  # the base of exp(i pi m), the principal value of (-1)^m
MOST_TERMS = 30_000
HIGHEST_POWER = 400
_PLAIN: dict[Any, Callable[[sp.Expr], sp.Expr]] = {
    sp.sin: lambda x: (sp.exp(sp.I * x) - sp.exp(-sp.I * x)) / (2 * sp.I),
    sp.cos: lambda x: (sp.exp(sp.I * x) + sp.exp(-sp.I * x)) / 2,
    sp.tan: lambda x: -sp.I * (sp.exp(2 * sp.I * x) - 1) / (sp.exp(2 * sp.I * x) + 1),
    sp.cot: lambda x: sp.I * (sp.exp(2 * sp.I * x) + 1) / (sp.exp(2 * sp.I * x) - 1),
    sp.sec: lambda x: 2 / (sp.exp(sp.I * x) + sp.exp(-sp.I * x)),
    sp.csc: lambda x: 2 * sp.I / (sp.exp(sp.I * x) - sp.exp(-sp.I * x)),
    sp.sinh: lambda x: (sp.exp(x) - sp.exp(-x)) / 2,
    sp.cosh: lambda x: (sp.exp(x) + sp.exp(-x)) / 2,
    sp.tanh: lambda x: (sp.exp(2 * x) - 1) / (sp.exp(2 * x) + 1),
    sp.coth: lambda x: (sp.exp(2 * x) + 1) / (sp.exp(2 * x) - 1),
    sp.sech: lambda x: 2 / (sp.exp(x) + sp.exp(-x)),
    sp.csch: lambda x: 2 / (sp.exp(x) - sp.exp(-x)),
}


def canonical(arg: sp.Expr) -> sp.Expr:
    """One form for arguments that are equal as polynomials or fractions."""
    expanded = sp.expand(arg)
    if any(p.exp.is_negative for p in expanded.atoms(sp.Pow)):
        expanded = sp.expand(sp.cancel(sp.together(expanded)))
    return expanded


class Field:
    """The field of one expression. `positive` says of an expression whether it is positive on the domain."""

    def __init__(self, expr: sp.Expr, positive: Positive) -> None:
        self._positive = positive
        self._powers: dict[Key, dict[sp.Rational, sp.Dummy]] = {}
        self._others: dict[sp.Expr, sp.Dummy] = {}
        self._symbols: set[sp.Symbol] = set()
        self._memo: dict[sp.Expr, sp.Expr] = {}
        self._bases: dict[Key, sp.Expr] = {}  # roots, inner ones first
        self._written = self._write(expr)
        self._build()
        self.numerator, self.denominator = self._fraction(self._written)
        self.numerator = self._reduce(self.numerator)

    @property
    def is_zero(self) -> bool:
        """Whether the expression is proved zero where it is finite and no denominator vanishes."""
        return not self.numerator and bool(self._reduce(self.denominator))

    def denominator_factors(self) -> list[sp.Expr]:
        """The factors of the denominator, with generators written out."""
        meanings = dict(zip(self._names, self._meanings, strict=True))
        return [_expression(factor, self._names).xreplace(meanings)
                for factor, _ in self.denominator.factor()[1]]  # fmt: skip

    # --- the expression in generators

    def _write(self, expr: sp.Expr) -> sp.Expr:
        if expr not in self._memo:
            self._memo[expr] = self._written_anew(expr)
        return self._memo[expr]

    def _written_anew(self, expr: sp.Expr) -> sp.Expr:
        if expr.is_Rational:
            return expr
        if isinstance(expr, sp.Symbol):
            self._symbols.add(expr)
            return expr
        if isinstance(expr, (sp.Add, sp.Mul)):
            return expr.func(*(self._write(a) for a in expr.args))
        if expr is sp.I:
            return self._generator(ROOT_OF_UNITY, sp.S.One, sp.S.Half)
        if expr is sp.E:
            return self._exponential(sp.S.One)
        if isinstance(expr, sp.exp):
            return self._exponential(expr.args[0])
        if isinstance(expr, sp.Pow):
            return self._power(*expr.as_base_exp())
        if isinstance(expr, sp.log):
            return self._logarithm(expr.args[0])
        if type(expr) in _PLAIN:
            return self._write(_PLAIN[type(expr)](expr.args[0]))
        if isinstance(expr, sp.Float) or expr.has(sp.oo, sp.zoo, sp.nan):
            raise NotReducible(f"{expr} has no exact normal form")
        return self._other(expr)

    def _other(self, expr: sp.Expr) -> sp.Dummy:
        if expr.args and isinstance(expr, sp.Function):
            expr = expr.func(*(canonical(a) for a in expr.args), evaluate=False)
        return self._others.setdefault(expr, sp.Dummy("f"))

    def _exponential(self, arg: sp.Expr) -> sp.Expr:
        product: list[sp.Expr] = []
        for term in sp.Add.make_args(canonical(arg)):
            coefficient, monomial = term.as_coeff_Mul(rational=True)
            logs = [f for f in sp.Mul.make_args(monomial) if isinstance(f, sp.log)]
            if len(logs) == 1 and not (monomial / logs[0]).has(sp.log):
                product.append(self._power(logs[0].args[0], coefficient * monomial / logs[0]))
            elif monomial.has(sp.I) and monomial.has(sp.pi) and not (monomial / sp.I / sp.pi).has(sp.I):
                product.append(self._unit(coefficient, monomial / sp.I / sp.pi))
            else:
                product.append(self._generator(sp.E, monomial, coefficient))
        return sp.Mul(*product)

    def _unit(self, coefficient: sp.Rational, monomial: sp.Expr) -> sp.Expr:
        """exp(i pi c m)."""
        return self._generator(ROOT_OF_UNITY, monomial, coefficient)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if exponent.is_Integer:
            return self._write(base) ** exponent
        exponent = sp.expand(exponent)
        if base is sp.E:
            return self._exponential(exponent)
        parts, rest = self._split(base, whole=bool(exponent.is_integer))
        product: list[sp.Expr] = []
        for part, power in (*parts.items(), (rest, sp.S.One)):
            if part == 1:
                continue
            for term in sp.Add.make_args(sp.expand(exponent * power)):
                coefficient, monomial = term.as_coeff_Mul(rational=True)
                product.append(self._part(part, monomial, coefficient))
        return sp.Mul(*product)

    def _part(self, base: sp.Expr, monomial: sp.Expr, coefficient: sp.Rational) -> sp.Expr:
        """base^(coefficient monomial); a whole power of the base is split off."""
        if base in (sp.S.NegativeOne, sp.I):
            return self._unit(coefficient / (2 if base is sp.I else 1), monomial)
        if monomial != 1 or coefficient.is_Integer:
            return (
                self._write(base) ** coefficient
                if monomial == 1
                else self._generator(base, monomial, coefficient)
            )
        if (base, monomial) not in self._bases:
            inner = self._write(base)
            self._bases[base, monomial] = inner
        return self._generator(base, monomial, coefficient)

    def _split(self, base: sp.Expr, *, whole: bool) -> tuple[dict[sp.Expr, sp.Expr], sp.Expr]:
        """A base as positive factors with their powers, and the rest; for a whole exponent all are split."""
        parts: dict[sp.Expr, sp.Expr] = {}
        rest: list[sp.Expr] = []
        negative = False
        if isinstance(base, sp.Add):
            base = sp.factor(base)
        for factor in sp.Mul.make_args(base):
            inner, power = factor.as_base_exp() if factor.is_Pow else (factor, sp.S.One)
            inner = sp.expand(inner)
            if factor.is_Rational:
                for prime, n in sp.factorrat(abs(factor)).items():
                    parts[sp.Integer(prime)] = parts.get(sp.Integer(prime), sp.S.Zero) + n
                negative ^= bool(factor < 0)
            elif power.is_real and self._positive(inner):
                parts[inner] = parts.get(inner, sp.S.Zero) + power
            elif power.is_Integer and self._positive(-inner):
                parts[sp.expand(-inner)] = parts.get(sp.expand(-inner), sp.S.Zero) + power
                negative ^= bool(power.is_odd)
            elif power.is_integer and whole:
                parts[inner] = parts.get(inner, sp.S.Zero) + power
            else:
                rest.append(factor)
        if negative and whole:
            parts[sp.S.NegativeOne] = sp.S.One
        elif negative:
            rest.append(sp.S.NegativeOne)
        return parts, canonical(sp.Mul(*rest))

    def _logarithm(self, arg: sp.Expr) -> sp.Expr:
        parts, rest = self._split(arg, whole=False)
        total = [self._write(power) * self._other(sp.log(p, evaluate=False)) for p, power in parts.items()]
        if rest == -1:
            total.append(self._write(sp.I * sp.pi))
        elif rest != 1:
            total.append(self._other(sp.log(rest, evaluate=False)))
        return sp.Add(*total)

    def _generator(self, base: sp.Expr, monomial: sp.Expr, coefficient: sp.Rational) -> sp.Dummy:
        steps = self._powers.setdefault((base, monomial), {})
        return steps.setdefault(sp.Rational(coefficient), sp.Dummy("p"))

    # --- arithmetic

    def _build(self) -> None:
        if (ROOT_OF_UNITY, sp.S.One) in self._powers:
            self._spell_roots()
        meanings: dict[sp.Dummy, sp.Expr] = {name: e for e, name in self._others.items()}
        units: dict[Key, tuple[sp.Dummy, int]] = {}
        for (base, monomial), steps in self._powers.items():
            unit = lcm(*(int(c.q) for c in steps))
            units[base, monomial] = sp.Dummy("g"), unit
            meanings[units[base, monomial][0]] = sp.Pow(base, monomial / unit)
        plain = sorted(self._symbols, key=str)
        self._names: list[sp.Symbol] = [*meanings, *plain]
        self._meanings: list[sp.Expr] = [*meanings.values(), *plain]
        self._ring = fmpq_mpoly_ctx.get([f"v{i}" for i in range(len(self._names) or 1)], Ordering.lex)
        gens = self._ring.gens()
        one = self._ring.constant(1)
        self._values: dict[sp.Expr, tuple[Any, Any]] = {
            name: (gens[i], one) for i, name in enumerate(self._names)
        }
        index = {name: i for i, name in enumerate(self._names)}
        for key, (name, unit) in units.items():
            for coefficient, placeholder in self._powers[key].items():
                power = int(coefficient * unit)
                if abs(power) > HIGHEST_POWER:
                    raise NotReducible("an exponent is too large")
                value = self._values[name][0] ** abs(power)
                self._values[placeholder] = (value, one) if power >= 0 else (one, value)
        self._relations: list[tuple[int, int, Any, Any]] = []
        self._cyclotomic: tuple[int, Any] | None = None
        for key, (name, unit) in units.items():
            if key[0] is ROOT_OF_UNITY and key[1] != 1 and key[1].is_integer:
                self._relations.append((index[name], 2 * unit, one, one))
            elif key == (ROOT_OF_UNITY, sp.S.One):
                minimal = sp.Poly(sp.cyclotomic_poly(2 * unit, sp.Dummy("x")))
                _, *low = minimal.all_coeffs()
                degree = minimal.degree()
                x = gens[index[name]]
                tail = sum((-int(c) * x ** (degree - 1 - k) for k, c in enumerate(low)), 0 * x)
                self._cyclotomic = index[name], (degree, tail)
        for key, inner in self._bases.items():
            name, unit = units[key]
            self._relations.append((index[name], unit, *self._fraction(inner)))

    def _spell_roots(self) -> None:
        """Roots of 2 and 3 as sums of roots of unity, so that the two are related."""
        i = self._powers[ROOT_OF_UNITY, sp.S.One]
        unit = lcm(*(int(c.q) for c in i))
        for prime, degree in ((2, 4), (3, 6)):
            key = (sp.Integer(prime), sp.S.One)
            steps = self._powers.get(key, {})
            if set(steps) and all(c.q == 2 for c in steps) and unit % degree == 0:
                angle = sp.Rational(1, degree)
                plus, minus = (
                    self._generator(*(ROOT_OF_UNITY, sp.S.One, angle)),
                    self._generator(ROOT_OF_UNITY, sp.S.One, -angle),
                )
                change = {name: (plus + minus) ** int(2 * c) for c, name in steps.items()}
                self._written = self._written.xreplace(change)
                self._bases = {k: e.xreplace(change) for k, e in self._bases.items() if k != key}
                del self._powers[key]

    def _fraction(self, written: sp.Expr) -> tuple[Any, Any]:
        known = self._values.get(written)
        if known is None:
            known = self._values[written] = self._fraction_anew(written)
            if max(len(known[0]), len(known[1])) > MOST_TERMS:
                raise NotReducible("the normal form grows too large")
        return known

    def _fraction_anew(self, written: sp.Expr) -> tuple[Any, Any]:
        if written.is_Rational:
            return self._ring.constant(fmpq(int(written.p), int(written.q))), self._ring.constant(1)
        if written.is_Add:
            total = self._fraction(written.args[0])
            for term in written.args[1:]:
                (a, b), (c, d) = total, self._fraction(term)
                common = b.gcd(d)
                total = a * (d / common) + c * (b / common), b * (d / common)
            return total
        if written.is_Mul:
            above = below = self._ring.constant(1)
            for factor in written.args:
                a, b = self._fraction(factor)
                common, other = above.gcd(b), below.gcd(a)
                above, below = (above / common) * (a / other), (below / other) * (b / common)
            return above, below
        if written.is_Pow and written.exp.is_Integer:
            a, b = self._fraction(written.base)
            power = int(written.exp)
            if abs(power) > HIGHEST_POWER:
                raise NotReducible("an exponent is too large")
            if power < 0 and not self._reduce(a):
                raise NotReducible("a denominator is zero")
            return (a**power, b**power) if power >= 0 else (b**-power, a**-power)
        raise NotReducible(f"{written} has no normal form")

    def _reduce(self, poly: Any) -> Any:
        """The polynomial modulo the relations, up to a factor that is a denominator of theirs."""
        for index, degree, above, below in reversed(self._relations):
            poly = self._divide(poly, index, degree, above, below)
        if self._cyclotomic is not None:
            index, (degree, tail) = self._cyclotomic
            while poly and poly.degrees()[index] >= degree:
                poly = self._divide(poly, index, degree, tail, self._ring.constant(1))
        return poly

    def _divide(self, poly: Any, index: int, degree: int, above: Any, below: Any) -> Any:
        if not poly or poly.degrees()[index] < degree:
            return poly
        layers: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, coefficient in poly.to_dict().items():
            times, left = divmod(exponents[index], degree)
            moved = (*exponents[:index], left, *exponents[index + 1 :])
            layers.setdefault(times, {})[moved] = coefficient
        most = max(layers)
        total = 0 * poly
        for times, terms in layers.items():
            total += self._ring.from_dict(terms) * above**times * below ** (most - times)
        return total


def _expression(poly: Any, names: list[sp.Symbol]) -> sp.Expr:
    terms = []
    for exponents, coefficient in poly.to_dict().items():
        powers = (name**n for name, n in zip(names, map(int, exponents), strict=False) if n)
        terms.append(sp.Rational(int(coefficient.p), int(coefficient.q)) * sp.Mul(*powers))
    return sp.Add(*terms)
