"""Power series with hypergeometric coefficients, by the differential equation that their sum obeys.

From B(k) c_{k+1} = A(k) c_k follows an equation for the sum of c_k x^(m k): with D = x d/dx it is
B(D/m - 1) h - x^m A(D/m) h = B(a - 1) c_a x^(m a). A function that is analytic along the way from 0 to x,
obeys the equation, and has the right Taylor coefficients at the roots of B, has all of them; the series
converges inside its radius, which is proved to hold x, and so both are equal there.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.integrals.terms import require
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.sums.analytic import require_analytic
from symfeat.checking.rules.sums.assumed import knowing
from symfeat.checking.rules.sums.bounds import tidied
from symfeat.checking.rules.sums.finite import is_nonzero
from symfeat.checking.rules.sums.integer_form import vanishes
from symfeat.checking.rules.sums.telescoping import ratio
from symfeat.claims.kinds import Identity, Limit

LARGEST_DEGREE = 5  # of the polynomials in the recurrence
SECONDS = 2.0  # for SymPy to propose a sum
SHIFTS = (0, 1, 2)  # powers of x by which both sides may have to be multiplied


@dataclass(frozen=True)
class Series:
    """sum of c_k x^(step k + offset) for k >= low, B(k) c_{k+1} = A(k) c_k."""

    term: sp.Expr
    k: sp.Symbol
    low: int
    x: sp.Symbol
    step: int
    offset: sp.Expr
    above: sp.Poly  # A
    below: sp.Poly  # B

    def coefficient(self, k: int) -> sp.Expr:
        """The coefficient c_k."""
        power = self.x ** (self.step * k + self.offset)
        found = sp.powsimp(self.term.xreplace({self.k: sp.Integer(k)}) / power)
        if self.x in found.free_symbols:
            raise Unproved("a coefficient depends on the variable")
        return found


def by_power_series(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove the sum of a power series by the differential equation and the first coefficients."""
    if not claim.lhs.has(sp.Sum) and not claim.rhs.has(sp.Sum):
        raise Unproved("no sum")
    difference = tidied(claim.lhs - claim.rhs, split=False)
    sums = sorted(difference.atoms(sp.Sum), key=sp.default_sort_key)
    if len(sums) != 1 or len(sums[0].limits) != 1 or sums[0].limits[0][2] != sp.oo:
        raise Unproved("it is not one infinite sum")
    (total,) = sums
    ask = knowing(relations, ask)
    name = Slack("sum")
    linear = difference.xreplace({total: name})
    slope = sp.diff(linear, name)
    if name in slope.free_symbols:
        raise Unproved("the sum does not stand alone")
    value = -linear.xreplace({name: sp.S.Zero}) / slope
    reasons = []
    readings = _readings(total)
    if not readings and not total.free_symbols:
        return _lifted(total, value, ask)
    for series in readings:
        try:
            rest = slope / series.x ** sp.degree(slope, series.x) if slope.is_polynomial(series.x) else slope
            if not is_nonzero(rest, relations, ask):
                raise Unproved(f"the factor {slope} of the sum may vanish")
            prove_sum(series, value, relations, ask)
        except (Unproved, NotReducible) as error:
            reasons.append(str(error))
            continue
        return "the differential equation of the power series, with its first coefficients and its radius"
    raise Unproved("; ".join(reasons) or "no power series")


def _lifted(total: sp.Sum, value: sp.Expr, ask: Ask) -> str:
    """A number as the value at 1 of a power series, whose sum SymPy proposes and an equation proves."""
    k, low, _ = total.limits[0]
    x = Slack("x", positive=True)
    quotient = ratio(total.function, k)
    above, below = (sp.Poly(part, k) for part in sp.fraction(quotient))
    if above.degree() > below.degree() or (
        above.degree() == below.degree() and not bool(abs(above.LC()) < abs(below.LC()))
    ):
        raise Unproved("the terms do not decay like a geometric series")
    proposal = _proposed_sum(total.function * x**k, k, low, x)
    lifted = sp.Sum(total.function * x**k, (k, low, sp.oo))
    radius = sp.oo if above.degree() < below.degree() else abs(below.LC() / above.LC())
    within = (sp.Lt(x, radius),) if radius != sp.oo else ()
    (series,) = _readings(lifted)
    prove_sum(series, proposal, within, lambda smaller, /, under=None: ask(smaller, under=under or within))
    ask(Identity(proposal.xreplace({x: sp.S.One}), value))
    return "the value at 1 of a power series, by its differential equation"


