"""The strategy of calculus: what rises from a value >= 0 stays there, and what falls to a limit >= 0 does.

The sign of a derivative is a goal of its own. Before it is formed, the expression may be divided by a factor
of known sign, or two positive sides be compared by their logarithms, so that derivatives become simpler.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symfeat.checking.exact import NotReducible, found_limits
from symfeat.checking.rules.inequalities.forms import tidy
from symfeat.checking.rules.inequalities.places import may_split, places, split_at, zeros_of
from symfeat.checking.rules.inequalities.prover import Goal, Prover, is_exactly_zero, signs_at
from symfeat.checking.rules.inequalities.region import Region, Span
from symfeat.claims.kinds import Limit

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
            for place in zeros_of(factor, symbol)[:1]:  # type: ignore[arg-type]
                if may_split(place, goal, symbol):  # type: ignore[arg-type]
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
    for place in places(goal, symbol, slope):
        if all(_holds_on(prover, goal, part) for part in split_at(goal, symbol, place)):
            return True
    return False


def _holds_on(prover: Prover, goal: Goal, part: tuple[sp.Expr, Region]) -> bool:
    return prover.proves(part[0], part[1], strict=goal.strict, depth=goal.depth - 1)


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
