"""Infinite products of rational factors by gamma functions: DLMF 5.8.5."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.rule import Ask, Reduction, Relations
from symfeat.checking.rules.sums.bounds import tidied
from symfeat.checking.rules.sums.finite import require_no_jumps
from symfeat.checking.rules.sums.fractions import roots_of
from symfeat.claims.kinds import Identity


def by_gamma_products(claim: Identity, relations: Relations, ask: Ask) -> Reduction:
    """Prove an identity with infinite products whose factors are rational in the index."""
    if not claim.lhs.has(sp.Product) and not claim.rhs.has(sp.Product):
        raise Unproved("no product")
    difference = tidied(claim.lhs - claim.rhs)
    require_no_jumps(difference)
    values = {}
    for product in sorted(difference.atoms(sp.Product), key=sp.default_sort_key):
        k, low, high = product.limits[-1]
        if high != sp.oo or len(product.limits) > 1:
            raise Unproved("a product that is not infinite")
        values[product] = _value(product.function, k, low, ask)
    rest = difference.xreplace(values)
    if rest.has(sp.nan, sp.zoo, sp.Sum):
        raise Unproved("the value of a product does not fit in")

    def finish() -> str:
        ask(Identity(rest, sp.S.Zero))
        return "products of gamma functions by the roots of the factors"

    return Reduction(Identity(*(tidied(side).xreplace(values) for side in (claim.lhs, claim.rhs))), finish)


def _value(factor: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """prod (k - a_1) ... (k - a_m) / ((k - b_1) ... (k - b_m)) with equal sums of the a and of the b."""
    if not factor.is_rational_function(k):
        raise Unproved("a factor is not rational in the index")
    above, below = (sp.Poly(part, k) for part in sp.fraction(sp.cancel(sp.together(factor))))
    if above.degree() != below.degree() or above.degree() < 1:
        raise Unproved("the factors do not tend to one")
    ask(Identity(above.LC(), below.LC()))
    parts = [roots_of(poly) for poly in (above, below)]
    sums = [sp.Add(*(root * order for root, order in roots.items())) for roots in parts]
    ask(Identity(sums[0], sums[1]))
    for poly, roots in zip((above, below), parts, strict=True):
        ask(
            Identity(
                poly.LC() * sp.Mul(*((k - root) ** order for root, order in roots.items())), poly.as_expr()
            )
        )
    value = sp.S.One
    for roots, sign in zip(parts, (-1, 1), strict=True):
        value *= sp.Mul(*(sp.gamma(sp.expand(low - root)) ** (sign * order) for root, order in roots.items()))
    return value
