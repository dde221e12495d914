"""Inverse functions by their exponentials: exp(s f(u)), s = 1 or i, is algebraic in u.

DLMF 4.23.19 to 4.23.27 and 4.37.16 to 4.37.24; they hold for SymPy's principal values on the cuts, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.checking.rules.elementary.field import Element

# Scale s, exponential, and the elements whose logarithms are continuous where the function is.
Description = tuple[sp.Expr, Element, tuple[Element, ...]]


def _asin(form: Any, u: Element) -> Description:
    """exp(i asin u) = i u + sqrt(1 - u^2)."""
    field = form.field
    inside = field.add(field.one, field.negate(field.power(u, 2)))
    return sp.I, field.add(field.multiply(form.i, u), form.root(inside)), (inside,)


def _atan(form: Any, u: Element) -> Description:
    """exp(i atan u) = (1 + i u) / sqrt(1 + u^2)."""
    field = form.field
    turned = field.multiply(form.i, u)
    up, down = field.add(field.one, turned), field.add(field.one, field.negate(turned))
    return sp.I, field.divide(up, form.root(field.add(field.one, field.power(u, 2)))), (up, down)


def _asinh(form: Any, u: Element) -> Description:
    """exp(asinh u) = u + sqrt(1 + u^2)."""
    field = form.field
    inside = field.add(field.one, field.power(u, 2))
    return sp.S.One, field.add(u, form.root(inside)), (inside,)


def _acosh(form: Any, u: Element) -> Description:
    """exp(acosh u) = u + sqrt(u - 1) sqrt(u + 1)."""
    field = form.field
    above, below = field.add(u, field.one), field.add(u, field.negate(field.one))
    product = field.multiply(form.root(below), form.root(above))
    return sp.S.One, field.add(u, product), (below, above)


INVERSE: dict[Any, Callable[[Any, Element], Description]] = {
    sp.asin: _asin,
    sp.atan: _atan,
    sp.asinh: _asinh,
    sp.acosh: _acosh,
}


def by_logarithm(form: Any, head: Any, u: Element) -> Element:
    """An inverse function by logarithms, on the whole plane (DLMF 4.23.19, 4.23.26, 4.37.16 and 4.37.19)."""
    field = form.field
    turned = field.multiply(form.i, u)
    if head is sp.atan:
        down, up = field.add(field.one, field.negate(turned)), field.add(field.one, turned)
        difference = field.add(form.log(down), field.negate(form.log(up)))
        return field.multiply(form.i, field.scale(difference, sp.Rational(1, 2)))
    if head is sp.asin:
        root = form.root(field.add(field.one, field.negate(field.power(u, 2))))
        return field.negate(field.multiply(form.i, form.log(field.add(turned, root))))
    if head is sp.asinh:
        return form.log(field.add(u, form.root(field.add(field.one, field.power(u, 2)))))
    below = form.root(field.add(u, field.negate(field.one)))
    return form.log(field.add(u, field.multiply(below, form.root(field.add(u, field.one)))))
