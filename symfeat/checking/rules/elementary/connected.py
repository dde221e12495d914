"""Whether a set of real points is connected: an interval, a convex set, a star, or convex in logarithms."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp


def is_connected(symbols: Sequence[sp.Symbol], facts: Sequence[sp.Expr]) -> bool:
    """Whether the set where all of `facts` are positive is shown to be connected, if it is not empty.

    >>> x, y = sp.symbols("x y", real=True)
    >>> is_connected([x, y], [1 - x * y]), is_connected([x], [x**2 - 1])
    (True, False)
    """
    if any(s.is_integer is not False and s.is_integer for s in symbols):
        symbols = [s for s in symbols if not s.is_integer]  # each whole number is a place of its own
        if any(f.free_symbols - set(symbols) for f in facts):
            return False
    facts = [f for f in facts if f.free_symbols]
    polys = []
    for fact in facts:
        if not fact.is_polynomial(*fact.free_symbols):
            return False
        polys.append(sp.Poly(fact, *symbols, domain="EX") if symbols else None)
    return _convex(polys) or _star(polys, symbols) or _convex_in_logs(polys, symbols)


def _concave(poly: sp.Poly) -> bool:
    """Linear, or quadratic with a Hessian that has no positive direction."""
    if poly.total_degree() <= 1:
        return True
    if poly.total_degree() > 2:
        return False
    hessian = sp.hessian(poly.as_expr(), poly.gens)
    if not all(entry.is_Rational for entry in hessian):
        return False
    return bool((-hessian).is_positive_semidefinite)


def _convex(polys: Sequence[sp.Poly]) -> bool:
    return all(_concave(p) for p in polys)


def _star(polys: Sequence[sp.Poly], symbols: Sequence[sp.Symbol]) -> bool:
    """Shrinking a point towards the origin keeps each condition, and near the origin they are convex.

    A condition c + h > 0, h homogeneous and c > 0, holds at t x for all t in [0, 1] if it does at x, and near
    the origin everywhere. A linear one without a constant is kept, too. Signs of symbols are kept.
    """
    for poly in polys:
        constant = poly.nth(*(0 for _ in symbols))
        degrees = {sum(m) for m, c in poly.terms() if any(m)}
        if not (len(degrees) == 1 and (constant.is_positive or (constant == 0 and degrees == {1}))):
            return False
    return True


def _convex_in_logs(polys: Sequence[sp.Poly], symbols: Sequence[sp.Symbol]) -> bool:
    """With positive symbols: one positive term that outweighs others is convex in their logarithms."""
    if not all(s.is_nonnegative for s in symbols):
        return False
    for poly in polys:
        signs = [(c.is_positive, c.is_negative) for _, c in poly.terms()]
        if not all(up or down for up, down in signs):
            return False
        ups = sum(bool(up) for up, _ in signs)
        if ups > 1 and ups < len(signs):
            return False
    return True
