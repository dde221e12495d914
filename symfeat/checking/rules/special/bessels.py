"""Bessel functions and their kin, written in as few as are independent.

Orders are moved into one strip by the recurrences DLMF 10.6.1, 10.29.1, 10.51.1; functions of the opposite
order by the connection formulas 10.2.3, 10.4.5, 10.27.2, 10.27.3; Hankel functions by 10.4.3; half orders are
elementary (10.16.1, 10.39.1, 10.39.2, 10.49). Of two independent solutions and their neighbours, the last is
given by the Wronskian (10.5.2, 10.28.2, 9.2.7). All hold for principal values, on the branch cut, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.special.gammas import FARTHEST, parted
from symfeat.checking.rules.special.writing import canonical

HALF = sp.S.Half
Head = Callable[[sp.Expr, sp.Expr], sp.Expr]
J, Y, I, K = (sp.besselj, sp.bessely, sp.besseli, sp.besselk)
HEADS = (J, Y, I, K, sp.hankel1, sp.hankel2)
SPHERICAL = (sp.jn, sp.yn, sp.hn1, sp.hn2)
AIRY = (sp.airyai, sp.airybi, sp.airyaiprime, sp.airybiprime)


def independent_bessels(expr: sp.Expr) -> sp.Expr:
    """The expression in J, Y, I, K of orders b - 1 and b, and elementary functions."""
    if expr.has(*SPHERICAL):
        expr = _spherical(expr)
    if expr.has(*AIRY) and expr.has(*HEADS):
        expr = _airy_by_bessel(expr)
    if expr.has(*HEADS):
        expr = expr.replace(sp.hankel1, lambda n, z: J(n, z) + sp.I * Y(n, z))
        expr = expr.replace(sp.hankel2, lambda n, z: J(n, z) - sp.I * Y(n, z))
        for head, rule in ((J, _j), (Y, _y), (I, _i), (K, _k)):
            expr = expr.replace(head, rule)
        expr = _by_wronskian(expr, J, Y)
        expr = _by_wronskian(expr, I, K)
    if expr.has(*AIRY):
        expr = _airy_wronskian(expr)
    return expr


def _turned(order: sp.Expr) -> bool:
    """Whether an order is the negative of an upright one; the same for all that differ by whole numbers."""
    number, rest = sp.expand(order).as_coeff_Add(rational=True)
    if rest:
        return rest.could_extract_minus_sign()
    fraction = number - sp.floor(number)
    return bool(fraction > HALF if fraction else number < 0)


def _j(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    z = canonical(z)
    turn, size = _turned_argument(z)
    if turn in (1, -1):  # DLMF 10.27.6
        return sp.exp(turn * sp.I * sp.pi * order / 2) * _i(order, size)
    if turn == 2:  # DLMF 10.11.1
        return sp.exp(sp.I * sp.pi * order) * _j(order, size)
    if _turned(order):  # DLMF 10.2.3; for whole orders both sides are (-1)^n J_n
        up = -order
        return sp.cos(sp.pi * up) * _upright_j(up, z) - sp.sin(sp.pi * up) * _upright_y(up, z)
    return _upright_j(order, z)


def _turned_argument(z: sp.Expr) -> tuple[int, sp.Expr]:
    """An argument as i^turn times what is positive; turn is 0 where it is not known to be on an axis."""
    for turn, size in ((1, z / sp.I), (-1, -z / sp.I), (2, -z)):
        if size.is_positive:
            return turn, sp.expand(size)
    return 0, z


def _y(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    z = canonical(z)
    turn, size = _turned_argument(z)
    if turn in (1, -1):  # DLMF 10.27.10
        rising = sp.exp(turn * sp.I * sp.pi * (order + 1) / 2) * _i(order, size)
        return rising - 2 / sp.pi * sp.exp(-turn * sp.I * sp.pi * order / 2) * _k(order, size)
    if turn == 2:  # DLMF 10.11.2
        other = 2 * sp.I * sp.cos(sp.pi * order) * _j(order, size)
        return sp.exp(-sp.I * sp.pi * order) * _y(order, size) + other
    if _turned(order):
        up = -order
        return sp.sin(sp.pi * up) * _upright_j(up, z) + sp.cos(sp.pi * up) * _upright_y(up, z)
    return _upright_y(order, z)


def _i(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    z = canonical(z)
    turn, size = _turned_argument(z)
    if turn in (1, -1):  # DLMF 10.27.6
        return sp.exp(turn * sp.I * sp.pi * order / 2) * _j(order, size)
    if turn == 2:  # DLMF 10.34.1
        return sp.exp(sp.I * sp.pi * order) * _i(order, size)
    if _turned(order):
        up = -order
        return _upright_i(up, z) + 2 / sp.pi * sp.sin(sp.pi * up) * _k(up, z)
    return _upright_i(order, z)


def _k(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    z = canonical(z)
    turn, size = _turned_argument(z)
    if turn in (1, -1):  # DLMF 10.27.8
        hankel = _j(order, size) - turn * sp.I * _y(order, size)
        return -turn * sp.pi * sp.I / 2 * sp.exp(-turn * sp.I * sp.pi * order / 2) * hankel
    if turn == 2:  # DLMF 10.34.2
        return sp.exp(-sp.I * sp.pi * order) * _k(order, size) - sp.I * sp.pi * _i(order, size)
    order = -order if _turned(order) else order
    scale = sp.sqrt(sp.pi / 2) * z ** (-HALF) * sp.exp(-z)
    return _climbed(K, order, z, (scale, scale), lambda n: (2 * n / z, 1))


def _upright_j(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    scale = sp.sqrt(2 / sp.pi) * z ** (-HALF)
    return _climbed(J, order, z, (scale * sp.cos(z), scale * sp.sin(z)), lambda n: (2 * n / z, -1))


def _upright_y(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    scale = sp.sqrt(2 / sp.pi) * z ** (-HALF)
    return _climbed(Y, order, z, (scale * sp.sin(z), -scale * sp.cos(z)), lambda n: (2 * n / z, -1))


def _upright_i(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    scale = sp.sqrt(2 / sp.pi) * z ** (-HALF)
    return _climbed(I, order, z, (scale * sp.cosh(z), scale * sp.sinh(z)), lambda n: (-2 * n / z, 1))


def _climbed(
    head: Any,
    order: sp.Expr,
    z: sp.Expr,
    elementary: tuple[sp.Expr, sp.Expr] | None,
    relation: Callable[[sp.Expr], tuple[sp.Expr, int]],
) -> sp.Expr:
    """F_{b+n} by F_{b-1} and F_b, where F_{n+1} = p F_n + q F_{n-1}; orders -1/2 and 1/2 are elementary."""
    base, steps = parted(order)
    if abs(steps) > FARTHEST:
        return head(order, z)
    if elementary is not None and base == HALF:
        lower, upper = elementary
    else:
        lower, upper = _opposite(head, base, z), head(base, z, evaluate=False)
    for k in range(steps):
        p, q = relation(base + k)
        lower, upper = upper, p * upper + q * lower
    for k in range(-1, steps, -1):
        p, q = relation(base + k)
        lower, upper = (upper - p * lower) / q, lower
    return lower if steps < 0 else upper


def _opposite(head: Any, base: sp.Expr, z: sp.Expr) -> sp.Expr:
    """The neighbour below; of order 0 it is a multiple of the one above (DLMF 10.4.1, 10.27.1, 10.27.3)."""
    if base == 0 and head in (J, Y, I, K):
        return (-1 if head in (J, Y) else 1) * head(sp.S.One, z, evaluate=False)
    return head(base - 1, z, evaluate=False)


def _by_wronskian(expr: sp.Expr, first: Any, second: Any) -> sp.Expr:
    """G_{b-1} by F_b, F_{b-1} and G_b, if all four occur (DLMF 10.5.2 and 10.28.2)."""
    change = {}
    for g in expr.atoms(second):
        order, z = g.args
        if order == 0:  # its neighbour below is of order 1
            continue
        base = order + 1 if order != 1 else sp.S.Zero
        f, g_up = first(base, z, evaluate=False), second(base, z, evaluate=False)
        f_down = first(order, z, evaluate=False)
        if not (expr.has(f) and expr.has(g_up) and expr.has(f_down)):
            continue
        if first is J:  # J_b Y_{b-1} - J_{b-1} Y_b = 2 / (pi z)
            sign = -1 if order == 1 else 1
            change[g] = (f_down * g_up + sign * 2 / (sp.pi * z)) / f
        else:  # I_b K_{b-1} + I_{b-1} K_b = 1 / z
            change[g] = (1 / z - f_down * g_up) / f
    return expr.xreplace(change)


def _spherical(expr: sp.Expr) -> sp.Expr:
    """Spherical functions: elementary at whole orders, of one strip at others (DLMF 10.49, 10.51.1)."""
    expr = expr.replace(sp.hn1, lambda n, z: sp.jn(n, z) + sp.I * sp.yn(n, z))
    expr = expr.replace(sp.hn2, lambda n, z: sp.jn(n, z) - sp.I * sp.yn(n, z))
    pairs = {
        sp.jn: lambda z: (sp.cos(z) / z, sp.sin(z) / z),
        sp.yn: lambda z: (sp.sin(z) / z, -sp.cos(z) / z),
    }

    def rule(head: Any) -> Head:
        def climbed(n: sp.Expr, z: sp.Expr) -> sp.Expr:
            z = canonical(z)
            if z.is_positive and expr.has(*HEADS):  # DLMF 10.47.3, 10.47.4
                other = J if head is sp.jn else Y
                return sp.sqrt(sp.pi / (2 * z)) * other(n + HALF, z)
            # The strip of parted: orders b - 1 and b of base b.
            base, _ = parted(n)
            elementary = pairs[head](z) if base == 0 else None
            if elementary is None:
                return _climbed(head, n, z, None, lambda m: ((2 * m + 1) / z, -1))
            return _climbed_from_zero(elementary, int(n), z)

        return climbed

    for head in (sp.jn, sp.yn):
        expr = expr.replace(head, rule(head))
    return _spherical_wronskian(expr)


def _climbed_from_zero(pair: tuple[sp.Expr, sp.Expr], steps: int, z: sp.Expr) -> sp.Expr:
    lower, upper = pair
    if abs(steps) > FARTHEST:
        raise NotReducible("an order is too far off")
    for k in range(steps):
        lower, upper = upper, (2 * k + 1) / z * upper - lower
    for k in range(-1, steps, -1):
        lower, upper = (2 * k + 1) / z * lower - upper, lower
    return lower if steps < 0 else upper


def _spherical_wronskian(expr: sp.Expr) -> sp.Expr:
    """j_b y_{b-1} - j_{b-1} y_b = 1 / z^2 (DLMF 10.50.1)."""
    change = {}
    for y in expr.atoms(sp.yn):
        order, z = y.args
        j, j_down, y_up = sp.jn(order + 1, z), sp.jn(order, z), sp.yn(order + 1, z)
        if expr.has(j) and expr.has(j_down) and expr.has(y_up):
            change[y] = (1 / z**2 + j_down * y_up) / j
    return expr.xreplace(change)


def _airy_by_bessel(expr: sp.Expr) -> sp.Expr:
    """Airy functions of a positive argument or its negative by Bessel functions (DLMF 9.6.2 to 9.6.9)."""
    third, two = sp.Rational(1, 3), sp.Rational(2, 3)

    def rule(head: Any) -> Callable[[sp.Expr], sp.Expr]:
        def written(x: sp.Expr) -> sp.Expr:
            size = x if x.is_positive else -x
            if not size.is_positive:
                return head(x)
            zeta = two * size ** sp.Rational(3, 2)
            function, turned = (I, False) if x.is_positive else (J, True)
            low, high = function(-third, zeta), function(third, zeta)
            low2, high2 = function(-two, zeta), function(two, zeta)
            root, root3 = sp.sqrt(size), sp.sqrt(3)
            if turned:
                values = {
                    sp.airyai: root / 3 * (high + low),
                    sp.airybi: root / root3 * (low - high),
                    sp.airyaiprime: size / 3 * (high2 - low2),
                    sp.airybiprime: size / root3 * (low2 + high2),
                }
            else:
                values = {
                    sp.airyai: root / 3 * (low - high),
                    sp.airybi: root / root3 * (low + high),
                    sp.airyaiprime: size / 3 * (high2 - low2),
                    sp.airybiprime: size / root3 * (high2 + low2),
                }
            return values[head]

        return written

    for head in AIRY:
        expr = expr.replace(head, rule(head))
    return expr


def _airy_wronskian(expr: sp.Expr) -> sp.Expr:
    change = {}
    for slope in expr.atoms(sp.airybiprime):
        (z,) = slope.args
        ai, ai_slope, bi = sp.airyai(z), sp.airyaiprime(z), sp.airybi(z)
        if expr.has(ai) and expr.has(ai_slope) and expr.has(bi):
            change[slope] = (1 / sp.pi + ai_slope * bi) / ai
    return expr.xreplace(change)