def _proposed_sum(term: sp.Expr, k: sp.Symbol, low: sp.Expr, x: sp.Symbol) -> sp.Expr:
    plain, index = sp.Symbol("x", positive=True), sp.Symbol("k", integer=True)
    try:
        with limited(SECONDS):
            found = sp.summation(term.xreplace({x: plain, k: index}), (index, low, sp.oo))
    except OutOfTime:
        if remaining() <= 0:
            raise
        raise Unproved("SymPy proposes no sum in time") from None
    except Exception:  # a proposal only
        raise Unproved("SymPy proposes no sum") from None
    if isinstance(found, sp.Piecewise):
        found = found.args[0][0]
    if not isinstance(found, sp.Expr) or found.has(sp.Sum, sp.Piecewise, sp.nan, sp.zoo):
        raise Unproved("SymPy proposes no sum")
    return found.xreplace({plain: x})


def _readings(total: sp.Sum) -> list[Series]:
    """The sum as a power series in each of its continuous symbols."""
    k, low, _ = total.limits[0]
    if not (low.is_Integer and low >= 0):
        raise Unproved("the first index is no natural number")
    quotient = ratio(total.function, k)
    found = []
    for x in sorted(quotient.free_symbols - {k}, key=str):
        if not isinstance(x, sp.Symbol) or x.is_integer:
            continue
        step = sp.cancel(x * sp.diff(quotient, x) / quotient)
        exponent = sp.cancel(sp.together(x * sp.diff(total.function, x) / total.function))
        offset = sp.expand(exponent - step * k)
        if not (step.is_Integer and 0 < step <= 6) or offset.free_symbols & {x, k}:
            continue
        above, below = sp.fraction(sp.cancel(sp.together(quotient / x**step)))
        if x in above.free_symbols | below.free_symbols:
            continue
        polys = (sp.Poly(above, k), sp.Poly(below, k))
        if max(p.degree() for p in polys) <= LARGEST_DEGREE:
            found.append(Series(total.function, k, int(low), x, int(step), offset, *polys))
    return found


def prove_sum(series: Series, value: sp.Expr, relations: Relations, ask: Ask) -> None:
    """Prove that the series converges to the value on the domain, or raise Unproved."""
    require_convergence(series, ask)
    k, term = series.k, series.term
    step = series.below.as_expr() * term.xreplace({k: k + 1})
    if not vanishes(step - series.x**series.step * series.above.as_expr() * term):
        raise Unproved("the recurrence of the coefficients is not proved")
    reasons = []
    for shift in SHIFTS:
        h = sp.expand_mul(value * series.x ** (shift - series.offset))
        try:
            inner, y, around = _toward_zero(h, series.x, relations)
            require_analytic(inner, y, around, ask)
            _require_equation(series, h, shift, ask)
            _require_coefficients(series, inner, y, shift, around, ask)
        except (Unproved, NotReducible) as error:
            reasons.append(str(error))
            continue
        return
    raise Unproved("; ".join(dict.fromkeys(reasons)))


def require_convergence(series: Series, ask: Ask) -> None:
    """The ratio test, strictly inside the radius."""
    degrees = series.above.degree() - series.below.degree()
    if degrees > 0:
        raise Unproved("the series converges nowhere")
    if degrees == 0:
        limit = sp.Abs(series.above.LC() / series.below.LC())
        size = series.x if series.x.is_nonnegative else sp.Abs(series.x)
        require(ask, 1 / limit if series.step == 1 else (1 / limit) ** sp.Rational(1, series.step), ">", size)


