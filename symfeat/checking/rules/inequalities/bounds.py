"""Known bounds of special functions, each with the conditions under which it holds.

A goal that is linear in such a function follows from the goal with the bound in its place: a lower bound
where the factor is positive, an upper one where it is negative.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symfeat.checking.rules.inequalities.prover import Goal, Prover

_TRIES = 5
_HALF = sp.Rational(1, 2)


@dataclass(frozen=True)
class Bound:
    """side 1: the function is above `value`; -1: below. What must be > 0 and >= 0 for that is listed."""

    side: int
    value: sp.Expr
    above_zero: tuple[sp.Expr, ...] = ()
    not_below_zero: tuple[sp.Expr, ...] = ()
    strict: bool = True


def by_bounds(prover: Prover, goal: Goal) -> bool:
    """Replace one special function by a bound of it, where that all but ends the search."""
    return _replaced(prover, goal, depth=min(goal.depth - 1, 1))


def by_deep_bounds(prover: Prover, goal: Goal) -> bool:
    """Replace one special function by a bound of it, and go on."""
    return _replaced(prover, goal, depth=goal.depth - 1)


def _replaced(prover: Prover, goal: Goal, *, depth: int) -> bool:
    tries = 0
    for function in sorted(goal.expr.atoms(*BOUNDS), key=sp.default_sort_key):
        if not function.free_symbols:
            continue
        name = sp.Dummy(real=True)
        written = goal.expr.xreplace({function: name})
        rate = sp.diff(written, name)
        if name in rate.free_symbols:
            continue
        sign = prover.sign(rate, goal.region, 2)
        for bound in BOUNDS[type(function)](function, goal.expr):
            if not sign or bound.side != sign or tries >= _TRIES:
                continue
            met = all(
                prover.proves(c, goal.region, strict=strict, depth=2)
                for strict, part in ((True, bound.above_zero), (False, bound.not_below_zero))
                for c in part
            )
            if not met:
                continue
            tries += 1
            rest = written.xreplace({name: bound.value})
            strict = goal.strict and not bound.strict
            if prover.proves(rest, goal.region, strict=strict, depth=depth):
                return True
    return False


def _bessel_j(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """DLMF 10.14.1 and 10.14.4, at real arguments: any for an integer order, else those >= 0."""
    order, x = function.args
    size = sp.Abs(x) if order.is_integer else x
    place = () if order.is_integer else (x,)
    power = (size / 2) ** order / sp.gamma(order + 1)
    found = []
    for side in (1, -1):
        found += [
            Bound(side, -side * power, (), (order, *place), strict=False),
            Bound(side, -side / sp.sqrt(2), (), (order - 1, *place), strict=False),
            Bound(side, sp.Integer(-side), (), (order, *place), strict=False),
        ]
    return found


def _bessel_i(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """The first term of the series 10.25.2, DLMF 10.14.4 at imaginary arguments, 10.32.1, and 10.37."""
    order, x = function.args
    power = (x / 2) ** order / sp.gamma(order + 1)
    found = [Bound(1, power, (x,), (order,)), Bound(-1, power * sp.exp(x), (), (order, x), strict=False)]
    if order == 0:
        found = [Bound(1, sp.S.One, (), (), strict=False), *found]
        found.insert(0, Bound(-1, sp.cosh(x), (), (), strict=False))
    for other in _others(function, whole):
        found += [
            Bound(-1, other, (order - other.args[0], x), (other.args[0],)),
            Bound(1, other, (other.args[0] - order, x), (order,)),
        ]
    return found


def _bessel_k(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """DLMF 10.37: it rises with the order; 10.32.9: it is positive; 10.32.10 without exp(-z^2/(4t))."""
    order, x = function.args
    half = sp.sqrt(sp.pi / (2 * x)) * sp.exp(-x)  # order 1/2, DLMF 10.39.2
    found = [
        Bound(1, sp.S.Zero, (x,)),
        Bound(1, half, (x, order - _HALF)),
        Bound(-1, half, (x, _HALF - order), (order,)),
        Bound(-1, sp.gamma(order) / 2 * (2 / x) ** order, (x, order)),
    ]
    for other in _others(function, whole):
        found += [
            Bound(1, other, (order - other.args[0], x), (other.args[0],)),
            Bound(-1, other, (other.args[0] - order, x), (order,)),
        ]
    return found


def _others(function: sp.Expr, whole: sp.Expr) -> list[sp.Expr]:
    """The same function of the same argument and other orders."""
    alike = whole.atoms(type(function)) - {function}
    return [f for f in sorted(alike, key=sp.default_sort_key) if f.args[-1] == function.args[-1]]


def _zeta(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """The first terms of the series, and its comparison with the integral of x^-s (DLMF 25.2.1)."""
    if len(function.args) > 1:
        return []
    (s,) = function.args
    return [
        Bound(1, 1 + 2**-s, (s - 1,)),
        Bound(1, 1 / (s - 1), (s - 1,)),
        Bound(-1, s / (s - 1), (s - 1,)),
    ]


def _elliptic_k(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """The series in the parameter has positive terms (DLMF 19.5.1)."""
    (m,) = function.args
    return [Bound(1, sp.pi / 2 * (1 + m / 4), (1 - m,), (m,), strict=False)]


def _elliptic_e(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """All terms of the series but the first are negative (DLMF 19.5.2); the value at m = 1 is 1."""
    if len(function.args) > 1:
        return []
    (m,) = function.args
    return [
        Bound(-1, sp.pi / 2 * (1 - m / 4), (1 - m,), (m,), strict=False),
        Bound(1, sp.S.One, (1 - m,), (m,)),
    ]


def _digamma_bounds(x: sp.Expr) -> list[Bound]:
    """DLMF 5.11.2: the error has the sign of the first term left out, and is smaller (5.11(ii))."""
    head = sp.log(x) - 1 / (2 * x)
    second = -1 / (12 * x**2)
    return [
        Bound(1, sp.log(x) - 1 / x, (x,)),
        Bound(1, head + second, (x,)),
        Bound(-1, head, (x,)),
        Bound(-1, head + second + 1 / (120 * x**4), (x,)),
        Bound(1, head + second + 1 / (120 * x**4) - 1 / (252 * x**6), (x,)),
    ]


def _trigamma_bounds(x: sp.Expr) -> list[Bound]:
    """The derivative of the expansion of digamma, which is asymptotic in the same way (DLMF 5.15.8)."""
    head = 1 / x + 1 / (2 * x**2)
    return [
        Bound(1, head, (x,)),
        Bound(-1, head + 1 / (6 * x**3), (x,)),
        Bound(1, head + 1 / (6 * x**3) - 1 / (30 * x**5), (x,)),
    ]


def _polygamma(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    order, x = function.args
    return _digamma_bounds(x) if order == 0 else _trigamma_bounds(x) if order == 1 else []


def _loggamma(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """DLMF 5.11.1 with the errors of 5.11(ii)."""
    (x,) = function.args
    head = (x - _HALF) * sp.log(x) - x + sp.log(2 * sp.pi) / 2
    return [
        Bound(1, head, (x,)),
        Bound(-1, head + 1 / (12 * x), (x,)),
        Bound(1, head + 1 / (12 * x) - 1 / (360 * x**3), (x,)),
    ]


def _gamma(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """Gautschi (DLMF 5.6.4) and Kershaw (1983) compare two gamma functions; Stirling (5.6.1) bounds one."""
    (b,) = function.args
    found = []
    for other in sorted(whole.atoms(sp.gamma) - {function}, key=sp.default_sort_key):
        gap = sp.expand(b - other.args[0])  # b = x + 1 and x + s, so 1 - s
        if gap == 0 or gap.is_integer:
            continue
        x, s = b - 1, sp.expand(1 - gap)
        where = (x, gap, s)
        found += [
            Bound(1, x**gap * other, where),
            Bound(-1, b**gap * other, where),
            Bound(1, (x + s / 2) ** gap * other, where),
            Bound(-1, (x - _HALF + sp.sqrt(s + sp.Rational(1, 4))) ** gap * other, where),
        ]
    head = sp.sqrt(2 * sp.pi) * b ** (b - _HALF) * sp.exp(-b)
    return [*found, Bound(1, head, (b,)), Bound(-1, head * sp.exp(1 / (12 * b)), (b,))]


def _erfc(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """DLMF 7.8.2 and 7.8.3, for Mills' ratio."""
    (x,) = function.args
    size = 2 / sp.sqrt(sp.pi) * sp.exp(-(x**2))
    return [
        Bound(1, size / (x + sp.sqrt(x**2 + 2)), (), (x,)),
        Bound(-1, sp.exp(-(x**2)), (), (x,), strict=False),
        Bound(-1, size / (x + sp.sqrt(x**2 + 4 / sp.pi)), (), (x,), strict=False),
    ]


