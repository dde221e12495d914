"""Elementary functions by exponentials, and by a few inverse functions (DLMF 4.14, 4.23, 4.28, 4.37)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

# Of an element u = exp(i x), or exp(x), and its inverse d: form, u, d -> the function of x.
Build = Callable[[Any, Any, Any], Any]


def _plus(form: Any, up: Any, down: Any) -> Any:
    return form.field.add(up, down)


def _minus(form: Any, up: Any, down: Any) -> Any:
    return form.field.add(up, form.field.negate(down))


def _halved(build: Build) -> Build:
    return lambda form, up, down: form.field.scale(build(form, up, down), sp.Rational(1, 2))


def _over(above: Build, below: Build, twist: Any = None) -> Build:
    """above / below, times i or -i where `twist` says so."""

    def build(form: Any, up: Any, down: Any) -> Any:
        quotient = form.field.divide(above(form, up, down), below(form, up, down))
        if twist is None:
            return quotient
        return form.field.multiply(quotient, form.i if twist == "i" else form.field.negate(form.i))

    return build


def _two(form: Any, up: Any, down: Any) -> Any:
    return form.field.number(sp.Integer(2))


def _half_minus_turned(form: Any, up: Any, down: Any) -> Any:
    return form.field.multiply(_halved(_minus)(form, up, down), form.field.negate(form.i))


# Whether the exponential is of i x, and how the function is built from it.
BY_EXPONENTIAL: dict[Any, tuple[bool, Build]] = {
    sp.sin: (True, _half_minus_turned),
    sp.cos: (True, _halved(_plus)),
    sp.tan: (True, _over(_minus, _plus, "-i")),
    sp.cot: (True, _over(_plus, _minus, "i")),
    sp.sec: (True, _over(_two, _plus)),
    sp.csc: (True, _over(_two, _minus, "i")),
    sp.sinh: (False, _halved(_minus)),
    sp.cosh: (False, _halved(_plus)),
    sp.tanh: (False, _over(_minus, _plus)),
    sp.coth: (False, _over(_plus, _minus)),
    sp.sech: (False, _over(_two, _plus)),
    sp.csch: (False, _over(_two, _minus)),
}

# Functions that are others; SymPy's principal values are those of the right-hand sides, on the cuts, too.
REWRITTEN: dict[Any, Callable[..., Any]] = {
    sp.sinc: lambda x: sp.sin(x) / x,
    sp.acos: lambda x: sp.pi / 2 - sp.asin(x),
    sp.acot: lambda x: sp.atan(1 / x),
    sp.asec: lambda x: sp.pi / 2 - sp.asin(1 / x),
    sp.acsc: lambda x: sp.asin(1 / x),
    sp.atanh: lambda x: (sp.log(1 + x) - sp.log(1 - x)) / 2,
    sp.acoth: lambda x: (sp.log(1 + 1 / x) - sp.log(1 - 1 / x)) / 2,
    sp.asech: lambda x: sp.acosh(1 / x),
    sp.acsch: lambda x: sp.asinh(1 / x),
    expm1: lambda x: sp.exp(x) - 1,
    log1p: lambda x: sp.log(1 + x),
    type(sp.GoldenRatio): lambda: (1 + sp.sqrt(5)) / 2,
}
