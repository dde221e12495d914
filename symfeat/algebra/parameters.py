"""Writing fractional powers of parameters as powers of new symbols, so that coefficients are rational."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm

import sympy as sp

Substitution = dict[sp.Symbol, sp.Expr]


def root_free(
    expressions: Iterable[sp.Expr], state: Iterable[sp.Symbol]
) -> tuple[Substitution, Substitution]:
    """Substitutions (forth, back) that remove fractional powers of symbols other than the state's.

    Only positive parameters are replaced, since only for them is p the n-th power of its n-th root.

    >>> p, x = sp.symbols("p x", positive=True)
    >>> forth, back = root_free([sp.sqrt(p) * x], [x])
    >>> (sp.sqrt(p) * x).xreplace(forth), p.xreplace(forth).xreplace(back)
    (_p*x, p)
    """
    state = set(state)
    denominators: dict[sp.Symbol, int] = {}
    for power in sorted(set().union(*(e.atoms(sp.Pow) for e in expressions)), key=str):
        base, exponent = power.as_base_exp()
        if (
            isinstance(base, sp.Symbol)
            and base.is_positive
            and base not in state
            and isinstance(exponent, sp.Rational)
        ):
            denominators[base] = lcm(denominators.get(base, 1), int(exponent.q))
    forth: Substitution = {}
    back: Substitution = {}
    for symbol, n in sorted(denominators.items(), key=str):
        if n > 1:
            root = sp.Dummy(symbol.name, positive=True)
            forth[symbol] = root**n
            back[root] = symbol ** sp.Rational(1, n)
    return forth, back