def _erf(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """DLMF 7.8.8."""
    (x,) = function.args
    return [Bound(-1, sp.sqrt(1 - sp.exp(-4 * x**2 / sp.pi)), (x,))]


def _lambert(function: sp.Expr, whole: sp.Expr) -> list[Bound]:
    """W = log x - log W, with W >= 1 from x = e on (DLMF 4.13.1)."""
    if len(function.args) > 1:
        return []
    (x,) = function.args
    return [
        Bound(-1, sp.log(x), (), (x - sp.E,), strict=False),
        Bound(1, sp.log(x) - sp.log(sp.log(x)), (), (x - sp.E,), strict=False),
        Bound(-1, x, (), (x,), strict=False),
        Bound(1, x / (1 + x), (), (x,), strict=False),
        Bound(-1, sp.log(1 + x), (x,)),
    ]


BOUNDS: dict[type, Callable[[sp.Expr, sp.Expr], list[Bound]]] = {
    sp.besselj: _bessel_j,
    sp.besseli: _bessel_i,
    sp.besselk: _bessel_k,
    sp.zeta: _zeta,
    sp.elliptic_k: _elliptic_k,
    sp.elliptic_e: _elliptic_e,
    sp.polygamma: _polygamma,
    sp.loggamma: _loggamma,
    sp.gamma: _gamma,
    sp.erfc: _erfc,
    sp.erf: _erf,
    sp.LambertW: _lambert,
}
