"""Whether an expression is analytic in a symbol on a domain: no part meets a singularity or branch cut.

These are those of the Digital Library of Mathematical Functions: 4.2 (logarithm), 4.23, 4.37, 5.2, 6.2, 7.2,
8.2, 9.2, 10.2, 10.25, 13.2, 15.2, 19.2, 25.11, 25.12 and 4.13 (Lambert W).
"""

from __future__ import annotations

import sympy as sp

from symfeat.checking.entire import ENTIRE, ON_THE_LINE
from symfeat.checking.exact import Unproved
from symfeat.checking.rules.special.polynomials import POLYNOMIALS
from symfeat.checking.rules.special.writing import Positive

_OFF_THE_NEGATIVE_AXIS = (
    sp.log, sp.gamma, sp.loggamma, sp.digamma, sp.trigamma, sp.factorial, sp.Ci, sp.Chi, sp.LambertW,
)  # fmt: skip
_LAST_OFF_THE_NEGATIVE_AXIS = (
    sp.besselj, sp.bessely, sp.besseli, sp.besselk, sp.hankel1, sp.hankel2, sp.jn, sp.yn, sp.hn1, sp.hn2,
    sp.uppergamma, sp.lowergamma, sp.expint, sp.polygamma,
)  # fmt: skip
_WHOLE_ORDER_ENTIRE = (sp.besselj, sp.besseli, sp.jn)
_INSIDE_ONE = (sp.asin, sp.acos, sp.atanh)


def require_analytic(expr: sp.Expr, x: sp.Symbol, positive: Positive) -> None:
    """Raise Unproved unless every part of the expression is shown analytic in x on the domain."""
    for part in sp.preorder_traversal(expr):
        if isinstance(part, sp.Expr) and x in part.free_symbols and not _is_analytic(part, x, positive):
            raise Unproved(f"{part} is not shown to be analytic in {x}")


def _is_analytic(part: sp.Expr, x: sp.Symbol, positive: Positive) -> bool:
    if isinstance(part, (sp.Symbol, sp.Add, sp.Mul, *ENTIRE)):
        return True
    if isinstance(part, sp.Pow):
        return _is_analytic_power(part, x, positive)
    if isinstance(part, ON_THE_LINE):
        return bool(part.args[0].is_real)
    if isinstance(part, _OFF_THE_NEGATIVE_AXIS) and len(part.args) == 1:
        return off_the_negative_axis(part.args[0], positive)
    if isinstance(part, sp.Ei):  # analytic on both half-lines
        return positive(part.args[0]) or positive(-part.args[0])
    if isinstance(part, sp.hyper):
        fixed = len(part.ap) <= len(part.bq) + 1 and not any(p.has(x) for p in (*part.ap, *part.bq))
        return fixed and (len(part.ap) <= len(part.bq) or _off_one(part.argument, positive))
    *parameters, last = part.args
    if any(isinstance(p, sp.Basic) and p.has(x) for p in parameters):
        return False
    if isinstance(part, _WHOLE_ORDER_ENTIRE) and parameters[0].is_nonnegative and parameters[0].is_integer:
        return True
    if isinstance(part, _LAST_OFF_THE_NEGATIVE_AXIS):
        return off_the_negative_axis(last, positive)
    if isinstance(part, POLYNOMIALS) and not isinstance(part, sp.assoc_legendre):
        return bool(parameters[0].is_integer and parameters[0].is_nonnegative)
    if isinstance(part, (sp.elliptic_k, sp.elliptic_e)) and not parameters:
        return _off_one(last, positive)
    if isinstance(part, sp.polylog):
        return _off_one(last, positive)
    if isinstance(part, sp.zeta) and parameters:
        return off_the_negative_axis(last, positive)
    if isinstance(part, _INSIDE_ONE):
        return bool(last.is_real) and positive(1 - last**2)
    return False


def _is_analytic_power(part: sp.Pow, x: sp.Symbol, positive: Positive) -> bool:
    base, exponent = part.args
    if base is sp.E or (exponent.is_integer and exponent.is_nonnegative and not exponent.has(x)):
        return True
    if not base.has(x):
        return positive(base)
    whole = exponent.is_integer and not exponent.has(x)
    return off_the_negative_axis(base, positive) or bool(whole and positive(-base))


def off_the_negative_axis(z: sp.Expr, positive: Positive) -> bool:
    """Whether z is shown positive, or to lie in the disc around 1 that touches 0."""
    return positive(z) or (not z.is_extended_real and positive(1 - sp.Abs(z - 1)))


def _off_one(z: sp.Expr, positive: Positive) -> bool:
    """Whether z is shown to lie off the cut [1, oo)."""
    return positive(1 - z) or (not z.is_extended_real and positive(1 - sp.Abs(z)))
