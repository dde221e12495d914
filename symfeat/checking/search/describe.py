"""Where a refuted claim fails and where it holds, in words, from the points at which it was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import sympy as sp

from symfeat.checking.search.region import Point

_FEW = 3  # points of one kind that are too few to speak of where a claim holds or fails

Side = tuple[str, Callable[[Point], bool]]


def where(fails: Sequence[Point], holds: Sequence[Point]) -> str:
    """`fails at all 20 points tried`, or how many it holds at, and what sets the others apart.

    >>> x = sp.Symbol("x", real=True)
    >>> numbers = [{x: sp.Integer(n)} for n in range(-4, 5)]
    >>> where(numbers[:4], numbers[4:])
    'fails at 4 of 9 points tried, and at all of those where x < 0; holds at the others'
    """
    total = len(fails) + len(holds)
    if not holds:
        return f"fails at all {total} points tried" if total > 1 else "fails at the point tried"
    counts = f"fails at {len(fails)} of {total} points tried"
    symbols = sorted({s for point in (*fails, *holds) for s in point}, key=str)
    sides = list(_sides(symbols))
    for words, test in sides:
        if all(map(test, fails)) and not any(map(test, holds)):
            return f"{counts}, and at all of those where {words}; holds at the others"
    for words, test in sides:
        if len(fails) >= _FEW and all(map(test, fails)) and not all(map(test, holds)):
            return f"{counts}, all with {words}"
    for words, test in sides:
        if len(holds) >= _FEW and all(map(test, holds)) and not all(map(test, fails)):
            return f"{counts}; those where it holds have {words}"
    return counts


def _sides(symbols: Sequence[sp.Symbol]) -> Iterator[Side]:
    for s in symbols:
        if s.is_extended_real:
            yield f"{s} < 0", lambda p, s=s: bool(p[s] < 0)
            yield f"{s} > 0", lambda p, s=s: bool(p[s] > 0)
            yield f"{s} = 0", lambda p, s=s: bool(p[s] == 0)
            yield f"{s} < -1", lambda p, s=s: bool(p[s] < -1)
            yield f"{s} > 1", lambda p, s=s: bool(p[s] > 1)
            yield f"{s} >= 1", lambda p, s=s: bool(p[s] >= 1)
            yield f"|{s}| > 1", lambda p, s=s: bool(abs(p[s]) > 1)
            yield f"|{s}| < 1", lambda p, s=s: bool(abs(p[s]) < 1)
            yield f"|{s}| > pi/2", lambda p, s=s: bool(abs(p[s]) > sp.pi / 2)
            yield f"|{s}| > pi", lambda p, s=s: bool(abs(p[s]) > sp.pi)
            yield f"{s} an integer", lambda p, s=s: bool(p[s].is_integer)
            yield f"{s} no integer", lambda p, s=s: p[s].is_integer is False
        else:
            yield f"re({s}) < 0", lambda p, s=s: bool(sp.re(p[s]) < 0)
            yield f"re({s}) > 0", lambda p, s=s: bool(sp.re(p[s]) > 0)
            yield f"im({s}) < 0", lambda p, s=s: bool(sp.im(p[s]) < 0)
            yield f"im({s}) > 0", lambda p, s=s: bool(sp.im(p[s]) > 0)
            yield f"|im({s})| > pi", lambda p, s=s: bool(abs(sp.im(p[s])) > sp.pi)
            yield f"{s} real", lambda p, s=s: bool(sp.im(p[s]) == 0)
            yield f"{s} not real", lambda p, s=s: bool(sp.im(p[s]) != 0)
            yield f"{s} real and < 0", lambda p, s=s: bool(sp.im(p[s]) == 0 and p[s] < 0)
            yield f"|{s}| > 1", lambda p, s=s: bool(abs(p[s]) > 1)
            yield f"|{s}| < 1", lambda p, s=s: bool(abs(p[s]) < 1)
    real = [s for s in symbols if s.is_extended_real]
    for index, s in enumerate(real):
        for other in real[:index]:
            yield f"{other} < {s}", lambda p, s=s, o=other: bool(p[o] < p[s])
            yield f"{other} > {s}", lambda p, s=s, o=other: bool(p[o] > p[s])
            yield f"{other}*{s} < 0", lambda p, s=s, o=other: bool(p[o] * p[s] < 0)
            yield f"{other}*{s} > 1", lambda p, s=s, o=other: bool(p[o] * p[s] > 1)
            yield f"both {other} < 0 and {s} < 0", lambda p, s=s, o=other: bool(p[o] < 0 and p[s] < 0)
