"""Solutions and invariants refuted: a value that is not real, a pole on the way from the start, a jump.

Each by a certificate at points of the domain: disjoint balls, an exact zero below a numerator that is none,
a change of sign of what stands below, exact limits from both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import sympy as sp
from flint import arb
from sympy.core.relational import Relational

from symfeat.checking.ball import ball_decides_sign, refute_identity
from symfeat.checking.budget import OutOfTime, limited
from symfeat.checking.exact import NotReducible, Tower, Unproved, found_limits
from symfeat.checking.points import Point, Sample, plain
from symfeat.checking.ways import STEPS, Way, between, certainly
from symfeat.claims.kinds import Limit, Regular
from symfeat.claims.verdicts import Finding, Verdict
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import enclosures

LIVES = 5  # values of the parameters for which the way from the start is followed
_HALVINGS = 40  # of a step in which what stands below changes its sign
_BITS = 128
_ZEROS = 12  # exact times that are tried at one set of parameters
_SOLVING = 0.2  # seconds for one equation: exponentials of rational rates become polynomials of high degree
JUMPS = (sp.sign, sp.Heaviside, sp.acot, sp.atan2)
WHOLE = (sp.floor, sp.ceiling, sp.frac)
_BY_SINE = {
    sp.tan: lambda x: sp.sin(x) / sp.cos(x),
    sp.cot: lambda x: sp.cos(x) / sp.sin(x),
    sp.sec: lambda x: 1 / sp.cos(x),
    sp.csc: lambda x: 1 / sp.sin(x),
    sp.coth: lambda x: sp.cosh(x) / sp.sinh(x),
    sp.csch: lambda x: 1 / sp.sinh(x),
}


def refute_regular(claim: Regular, sample: Sample) -> Finding | None:
    """A certified counterexample to a regularity, or None if none is met."""
    claim = replace(claim, expr=claim.expr.replace(sp.arg, lambda z: sp.atan2(sp.im(z), sp.re(z))))
    unreal = where_not_real(claim, sample) if claim.start is not None or claim.rates else None
    if unreal is not None:
        return Finding("ball", Verdict.REFUTED, "the value is not real", plain(unreal))
    if claim.start is not None:
        for point in sample.points[:LIVES]:
            if finding := _end_of_life(claim, point, sample):
                return finding
    if claim.rates:
        for point in sample.points:
            if finding := _crossed_jump(claim, point):
                return finding
    return None


def where_not_real(claim: Regular, sample: Sample) -> Point | None:
    """A point of the domain at which the value, which should be real, certainly is not."""
    if not claim.real or claim.expr.is_extended_real is True:
        return None
    found = refute_identity(sp.im(claim.expr), sp.S.Zero, sample.points)
    return None if found is None else found.point


def _end_of_life(claim: Regular, point: Point, sample: Sample) -> Finding | None:
    """A pole or a jump between the start and a time of the domain, at the parameters of the point."""
    var = claim.over[0]
    fixed = {s: v for s, v in point.items() if s != var}
    start, expr = sp.sympify(claim.start).xreplace(fixed), claim.expr.xreplace(fixed)
    if not (start.is_Rational and expr.free_symbols == {var} and all(v.is_real for v in fixed.values())):
        return None
    way = Way(var, start, tuple(r.xreplace(fixed) for r in claim.within))
    numerator, denominator = sp.fraction(sp.together(_by_sines(expr)))
    for time in _exact_times(expr, denominator, var):
        if why := way.reaches(time) and _ends_at(expr, numerator, denominator, var, time):
            return Finding("exact", Verdict.REFUTED, why, plain({**fixed, var: time}))
    ends = {sp.Rational(p[var]) for p in sample.points if var in p and p[var].is_Rational}
    ends |= {start + step for step in (-8, -2, 2, 8)}
    for end in sorted(ends - {start}):
        if way.reaches(end) and (between := _sign_change(numerator, denominator, var, start, end)):
            left, right = between
            why = f"a pole between {var} = {left} and {right}, where what stands below changes its sign"
            return Finding("ball", Verdict.REFUTED, why, plain({**fixed, var: (left + right) / 2}))
    return None


def _by_sines(expr: sp.Expr) -> sp.Expr:
    """Functions that have poles as quotients of ones that have none."""
    for head, quotient in _BY_SINE.items():
        expr = expr.replace(head, quotient)
    return expr


def _exact_times(expr: sp.Expr, denominator: sp.Expr, var: sp.Symbol) -> Iterator[sp.Expr]:
    """Times at which the expression may end: zeros of what stands below, and where its parts may jump."""
    guards = [factor.as_base_exp()[0] for factor in sp.Mul.make_args(denominator)]
    for part in sp.preorder_traversal(expr):
        if isinstance(part, (sp.log, *JUMPS)) or (part.is_Pow and part.exp.could_extract_minus_sign()):
            guards.append(part.args[0])
        elif isinstance(part, WHOLE):
            guards += [part.args[0] - n for n in (-1, 0, 1, 2)]
        elif isinstance(part, (sp.atan, sp.tanh, sp.erf)):
            guards.append(sp.fraction(sp.together(_by_sines(part.args[0])))[1])
        elif isinstance(part, sp.Piecewise):
            guards += [r.lhs - r.rhs for r in part.atoms(Relational)]
    met: set[sp.Expr] = set()
    for guard in guards:
        if guard.free_symbols == {var}:
            met |= set(_zeros(guard, var))
    yield from sorted(met, key=lambda time: (abs(time.evalf()), time.evalf()))[:_ZEROS]


def _zeros(guard: sp.Expr, var: sp.Symbol) -> list[sp.Expr]:
    """Real zeros in closed form, as SymPy proposes them, those that can be shown to be zeros."""
    free = sp.Symbol("free", real=True)
    try:
        with limited(_SOLVING):
            proposed = sp.solve(guard.xreplace({var: free}), free)
    except OutOfTime:
        return []
    except (NotImplementedError, ValueError, TypeError, AttributeError, sp.PolynomialError):
        return []
    proposed = [z for z in proposed if isinstance(z, sp.Expr) and z.is_real and not z.free_symbols]
    return [time for zero in proposed for time in {zero, -zero} if _is_zero(guard.xreplace({var: time}))]


def _is_zero(value: sp.Expr) -> bool:
    if value == 0:
        return True
    try:
        return Tower([value]).is_zero(value)
    except NotReducible:
        return False


def _ends_at(expr: sp.Expr, numerator: sp.Expr, denominator: sp.Expr, var: sp.Symbol, time: sp.Expr) -> str:
    """What happens to the expression at the time: a pole or a jump, in words; empty if nothing is shown."""
    above, below = numerator.xreplace({var: time}), denominator.xreplace({var: time})
    if _is_zero(below) and above.is_finite is not False and refute_identity(above, sp.S.Zero, [{}]):
        return f"a pole at {var} = {time}: the denominator is zero and the numerator is not"
    return _jump(expr, var, time)


def _jump(expr: sp.Expr, var: sp.Symbol, time: sp.Expr) -> str:
    """Whether the exact limits from both sides are infinite, or differ; in words."""
    free = sp.Symbol(var.name, real=True)
    moved = expr.xreplace({var: free})
    try:
        sides = found_limits(Limit(moved, free, time, sp.S.Zero, "+-"))
    except (NotReducible, Unproved):
        return ""
    if any(side in (sp.oo, -sp.oo) for side in sides):
        return f"the value is unbounded at {var} = {time}"
    if len(sides) == 2 and refute_identity(*sides, [{}]):
        return f"a jump at {var} = {time}, from {sides[1]} to {sides[0]}"
    return ""


def _sign_change(
    numerator: sp.Expr, denominator: sp.Expr, var: sp.Symbol, start: sp.Expr, end: sp.Expr
) -> tuple[sp.Expr, sp.Expr] | None:
    """Two close times between which the denominator, continuous there, is zero and the numerator is not."""
    if var not in denominator.free_symbols:
        return None
    stops = [start + (end - start) * sp.Rational(i, STEPS) for i in range(STEPS + 1)]
    signs = [ball_decides_sign(denominator, {var: stop}, _BITS) for stop in stops]
    for i, pair in enumerate(pairwise(signs)):
        if sorted(map(str, pair)) == ["-1", "1"]:
            left, right = stops[i : i + 2]
            for _ in range(_HALVINGS):
                middle = (left + right) / 2
                sign = ball_decides_sign(denominator, {var: middle}, _BITS)
                if sign not in (-1, 1):
                    break
                left, right = (middle, right) if sign == pair[0] else (left, middle)
            if _finite_and_apart(numerator, denominator, {var: between(left, right)}):
                return left, right
    return None


def _finite_and_apart(numerator: sp.Expr, denominator: sp.Expr, there: dict) -> bool:
    """Whether both are finite on the ball, the denominator without jumps and the numerator not zero."""
    if denominator.has(*JUMPS, *WHOLE, sp.Piecewise):
        return False
    try:
        above, below = enclosures((numerator, denominator), there, _BITS)
    except EvaluationError:
        return False
    return type(below) is arb and below.is_finite() and type(above) is arb and bool(above > 0 or above < 0)


def _crossed_jump(claim: Regular, point: Point) -> Finding | None:
    """A point at which the symbols, moving on at their rates, meet a jump of the expression."""
    parts = sp.preorder_traversal(claim.expr)
    guards = {p.args[0] for p in parts if isinstance(p, (*JUMPS, *WHOLE))}
    guards |= {
        sp.denom(sp.together(p.args[0]))
        for p in sp.preorder_traversal(claim.expr)
        if isinstance(p, (sp.atan, sp.tanh))
    }
    step = sp.Symbol("step", real=True)
    for guard in sorted(guards, key=sp.default_sort_key):
        for symbol in sorted(guard.free_symbols & set(claim.over), key=str):
            there = _on(guard, symbol, point)
            if there is None or not all(certainly(r.xreplace(there)) for r in claim.within):
                continue
            rates = [rate.xreplace(there) for rate in claim.rates]
            moving = zip(claim.over, rates, strict=True)
            speed = sp.Add(*(sp.diff(guard, s).xreplace(there) * rate for s, rate in moving))
            if not speed.is_Rational or speed == 0 or not all(r.is_Rational for r in rates):
                continue
            along = {s: there[s] + step * r for s, r in zip(claim.over, rates, strict=True) if s in there}
            if why := _jump(claim.expr.xreplace({**there, **along}), step, sp.S.Zero):
                return Finding(
                    "exact", Verdict.REFUTED, f"the invariant has {why} along the flow", plain(there)
                )
    return None


def _on(guard: sp.Expr, symbol: sp.Symbol, point: Point) -> Point | None:
    """The point with the symbol moved to where the guard is zero, if the guard is linear in it."""
    slope = sp.diff(guard, symbol)
    if symbol in slope.free_symbols or slope.xreplace(point) == 0:
        return None
    root = (symbol - guard / slope).xreplace({s: v for s, v in point.items() if s != symbol})
    root = sp.expand(root)
    if not root.is_Rational:
        return None
    allowed = all(getattr(root, f"is_{k}") is v for k, v in symbol.assumptions0.items() if v is not None)
    return {**point, symbol: root} if allowed else None
