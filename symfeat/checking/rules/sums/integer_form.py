"""Expressions in integer symbols, written in exponentials, signs and gamma functions, and tested for zero.

Fibonacci and Lucas numbers, Chebyshev polynomials, powers with integer exponents, binomial coefficients and
harmonic numbers have shifts that are not seen in their names. Here each becomes a rational function of
exponentials n L (L a formal logarithm of the base), of signs (-1)^n whose square is one, of gamma functions
and of sequences at one argument. A fraction whose numerator vanishes modulo these relations is zero wherever
the expression is finite: the relations hold at every integer, off the zeros of a base, and a base that is a
continuous variable reaches its zero by continuity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import NotReducible, Tower, Unproved
from symfeat.checking.exact.cases import Facts, facts_of
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.sums.bounds import smallest
from symfeat.checking.rules.sums.gammas import (
    COMBINATORIAL,
    FARTHEST,
    harmonic_by_polygamma,
    multiplied_gamma,
    to_gamma,
    zeta_at_integers,
)

ROOT_FIVE = sp.sqrt(5)
GOLDEN = (1 + ROOT_FIVE) / 2
TRIGONOMETRIC = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
HYPERBOLIC = (sp.sech, sp.csch)


def from_zero(expr: sp.Expr, relations: Sequence[Relational]) -> sp.Expr:
    """The expression with each integer symbol counted from its lower bound, which makes signs visible."""
    for symbol in sorted(
        (s for s in expr.free_symbols if s.is_integer), key=lambda s: (s.is_positive is None, str(s))
    ):
        try:
            start = smallest(symbol, tuple(relations))
        except Unproved:
            continue
        if start != (1 if symbol.is_positive else 0):
            expr = expr.xreplace({symbol: start + Slack(f"{symbol.name}-", integer=True, nonnegative=True)})
    return expr


def vanishes(expr: sp.Expr, relations: Sequence[Relational] = ()) -> bool:
    """Whether an expression in integer symbols is proved zero wherever it is finite.

    >>> n = sp.Symbol("n", integer=True)
    >>> vanishes(sp.fibonacci(n + 2) - sp.fibonacci(n + 1) - sp.fibonacci(n))
    True
    >>> vanishes(sp.fibonacci(n + 2) - sp.fibonacci(n + 1))
    False
    """
    return _vanishes(from_zero(expr, relations), facts_of(relations), splits=2)


def _vanishes(expr: sp.Expr, facts: Facts, splits: int) -> bool:
    if _is_zero(expr, facts):
        return True
    # A binomial coefficient may be zero from some integer on: zero and the rest are looked at apart.
    for symbol in sorted(expr.free_symbols, key=str) if splits and expr.has(sp.binomial) else ():
        if symbol.is_integer and symbol.is_nonnegative and not symbol.is_positive:
            later = Slack(f"{symbol.name}+", integer=True, positive=True)
            parts = [expr.xreplace({symbol: value}) for value in (sp.S.Zero, later)]
            if not any(part.has(sp.nan, sp.zoo) for part in parts):
                return all(_vanishes(part, facts, splits - 1) for part in parts)
    return False


def _is_zero(expr: sp.Expr, facts: Facts) -> bool:
    form = IntegerForm()
    written = form.write(expr)
    tower = Tower([written], facts, split_logs=False, search=False)
    numerator, denominator = tower.fraction(tower.expressions[0])
    return not numerator or (form.cancels(numerator) and not form.cancels(denominator))


class IntegerForm:
    """One way of writing for the expressions of a claim; equal parts get equal names."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, sp.Expr], sp.Symbol] = {}

    def _name(self, kind: str, meaning: sp.Expr) -> sp.Symbol:
        key = (kind, meaning)
        if key not in self._names:
            self._names[key] = Slack(f"{kind}{len(self._names)}")
        return self._names[key]

    def write(self, expr: sp.Expr) -> sp.Expr:
        """The expression in exponentials, signs, gamma functions and named parts."""
        for head, rule in self._rules():
            if expr.has(head):
                expr = expr.replace(head, rule)
        return expr.replace(sp.I, self._name("i", sp.I))

    def cancels(self, numerator: sp.polys.rings.PolyElement) -> bool:
        """Whether a polynomial vanishes modulo s^2 = 1 for signs, u^2 = s for powers of I, and I^2 = -1."""
        symbols = numerator.ring.symbols
        place = {symbol: index for index, symbol in enumerate(symbols)}
        squares = []  # (index, index of the square or None if it is a number, that number)
        for (kind, meaning), name in self._names.items():
            if name in place and kind == "u":
                squares.append((place[name], self._name("s", meaning), 1))
            elif name in place and kind in ("s", "i"):
                squares.append((place[name], None, -1 if kind == "i" else 1))
        total: dict[tuple[int, ...], sp.Rational] = {}
        squares.sort(key=lambda square: square[1] is None)
        for monomial, coefficient in numerator.items():
            powers, signs = list(monomial), {}
            for index, square, number in squares:
                whole, powers[index] = divmod(powers[index], 2)
                coefficient = coefficient * number**whole
                if square is not None and square in place:
                    powers[place[square]] += whole
                elif square is not None:
                    signs[square] = (signs.get(square, 0) + whole) % 2
            for index, _, number in squares:  # once more, since the powers of a sign have grown
                whole, powers[index] = divmod(powers[index], 2)
                coefficient = coefficient * number**whole
            key = (*powers, *(signs.get(name, 0) for name in self._names.values()))
            total[key] = total.get(key, 0) + coefficient
        return not any(total.values())

    def _rules(self) -> Sequence[tuple[type, Callable[..., sp.Expr]]]:
        return (
            (sp.fibonacci, self._fibonacci),
            (sp.lucas, self._lucas),
            (sp.chebyshevt, lambda n, x: self._chebyshev(n, x)[0]),
            (sp.chebyshevu, lambda n, x: self._chebyshev(n, x)[1]),
            (sp.zeta, zeta_at_integers),
            (sp.harmonic, harmonic_by_polygamma),
            (sp.polygamma, self._polygamma),
            *((head, lambda *args, head=head: to_gamma(head(*args))) for head in COMBINATORIAL),
            (sp.gamma, multiplied_gamma),
            *((head, lambda z, head=head: head(z).rewrite(sp.exp)) for head in (*TRIGONOMETRIC, *HYPERBOLIC)),
            (sp.Pow, self._power),
            (sp.exp, self._exponential),
        )

    def _golden(self, n: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """phi^n and (-1)^n."""
        if not n.is_integer:
            raise NotReducible(f"{n} may be no integer")
        number, rest = sp.expand(n).as_coeff_Add(rational=True)
        if abs(number) > 8 * FARTHEST:
            raise NotReducible(f"the shift {number} is large")
        power = sp.exp(sp.expand(rest * self._name("l", GOLDEN))) * sp.expand(GOLDEN**number)
        return power, self._sign(n)

    def _fibonacci(self, n: sp.Expr, *more: sp.Expr) -> sp.Expr:
        if more:
            raise NotReducible("Fibonacci polynomials have no rule")
        power, sign = self._golden(n)
        return (power - sign / power) / ROOT_FIVE  # Binet; DLMF 24.15.4 defines the numbers

    def _lucas(self, n: sp.Expr) -> sp.Expr:
        power, sign = self._golden(n)
        return power + sign / power

    def _chebyshev(self, n: sp.Expr, x: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """T_n and U_n by w^n, x = (w + 1/w) / 2 (DLMF 18.5.1 and 18.5.2, continued in the argument)."""
        if not n.is_integer:
            raise NotReducible(f"{n} may be no integer")
        if isinstance(x, sp.cos):
            w, power = sp.exp(sp.I * x.args[0]), sp.exp(sp.expand(sp.I * n * x.args[0]))
        else:
            w = x + sp.sqrt(x**2 - 1)
            number, rest = sp.expand(n).as_coeff_Add(rational=True)
            power = sp.exp(sp.expand(rest * self._name("l", w))) * w**number
        return (power + 1 / power) / 2, (power * w - 1 / (power * w)) / (w - 1 / w)

    def _polygamma(self, order: sp.Expr, z: sp.Expr) -> sp.Expr:
        """DLMF 5.5.2 and 5.15.5, down to an argument that is no pole of the function for a natural number."""
        number, rest = sp.expand(z).as_coeff_Add(rational=True)
        steps = int(sp.ceiling(number)) - 1
        if rest == 0 or abs(steps) > FARTHEST or not (order.is_Integer and order >= 0):
            return self._name("h", sp.polygamma(order, z, evaluate=False))
        base = rest + number - steps
        scale = (-1) ** order * sp.factorial(order)
        above = sp.Add(*((base + k) ** (-order - 1) for k in range(steps)))
        below = sp.Add(*((base + k) ** (-order - 1) for k in range(steps, 0)))
        return self._name("h", sp.polygamma(order, base, evaluate=False)) + scale * (above - below)

    def _sign(self, exponent: sp.Expr) -> sp.Expr:
        """(-1)^n, as a product over the monomials of n."""
        product = sp.S.One
        for coefficient, monomial in integer_terms(exponent):
            if coefficient % 2:
                product *= sp.S.NegativeOne if monomial == 1 else self._name("s", monomial)
        return product

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if exponent.is_number or not exponent.is_integer:
            return sp.Pow(base, exponent)
        factored = sp.factor(base) if base.is_Add and base.free_symbols else base
        return sp.Mul(*(self._factor(factor, exponent) for factor in sp.Mul.make_args(factored)))

    def _factor(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        """An integer power of something that is no product."""
        if isinstance(base, sp.Pow) and base.exp.is_Integer:
            return self._factor(base.base, base.exp * exponent)
        if (found := golden_power(base)) is not None:
            scale, j = found
            return (
                sp.Pow(abs(scale), exponent)
                * self._sign(exponent if scale < 0 else sp.S.Zero)
                * (sp.exp(sp.expand(j * exponent * self._name("l", GOLDEN))))
            )
        if base.is_Rational and base < 0:
            return self._sign(exponent) * sp.Pow(-base, exponent)
        if base.is_positive:
            return sp.Pow(base, exponent)
        if base == sp.I:
            terms = integer_terms(exponent)
            parts = (sp.I if m == 1 else self._name("u", m) for _, m in terms)
            return sp.Mul(*(part**c for part, (c, _) in zip(parts, terms, strict=True)))
        if base.could_extract_minus_sign():
            return self._sign(exponent) * self._factor(-base, exponent)
        if base.is_zero is not False and all(s.is_integer for s in base.free_symbols):
            raise NotReducible(f"the base {base} may be zero")
        number, rest = sp.expand(exponent).as_coeff_Add(rational=True)
        if abs(number) > 8 * FARTHEST:
            raise NotReducible(f"the shift {number} is large")
        return sp.exp(sp.expand(rest * self._name("l", base))) * base**number

    def _exponential(self, exponent: sp.Expr) -> sp.Expr:
        """exp, with multiples of pi I / 2 by integers as signs."""
        product, rest = sp.S.One, []
        for term in sp.Add.make_args(sp.expand(exponent)):
            turns = sp.expand(2 * term / (sp.pi * sp.I))
            whole = sp.expand(term / self._name("l", GOLDEN))
            if turns.is_integer:
                product *= self._factor(sp.I, turns)
            elif whole.is_Integer and abs(whole) < 8 * FARTHEST:
                product *= sp.expand(GOLDEN**whole) if whole > 0 else sp.expand((GOLDEN - 1) ** -whole)
            elif turns.is_Rational:
                product *= sp.cos(turns * sp.pi / 2) + sp.I * sp.sin(turns * sp.pi / 2)
            else:
                rest.append(term)
        return product * sp.exp(sp.Add(*rest))


def golden_power(base: sp.Expr) -> tuple[sp.Integer, int] | None:
    """(c, j) if a number is c phi^j, c a small integer; else None."""
    written = sp.expand(base.xreplace({sp.GoldenRatio: GOLDEN}))
    if not written.has(ROOT_FIVE) or written.free_symbols:
        return None
    for j in (1, -1, 2, -2):
        scale = sp.radsimp(sp.expand(written / GOLDEN**j))
        if scale.is_Integer:
            return scale, j
    return None


def integer_terms(exponent: sp.Expr) -> list[tuple[int, sp.Expr]]:
    """An integer expression as a sum of integer multiples of integer monomials."""
    terms = []
    for term in sp.Add.make_args(sp.expand(exponent)):
        coefficient, monomial = term.as_coeff_Mul(rational=True)
        if not (coefficient.is_Integer and (monomial == 1 or monomial.is_integer)):
            raise NotReducible(f"{exponent} is no sum of integers")
        terms.append((int(coefficient), monomial))
    return terms
