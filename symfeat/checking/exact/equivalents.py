"""What Bessel and Struve functions are equivalent to near zero and at infinity: elementary products.

Two functions are equivalent if their quotient tends to 1. The facts are from the Digital Library of
Mathematical Functions: section 10.30 and the leading term of the series in 11.2 near zero; sections 10.25,
10.30 and 11.6 at infinity.
"""

from __future__ import annotations

import sympy as sp

from symfeat.claims.functions import StruveL

FUNCTIONS = (sp.besselk, sp.besseli, StruveL)
HALF = sp.Rational(1, 2)


def at_infinity(head: type, z: sp.Expr) -> sp.Expr:
    """What the function of any real order is equivalent to as its argument z > 0 grows."""
    if head is sp.besselk:
        return sp.sqrt(sp.pi / (2 * z)) * sp.exp(-z)
    return sp.exp(z) / sp.sqrt(2 * sp.pi * z)


def near_zero(head: type, order: sp.Expr, z: sp.Expr, sign: int) -> sp.Expr:
    """What the function is equivalent to as z > 0 falls to zero; `sign` is that of `first_order`."""
    if head is sp.besselk:
        size = sign * order
        return sp.gamma(size) / 2 * (z / 2) ** -size if sign else -sp.log(z)
    if head is sp.besseli:
        return (z / 2) ** order / sp.gamma(order + 1)
    return (z / 2) ** (order + 1) / (sp.gamma(3 * HALF) * sp.gamma(order + 3 * HALF))


def first_order(head: type, order: sp.Expr) -> sp.Expr:
    """What has to have a sign near zero: K's order, or where the first term of I or L has its gamma function.

    That of I and L has to be positive or no whole number, or the first term of the series may vanish.
    """
    return order + {sp.besselk: 0, sp.besseli: 1}.get(head, 3 * HALF)
