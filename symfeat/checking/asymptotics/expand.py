"""Expansions of expressions as a variable x grows, from those of their parts; every step is an argument.

Sums, products, powers, exponentials and logarithms are done here; other functions are expanded about the
limit of their argument: by Taylor's theorem where they are analytic there, else as `special` says.
"""

from __future__ import annotations

import sympy as sp

from symfeat.checking.asymptotics import special
from symfeat.checking.asymptotics.scales import ONE, VARIABLE, Scale, Scales, key_of, scale_of, written
from symfeat.checking.asymptotics.series import Algebra, Series
from symfeat.checking.ball import ball_decides_sign, separate
from symfeat.checking.exact.cases import Facts, is_real
from symfeat.checking.exact.growth import OpenComparison
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.sign import Sign
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.exact.tower import Tower
from symfeat.errors import EvaluationError


class NeedsMoreTerms(Exception):
    """All terms that were kept have cancelled."""


class Expansion:
    """Expansions of expressions in one variable, with about `size` terms kept."""

    def __init__(self, var: sp.Symbol, facts: Facts, size: int) -> None:
        self.var = var
        self.facts = facts
        self.size = size
        self.scales = Scales(self.sign)
        self.algebra = Algebra(self.scales, size, self._is_zero)
        self._known: dict[sp.Expr, Series] = {}

    def of(self, expr: sp.Expr) -> Series:
        if expr not in self._known:
            self._known[expr] = self._expand(expr)
        return self._known[expr]

    def _expand(self, expr: sp.Expr) -> Series:
        if self.var not in expr.free_symbols:
            if expr.has(sp.oo, -sp.oo, sp.zoo, sp.nan):
                raise NotReducible(f"{expr} is no number")
            return self.algebra.number(expr)
        if expr == self.var:
            return Series(((VARIABLE, sp.S.One),))
        if isinstance(expr, sp.Add):
            total = self.algebra.add([self.of(part) for part in expr.args])
            return total if total.terms else self._common_exponential(expr, total)
        if isinstance(expr, sp.Mul):
            product = self.algebra.number(sp.S.One)
            for factor in expr.args:
                product = self.algebra.multiply(product, self.of(factor))
            return product
        if isinstance(expr, sp.Pow):
            return self._power(expr)
        if isinstance(expr, sp.exp):
            return self._exponential(self.of(expr.args[0]), expr.args[0])
        if isinstance(expr, sp.log):
            return self._logarithm(expr.args[0])
        if isinstance(expr, (sp.sin, sp.cos)):
            return self._wave(expr)
        return special.expand(self, expr)

    def _common_exponential(self, expr: sp.Add, total: Series) -> Series:
        """Where exponentials cancel beyond all powers: exp(a) - exp(b) = exp(b) (exp(a - b) - 1)."""
        exponentials = [f for f in sp.Mul.make_args(expr.args[0]) if isinstance(f, sp.exp)]
        if not exponentials or not all(part.has(sp.exp) for part in expr.args):
            return total
        common = exponentials[0]
        rest = sp.Add(*(sp.powsimp(part / common) for part in expr.args))
        if rest.count(sp.exp) >= expr.count(sp.exp):
            return total
        return self.algebra.multiply(self.of(common), self.of(rest))

    # Powers, exponentials, logarithms

    def _power(self, expr: sp.Pow) -> Series:
        base, exponent = expr.args
        if self.var in exponent.free_symbols:
            return self.of(sp.exp(exponent * sp.log(base)))
        inner = self.of(base)
        if exponent.is_Integer and 0 < exponent <= 2 * self.size:
            product = inner
            for _ in range(int(exponent) - 1):
                product = self.algebra.multiply(product, inner)
            return product
        if exponent.is_extended_real is not True:
            return self.of(sp.exp(exponent * sp.log(base)))
        scale, leading, small = self._split(inner)
        number = sp.Pow(leading, exponent)
        if not exponent.is_integer and not self._signs(leading).positive:
            number = sp.exp(exponent * self._log_of_leading(leading, inner, base))
        falling = [sp.ff(exponent, k) / sp.factorial(k) for k in range(self.size + 1)]
        power = self.algebra.compose(falling, small)
        return self.algebra.scaled(power, self.scales.power(scale, exponent), number)

    def _split(self, series: Series) -> tuple[Scale, sp.Expr, Series]:
        """Scale and coefficient of the leading term, not zero, and the whole over it less one."""
        if not series.terms:
            if series.rest is None:
                raise NotReducible("a division by zero, or its logarithm")
            raise NeedsMoreTerms
        scale, leading = series.terms[0]
        if self.var in leading.free_symbols:
            raise NotReducible("a leading coefficient may come back to zero again and again")
        if not self.is_nonzero(leading):
            raise NotReducible(f"the leading coefficient {leading} may vanish")
        rest = self.algebra.scaled(
            Series(series.terms[1:], series.rest), self.scales.power(scale, sp.S.NegativeOne), 1 / leading
        )
        return scale, leading, rest

    def _log_of_leading(self, leading: sp.Expr, series: Series, expr: sp.Expr) -> sp.Expr:
        """The principal logarithm's limit for the leading coefficient; on the cut it depends on the side."""
        if self._signs(leading).positive:
            return sp.log(leading)
        if self._signs(leading).negative:
            if is_real(expr, self.facts):
                return sp.log(leading)
            side = self._side(series)
            return sp.log(-leading) + side * sp.I * sp.pi
        if leading.is_number and not self._signs(sp.im(leading)).possible & {0}:
            return sp.log(leading)
        raise NotReducible("a root or a logarithm may end on its branch cut")

    def _side(self, series: Series) -> int:
        """The sign of the imaginary part in the end."""
        for _, coefficient in series.terms:
            if self.var in coefficient.free_symbols:
                break
            imaginary = coefficient.as_real_imag()[1]
            if imaginary == 0:
                continue
            sign = self.sign(imaginary)
            if sign:
                return sign
            break
        raise NotReducible("a root or a logarithm may end on either side of its branch cut")

    def _logarithm(self, argument: sp.Expr) -> Series:
        series = self.of(argument)
        scale, leading, small = self._split(series)
        level = self._log_of_leading(leading, series, argument)
        parts = [Series(((scale_of(key), number),)) for key, number in scale]
        parts.append(self.algebra.number(level))
        coefficients = [sp.S.Zero, *(sp.Rational((-1) ** (k + 1), k) for k in range(1, self.size + 1))]
        return self.algebra.add([*parts, self.algebra.compose(coefficients, small)])

    def _parts(self, series: Series) -> tuple[tuple, sp.Expr, Series]:
        """The growing terms, the number that is left, and what falls to zero."""
        compare = self.scales.compare
        if series.rest is not None and compare(series.rest, ONE) >= 0:
            raise NeedsMoreTerms
        growing = tuple(term for term in series.terms if compare(term[0], ONE) > 0)
        level = next((c for s, c in series.terms if s == ONE), sp.S.Zero)
        small = tuple(term for term in series.terms if compare(term[0], ONE) < 0)
        return growing, level, Series(small, series.rest)

    def _exponential(self, series: Series, argument: sp.Expr) -> Series:
        growing, level, small = self._parts(series)
        scale, turn = ONE, sp.S.Zero
        for part, coefficient in growing:
            if self.var in coefficient.free_symbols:
                raise NotReducible("an exponent may oscillate")
            real, imaginary = coefficient.as_real_imag()
            if real.is_extended_real is not True or imaginary.is_extended_real is not True:
                raise NotReducible("an exponent may not be real")
            if real != 0:
                scale = self.scales.times(scale, frozenset({(key_of(part), sp.expand(real))}))
            turn += imaginary * written(part, self.var)
        coefficients = [1 / sp.factorial(k) for k in range(self.size + 1)]
        size = sp.exp(level) * (sp.exp(sp.I * turn) if turn != 0 else 1)
        return self.algebra.scaled(self.algebra.compose(coefficients, small), scale, size)

    def _wave(self, expr: sp.Expr) -> Series:
        """Sine or cosine: bounded where the argument is real, known to the end where it is known so well."""
        argument, head = expr.args[0], expr.func
        if not is_real(argument, self.facts):
            return self.of(expr.rewrite(sp.exp))
        try:
            growing, level, small = self._parts(self.of(argument))
        except NeedsMoreTerms:
            return Series((), ONE)
        if any(self.var in c.free_symbols for _, c in growing):
            return Series((), ONE)
        start = level + sp.Add(*(c * written(s, self.var) for s, c in growing))
        derivatives = [sp.diff(head(sp.Symbol("u")), sp.Symbol("u"), k) for k in range(4)]
        values = [d.subs(sp.Symbol("u"), start) for d in derivatives]
        return self.algebra.compose([values[k % 4] / sp.factorial(k) for k in range(self.size + 1)], small)

    # What coefficients are

    def sign_near(self, expr: sp.Expr) -> int:
        """The sign that an expression, known to be real, has from some point on."""
        series = self.of(expr)
        if not series.terms:
            if series.rest is None:
                return 0
            raise NeedsMoreTerms
        leading = series.terms[0][1]
        if self.var in leading.free_symbols:
            raise NotReducible("a sign may change again and again")
        sign = self.sign(leading)
        if not sign:
            raise NotReducible("a leading coefficient vanishes")
        return sign

    def sign(self, expr: sp.Expr) -> int:
        """The sign of a real number, 1, 0 or -1; where it is open, a comparison that cases may settle."""
        expr = _without_logarithm(sp.expand(expr))
        sign = self._signs(expr)
        if not sign.known:
            if expr.free_symbols:
                raise OpenComparison(expr)
            raise NotReducible(f"the sign of {expr} is open")
        return next(iter(sign.possible))

    def _signs(self, expr: sp.Expr) -> Sign:
        if expr.is_Rational:
            return Sign(frozenset({int(sp.sign(expr))}))
        if not expr.free_symbols:
            try:
                known = ball_decides_sign(expr, {})
            except EvaluationError:
                known = None
            if known is not None:
                return Sign(frozenset({known}))
        return sign_of(Tower([expr], self.facts), expr, strict=True)

    def is_nonzero(self, expr: sp.Expr) -> bool:
        if expr.is_zero is False:
            return True
        if not expr.free_symbols:
            try:
                return separate(expr, sp.S.Zero) is not None
            except EvaluationError:
                return False
        return self._signs(expr).nonzero

    def _is_zero(self, expr: sp.Expr) -> bool:
        """Whether a coefficient that is left where terms cancelled is zero, shown by its normal form."""
        if expr.is_Rational or (expr.free_symbols and expr.is_polynomial()):
            return expr == 0
        if not expr.free_symbols and self.is_nonzero(expr):
            return False
        for form in (expr, expr.rewrite(sp.exp)):
            try:
                if Tower([form], self.facts).is_zero(form):
                    return True
            except NotReducible:
                continue
        return False


def _without_logarithm(expr: sp.Expr) -> sp.Expr:
    """An expression of the same sign: log(a) - log(b) has that of a - b, where both are positive."""
    if not expr.free_symbols or not expr.has(sp.log):
        return expr
    number, rest = expr.as_content_primitive()
    ratio = sp.S.One
    for term in sp.Add.make_args(rest):
        power, log = term.as_coeff_Mul()
        if not (isinstance(log, sp.log) and log.args[0].is_positive and power.is_Rational):
            return expr
        ratio *= log.args[0] ** power
    above, below = sp.fraction(sp.together(ratio))
    return sp.expand(sp.sign(number) * (above - below))
