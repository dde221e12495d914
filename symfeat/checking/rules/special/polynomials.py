"""Orthogonal polynomials of symbolic degree, in few independent functions.

Jacobi, Gegenbauer, Legendre and Laguerre polynomials as hypergeometric functions (DLMF 18.5.7, 18.5.9,
18.5.12), Hermite polynomials by their recurrence (18.9.1), Chebyshev polynomials by powers of
w = x + i sqrt(1 - x^2) (18.5.1, 18.5.2), associated Legendre functions by 14.10.1 to 14.10.3. Degrees are
nonnegative integers; polynomials of a number as degree are written out by SymPy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.special.gammas import parted
from symfeat.checking.rules.special.writing import canonical

BY_HYPER: dict[Any, Callable[..., sp.Expr]] = {
    sp.jacobi: lambda n, a, b, x: (
        sp.gamma(n + a + 1)
        / (sp.gamma(n + 1) * sp.gamma(a + 1))
        * sp.hyper([-n, n + a + b + 1], [a + 1], (1 - x) / 2)
    ),
    sp.gegenbauer: lambda n, a, x: (
        sp.gamma(n + 2 * a)
        / (sp.gamma(n + 1) * sp.gamma(2 * a))
        * sp.hyper([-n, n + 2 * a], [a + sp.S.Half], (1 - x) / 2)
    ),
    sp.legendre: lambda n, x: sp.hyper([-n, n + 1], [1], (1 - x) / 2),
    sp.assoc_laguerre: lambda n, a, x: (
        sp.gamma(n + a + 1) / (sp.gamma(n + 1) * sp.gamma(a + 1)) * sp.hyper([-n], [a + 1], x)
    ),
    sp.laguerre: lambda n, x: sp.hyper([-n], [1], x),
}
CHEBYSHEV = (sp.chebyshevt, sp.chebyshevu)
POLYNOMIALS = (*BY_HYPER, *CHEBYSHEV, sp.hermite, sp.hermite_prob, sp.assoc_legendre)


def independent_polynomials(expr: sp.Expr) -> sp.Expr:
    """The expression without polynomials that others determine."""
    if not expr.has(*POLYNOMIALS):
        return expr
    for p in expr.atoms(*POLYNOMIALS):
        degree = p.args[0]
        if not degree.is_integer or any(s.is_integer and not s.is_nonnegative for s in degree.free_symbols):
            raise NotReducible("a polynomial whose degree may be negative or fractional")
    if expr.has(sp.assoc_legendre):
        expr = _associated(expr)
    others = expr.has(*BY_HYPER, sp.hyper)
    expr = _by_parity(expr)
    for head, rule in BY_HYPER.items():
        if expr.has(head):
            expr = expr.replace(head, rule)
    expr = expr.replace(sp.hermite_prob, _hermite_prob)
    expr = expr.replace(sp.hermite, _hermite)
    if expr.has(*CHEBYSHEV):
        expr = expr.replace(sp.chebyshevt, _t_by_hyper if others else _t)
        expr = expr.replace(sp.chebyshevu, _u_by_hyper if others else _u)
    return expr


def _by_parity(expr: sp.Expr) -> sp.Expr:
    """P_n(x) = (-1)^n P_n(-x) where that is the argument of a hypergeometric function (DLMF 18.6.1)."""
    arguments = {canonical(h.argument) for h in expr.atoms(sp.hyper)}

    def met(x: sp.Expr) -> bool:
        return canonical((1 + x) / 2) in arguments and canonical((1 - x) / 2) not in arguments

    change = {}
    for p in expr.atoms(sp.legendre, sp.gegenbauer, sp.jacobi):
        n, *parameters, x = p.args
        if met(x):
            mirrored = BY_HYPER[type(p)](n, *reversed(parameters), -x)
            change[p] = (-1) ** n * mirrored
    return expr.xreplace(change)


def _hermite(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    """H_{n+1} = 2 x H_n - 2 n H_{n-1}, DLMF 18.9.1."""
    return _climbed(sp.hermite, n, canonical(x), lambda m, y: (2 * y, -2 * m))


def _hermite_prob(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    """He_n(x) = 2^(-n/2) H_n(x / sqrt 2), DLMF 18.7.11."""
    return 2 ** (-n / 2) * _hermite(n, x / sp.sqrt(2))


def _climbed(
    head: Any, degree: sp.Expr, x: sp.Expr, relation: Callable[[sp.Expr, sp.Expr], tuple[sp.Expr, sp.Expr]]
) -> sp.Expr:
    """F_{b+n} by F_b and F_{b+1}, where F_{m+1} = p F_m + q F_{m-1}."""
    base, steps = parted(degree)
    lower, upper = head(base, x), head(base + 1, x)
    for k in range(1, steps + 1):
        p, q = relation(base + k, x)
        lower, upper = upper, p * upper + q * lower
    for k in range(0, steps, -1):
        p, q = relation(base + k, x)
        lower, upper = (upper - p * lower) / q, lower
    return lower


def _t(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    if isinstance(x, sp.cos):
        return sp.cos(n * x.args[0])
    if isinstance(x, sp.cosh):
        return sp.cosh(n * x.args[0])
    w = x + sp.I * sp.sqrt(1 - x**2)
    power = sp.Pow(w, n)
    return (power + 1 / power) / 2


def _u(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    if isinstance(x, sp.cos):
        return sp.sin((n + 1) * x.args[0]) / sp.sin(x.args[0])
    if isinstance(x, sp.cosh):
        return sp.sinh((n + 1) * x.args[0]) / sp.sinh(x.args[0])
    root = sp.sqrt(1 - x**2)
    power = sp.Pow(x + sp.I * root, n + 1)
    return (power - 1 / power) / (2 * sp.I * root)


def _t_by_hyper(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    return sp.hyper([-n, n], [sp.S.Half], (1 - x) / 2)


def _u_by_hyper(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    return (n + 1) * sp.hyper([-n, n + 2], [3 * sp.S.Half], (1 - x) / 2)


def _associated(expr: sp.Expr) -> sp.Expr:
    """Orders raised from the lowest one, degrees in one pair; P_n^m with the sign (-1)^m of DLMF 14.6.1."""
    found = expr.atoms(sp.assoc_legendre)
    lowest: dict[tuple[sp.Expr, sp.Expr], int] = {}
    for p in found:
        base, steps = parted(p.args[1])
        key = base, canonical(p.args[2])
        start = 0 if base == 0 and expr.has(sp.legendre) else steps
        lowest[key] = min(start, steps, lowest.get(key, steps))

    def rule(n: sp.Expr, m: sp.Expr, x: sp.Expr) -> sp.Expr:
        x = canonical(x)
        base, steps = parted(m)
        return raised(n, base + lowest[base, x], steps - lowest[base, x], x)

    def raised(n: sp.Expr, m: sp.Expr, ups: int, x: sp.Expr) -> sp.Expr:
        if not ups:  # DLMF 14.10.3
            return _climbed(
                lambda d, y: sp.assoc_legendre(d, m, y, evaluate=False) if m else sp.legendre(d, y),
                n,
                x,
                lambda d, y: ((2 * d + 1) * y / (d - m + 1), -(d + m) / (d - m + 1)),
            )
        m = m + ups - 1  # DLMF 14.10.2
        upper, same = raised(n + 1, m - ups + 1, ups - 1, x), raised(n, m - ups + 1, ups - 1, x)
        return ((n - m + 1) * upper - (n + m + 1) * x * same) / sp.sqrt(1 - x**2)

    return expr.replace(sp.assoc_legendre, rule)


def _hermite_by_hyper(n: sp.Expr, x: sp.Expr) -> sp.Expr:
    """DLMF 12.7.2 with 12.2.6, 12.4.1 and 12.4.2."""
    half, square = sp.S.Half, x**2
    even = sp.hyper([-n / 2], [half], square) / sp.gamma((1 - n) / 2)
    odd = 2 * x * sp.hyper([(1 - n) / 2], [3 * half], square) / sp.gamma(-n / 2)
    return 2**n * sp.sqrt(sp.pi) * (even - odd)


# As functions of any degree, DLMF 15.9; SymPy ascribes the parity of whole degrees to all.
OF_ANY_DEGREE: dict[Any, Callable[..., sp.Expr]] = {
    **{head: BY_HYPER[head] for head in (sp.legendre, sp.gegenbauer, sp.jacobi)},
    sp.chebyshevt: _t_by_hyper,
    sp.chebyshevu: _u_by_hyper,
    sp.hermite: _hermite_by_hyper,
    sp.hermite_prob: lambda n, x: 2 ** (-n / 2) * _hermite_by_hyper(n, x / sp.sqrt(2)),
}
