"""Derivatives taken by rules that were each compared with numbers: SymPy's table where it is right.

A derivative is taken for functions of `KNOWN` alone, each in its argument, not in a parameter.
"""

from __future__ import annotations

import sympy as sp
from sympy.core.function import ArgumentIndexError

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.special import bernoulli, hypergeometric

# Function -> the places of the arguments in which its derivative may be taken.
KNOWN: dict[type, tuple[int, ...]] = {
    **dict.fromkeys(
        (
            sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.asin, sp.acos, sp.atan,
            sp.acot, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch, sp.asinh, sp.acosh, sp.atanh,
            sp.gamma, sp.loggamma, sp.digamma, sp.trigamma, sp.factorial,
            sp.erf, sp.erfc, sp.erfi, sp.erfinv, sp.fresnels, sp.fresnelc,
            sp.Si, sp.Ci, sp.Shi, sp.Chi, sp.Ei, sp.li,
            sp.airyai, sp.airybi, sp.airyaiprime, sp.airybiprime, sp.elliptic_k,
        ),
        (1,),
    ),
    **dict.fromkeys((sp.besselj, sp.bessely, sp.besseli, sp.besselk, sp.hankel1, sp.hankel2), (2,)),
    **dict.fromkeys((sp.jn, sp.yn, sp.hn1, sp.hn2), (2,)),
    **dict.fromkeys((sp.legendre, sp.chebyshevt, sp.chebyshevu), (2,)),
    **dict.fromkeys((sp.hermite, sp.hermite_prob, sp.laguerre), (2,)),
    **dict.fromkeys((sp.gegenbauer, sp.assoc_legendre, sp.assoc_laguerre), (3,)),
    **dict.fromkeys((sp.polygamma, sp.expint, sp.uppergamma, sp.lowergamma, sp.polylog, sp.zeta), (2,)),
    **dict.fromkeys((sp.beta, sp.binomial, sp.elliptic_f), (1, 2)),
    sp.elliptic_e: (1, 2), sp.elliptic_pi: (1, 2, 3), sp.jacobi: (4,), sp.LambertW: (1,), sp.lerchphi: (1, 3),
}  # fmt: skip


def taken(expr: sp.Expr) -> sp.Expr:
    """The expression with each Derivative(...) in it carried out; NotReducible where no rule is known."""
    if not expr.has(sp.Derivative):
        return expr
    if isinstance(expr, sp.Derivative):
        inner = taken(expr.expr)
        for symbol, count in expr.variable_count:
            if not count.is_Integer or count > 12:
                raise NotReducible("a derivative of symbolic order")
            for _ in range(int(count)):
                inner = slope(inner, symbol)
        return inner
    return expr.func(*(taken(a) if isinstance(a, sp.Expr) else a for a in expr.args))


def slope(expr: sp.Expr, x: sp.Symbol, *, at_zero: bool = False) -> sp.Expr:
    """d expr / d x; to be taken at a zero of arguments, hypergeometric functions get other parameters."""
    if expr == x:
        return sp.S.One
    if not isinstance(expr, sp.Expr) or x not in expr.free_symbols:
        return sp.S.Zero
    if isinstance(expr, sp.Add):
        return sp.Add(*(slope(a, x, at_zero=at_zero) for a in expr.args))
    if isinstance(expr, sp.Mul):
        terms = []
        for k, factor in enumerate(expr.args):
            if factor.has(x):
                terms.append(sp.Mul(*expr.args[:k], slope(factor, x, at_zero=at_zero), *expr.args[k + 1 :]))
        return sp.Add(*terms)
    if isinstance(expr, sp.Pow) and not isinstance(expr, sp.exp):
        base, exponent = expr.args
        change = (
            exponent * base ** (exponent - 1) * slope(base, x, at_zero=at_zero) if base.has(x) else sp.S.Zero
        )
        if exponent.has(x):
            change += expr * sp.log(base) * slope(exponent, x, at_zero=at_zero)
        return change
    if isinstance(expr, sp.hyper):
        if any(p.has(x) for p in (*expr.ap, *expr.bq)):
            raise NotReducible("a derivative in a parameter")
        inner = slope(expr.argument, x, at_zero=at_zero)
        return hypergeometric.derivative(expr.ap, expr.bq, expr.argument, at_zero=at_zero) * inner
    if isinstance(expr, (sp.bernoulli, sp.euler)) and len(expr.args) == 2 and not expr.args[0].has(x):
        return bernoulli.slope(type(expr), *expr.args) * slope(expr.args[1], x, at_zero=at_zero)
    return _of_function(expr, x, at_zero=at_zero)


def _of_function(expr: sp.Expr, x: sp.Symbol, *, at_zero: bool) -> sp.Expr:
    places = KNOWN.get(type(expr))
    if places is None or not isinstance(expr, sp.Function):
        raise NotReducible(f"no rule for the derivative of {expr.func.__name__}")
    total: list[sp.Expr] = []
    for place, arg in enumerate(expr.args, 1):
        inner = slope(arg, x, at_zero=at_zero)
        if inner == 0:
            continue
        if place not in places:
            raise NotReducible("a derivative in a parameter")
        try:
            total.append(expr.fdiff(place) * inner)
        except ArgumentIndexError:
            raise NotReducible(f"no rule for the derivative of {expr.func.__name__}") from None
    return sp.Add(*total)
