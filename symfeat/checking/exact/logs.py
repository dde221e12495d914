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
    for search in (
        False,
        True,
    ):  # what the written form shows first: it may leave just the one that is allowed
        towers = ((n, x, Tower([x], facts, search=search)) for x, n in powers.items())
        open_powers = [n for n, x, tower in towers if not sign_of(tower, x, strict=True).positive]
        if not open_powers or open_powers in ([1], [-1]):
            return True
    return False


def _product_is_one(powers: dict[sp.Expr, int], facts: Facts) -> bool:
    above = sp.Mul(*(x**n for x, n in powers.items() if n > 0))
    below = sp.Mul(*(x**-n for x, n in powers.items() if n < 0))
    try:
        return Tower([above, below], facts).is_zero(above / below - 1)
    except NotReducible:
        return False
