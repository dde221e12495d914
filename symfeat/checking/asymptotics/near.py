"""Expansions of special functions about points where they are not analytic, or SymPy's derivatives fail.

From the Digital Library of Mathematical Functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy as sp

from symfeat.checking.asymptotics.facts import Known, Piece
from symfeat.checking.exact.ring import NotReducible

if TYPE_CHECKING:
    from symfeat.checking.asymptotics.expand import Expansion

HALF = sp.S.Half


def about(expansion: Expansion, head: Any, fixed: list[sp.Expr], z: sp.Expr, value: sp.Expr) -> Known | None:
    """The function of z, which tends to the value; None if nothing is known."""
    if head in (sp.gamma, sp.loggamma, sp.digamma, sp.polygamma):
        return _gamma_like(head, fixed, z, value)
    if value == 0:
        if head in _AT_ZERO:
            return _AT_ZERO[head](*fixed, z)
        positive = expansion.sign_near(z) > 0
        if positive and head in _FROM_ABOVE:
            return _FROM_ABOVE[head](*fixed, z)
        if head is sp.Ei and not positive:
            return _ei(z, sp.log(-z))
    if head is sp.polylog and value == 1 and expansion.sign_near(1 - z) > 0:
        return _polylog_at_one(fixed[0], z)
    if head is sp.zeta and value == 1:
        return _zeta(z)
    if head in (sp.asin, sp.acos) and value in (1, -1):  # DLMF 4.23.19 with half angles
        turned = 2 * sp.asin(sp.sqrt((1 - value * z) / 2))
        angle = turned if value == 1 else sp.pi - turned
        return Known(angle if head is sp.acos else sp.pi / 2 - angle)
    if head is sp.atanh and value in (1, -1) and expansion.sign_near(1 - z**2) > 0:  # DLMF 4.37.24
        return Known((sp.log(1 + z) - sp.log(1 - z)) / 2)
    if head in (sp.elliptic_k, sp.elliptic_e) and value == 1 and expansion.sign_near(1 - z) > 0:
        return _elliptic_at_one(head, z)
    return None


def at_zero(head: Any, value: sp.Expr) -> bool:
    """Whether a series about zero is known, and that is where the argument tends to."""
    return value == 0 and head in _AT_ZERO


def _gamma_like(head: Any, fixed: list[sp.Expr], z: sp.Expr, value: sp.Expr) -> Known | None:
    """One step of the recurrence, DLMF 5.5.1, 5.5.2, 5.15.5, away from a pole or from the negative axis."""
    if not value.is_Rational or value > 0 or value < -50:
        return None
    if head is sp.gamma:
        return Known(sp.gamma(z + 1) / z)
    if head is sp.loggamma:
        return Known(sp.loggamma(z + 1) - sp.log(z)) if value == 0 else None
    n = fixed[0] if fixed else sp.S.Zero
    if not (n.is_Integer and n >= 0):
        return None
    return Known(head(*fixed, z + 1) - (-1) ** n * sp.factorial(n) / z ** (n + 1))


def _zeta(s: sp.Expr) -> Known:
    """DLMF 25.2.4."""
    constants: Piece = (sp.S.One, lambda k: (-1) ** k * sp.stieltjes(k) / sp.factorial(k), s - 1)
    return Known(1 / (s - 1), (constants,))


def _ei(z: sp.Expr, logarithm: sp.Expr) -> Known:
    """DLMF 6.6.1 and 6.6.2."""
    tail: Piece = (z, lambda k: 1 / (sp.factorial(k + 1) * (k + 1)), z)
    return Known(sp.EulerGamma + logarithm, (tail,))


def _expint(p: sp.Expr, z: sp.Expr) -> Known | None:
    """DLMF 6.6.2."""
    if p != 1:
        return None
    return Known(-sp.EulerGamma - sp.log(z), ((z, lambda k: (-1) ** k / (sp.factorial(k + 1) * (k + 1)), z),))


def _ci(z: sp.Expr, sign: int) -> Known:
    """DLMF 6.6.6, and 6.6.4 with z for iz."""
    tail: Piece = (
        sign * z**2,
        lambda k: sp.Integer(sign) ** k / (sp.factorial(2 * k + 2) * (2 * k + 2)),
        z**2,
    )
    return Known(sp.EulerGamma + sp.log(z), (tail,))


def _sine_integral(z: sp.Expr, sign: int) -> Known:
    """DLMF 6.6.5, and with z for iz."""
    return Known(
        series=((z, lambda k: sp.Integer(sign) ** k / (sp.factorial(2 * k + 1) * (2 * k + 1)), z**2),)
    )


def _bessel_series(nu: sp.Expr, z: sp.Expr, sign: int) -> Known | None:
    """DLMF 10.2.2 and 10.25.2, where no gamma function has a pole."""
    if not (nu + 1).is_positive and nu.is_integer is not False:
        return None
    return Known(
        series=(
            (
                (z / 2) ** nu,
                lambda k: sp.Integer(sign) ** k / (sp.factorial(k) * sp.gamma(nu + k + 1)),
                z**2 / 4,
            ),
        )
    )


def _second_kind(nu: sp.Expr, z: sp.Expr, head: Any) -> Known | None:
    """DLMF 10.8.1, 10.31.1 for a whole order; 10.2.3, 10.27.4 for another number."""
    if nu.is_Rational and not nu.is_Integer:
        if head is sp.besselk:
            return Known(sp.pi / 2 * (sp.besseli(-nu, z) - sp.besseli(nu, z)) / sp.sin(nu * sp.pi))
        return Known((sp.besselj(nu, z) * sp.cos(nu * sp.pi) - sp.besselj(-nu, z)) / sp.sin(nu * sp.pi))
    if not nu.is_Integer:
        return None
    n, square = abs(nu), z**2 / 4
    if head is sp.besselk:
        sign, whole, outer = -1, HALF, sp.S.One
        logarithm = (-1) ** (n + 1) * sp.log(z / 2) * sp.besseli(n, z)
        tail_factor = (-1) ** n * HALF
    else:
        sign, whole, outer = 1, -1 / sp.pi, (-1) ** n if nu < 0 else sp.S.One
        logarithm = 2 / sp.pi * sp.log(z / 2) * sp.besselj(n, z)
        tail_factor = -1 / sp.pi
    polar = sp.Add(*(sp.factorial(n - k - 1) / sp.factorial(k) * (sign * square) ** k for k in range(int(n))))

    def coefficient(k: int) -> sp.Expr:
        digammas = sp.digamma(k + 1) + sp.digamma(n + k + 1)
        return sp.Integer(-sign) ** k * digammas / (sp.factorial(k) * sp.factorial(n + k))

    closed = outer * (whole * (z / 2) ** -n * polar + logarithm)
    return Known(closed, ((outer * tail_factor * (z / 2) ** n, coefficient, square),))


def _elliptic(z: sp.Expr, first: sp.Expr) -> Known:
    """DLMF 19.5.1 and 19.5.2."""

    def coefficient(k: int) -> sp.Expr:
        return sp.pi / 2 * sp.rf(first, k) * sp.rf(HALF, k) / sp.factorial(k) ** 2

    return Known(series=((sp.S.One, coefficient, z),))


def _elliptic_at_one(head: Any, m: sp.Expr) -> Known:
    """DLMF 19.12.1 and 19.12.2."""
    closed = 2 * sp.log(2) - sp.log(1 - m) / 2 if head is sp.elliptic_k else sp.S.One
    return Known(closed, remainders=((1 - m) * sp.log(1 - m),))


def hypergeometric(above: sp.Tuple, below: sp.Tuple, z: sp.Expr) -> Known:
    """DLMF 16.2.1, for a z that falls to zero: the series converges there unless there are too many above."""
    if len(above) > len(below) + 1 or not all(b.is_positive for b in below):
        raise NotReducible("a hypergeometric series may not converge")

    def coefficient(k: int) -> sp.Expr:
        ratio = sp.Mul(*(sp.rf(a, k) for a in above)) / sp.Mul(*(sp.rf(b, k) for b in below))
        return ratio / sp.factorial(k)

    return Known(series=((sp.S.One, coefficient, z),))


def _polylog_at_one(s: sp.Expr, z: sp.Expr) -> Known | None:
    """DLMF 25.12.10: for s >= 2 the series differs from that at 1 by less than a multiple of sqrt(1 - z)."""
    if not (s.is_Rational and s >= 2):
        return None
    return Known(sp.zeta(s), remainders=(sp.sqrt(1 - z),))


def _lower_gamma(a: sp.Expr, z: sp.Expr) -> Known | None:
    """DLMF 8.7.1, for a > 0."""
    if not a.is_positive:
        return None
    return Known(series=((z**a, lambda k: (-1) ** k / (sp.factorial(k) * (a + k)), z),))


_AT_ZERO: dict[Any, Callable[..., Known | None]] = {
    sp.LambertW: lambda z: Known(
        series=((z, lambda k: sp.Integer(-k - 1) ** k / sp.factorial(k + 1), z),)
    ),  # 4.13.5
    sp.Si: lambda z: _sine_integral(z, -1),
    sp.Shi: lambda z: _sine_integral(z, 1),
    sp.elliptic_k: lambda z: _elliptic(z, HALF),
    sp.elliptic_e: lambda z: _elliptic(z, -HALF),
    sp.polylog: lambda s, z: Known(series=((z, lambda k: sp.Integer(k + 1) ** -s, z),)),  # DLMF 25.12.10
}
_FROM_ABOVE: dict[Any, Callable[..., Known | None]] = {
    sp.Ei: lambda z: _ei(z, sp.log(z)),
    sp.expint: _expint,
    sp.Ci: lambda z: _ci(z, -1),
    sp.Chi: lambda z: _ci(z, 1),
    sp.besselj: lambda nu, z: _bessel_series(nu, z, -1),
    sp.besseli: lambda nu, z: _bessel_series(nu, z, 1),
    sp.besselk: lambda nu, z: _second_kind(nu, z, sp.besselk),
    sp.bessely: lambda nu, z: _second_kind(nu, z, sp.bessely),
    sp.lowergamma: _lower_gamma,
    sp.uppergamma: lambda a, z: Known(sp.gamma(a) - sp.lowergamma(a, z)) if a.is_positive else None,
}
