"""Limits at infinity by leading terms; the variable's exponentials outgrow its powers."""

from __future__ import annotations

import sympy as sp
from sympy.polys.rings import PolyElement

from symfeat.checking.asymptotics import eventual_limit
from symfeat.checking.exact.cases import Facts, is_real
from symfeat.checking.exact.growth import OpenComparison, limit_by_orders
from symfeat.checking.exact.ring import NotReducible, Slack
from symfeat.checking.exact.sign import Sign
from symfeat.checking.exact.signs import sign_of, sign_of_rewritten
from symfeat.checking.exact.tower import Tower, split_exponent
from symfeat.claims.kinds import Limit

MAX_DEGREE = 500  # of the polynomials in an exponential that are still compared by their normal form


def approaches(claim: Limit) -> list[tuple[sp.Expr, sp.Symbol]]:
    """The expression along each way of approach, in a positive symbol that goes to infinity.

    The variable is moved before anything else, so that its sign is that of the way of approach.
    """
    away = Slack(f"{claim.var.name}_", positive=True, **({"integer": True} if claim.var.is_integer else {}))
    if claim.point in (sp.oo, -sp.oo):
        return [(claim.expr.xreplace({claim.var: away if claim.point == sp.oo else -away}), away)]
    steps = {"+": [1], "-": [-1], "+-": [1, -1]}[claim.direction]
    inside = [step for step in steps if not _outside(claim.var, claim.point + step / away)]
    if (len(inside) < len(steps) and claim.direction != "+-") or not inside:
        raise NotReducible("a way of approach lies outside the variable's range")
    steps = inside  # from both sides, as far as there are two
    return [(claim.expr.subs(claim.var, claim.point + step / away), away) for step in steps]


def _outside(var: sp.Symbol, near: sp.Expr) -> bool:
    return bool((var.is_nonnegative and near.is_negative) or (var.is_nonpositive and near.is_positive))


def limit_at_infinity(expr: sp.Expr, var: sp.Symbol, facts: Facts = ()) -> sp.Expr:
    """The limit of a branch-free expression as `var` (a positive symbol) grows; may be oo or -oo.

    Continuous functions are entered (their arguments' limits first), so that a root or an angle of something
    that settles settles too; sums, products and powers are compared by the growth of their leading terms: of
    the normal form, in which terms cancel, or else as they are written, with exponentials of several rates.
    """
    ways = [lambda: _Limits(var, facts).of(expr), lambda: limit_by_orders(expr, var, facts)]
    exponents = {e.args[0] for e in expr.atoms(sp.exp)}
    several = len(exponents) > 1 and all((x / var).is_Rational for x in exponents)
    if several or expr.has(sp.log) or any(x.free_symbols > {var} for x in exponents):
        ways.reverse()  # several rates, symbols, logarithms: orders say more, sooner, than a normal form
    ways.append(lambda: eventual_limit(expr, var, facts))
    reasons: list[NotReducible] = []
    for way in ways:
        try:
            return way()
        except OpenComparison:  # to be asked again case by case
            raise
        except NotReducible as error:
            reasons.append(error)
    raise reasons[0]


