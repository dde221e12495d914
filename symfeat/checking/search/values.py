"""Values of one symbol at which claims about it are worth a try, those that tell most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import sympy as sp

_R = sp.Rational
_TURNING = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.asin, sp.acos, sp.atan, sp.exp, sp.log, sp.arg)
_REAL = "-1 1/2 2 0 -1/2 1 -3 3/2 -2 5 -3/2 10 1/3 -1/3 3 -10 5/2 -5/2 1/100 -1/100 100 -100 7/2 -7/2 4 -4"
_TURNS = "2 -2 4 -4 5 -5 8 -8 7 -7 20 -20 50 -50"  # past pi/2, pi, 3/2 pi and 2 pi on both sides
_SCALES = "1000000 -1000000 1/1000000 -1/1000000"
_FAR_SCALES = "30 -30 100 -100 1000 -1000"  # exponents of ten
_COMPLEX = (
    (1, 1), (-1, 1), (-1, -1), (1, -1), (-2, 0), ("-1/2", 0), (0, 2), (0, -2), (2, 0), ("1/2", 0),
    (-3, "1/4"), (-3, "-1/4"), ("1/3", "1/4"), ("-1/3", "1/4"), ("-1/3", "-1/4"), ("1/3", "-1/4"),
    (0, "1/2"), (0, "-1/2"), (-2, "1/1000"), (-2, "-1/1000"), ("-1/2", "1/1000"), ("-1/2", "-1/1000"),
    (2, "1/1000"), (2, "-1/1000"), (1, 4), (-1, 4), (1, -4), (-1, -4), (3, 8), (-3, 8), (3, -8), (-3, -8),
    ("3/5", "4/5"), ("-3/5", "4/5"), ("-3/5", "-4/5"), ("3/5", "-4/5"), (1, 0), (-1, 0), (0, 1), (0, -1),
    (0, 0), (4, 1), (-4, 1), (5, 0), (-5, 0), (0, 5), (0, -5), (12, 5), (-12, 5), (-12, -5), (0, 20),
    (0, -20), ("1/1000", "1/500"), ("-1/1000", "1/500"), (300, 400), (-300, 400),
    (-300, -400), (-100, 0), (100, 0),
)  # fmt: skip
_COMPLEX_VALUES = tuple(_R(a) + _R(b) * sp.I for a, b in _COMPLEX)
_SMALL_INTEGERS = 13
_LARGER_INTEGERS = (15, 16, 17, 20, 24, 25, 30, 31, 41, 50, 60, 64, 100, 127, 200)


def values_of(symbol: sp.Symbol, exprs: Iterable[sp.Expr]) -> Iterator[sp.Expr]:
    """Candidates for a symbol, to be filtered by what its domain allows."""
    if symbol.is_integer:
        small = range(_SMALL_INTEGERS)
        signs = (1,) if symbol.is_nonnegative else (1, -1)
        yield from (sp.Integer(sign * n) for n in chain(small, _LARGER_INTEGERS) for sign in signs)
        return
    if not symbol.is_extended_real:
        yield from _COMPLEX_VALUES
        return
    turning = any(expr.has(*_TURNING) for expr in exprs)
    plain, turns = map(_R, _REAL.split()), map(_R, _TURNS.split() if turning else ())
    for first in plain:
        yield first
        yield from (turn for turn in (next(turns, None),) if turn is not None)
    yield from chain(turns, map(_R, _SCALES.split()))


def far_values(symbol: sp.Symbol) -> Iterator[sp.Expr]:
    """Sizes at which only some functions can be evaluated, and claims with a small error fail."""
    if symbol.is_integer:
        yield from (sp.Integer(10) ** k for k in (3, 4, 6, 9, 12))
        return
    for exponent in map(int, _FAR_SCALES.split()):
        yield sp.Integer(10) ** exponent
        yield -(sp.Integer(10) ** exponent)
