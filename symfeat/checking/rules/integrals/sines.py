"""Products of sines and cosines over a power of the variable that counts the sines: Borwein's integrals.

The product is a sum of exponentials exp(i w t), w running over all sums of the rates with signs; each is
integrated over the line along a path that avoids zero (D. and J. Borwein, Ramanujan J. 5, 2001, theorem 1).
"""

from __future__ import annotations

from itertools import product

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.rule import Ask

_MOST = 11  # waves in a product, which has 2^11 sums of rates


def by_sine_products(integrand: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr, ask: Ask) -> sp.Expr:
    """The integral over the half line or the line, for rates that are rational numbers."""
    if high != sp.oo or low not in (0, -sp.oo):
        raise Unproved("not over the half line, nor the line")
    constant, core = integrand.replace(sp.sinc, lambda x: sp.sin(x) / x).as_independent(t, as_Add=False)
    sines, cosines, power = [], [], sp.S.Zero
    for factor in sp.Mul.make_args(core):
        base, exponent = factor.as_base_exp()
        rate = base.args[0] / t if isinstance(base, (sp.sin, sp.cos)) else sp.S.Zero
        if base == t and exponent.is_Integer:
            power += exponent
        elif rate.is_Rational and exponent.is_Integer and 0 < exponent <= _MOST:
            (sines if isinstance(base, sp.sin) else cosines).extend([rate] * int(exponent))
        else:
            raise Unproved(f"{factor} is no wave with a rational rate")
    count = len(sines)
    if count == 0 or power != -count or count + len(cosines) > _MOST:
        raise Unproved("the power does not count the sines")
    total = sp.S.Zero
    for signs in product((1, -1), repeat=count + len(cosines)):
        rate = sum((e * a for e, a in zip(signs, (*sines, *cosines), strict=True)), sp.S.Zero)
        total += (-1) ** signs[:count].count(-1) * rate ** (count - 1) * sp.sign(rate)
    line = sp.pi * total / (sp.factorial(count - 1) * 2 ** (count + len(cosines)))
    return constant * (line if low == -sp.oo else line / 2)
