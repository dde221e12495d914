"""The strategy of calculus: what rises from a value >= 0 stays there, and what falls to a limit >= 0 does.

The sign of a derivative is a goal of its own. Before it is formed, the expression may be divided by a factor
of known sign, or two positive sides be compared by their logarithms, so that derivatives become simpler.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import sympy as sp

from symfeat.checking.ball import ball_decides_sign
from symfeat.checking.exact import NotReducible, found_limits
from symfeat.checking.rules.inequalities.prover import (
    Goal,
    Prover,
    is_exactly_zero,
    signs_at,
    values_at,
)
from symfeat.checking.rules.inequalities.region import Region, Span
from symfeat.claims.kinds import Limit
from symfeat.errors import EvaluationError

_LINEAR = (sp.log, sp.atan, sp.asin, sp.acos, sp.asinh, sp.acosh, sp.atanh, sp.erf, sp.erfc, sp.erfi)
_MOST_OPERATIONS = 160
_MOST_FORMS = 5


def by_monotony(prover: Prover, goal: Goal) -> bool:
    """The expression, or one of the same sign, is monotonic in a symbol and has the right value at an end."""
    if sp.count_ops(goal.expr) > _MOST_OPERATIONS:
        return False
    found = []
    for symbol in _main_symbols(goal):
        inside = _opened(goal.region, symbol)
        if not prover.is_smooth(goal.expr, inside, 1):
            continue
        for form in _forms(prover, goal, symbol):
            slope = tidy(sp.diff(form, symbol))
            signs = signs_at(slope, inside) - {0} or ({1} if is_exactly_zero(slope) else set())
            if signs:
                found.append((len(signs), sp.count_ops(slope), len(found), symbol, form, slope, signs))
    # A derivative of one sign comes first, and then a simple one.
    for number, _, _, symbol, form, slope, signs in sorted(found, key=lambda entry: entry[:3]):
        if number == 1:
            (sign,) = signs
            if _rises_or_falls(prover, goal, symbol, form, sign * slope, sign):
                return _holds_at_ends(prover, goal, symbol)
        elif _is_concave(prover, goal, symbol, slope, form) or _turns(prover, goal, symbol, slope):
            return True
    return False


def _holds_at_ends(prover: Prover, goal: Goal, symbol: sp.Symbol) -> bool:
    """The goal at the ends that belong to the interval, where a form may have another sign than the goal."""
    span = goal.region.span(symbol)
    for end, left_out in ((span.low, span.low_open), (span.high, span.high_open)):
        value = goal.expr.subs(symbol, end) if not left_out else sp.S.One
        if value.has(sp.nan, sp.zoo, sp.oo):
            continue  # no value there
        if not prover.proves(value, goal.region, strict=goal.strict, depth=goal.depth - 1):
            return False
    return True


def by_crossing(prover: Prover, goal: Goal) -> bool:
    """Two factors that change sign at the same place, such as those of (x - y)(log x - log y)."""
    factors = [f for f in sp.Mul.make_args(goal.expr) if f.free_symbols]
    if len(factors) < 2:
        return False
    for factor in factors:
        if not factor.is_Add:
            continue
        for symbol in sorted(factor.free_symbols, key=str):
            for place in _zeros(factor, symbol)[:1]:  # type: ignore[arg-type]
                if _may_split(place, goal, symbol):  # type: ignore[arg-type]
                    parts = split_at(goal, symbol, place)  # type: ignore[arg-type]
                    return all(_holds_on(prover, goal, part) for part in parts)
    return False


def _main_symbols(goal: Goal) -> list[sp.Symbol]:
    """The symbols to differentiate by, those first that stand in fewest places."""
    symbols = [s for s in goal.symbols if s in goal.region]
    return sorted(symbols, key=lambda s: (goal.expr.count(s), str(s)))[:3]


def _opened(region: Region, symbol: sp.Symbol) -> Region:
    span = region.span(symbol)
    return region.with_span(symbol, Span(span.low, span.high, True, True))


def _forms(prover: Prover, goal: Goal, symbol: sp.Symbol) -> Iterator[sp.Expr]:
    """Expressions that have the sign of the goal's, on its region without the ends."""
    expr = goal.expr
    seen: set[sp.Expr] = set()
    for form in (*_divided(prover, goal, symbol), expr):
        if form not in seen and len(seen) < _MOST_FORMS:
            seen.add(form)
            yield form


def _divided(prover: Prover, goal: Goal, symbol: sp.Symbol) -> Iterator[sp.Expr]:
    """The expression over the factor of a function whose derivative is simpler; over an exponential."""
    expr = sp.expand(goal.expr)
    functions = [f for f in expr.atoms(*_LINEAR) if symbol in f.free_symbols]
    for function in sorted(functions, key=sp.default_sort_key):
        name = sp.Dummy()
        written = expr.xreplace({function: name})
        factor = sp.diff(written, name)
        if name in factor.free_symbols or symbol not in factor.free_symbols:
            continue
        factor = sp.factor(factor)
        if sign := prover.sign(factor, _opened(goal.region, symbol), 2):
            rest = written.xreplace({name: sp.S.Zero})
            yield sign * (function + sp.together(rest / factor))
    exponentials = [e for e in expr.atoms(sp.exp) if symbol in e.free_symbols]
    for part in sorted(exponentials, key=sp.default_sort_key)[:3]:
        yield sp.expand(expr / part)


