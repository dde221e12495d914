"""Functions that are formulas of others, as SymPy defines them; both walkers evaluate the formula."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.evaluate.appell import POLYNOMIALS
from symfeat.evaluate.program import Arithmetic, Program

a, b, m, n, t, x, z = sp.symbols("a b m n t x z")
_phi = sp.GoldenRatio

# The parameters of a function and its formula. The formulas are those of SymPy's own documentation.
_FORMULAS: dict[str, tuple[tuple[sp.Symbol, ...], sp.Expr]] = {
    "asec": ((z,), sp.acos(1 / z)),
    "acsc": ((z,), sp.asin(1 / z)),
    "asech": ((z,), sp.acosh(1 / z)),
    "acsch": ((z,), sp.asinh(1 / z)),
    "erf2": ((a, b), sp.erf(b) - sp.erf(a)),
    "erfcinv": ((z,), sp.erfinv(1 - z)),
    "Li": ((z,), sp.li(z) - sp.li(2)),
    "frac": ((x,), x - sp.floor(x)),
    "Mod": ((x, z), x - z * sp.floor(x / z)),
    "jn": ((n, z), sp.sqrt(sp.pi / (2 * z)) * sp.besselj(n + sp.S.Half, z)),
    "yn": ((n, z), sp.sqrt(sp.pi / (2 * z)) * sp.bessely(n + sp.S.Half, z)),
    "hn1": ((n, z), sp.jn(n, z) + sp.I * sp.yn(n, z)),
    "hn2": ((n, z), sp.jn(n, z) - sp.I * sp.yn(n, z)),
    "hankel1": ((n, z), sp.besselj(n, z) + sp.I * sp.bessely(n, z)),
    "hankel2": ((n, z), sp.besselj(n, z) - sp.I * sp.bessely(n, z)),
    "fibonacci": ((n,), (_phi**n - sp.cos(sp.pi * n) * _phi**-n) / sp.sqrt(5)),
    "lucas": ((n,), _phi**n + sp.cos(sp.pi * n) * _phi**-n),
    "Ynm": (
        (n, m, t, x),
        sp.sqrt((2 * n + 1) * sp.factorial(n - m) / (4 * sp.pi * sp.factorial(n + m)))
        * (sp.exp(sp.I * m * x) * sp.assoc_legendre(n, m, sp.cos(t))),
    ),
}


def _defined(parameters: tuple[sp.Symbol, ...], formula: sp.Expr) -> Callable[..., Any]:
    program = Program((formula,))

    def function(arithmetic: Arithmetic, *args: Any) -> Any:
        if len(args) != len(parameters):
            return arithmetic.table["NaN"](arithmetic)
        return arithmetic.lift(program.run(arithmetic, dict(zip(parameters, args, strict=True)))[0])

    return function


def _at_zero_else(value: sp.Expr, formula: sp.Expr) -> Callable[..., Any]:
    """A formula in z that has no value at zero, where the function has that one."""
    at_zero, elsewhere = _defined((), value), _defined((z,), formula)

    def function(arithmetic: Arithmetic, argument: Any) -> Any:
        return at_zero(arithmetic) if argument == 0 else elsewhere(arithmetic, argument)

    return function


DEFINED: dict[str, Callable[..., Any]] = {
    **{name: _defined(*formula) for name, formula in _FORMULAS.items()},
    "acot": _at_zero_else(sp.pi / 2, sp.atan(1 / z)),
    "acoth": _at_zero_else(sp.I * sp.pi / 2, sp.atanh(1 / z)),
    **POLYNOMIALS,
    "sinc": _at_zero_else(sp.S.One, sp.sin(z) / z),
}
