"""Sums of Bessel functions over their orders: DLMF 10.12.2 to 10.12.6, 10.23.3 and 10.35.2 to 10.35.6."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.exact.ring import Slack

K = Slack("k", integer=True, nonnegative=True)
_FARTHEST = 4  # terms by which the first index may differ from that of a formula
_x, _y = Slack("x"), Slack("y")
_j, _i, _cos, _sin = sp.besselj, sp.besseli, sp.cos, sp.sin
_half = sp.S.Half
# Terms in the index, in z = x and an angle y; the first index; the sum. They hold for all complex numbers.
_SERIES: tuple[tuple[sp.Expr, int, sp.Expr], ...] = (
    (_j(2 * K, _x), 1, (1 - _j(0, _x)) / 2),
    ((-1) ** K * _j(2 * K, _x), 1, (_cos(_x) - _j(0, _x)) / 2),
    ((-1) ** K * _j(2 * K + 1, _x), 0, _sin(_x) / 2),
    ((2 * K + 1) * _j(2 * K + 1, _x), 0, _x / 2),
    (_j(K, _x) ** 2, 1, (1 - _j(0, _x) ** 2) / 2),
    (_j(2 * K, _x) * _cos(2 * K * _y), 1, (_cos(_x * _sin(_y)) - _j(0, _x)) / 2),
    ((-1) ** K * _j(2 * K, _x) * _cos(2 * K * _y), 1, (_cos(_x * _cos(_y)) - _j(0, _x)) / 2),
    (_j(2 * K + 1, _x) * _sin((2 * K + 1) * _y), 0, _sin(_x * _sin(_y)) / 2),
    ((-1) ** K * _j(2 * K + 1, _x) * _cos((2 * K + 1) * _y), 0, _sin(_x * _cos(_y)) / 2),
    (_i(K, _x), 1, (sp.exp(_x) - _i(0, _x)) / 2),
    ((-1) ** K * _i(K, _x), 1, (sp.exp(-_x) - _i(0, _x)) / 2),
    (_i(K, _x) * _cos(K * _y), 1, (sp.exp(_x * _cos(_y)) - _i(0, _x)) / 2),
    (_i(2 * K, _x), 1, (sp.cosh(_x) - _i(0, _x)) / 2),
    ((-1) ** K * _i(2 * K, _x), 1, (1 - _i(0, _x)) / 2),
    (_i(2 * K + 1, _x), 0, sp.sinh(_x) / 2),
)


def bessel_sum(term: sp.Expr, k: sp.Symbol, low: sp.Expr) -> sp.Expr:
    """The sum from `low` on of a term with Bessel functions whose order is the index."""
    constant, core = term.as_independent(k, as_Add=False)
    bessels = [f for f in core.atoms(_j, _i) if k in f.args[0].free_symbols]
    if len(bessels) != 1 or not low.is_Integer:
        raise Unproved("no Bessel function whose order is the index")
    z = bessels[0].args[1]
    core = _linear(core.xreplace({k: K}))
    for pattern, first, value in _SERIES:
        angles = [_angle(wave, K) for wave in core.atoms(_sin, _cos) if K in wave.free_symbols] or [_y]
        for y in angles:
            names = {_x: z, _y: y / 2 if (pattern.has(2 * K * _y) or pattern.has(_odd_angle())) else y}
            if K in names[_y].free_symbols or K in z.free_symbols:
                continue
            if _linear(pattern.xreplace(names)) == core and abs(int(low) - first) <= _FARTHEST:
                return constant * (value.xreplace(names) + _between(core, int(low), first))
    raise Unproved("no sum of Bessel functions is known for the term")


def _odd_angle() -> sp.Expr:
    return (2 * K + 1) * _y


def _angle(wave: sp.Expr, k: sp.Symbol) -> sp.Expr:
    """The angle that each step of the index adds."""
    return sp.diff(sp.expand(wave.args[0]), k)


def _linear(expr: sp.Expr) -> sp.Expr:
    """The arguments of waves expanded, so that equal ones look the same."""
    return expr.replace(lambda e: isinstance(e, (_sin, _cos)), lambda e: e.func(sp.expand(e.args[0])))


def _between(core: sp.Expr, low: int, first: int) -> sp.Expr:
    """The terms from `low` to `first`, or those that are too many."""
    terms = (core.xreplace({K: sp.Integer(j)}) for j in range(min(low, first), max(low, first)))
    return sp.Add(*terms) if low < first else -sp.Add(*terms)