def _rises_or_falls(
    prover: Prover, goal: Goal, symbol: sp.Symbol, form: sp.Expr, rise: sp.Expr, sign: int
) -> bool:
    """The value at the end from which it rises, and the sign of the derivative, are goals of their own."""
    inside = _opened(goal.region, symbol)
    if not _is_reached(prover, goal.region, symbol, -sign) or not prover.is_smooth(form, inside, 1):
        return False
    span = goal.region.span(symbol)
    end, is_open = (span.low, span.low_open) if sign > 0 else (span.high, span.high_open)
    value = value_at_end(prover, form, symbol, end, goal)
    if value is None:
        return False
    if not prover.proves(value, goal.region, strict=goal.strict and not is_open, depth=goal.depth - 1):
        return False
    if prover.proves(rise, inside, strict=goal.strict, depth=goal.depth - 1):
        return True
    # A value that is positive at the end leaves room for a derivative that vanishes.
    return (
        goal.strict
        and prover.proves(value, goal.region, strict=True, depth=goal.depth - 1)
        and prover.proves(rise, inside, strict=False, depth=goal.depth - 1)
    )


def _is_reached(prover: Prover, region: Region, symbol: sp.Symbol, direction: int) -> bool:
    """Whether a symbol may move to the end of its interval, upwards or downwards, and stay in the region.

    A relation between symbols has to hold on the way, so it must not get worse on it.
    """
    for relation in region.relations:
        if symbol not in relation.free_symbols:
            continue
        if isinstance(relation, (sp.Eq, sp.Ne)):
            return False
        gap = relation.gts - relation.lts  # type: ignore[attr-defined]
        change = prover.range(sp.expand(direction * sp.diff(gap, symbol)), region)
        if change is None or not change.positive(strict=False):
            return False
        if not prover.is_smooth(gap, _opened(region, symbol), 1):
            return False
    return True


def _is_concave(prover: Prover, goal: Goal, symbol: sp.Symbol, slope: sp.Expr, form: sp.Expr) -> bool:
    """A concave expression is no less than the smaller of its values at the ends of an interval."""
    span = goal.region.span(symbol)
    if form != goal.expr or not span.compact:
        return False
    if any(symbol in r.free_symbols for r in goal.region.relations):
        return False
    inside = _opened(goal.region, symbol)
    bend = tidy(-sp.diff(slope, symbol))
    if signs_at(bend, inside) - {0} != {1}:
        return False
    for end, left_out in ((span.low, span.low_open), (span.high, span.high_open)):
        value = value_at_end(prover, form, symbol, end, goal)
        strict = goal.strict and not left_out
        if value is None or not prover.proves(value, goal.region, strict=strict, depth=goal.depth - 1):
            return False
    return prover.proves(bend, inside, strict=goal.strict, depth=goal.depth - 1)


def _turns(prover: Prover, goal: Goal, symbol: sp.Symbol, slope: sp.Expr) -> bool:
    """The derivative changes sign at a place that is known exactly: the goal is proved on either side."""
    if goal.expr.has(sp.sin, sp.cos) and not goal.region.span(symbol).compact:
        return False  # it turns again and again
    for place in _places(goal, symbol, slope):
        if all(_holds_on(prover, goal, part) for part in split_at(goal, symbol, place)):
            return True
    return False


def _holds_on(prover: Prover, goal: Goal, part: tuple[sp.Expr, Region]) -> bool:
    return prover.proves(part[0], part[1], strict=goal.strict, depth=goal.depth - 1)


def _places(goal: Goal, symbol: sp.Symbol, slope: sp.Expr) -> Iterator[sp.Expr]:
    """Where the minimum may be: zeros of simple factors of the derivative, plain numbers, other symbols."""
    found: list[sp.Expr] = []
    for factor in sp.Mul.make_args(sp.fraction(slope)[0]):
        found += _zeros(factor, symbol)
    if len(goal.symbols) == 1:
        found += _numeric_zeros(slope, symbol, goal.region)
    found += [sp.S.Zero, sp.S.One, *(s for s in goal.symbols if s != symbol)]
    kept = [place for place in dict.fromkeys(found) if _may_split(place, goal, symbol)]
    yield from kept[:3]


