"""The strategy of calculus: what rises from a value >= 0 stays there, and what falls to a limit >= 0 does.

The sign of a derivative is a goal of its own. Before it is formed, the expression may be divided by a factor
of known sign, or two positive sides be compared by their logarithms, so that derivatives become simpler.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symfeat.checking.exact import NotReducible, found_limits
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
    for symbol in _main_symbols(goal):
        if not prover.is_smooth(goal.expr, _opened(goal.region, symbol), 1):
            continue
        for form in _forms(prover, goal, symbol):
            if _rises_or_falls(prover, goal, symbol, form):
                return True
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
    for form in (*_by_logarithms(prover, goal), *_divided(prover, goal, symbol), expr):
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


def _by_logarithms(prover: Prover, goal: Goal) -> Iterator[sp.Expr]:
    """The difference of the logarithms of the positive terms and of the others, where these are products."""
    terms = sp.Add.make_args(goal.expr)
    if len(terms) < 2 or not goal.expr.has(sp.exp, sp.Pow):
        return
    groups: dict[int, list[sp.Expr]] = {1: [], -1: []}
    for term in terms:
        signs = signs_at(term, goal.region) - {0}
        if len(signs) != 1:
            return
        groups[signs.pop()].append(term)
    above, below = sp.factor_terms(sp.Add(*groups[1])), sp.factor_terms(-sp.Add(*groups[-1]))
    if not (groups[1] and groups[-1]) or not (_has_powers(above) or _has_powers(below)):
        return
    inside = goal.region
    for side in (above, below):
        if not prover.proves(side, inside, strict=True, depth=2):
            return
    yield sp.expand(_logarithm(above) - _logarithm(below))


def _has_powers(expr: sp.Expr) -> bool:
    """Whether it is a product whose logarithm is simpler: with an exponential, a power or a root."""
    factors = sp.Mul.make_args(expr)
    return any(isinstance(f, sp.exp) or (f.is_Pow and not f.exp == -1) for f in factors) or (
        len(factors) > 1 and all(not f.is_Add for f in factors)
    )


def _logarithm(expr: sp.Expr) -> sp.Expr:
    """The logarithm of a positive product as a sum; every factor but one kept whole is positive or a power."""
    total = sp.S.Zero
    kept = []
    for factor in sp.Mul.make_args(expr):
        if isinstance(factor, sp.exp) and factor.args[0].is_extended_real:
            total += factor.args[0]
        elif factor.is_Pow and factor.base.is_positive and factor.exp.is_extended_real:
            total += factor.exp * sp.log(factor.base)
        elif factor.is_positive:
            total += sp.log(factor)
        else:
            kept.append(factor)
    return total + (sp.log(sp.Mul(*kept)) if kept else sp.S.Zero)


def _rises_or_falls(prover: Prover, goal: Goal, symbol: sp.Symbol, form: sp.Expr) -> bool:
    slope = tidy(sp.diff(form, symbol))
    inside = _opened(goal.region, symbol)
    signs = signs_at(slope, inside) - {0}
    if not signs:
        signs = {1} if is_exactly_zero(slope) else set()
    if len(signs) != 1:
        return len(signs) == 2 and _turns(prover, goal, symbol, form, slope)
    (sign,) = signs
    if not prover.is_smooth(form, inside, 1):
        return False
    span = goal.region.span(symbol)
    end, is_open = (span.low, span.low_open) if sign > 0 else (span.high, span.high_open)
    value = value_at_end(prover, form, symbol, end, goal)
    if value is None:
        return False
    if not prover.proves(value, goal.region, strict=goal.strict and not is_open, depth=goal.depth - 1):
        return False
    if prover.proves(sign * slope, inside, strict=goal.strict, depth=goal.depth - 1):
        return True
    # A value that is positive at the end leaves room for a derivative that vanishes.
    return (
        goal.strict
        and prover.proves(value, goal.region, strict=True, depth=goal.depth - 1)
        and prover.proves(sign * slope, inside, strict=False, depth=goal.depth - 1)
    )


def _turns(prover: Prover, goal: Goal, symbol: sp.Symbol, form: sp.Expr, slope: sp.Expr) -> bool:
    """The derivative changes sign at a place that is known exactly: the goal is proved on either side."""
    for place in _places(prover, goal, symbol, form, slope):
        if all(_holds_on(prover, goal, part) for part in split_at(goal, symbol, place)):
            return True
    return False


def _holds_on(prover: Prover, goal: Goal, part: tuple[sp.Expr, Region]) -> bool:
    return prover.proves(part[0], part[1], strict=goal.strict, depth=goal.depth - 1)


def _places(
    prover: Prover, goal: Goal, symbol: sp.Symbol, form: sp.Expr, slope: sp.Expr
) -> Iterator[sp.Expr]:
    """Where the expression may have its minimum: zeros of linear factors of its derivative, and plain numbers."""
    span = goal.region.span(symbol)
    found: list[sp.Expr] = []
    for factor in sp.Mul.make_args(sp.fraction(slope)[0]):
        rate = sp.diff(factor, symbol)
        if rate != 0 and symbol not in rate.free_symbols:
            found.append(sp.cancel(symbol - factor / rate))
    found += [sp.S.Zero, sp.S.One, *(s for s in goal.symbols if s != symbol)]
    kept = []
    for place in dict.fromkeys(found):
        if not place.free_symbols:
            if place.is_extended_real and sp.Gt(place, span.low) == True and sp.Lt(place, span.high) == True:  # noqa: E712
                if signs_at(goal.expr.xreplace({symbol: place}), goal.region) != {-1}:
                    kept.append(place)
        elif place.free_symbols <= set(goal.symbols) and place.is_Symbol or place.is_polynomial():
            kept.append(place)
    yield from kept[:3]


def split_at(goal: Goal, symbol: sp.Symbol, place: sp.Expr) -> Iterator[tuple[sp.Expr, Region]]:
    """The goal for symbol = place, and on either side of it by a new symbol that is positive."""
    at_place = goal.expr.subs(symbol, place)
    yield at_place, goal.region
    for sign in (1, -1):
        step = sp.Dummy(symbol.name, positive=True)
        change = {symbol: place + sign * step}
        yield goal.expr.subs(symbol, place + sign * step), goal.region.moved(change)


def tidy(expr: sp.Expr) -> sp.Expr:
    """A derivative as a quotient of factored polynomials in its functions."""
    whole = sp.together(expr)
    if sp.count_ops(whole) > 2 * _MOST_OPERATIONS:
        return whole
    top, below = sp.fraction(whole)
    try:
        return sp.factor(_reduced(top)) / sp.factor(below)
    except sp.PolynomialError:
        return whole


def _reduced(expr: sp.Expr) -> sp.Expr:
    """With cos^2 in place of 1 - sin^2, and alike for the hyperbolic functions."""
    expr = sp.expand(expr)
    for sine, cosine, sign in ((sp.sin, sp.cos, 1), (sp.sinh, sp.cosh, -1)):
        for angle in {f.args[0] for f in expr.atoms(sine)}:
            if expr.has(cosine(angle)):
                expr = sp.expand(
                    expr.replace(
                        lambda e, a=angle, s=sine: e.is_Pow and e.base == s(a) and e.exp.is_Integer and e.exp > 1,
                        lambda e, a=angle, s=sine, c=cosine, k=sign: (k * (1 - c(a) ** 2)) ** (e.exp // 2)
                        * s(a) ** (e.exp % 2),
                    )
                )
    return expr


def value_at_end(prover: Prover, form: sp.Expr, symbol: sp.Symbol, end: sp.Expr, goal: Goal) -> sp.Expr | None:
    """The value, or the limit, at an end of the symbol's interval."""
    span = goal.region.span(symbol)
    if end.is_finite:
        closed = Span(span.low, span.high, span.low_open and end != span.low, span.high_open and end != span.high)
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