def _toward_zero(
    h: sp.Expr, x: sp.Symbol, relations: Relations
) -> tuple[sp.Expr, sp.Symbol, tuple[Relational, ...]]:
    """The function in a symbol for all points between 0 and those of the domain, and their relations."""
    if x.is_nonnegative:
        y = Slack(x.name, nonnegative=True)
    else:
        y = Slack(x.name, **({"real": True} if x.is_real else {"complex": True}))
    around = []
    for relation in relations:
        if x not in relation.free_symbols:
            around.append(relation)
            continue
        at_zero = relation.xreplace({x: sp.S.Zero})
        gap = relation.lhs - relation.rhs
        convex = sp.diff(gap, x, 2) == 0 or (
            isinstance(relation, (sp.Lt, sp.Le)) and relation.lhs == sp.Abs(x)
        )
        if convex and at_zero is sp.true:  # a convex set that holds 0 holds the way to it
            around.append(relation.xreplace({x: y}))
    return h.xreplace({x: y}), y, tuple(around)


def _require_equation(series: Series, h: sp.Expr, shift: int, ask: Ask) -> None:
    x, m = series.x, series.step

    def applied(poly: sp.Poly, back: int) -> sp.Expr:
        """poly(E - back) h with E = (x d/dx - shift) / m."""
        total, power = sp.S.Zero, h
        for coefficient in reversed(poly.all_coeffs()):
            total += coefficient * power
            power = (x * sp.diff(power, x) - shift * power) / m - back * power
        return total

    first = series.below.eval(series.low - 1) * series.coefficient(series.low) * x ** (m * series.low + shift)
    ask(Identity(applied(series.below, 1) - x**m * applied(series.above, 0), first))


def _require_coefficients(
    series: Series, inner: sp.Expr, y: sp.Symbol, shift: int, around: Relations, ask: Ask
) -> None:
    """The Taylor coefficients that the equation leaves open: where B(E - 1) vanishes on x^j."""
    m, open_places, others = series.step, set(), []
    for factor, _ in series.below.factor_list()[1]:
        root = sp.cancel(-factor.all_coeffs()[1] / factor.all_coeffs()[0]) if factor.degree() == 1 else sp.nan
        if not root.is_Rational:
            others.append(factor.as_expr())
            continue
        place = m * (root + 1) + shift
        open_places |= {int(place)} if place.is_Integer and place >= 0 else set()
    first = next(j for j in range(len(open_places) + 1) if j not in open_places)
    j = Slack("j", integer=True, nonnegative=True) + first
    for factor in others:
        if not is_nonzero(factor.xreplace({series.k: (j - shift) / m - 1}), (), ask):
            raise Unproved(f"the recurrence may leave coefficients open where {factor} = 0")
    if any(place > 12 for place in open_places):
        raise Unproved("too many coefficients are open")
    for place in sorted(open_places):
        k = sp.Rational(place - shift, m)
        expected = series.coefficient(int(k)) if k.is_Integer and k >= series.low else sp.S.Zero
        _require_derivative(inner, y, place, expected * sp.factorial(place), around, ask)


def _require_derivative(
    inner: sp.Expr, y: sp.Symbol, order: int, expected: sp.Expr, around: Relations, ask: Ask
) -> None:
    """The derivative at 0 of a function that is analytic there: its value, or its limit along the reals."""
    derived = sp.diff(_by_hypergeometric(inner), y, order)
    found = derived.subs(y, 0).replace(sp.hyper, lambda ap, bq, z: 1 if z == 0 else sp.hyper(ap, bq, z))
    if found == expected:
        return
    if not found.has(sp.nan, sp.zoo, sp.oo, sp.Subs, sp.Derivative):
        ask(Identity(found, expected), under=tuple(r for r in around if y not in r.free_symbols))
        return
    real = Slack(f"{y.name}-", positive=True)
    ask(Limit(derived.xreplace({y: real}), real, sp.S.Zero, expected, "+"), under=())


def _by_hypergeometric(expr: sp.Expr) -> sp.Expr:
    """Bessel functions by their power series: DLMF 10.2.2 and 10.25.2."""

    def write(order: sp.Expr, z: sp.Expr, sign: int) -> sp.Expr:
        return (z / 2) ** order / sp.gamma(order + 1) * sp.hyper([], [order + 1], sign * z**2 / 4)

    if not any(f.args[0].free_symbols for f in expr.atoms(sp.besselj, sp.besseli)):
        return expr
    expr = expr.replace(sp.besselj, lambda order, z: write(order, z, -1))
    return sp.powsimp(expr.replace(sp.besseli, lambda order, z: write(order, z, 1)))
