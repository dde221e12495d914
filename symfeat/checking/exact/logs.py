"""Sums of logarithms, proved to vanish through the product of their arguments."""

from __future__ import annotations

from math import lcm

import sympy as sp

from symfeat.checking.exact.cases import Facts
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.exact.tower import Tower, to_exponentials


def logs_cancel(difference: sp.Expr, facts: Facts) -> bool:
    """Whether it is a multiple of a sum of n_i log(x_i) with integers n_i, and the product of x_i^n_i is one.

    All x_i must be positive; one of them, with n_i = 1 or -1, then is because the product is.
    """
    difference = to_exponentials(difference)
    names = {log: sp.Dummy() for log in sorted(difference.atoms(sp.log), key=sp.default_sort_key)}
    if len(names) < 2:
        return False
    linear = difference.xreplace(names)
    rates = [sp.diff(linear, name) for name in names.values()]
    if any(rate.has(*names.values()) for rate in rates):
        return False
    rest = linear.xreplace(dict.fromkeys(names.values(), sp.S.Zero))
    shares = [sp.cancel(rate / rates[0]) for rate in rates]
    if not all(share.is_Rational for share in shares) or not Tower([rest], facts).is_zero(rest):
        return False
    unit = lcm(*(int(share.q) for share in shares))
    powers = {log.args[0]: int(share * unit) for log, share in zip(names, shares, strict=True)}
    return _are_positive(powers, facts) and _product_is_one(powers, facts)


def _are_positive(powers: dict[sp.Expr, int], facts: Facts) -> bool:
    """All but at most one, and that one with the power 1 or -1."""

    def positive(x: sp.Expr, *, search: bool) -> bool:
        return sign_of(Tower([x], facts, search=search), x, strict=True).positive

    # What the written form leaves open is searched for, longest first, until just the one is left.
    unknown = sorted((x for x in powers if not positive(x, search=False)), key=lambda x: -sp.count_ops(x))
    while unknown and not (len(unknown) == 1 and abs(powers[unknown[0]]) == 1):
        if not positive(unknown.pop(0), search=True):
            return False
    return True


def _product_is_one(powers: dict[sp.Expr, int], facts: Facts) -> bool:
    above = sp.Mul(*(x**n for x, n in powers.items() if n > 0))
    below = sp.Mul(*(x**-n for x, n in powers.items() if n < 0))
    try:
        return Tower([above, below], facts).is_zero(above - below)
    except NotReducible:
        return False
