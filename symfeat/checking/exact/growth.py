"""Limits at infinity by orders of growth: an exponential times a power of the variable times a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from symfeat.checking.exact import equivalents
from symfeat.checking.exact.cases import Facts, is_real
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.sign import Sign
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.exact.tower import Tower, to_exponentials


class OpenComparison(NotReducible):
    """Which of two terms grows faster depends on the sign of `argument`, which is open."""

    def __init__(self, argument: sp.Expr) -> None:
        super().__init__(f"the sign of the rate {argument} is open")
        self.argument = argument


@dataclass(frozen=True)
class Growth:
    """An expression that is exp(rate) x^power (coefficient + o(1)) as x grows; the rate is a polynomial in x.

    Rate and power are real. The coefficient, and what o(1) stands for, need not be, and the coefficient may
    vanish: then the expression is smaller than its order, and nothing more is said.
    """

    rate: sp.Expr
    power: sp.Expr
    coefficient: sp.Expr


def limit_by_orders(expr: sp.Expr, var: sp.Symbol, facts: Facts = ()) -> sp.Expr:
    """The limit of a branch-free expression as `var` grows, by its order; may be oo or -oo.

    Exponents are polynomials in the variable, their coefficients linear in symbols: the signs of these, and
    of differences, are asked of the facts, and one that is open raises OpenComparison. Terms of one order are
    added up and may cancel, which leaves their sum unknown below that order.

    >>> x, a = sp.Symbol("x", positive=True), sp.Symbol("a", positive=True)
    >>> limit_by_orders(sp.sqrt(sp.exp(2 * a * x) + sp.exp(a * x)) * sp.exp(-a * x), x)
    1
    """
    return _Orders(var, facts).limit(expr)


class _Orders:
    def __init__(self, var: sp.Symbol, facts: Facts) -> None:
        self.var = var
        self.facts = facts

    def limit(self, expr: sp.Expr) -> sp.Expr:
        expr = to_exponentials(expr)
        for exponential in expr.atoms(sp.exp):
            self._require_linear(exponential.args[0])
        growth = self.of(expr)
        order = self._order(growth.rate, growth.power)
        if order < 0:
            return sp.S.Zero
        if order == 0:
            return growth.coefficient
        sign = self._sign(growth.coefficient)
        if not (sign.positive or sign.negative):
            raise NotReducible("the sign of an infinite limit is open")
        return sp.oo if sign.positive else -sp.oo

    def of(self, expr: sp.Expr) -> Growth:
        """The order of growth of an expression, from those of its parts."""
        if self.var not in expr.free_symbols:
            return Growth(sp.S.Zero, sp.S.Zero, expr)
        if expr == self.var:
            return Growth(sp.S.Zero, sp.S.One, sp.S.One)
        if isinstance(expr, sp.exp):
            return self._exponential(expr.args[0])
        if isinstance(expr, sp.Add):
            return self._sum([self.of(term) for term in expr.args])
        if isinstance(expr, sp.Mul):
            return self._product([self.of(factor) for factor in expr.args])
        if isinstance(expr, sp.Pow) and expr.exp.is_Rational:
            return self._power(expr.base, sp.Rational(expr.exp))
        if isinstance(expr, sp.log):
            return self._logarithm(expr.args[0])
        if isinstance(expr, equivalents.FUNCTIONS):
            return self._special(type(expr), *expr.args)
        raise NotReducible(f"the growth of {expr.func.__name__} has no rule")

    def _exponential(self, exponent: sp.Expr) -> Growth:
        """Terms linear in the variable, multiples of its logarithm, and terms that settle."""
        rate, power, settled = sp.S.Zero, sp.S.Zero, sp.S.Zero
        for term in sp.Add.make_args(sp.expand(exponent)):
            if self._degree(term):
                rate += term
            elif self.var not in (slope := term / sp.log(self.var)).free_symbols:
                power += slope
            else:
                growth = self.of(term)
                order = self._order(growth.rate, growth.power)
                if order > 0:
                    raise NotReducible("an exponent is no polynomial in the variable")
                settled += growth.coefficient if order == 0 else sp.S.Zero
        if not (rate.is_extended_real and power.is_extended_real):
            raise NotReducible("an exponential may turn in the complex plane")
        return Growth(rate, power, sp.exp(settled))

    def _special(self, head: type, order: sp.Expr, z: sp.Expr) -> Growth:
        """A Bessel or Struve function of a real order, by what it is equivalent to."""
        if self.var in order.free_symbols or not order.is_real:
            raise NotReducible(f"the order of {head.__name__} is not a real number")
        slope = z / self.var
        if self.var not in slope.free_symbols and self._sign(slope).positive:
            return self.of(to_exponentials(equivalents.at_infinity(head, z)))
        argument = self.of(to_exponentials(z))
        falls = self._order(argument.rate, argument.power) < 0 and self._sign(argument.coefficient).positive
        if not falls:
            raise NotReducible(f"the argument of {head.__name__} neither falls to zero nor grows linearly")
        first = equivalents.first_order(head, order)
        sign = self._known_sign(first)
        if head is not sp.besselk and sign <= 0 and first.is_integer is not False:
            raise NotReducible(f"the first term of {head.__name__} may vanish")
        return self.of(to_exponentials(equivalents.near_zero(head, order, z, sign)))

    def _require_linear(self, exponent: sp.Expr) -> None:
        """Before any sign is asked for: how else rates compare is a longer search than it is worth."""
        for term in sp.Add.make_args(sp.expand(exponent)):
            rate, moving = term.as_independent(self.var, as_Add=False)
            plain = rate.is_positive or rate.is_negative
            plain = plain or all(sp.diff(rate, s).is_Rational for s in rate.free_symbols)
            grows = self._degree(moving) and plain
            settles = moving.is_Pow and moving.base == self.var and moving.exp.is_negative
            if not (grows or settles or moving in (sp.S.One, sp.log(self.var))):
                raise NotReducible("an exponent is no polynomial in the variable, or not linear in symbols")

    def _degree(self, term: sp.Expr) -> int:
        """The power of the variable in a term of a polynomial in it; 0 for any other term."""
        _, moving = term.as_independent(self.var, as_Add=False)
        base, degree = moving.as_base_exp()
        return int(degree) if base == self.var and degree.is_Integer and degree > 0 else 0

    def _sum(self, terms: list[Growth]) -> Growth:
        """The terms of the highest order, added up."""
        leading = [terms[0]]
        for term in terms[1:]:
            gap = self._order(term.rate - leading[0].rate, term.power - leading[0].power)
            if gap >= 0:
                leading = [term] if gap > 0 else [*leading, term]
        total = sp.Add(*(term.coefficient for term in leading))
        return Growth(leading[0].rate, leading[0].power, total)

    def _product(self, factors: Iterable[Growth]) -> Growth:
        rate, power, coefficient = sp.S.Zero, sp.S.Zero, sp.S.One
        for factor in factors:
            rate, power = sp.expand(rate + factor.rate), power + factor.power
            coefficient *= factor.coefficient
        return Growth(rate, power, coefficient)

    def _power(self, argument: sp.Expr, exponent: sp.Rational) -> Growth:
        base = self.of(argument)
        sign = self._sign(base.coefficient)
        if not exponent.is_Integer and not (sign.positive or (sign.negative and self._is_real(argument))):
            raise NotReducible("a root's argument may end on the branch cut")
        if exponent < 0 and not sign.nonzero:
            raise NotReducible("a denominator's leading coefficient may vanish")
        rate = sp.expand(base.rate * exponent)
        return Growth(rate, base.power * exponent, sp.Pow(base.coefficient, exponent))

    def _logarithm(self, argument: sp.Expr) -> Growth:
        """log(c e^r x^p) = r + p log x + log c: of the order of r, or else below that of x.

        The imaginary part is bounded, and so it matters only where the real part is, too: there an argument
        that ends negative must be real, or it may end on either side of the branch cut.
        """
        inner = self.of(argument)
        sign = self._sign(inner.coefficient)
        if not sign.nonzero:
            raise NotReducible("the logarithm's leading coefficient may vanish")
        if inner.rate != 0:
            leading = sp.Poly(inner.rate, self.var)
            return Growth(sp.S.Zero, sp.Integer(leading.degree()), leading.LC())
        if inner.power != 0:
            return Growth(sp.S.Zero, sp.S.One, sp.S.Zero)
        if not (sign.positive or self._is_real(argument)):
            raise NotReducible("a logarithm's argument may end on the branch cut")
        return Growth(sp.S.Zero, sp.S.Zero, sp.log(inner.coefficient))

    def _order(self, rate: sp.Expr, power: sp.Expr) -> int:
        """The sign of an order: of its rate, or of its power where the rate is zero."""
        rate = sp.expand(rate)
        speeds = sp.Poly(rate, self.var).all_coeffs() if rate != 0 else []
        return next(filter(None, map(self._known_sign, [*speeds, power])), 0)

    def _known_sign(self, expr: sp.Expr) -> int:
        expr = sp.expand(expr)
        if expr.is_Rational:
            return int(sp.sign(expr))
        sign = self._sign(expr)
        if not sign.known:
            raise OpenComparison(expr)
        return next(iter(sign.possible))

    def _is_real(self, expr: sp.Expr) -> bool:
        return is_real(expr, self.facts)

    def _sign(self, expr: sp.Expr) -> Sign:
        return sign_of(Tower([expr], self.facts), expr, strict=True)
