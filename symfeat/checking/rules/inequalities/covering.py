"""Ball covering: a bounded region is cut into boxes on which enclosures prove the goal.

Where the goal is tight at an end of an interval, an enclosure of the first derivative that does not vanish
there proves it nearby, by Taylor's formula with Lagrange's remainder.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import sympy as sp
from flint import arb, fmpq

from symfeat.checking.rules.inequalities.prover import Goal, Prover, is_exactly_zero
from symfeat.checking.rules.inequalities.region import BITS, Region, Span, number
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import ball, balls, working_bits

_MOST_BOXES = {1: 400, 2: 1500, 3: 3000}
_MOST_ORDER = 8
_SHARES = tuple(fmpq(1, 2**k) for k in range(1, 9))


def by_covering(prover: Prover, goal: Goal) -> bool:
    """A goal in one symbol on a bounded interval, or in two or three on a box."""
    symbols = goal.symbols
    spans = [goal.region.span(s) for s in symbols]
    if not 1 <= len(symbols) <= 3 or not all(span.compact for span in spans):
        return False
    if not prover.is_smooth(goal.expr, _closed(goal.region, symbols), 1):
        return False
    if len(symbols) > 1:
        return _Box(goal.expr, tuple(symbols)).is_positive([_outer(span) for span in spans], goal.strict)
    return _on_interval(goal, symbols[0], spans[0])


def _closed(region: Region, symbols: list[sp.Symbol]) -> Region:
    for symbol in symbols:
        span = region.span(symbol)
        region = region.with_span(symbol, Span(span.low, span.high, False, False))
    return Region(region.spans)  # without relations, since boxes know none


def _outer(span: Span) -> tuple[fmpq, fmpq]:
    """Rational numbers that hold the interval between them."""
    low, high = span.ends()
    return _rational(low.lower()), _rational(high.upper())


def _rational(value: arb) -> fmpq:
    mantissa, exponent = value.man_exp()
    return fmpq(int(mantissa)) * fmpq(2) ** int(exponent)


def _on_interval(goal: Goal, symbol: sp.Symbol, span: Span) -> bool:
    """The ends by Taylor's formula where the value is zero there, the rest by boxes."""
    low, high = _outer(span)
    left = right = fmpq(0)
    for at_low in (True, False):
        end, left_out = (span.low, span.low_open) if at_low else (span.high, span.high_open)
        tight = _is_tight(goal.expr, symbol, end)
        if tight is None:
            return False
        if not tight:
            continue
        if goal.strict and not left_out:
            return False
        share = _near_end(goal.expr, symbol, end, high - low, at_low=at_low)
        if share is None:
            return False
        left, right = (share, right) if at_low else (left, share)
    box = _Box(goal.expr, (symbol,))
    return low + left >= high - right or box.is_positive([(low + left, high - right)], goal.strict)


def _is_tight(expr: sp.Expr, symbol: sp.Symbol, end: sp.Expr) -> bool | None:
    """Whether the expression is zero at an end; None where that is not known."""
    value = expr.subs(symbol, end)
    if value.has(sp.nan, sp.zoo, sp.oo):
        return None
    try:
        (known,) = balls((value,), {}, BITS)
    except EvaluationError:
        return None
    if isinstance(known, arb) and (known > 0 or known < 0):
        return False
    return True if is_exactly_zero(value) else None


def _near_end(expr: sp.Expr, symbol: sp.Symbol, end: sp.Expr, width: fmpq, *, at_low: bool) -> fmpq | None:
    """How far from an end, where the expression vanishes, Taylor's formula proves it positive."""
    derivative, sign = expr, 1
    for _ in range(_MOST_ORDER):
        derivative = sp.diff(derivative, symbol)
        sign = sign if at_low else -sign
        tight = _is_tight(derivative, symbol, end)
        if tight is None:
            return None
        if not tight:
            break
    else:
        return None
    with working_bits(BITS):
        centre = number(end)
    for share in _SHARES:
        reach = share * width
        with working_bits(BITS):
            stretch = centre.union(centre + reach if at_low else centre - reach)
        value = _enclosure(derivative, {symbol: stretch})
        if value is not None and sign * value > 0:
            return reach
    return None


def _enclosure(expr: sp.Expr, point: dict[sp.Symbol, arb]) -> arb | None:
    try:
        value = ball(expr, point, BITS)
    except EvaluationError:
        return None
    return value if type(value) is arb and value.is_finite() else None


@dataclass
class _Box:
    """An expression with its derivatives, enclosed over boxes."""

    expr: sp.Expr
    symbols: tuple[sp.Symbol, ...]

    def is_positive(self, sides: list[tuple[fmpq, fmpq]], strict: bool) -> bool:
        """Whether enclosures prove the expression positive on a box, cut into as many parts as are needed."""
        slopes = tuple(sp.diff(self.expr, s) for s in self.symbols)
        open_parts, number = [sides], 0
        smallest = [(b - a) / 2**12 for a, b in sides]
        while open_parts:
            number += 1
            part = open_parts.pop()
            if number > _MOST_BOXES[len(self.symbols)]:
                return False
            if self._is_positive_on(part, slopes, strict):
                continue
            widest = max(
                range(len(part)), key=lambda i: float_of((part[i][1] - part[i][0]) / (smallest[i] or 1))
            )
            a, b = part[widest]
            if b - a <= smallest[widest]:
                return False
            middle = (a + b) / 2
            for half in ((a, middle), (middle, b)):
                open_parts.append([*part[:widest], half, *part[widest + 1 :]])
        return True

    def _is_positive_on(
        self, part: list[tuple[fmpq, fmpq]], slopes: tuple[sp.Expr, ...], strict: bool
    ) -> bool:
        with working_bits(BITS):
            box = {s: arb(a).union(arb(b)) for s, (a, b) in zip(self.symbols, part, strict=True)}
        value = _enclosure(self.expr, box)
        if value is None:
            return False
        if value > 0 or (value >= 0 and not strict):
            return True
        centre = {s: (a + b) / 2 for s, (a, b) in zip(self.symbols, part, strict=True)}
        middle = _enclosure(self.expr, centre)  # type: ignore[arg-type]
        if middle is None or not middle > 0:
            return False
        with working_bits(BITS):
            total = middle
            for slope, (a, b) in zip(slopes, part, strict=True):
                rate = _enclosure(slope, box)
                if rate is None:
                    return False
                total = total + rate * arb(0, 1) * arb((b - a) / 2)
            return bool(total > 0)


def float_of(value: fmpq) -> float:
    """A rational as a float, for comparing widths."""
    return int(value.p) / int(value.q) if value < fmpq(10) ** 300 else math.inf
