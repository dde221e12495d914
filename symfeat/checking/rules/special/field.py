"""A field in which expressions are compared: rational functions of symbols and generators.

A root carries its relation g^n = base, a root of unity its cyclotomic polynomial. What is left of the
numerator after division by the relations decides: nothing left proves the expression zero wherever it is
finite and the denominators do not vanish.
"""

from __future__ import annotations

from math import lcm
from typing import Any

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.special.writing import ROOT_OF_UNITY, Key, Positive, Writer

MOST_TERMS = 30_000
HIGHEST_POWER = 400


class Field(Writer):
    """The field of one expression, with the expression as a fraction."""

    def __init__(self, expr: sp.Expr, positive: Positive) -> None:
        super().__init__(positive)
        self._written = self._write(expr)
        self._build()
        self.numerator, self.denominator = self._fraction(self._written)
        self.numerator = self._reduce(self.numerator)

    @property
    def is_zero(self) -> bool:
        """Whether the expression is proved zero where it is finite and no denominator vanishes."""
        return not self.numerator and bool(self._reduce(self.denominator))

    @property
    def meanings(self) -> list[sp.Expr]:
        """What the variables of the polynomials stand for, in their order."""
        return self._meanings

    def place(self, symbol: sp.Symbol) -> int | None:
        """Which variable of the polynomials a symbol is, if it stands in the expression."""
        return self._names.index(symbol) if symbol in self._names else None

    def polynomial(self, terms: dict[tuple[int, ...], Any]) -> Any:
        """A polynomial of the field, by its terms."""
        return self._ring.from_dict(terms)

    def spelled(self, poly: Any) -> sp.Expr:
        """A polynomial with generators written out."""
        terms = []
        for exponents, coefficient in poly.to_dict().items():
            powers = (m**n for m, n in zip(self._meanings, map(int, exponents), strict=False) if n)
            terms.append(sp.Rational(int(coefficient.p), int(coefficient.q)) * sp.Mul(*powers))
        return sp.Add(*terms)

    def denominator_factors(self) -> list[sp.Expr]:
        """The factors of the denominator, with generators written out."""
        return [self.spelled(factor) for factor, _ in self.denominator.factor()[1]]

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