def _zeros(factor: sp.Expr, symbol: sp.Symbol) -> list[sp.Expr]:
    """The zero of a factor a x - b, or a x^r - b."""
    powers = {p for p in factor.atoms(sp.Pow) if p.base == symbol} | {symbol}
    for power in sorted(powers, key=sp.default_sort_key):
        name = sp.Dummy()
        written = factor.xreplace({power: name})
        rate = sp.diff(written, name)
        if rate == 0 or {symbol, name} & rate.free_symbols:
            continue
        value = sp.cancel(-(written - rate * name) / rate)
        if symbol in value.free_symbols:
            continue
        if power == symbol:
            return [value]
        if value.is_positive and symbol not in power.exp.free_symbols:
            return [sp.powdenest(value ** sp.cancel(1 / power.exp))]
    return []


def _numeric_zeros(slope: sp.Expr, symbol: sp.Symbol, region: Region) -> list[sp.Expr]:
    """Plain numbers at which the derivative seems to change its sign; they are proposals alone."""
    values = sorted((point[symbol], sign) for point, sign in values_at(slope, region) if sign)
    for (a, before), (b, after) in pairwise(values):
        if before * after >= 0:
            continue
        for _ in range(40):
            middle = (a + b) / 2
            sign = _sign_at(slope, symbol, middle)
            if not sign:
                a = b = middle
                break
            a, b = (middle, b) if sign == before else (a, middle)
        place = float((a + b) / 2)
        for unit in (sp.S.One, sp.pi, sp.E, 1 / sp.E, sp.sqrt(2), sp.sqrt(3), 1 / sp.pi):
            ratio = Fraction(place / float(unit)).limit_denominator(24)
            if abs(float(ratio) * float(unit) - place) < 1e-9 * max(1.0, abs(place)):
                return [sp.Rational(ratio.numerator, ratio.denominator) * unit]
    return []


def _sign_at(expr: sp.Expr, symbol: sp.Symbol, place: sp.Expr) -> int | None:
    try:
        return ball_decides_sign(expr, {symbol: place}, 256)
    except EvaluationError:
        return None


def _may_split(place: sp.Expr, goal: Goal, symbol: sp.Symbol) -> bool:
    """Whether a place may lie inside the symbol's interval, and the goal is not false there."""
    span = goal.region.span(symbol)
    if place.free_symbols:
        return place.free_symbols <= set(goal.symbols) and bool(place.is_extended_real)
    if place.is_extended_real is not True:
        return False
    return span.holds_inside(place) and -1 not in signs_at(goal.expr.subs(symbol, place), goal.region)


def split_at(goal: Goal, symbol: sp.Symbol, place: sp.Expr) -> Iterator[tuple[sp.Expr, Region]]:
    """The goal for symbol = place, and on either side of it by a new symbol that is positive."""
    yield goal.expr.subs(symbol, place), goal.region
    scaled = place.has(sp.Pow) and bool(place.free_symbols) and place.is_positive and symbol.is_positive
    for sign in (1, -1):
        step = goal.region.fresh(symbol, positive=True)
        value = place * (1 + step) ** sign if scaled else place + sign * step
        yield goal.expr.subs(symbol, value), goal.region.moved({symbol: value})


def tidy(expr: sp.Expr) -> sp.Expr:
    """A derivative as a quotient of factored polynomials in its functions."""
    whole = sp.together(expr)
    if sp.count_ops(whole) > 2 * _MOST_OPERATIONS:
        return whole
    top, below = sp.fraction(whole)
    try:
        return sp.factor(reduced(top)) / sp.factor(below)
    except sp.PolynomialError:
        return whole


def reduced(expr: sp.Expr) -> sp.Expr:
    """With cos^2 in place of 1 - sin^2, and alike for the hyperbolic functions."""
    expr = sp.expand(expr)
    for sine, cosine, sign in ((sp.sin, sp.cos, 1), (sp.sinh, sp.cosh, -1)):
        for angle in {f.args[0] for f in expr.atoms(sine)}:
            if expr.has(cosine(angle)):
                expr = sp.expand(
                    expr.replace(
                        lambda e, a=angle, s=sine: (
                            e.is_Pow and e.base == s(a) and e.exp.is_Integer and e.exp > 1
                        ),
                        lambda e, a=angle, s=sine, c=cosine, k=sign: (
                            (k * (1 - c(a) ** 2)) ** (e.exp // 2) * s(a) ** (e.exp % 2)
                        ),
                    )
                )
    return expr


def value_at_end(
    prover: Prover, form: sp.Expr, symbol: sp.Symbol, end: sp.Expr, goal: Goal
) -> sp.Expr | None:
    """The value, or the limit, at an end of the symbol's interval."""
    span = goal.region.span(symbol)
    if end.is_finite:
        closed = Span(
            span.low, span.high, span.low_open and end != span.low, span.high_open and end != span.high
        )
        value = form.subs(symbol, end)
        if not value.has(sp.nan, sp.zoo, sp.oo) and prover.is_smooth(
            form, goal.region.with_span(symbol, closed), 1, smooth=False
        ):
            return value
    direction = "+" if end == span.low else "-"
    try:
        limits = found_limits(Limit(form, symbol, end, sp.S.Zero, direction))
    except (NotReducible, ValueError, TypeError):
        return None
    return limits[0] if len(limits) == 1 else None
