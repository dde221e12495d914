"""Expansions of special functions at infinity, from the Digital Library of Mathematical Functions."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.checking.asymptotics.facts import Known, Piece

HALF = sp.S.Half


def above(head: Any, fixed: list[sp.Expr], z: sp.Expr) -> Known | None:
    """The function of a real argument z that grows without bound."""
    if head in _SIMPLE and not fixed:
        return _SIMPLE[head](z)
    if head in _WITH_ORDER and len(fixed) == 1:
        return _WITH_ORDER[head](fixed[0], z)
    return None


def below(head: Any, fixed: list[sp.Expr], z: sp.Expr) -> Known | None:
    """The function of -z, where z grows without bound."""
    # By the expansion of f(z), not by f itself, since SymPy turns f(-(-z)) back.
    known = above(head, fixed, z)
    if head in (sp.erf, sp.erfi, sp.atan, sp.asinh, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc):  # odd
        return known and known.times(sp.S.NegativeOne)
    if head is sp.erfc:  # DLMF 7.4.2
        return known and known.times(sp.S.NegativeOne, plus=sp.Integer(2))
    if head is sp.Ei:  # DLMF 6.2.6
        return Known(-sp.expint(1, z))
    if head in (sp.airyai, sp.airybi):
        return _airy_below(head, z)
    if head in (sp.besselj, sp.besseli) and fixed[0].is_Integer:  # DLMF 10.11.1, 10.34.1
        return known and known.times((-1) ** fixed[0])
    return None


def hurwitz(s: sp.Expr, a: sp.Expr) -> sp.Expr:
    """zeta(s, a) for a whole s > 1 by a polygamma function, DLMF 25.11.12."""
    return (-1) ** s * sp.polygamma(s - 1, a) / sp.factorial(s - 1)


def _loggamma(z: sp.Expr) -> Known:
    """DLMF 5.11.1."""
    closed = (z - HALF) * sp.log(z) - z + sp.log(2 * sp.pi) / 2
    return Known(closed, ((1 / z, lambda k: sp.bernoulli(2 * k + 2) / ((2 * k + 2) * (2 * k + 1)), z**-2),))


def _digamma(z: sp.Expr) -> Known:
    """DLMF 5.11.2."""
    tail: Piece = (z**-2, lambda k: -sp.bernoulli(2 * k + 2) / (2 * k + 2), z**-2)
    return Known(sp.log(z) - 1 / (2 * z), (tail,))


def _polygamma(n: sp.Expr, z: sp.Expr) -> Known | None:
    """DLMF 5.15.9 for n > 0."""
    if n == 0:
        return _digamma(z)
    if not (n.is_Integer and n > 0):
        return None
    sign = (-1) ** (n - 1)
    closed = sign * (sp.factorial(n - 1) / z**n + sp.factorial(n) / (2 * z ** (n + 1)))

    def coefficient(k: int) -> sp.Expr:
        return sign * sp.bernoulli(2 * k + 2) * sp.factorial(2 * k + n + 1) / sp.factorial(2 * k + 2)

    return Known(closed, ((z ** (-n - 2), coefficient, z**-2),))


def _erfc(z: sp.Expr) -> Known:
    """DLMF 7.12.1."""
    return Known(
        series=((sp.exp(-(z**2)) / (z * sp.sqrt(sp.pi)), lambda k: (-1) ** k * sp.rf(HALF, k), z**-2),)
    )


def _erfi(z: sp.Expr) -> Known:
    """DLMF 7.12.1 on the imaginary axis."""
    return Known(series=((sp.exp(z**2) / (z * sp.sqrt(sp.pi)), lambda k: sp.rf(HALF, k), z**-2),))


def _fresnel(z: sp.Expr) -> Known:
    """DLMF 7.5.3, 7.5.4, 7.12.2: a half, and what falls like 1/z."""
    return Known(HALF, remainders=(1 / z,))


def _waves(z: sp.Expr, with_sine: int, with_cosine: int, swap: bool) -> tuple[Piece, ...]:
    """The auxiliary functions f and g of DLMF 6.12.3 and 6.12.4 times waves."""
    first, second = (sp.sin(z), sp.cos(z)) if swap else (sp.cos(z), sp.sin(z))
    return (
        (with_cosine * first / z, lambda k: (-1) ** k * sp.factorial(2 * k), z**-2),
        (with_sine * second / z**2, lambda k: (-1) ** k * sp.factorial(2 * k + 1), z**-2),
    )


def _exponential_integral(p: sp.Expr, z: sp.Expr) -> Known:
    """DLMF 8.20.2, for p = 1 DLMF 6.12.1."""
    return Known(series=((sp.exp(-z) / z, lambda k: (-1) ** k * sp.rf(p, k), 1 / z),))


def _upper_gamma(a: sp.Expr, z: sp.Expr) -> Known:
    """DLMF 8.11.2."""
    return Known(series=((z ** (a - 1) * sp.exp(-z), lambda k: sp.ff(a - 1, k), 1 / z),))


def _hankel(nu: sp.Expr, k: int) -> sp.Expr:
    """The numbers a_k of DLMF 10.17.1."""
    return sp.Mul(*(4 * nu**2 - (2 * j + 1) ** 2 for j in range(k))) / (sp.factorial(k) * 8**k)


def _bessel_i(nu: sp.Expr, z: sp.Expr) -> Known:
    """DLMF 10.40.1."""
    return Known(series=((sp.exp(z) / sp.sqrt(2 * sp.pi * z), lambda k: (-1) ** k * _hankel(nu, k), 1 / z),))


def _bessel_k(nu: sp.Expr, z: sp.Expr) -> Known:
    """DLMF 10.40.2."""
    return Known(series=((sp.sqrt(sp.pi / (2 * z)) * sp.exp(-z), lambda k: _hankel(nu, k), 1 / z),))


def _bessel_wave(nu: sp.Expr, z: sp.Expr, first: sp.Expr, second: sp.Expr) -> Known:
    """DLMF 10.17.3 and 10.17.4."""
    size = sp.sqrt(2 / (sp.pi * z))
    even: Piece = (size * first, lambda k: (-1) ** k * _hankel(nu, 2 * k), z**-2)
    odd: Piece = (size * second / z, lambda k: (-1) ** k * _hankel(nu, 2 * k + 1), z**-2)
    return Known(series=(even, odd))


def _bessel_j(nu: sp.Expr, z: sp.Expr) -> Known:
    phase = z - nu * sp.pi / 2 - sp.pi / 4
    return _bessel_wave(nu, z, sp.cos(phase), -sp.sin(phase))


def _bessel_y(nu: sp.Expr, z: sp.Expr) -> Known:
    phase = z - nu * sp.pi / 2 - sp.pi / 4
    return _bessel_wave(nu, z, sp.sin(phase), sp.cos(phase))


def _airy_u(k: int) -> sp.Expr:
    """The numbers u_k of DLMF 9.7.2."""
    return sp.Mul(*(sp.Integer(2 * k + 1 + 2 * j) for j in range(2 * k))) / (sp.factorial(k) * 216**k)


def _airy_v(k: int) -> sp.Expr:
    """The numbers v_k of DLMF 9.7.2."""
    return sp.Rational(6 * k + 1, 1 - 6 * k) * _airy_u(k)


def _airy(z: sp.Expr, direction: int, numbers: Any, power: sp.Expr, number: sp.Expr) -> Known:
    """DLMF 9.7.5 to 9.7.8."""
    zeta = 2 * z ** sp.Rational(3, 2) / 3
    factor = number * sp.exp(direction * zeta) * z**power / sp.sqrt(sp.pi)
    return Known(series=((factor, lambda k: direction**k * numbers(k), 1 / zeta),))


def _airy_below(head: Any, z: sp.Expr) -> Known:
    """DLMF 9.7.9 and 9.7.11."""
    zeta = 2 * z ** sp.Rational(3, 2) / 3
    phase, size = zeta - sp.pi / 4, z ** sp.Rational(-1, 4) / sp.sqrt(sp.pi)
    first, second = (sp.cos(phase), sp.sin(phase)) if head is sp.airyai else (-sp.sin(phase), sp.cos(phase))
    even: Piece = (size * first, lambda k: (-1) ** k * _airy_u(2 * k), zeta**-2)
    odd: Piece = (size * second / zeta, lambda k: (-1) ** k * _airy_u(2 * k + 1), zeta**-2)
    return Known(series=(even, odd))


def _lambert(z: sp.Expr) -> Known:
    """DLMF 4.13.10."""
    one = sp.log(z)
    two = sp.log(one)
    closed = one - two + two / one + two**2 / (2 * one**2) - two / one**2
    return Known(closed, remainders=((two / one) ** 3,))


def _zeta(s: sp.Expr) -> Known:
    """DLMF 25.2.1: the tail from k = 4 on is at most 4^-s + 4^(1 - s)/(s - 1)."""
    return Known(1 + 2**-s + 3**-s, remainders=(4**-s,))


QUARTER = sp.Rational(1, 4)
_SIMPLE = {
    sp.gamma: lambda z: Known(sp.exp(sp.loggamma(z))),
    sp.loggamma: _loggamma,
    sp.digamma: _digamma,
    sp.erfc: _erfc,
    sp.erf: lambda z: _erfc(z).times(sp.S.NegativeOne, plus=sp.S.One),  # DLMF 7.2.2
    sp.erfi: _erfi,
    sp.fresnels: _fresnel,
    sp.fresnelc: _fresnel,
    sp.atan: lambda z: Known(sp.pi / 2 - sp.atan(1 / z)),
    sp.asinh: lambda z: Known(sp.log(z + sp.sqrt(z**2 + 1))),
    sp.Ei: lambda z: Known(series=((sp.exp(z) / z, sp.factorial, 1 / z),)),  # DLMF 6.12.2
    sp.li: lambda z: Known(sp.Ei(sp.log(z))),  # DLMF 6.2.8
    sp.Shi: lambda z: Known((sp.Ei(z) + sp.expint(1, z)) / 2),  # DLMF 6.5.3
    sp.Chi: lambda z: Known((sp.Ei(z) - sp.expint(1, z)) / 2),  # DLMF 6.5.4
    sp.Si: lambda z: Known(sp.pi / 2, _waves(z, -1, -1, swap=False)),  # DLMF 6.2.9
    sp.Ci: lambda z: Known(series=_waves(z, -1, 1, swap=True)),  # DLMF 6.2.10
    sp.airyai: lambda z: _airy(z, -1, _airy_u, -QUARTER, HALF),
    sp.airybi: lambda z: _airy(z, 1, _airy_u, -QUARTER, sp.S.One),
    sp.airyaiprime: lambda z: _airy(z, -1, _airy_v, QUARTER, -HALF),
    sp.airybiprime: lambda z: _airy(z, 1, _airy_v, QUARTER, sp.S.One),
    sp.LambertW: _lambert,
    sp.zeta: _zeta,
}
_WITH_ORDER = {
    sp.polygamma: _polygamma,
    sp.expint: _exponential_integral,
    sp.uppergamma: _upper_gamma,
    sp.lowergamma: lambda a, z: Known(sp.gamma(a) - sp.uppergamma(a, z)),
    sp.besselj: _bessel_j,
    sp.bessely: _bessel_y,
    sp.besseli: _bessel_i,
    sp.besselk: _bessel_k,
}