class _Limits:
    def __init__(self, var: sp.Symbol, facts: Facts) -> None:
        self.var = var
        self.facts = facts
        self._found: dict[sp.Expr, sp.Expr] = {}

    def of(self, expr: sp.Expr) -> sp.Expr:
        """The limit: from the limits of the parts where these decide it, or else of the whole by growth.

        The parts come first because they keep the form in which the expression is written, and its signs.
        """
        if expr not in self._found:
            self._found[expr] = self._find(expr)
        return self._found[expr]

    def _find(self, expr: sp.Expr) -> sp.Expr:
        if self.var not in expr.free_symbols:
            return expr
        if not isinstance(expr, (sp.Symbol, sp.exp)):
            try:
                return self._from_parts(expr)
            except NotReducible:
                pass
        return self._by_growth(expr)

    def _from_parts(self, expr: sp.Expr) -> sp.Expr:
        """Continuity: the value at the parts' limits, which must be finite, or a form that is determined."""
        limits = [self.of(part) for part in expr.args]
        endless = [part for part in limits if part in (sp.oo, -sp.oo)]
        if isinstance(expr, sp.Add):
            if len(set(endless)) > 1:
                raise NotReducible("a difference of two infinite limits")
            return endless[0] if endless else sp.Add(*limits)
        if isinstance(expr, sp.Mul):
            if not endless:
                return sp.Mul(*limits)
            sign = sp.S.One
            for part in limits:
                sign *= sp.sign(part) if part in (sp.oo, -sp.oo) else self._direction(part)
            return sign * sp.oo
        if isinstance(expr, sp.Pow) and expr.exp.is_Rational:
            base = limits[0]
            if base == sp.oo:
                return sp.oo if expr.exp > 0 else sp.S.Zero
            if base == -sp.oo:
                raise NotReducible("a power of something unbounded below")
            if expr.exp < 0 and not self._sign(base).nonzero:
                raise NotReducible("a denominator may vanish in the limit")
            if not (expr.exp.is_Integer or is_real(expr.base, self.facts) or self._sign(base).nonnegative):
                raise NotReducible("a root's argument may end on the branch cut")
            return sp.Pow(base, expr.exp)
        if isinstance(expr, (sp.atan2, sp.atan, sp.log, sp.asinh, sp.tanh, sp.sinh, sp.cosh)):
            if endless:
                if isinstance(expr, sp.log) and limits[0] == sp.oo:
                    return sp.oo
                raise NotReducible(f"{expr.func.__name__} of something unbounded")
            self._require_continuous(expr, limits)
            return expr.func(*limits)
        raise NotReducible(f"the limit of {expr.func.__name__} has no rule")

    def _sign(self, expr: sp.Expr) -> Sign:
        return sign_of(Tower([expr], self.facts), expr, strict=True)

    def _direction(self, factor: sp.Expr) -> sp.Expr:
        """1 or -1, the sign of a factor beside an infinite one."""
        sign = self._sign(factor)
        if not (sign.positive or sign.negative):
            raise NotReducible("a factor beside an infinite one may vanish in the limit")
        return sp.S.One if sign.positive else sp.S.NegativeOne

    def _require_continuous(self, expr: sp.Expr, limits: list[sp.Expr]) -> None:
        """Real limits, which are off all branch cuts but those of log and of atan2."""
        if not all(is_real(limit, self.facts) for limit in limits):
            raise NotReducible(f"the limit of an argument of {expr.func.__name__} may not be real")
        signs = [self._sign(limit) for limit in limits]
        if isinstance(expr, sp.log):
            if not (signs[0].positive or (signs[0].nonzero and is_real(expr.args[0], self.facts))):
                raise NotReducible("the logarithm's argument may end on the branch cut")
        elif isinstance(expr, sp.atan2):
            up, along = signs
            if not (along.positive or up.nonzero):
                raise NotReducible("the angle's arguments may end on the branch cut")

    def _by_growth(self, expr: sp.Expr) -> sp.Expr:
        if expr in (sp.oo, -sp.oo):
            return expr
        rates = [c for e in expr.atoms(sp.exp) for c, _ in split_exponent(e.args[0])]
        if rates and sp.ilcm(1, *(c.q for c in rates)) * max(map(abs, rates)) > MAX_DEGREE:
            raise NotReducible("the rates of exponentials lie too far apart")
        tower = Tower([expr], self.facts)
        rewritten = tower.expressions[0]
        growing: list[sp.Symbol] = []
        for generator in tower.generators:
            if self.var not in tower.meaning(generator.symbol).free_symbols:
                continue
            if not isinstance(generator.meaning, sp.exp):
                raise NotReducible(f"{generator.meaning} keeps its variable")
            rate = sp.cancel(generator.meaning.args[0] / self.var)
            if self.var in rate.free_symbols:
                raise NotReducible("an exponent is not linear in the variable")
            sign = sign_of(Tower([rate], self.facts), rate, strict=True)
            if sign.negative:
                inverse = sp.Dummy(f"1/{generator.symbol.name}", positive=True)
                rewritten = rewritten.xreplace({generator.symbol: 1 / inverse})
                growing.append(inverse)
            elif sign.positive:
                growing.append(generator.symbol)
            else:
                raise NotReducible(f"the sign of the rate {rate} is open")
        if len(growing) > 1:
            raise NotReducible("exponentials of several rates")
        big = Slack("big", positive=True)
        rewritten = rewritten.xreplace(dict.fromkeys(growing, big))
        numerator, denominator = tower.fraction(rewritten)
        top, top_rank = self._leading(numerator, big)
        bottom, bottom_rank = self._leading(denominator, big)
        with tower.strictly():
            coefficient = sign_of_rewritten(tower, bottom)
        if coefficient is None or not coefficient.nonzero:
            raise NotReducible("the leading coefficient below may vanish")
        if top_rank < bottom_rank:
            return sp.S.Zero
        if top_rank == bottom_rank:
            return tower.meaning(top / bottom)
        with tower.strictly():
            sign = sign_of_rewritten(tower, top / bottom)
        if sign is None or not (sign.positive or sign.negative):
            raise NotReducible("the sign of an infinite limit is open")
        return sp.oo if sign.positive else -sp.oo

    def _leading(self, poly: PolyElement, big: sp.Symbol) -> tuple[sp.Expr, tuple[int, int]]:
        """Coefficient and rank (power of the exponential, power of the variable) of the leading terms."""
        if not poly:
            return sp.S.Zero, (-1, -1)
        symbols = poly.ring.symbols
        places = [symbols.index(s) if s in symbols else None for s in (big, self.var)]

        def rank(monomial: tuple[int, ...]) -> tuple[int, int]:
            first, second = (monomial[i] if i is not None else 0 for i in places)
            return first, second

        highest = max(rank(m) for m in poly)
        leading = {}
        for monomial, coefficient in poly.items():
            if rank(monomial) == highest:
                leading[tuple(0 if i in places else n for i, n in enumerate(monomial))] = coefficient
        return poly.ring.from_dict(leading).as_expr(), highest
