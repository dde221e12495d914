"""Expansions of functions about the limit of their argument: Taylor's, or a cited one where that fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sympy as sp

from symfeat.checking.asymptotics import branches, far, near
from symfeat.checking.asymptotics.closed import closed_integral, closed_product, closed_sum, is_whole
from symfeat.checking.asymptotics.facts import Known
from symfeat.checking.asymptotics.scales import ONE
from symfeat.checking.asymptotics.series import Series
from symfeat.checking.exact.cases import is_real
from symfeat.checking.exact.ring import NotReducible

if TYPE_CHECKING:
    from symfeat.checking.asymptotics.expand import Expansion

Test = Callable[["Expansion", sp.Expr], bool]


def _greater(bound: sp.Expr) -> Test:
    return lambda expansion, value: expansion.sign(value - bound) > 0


def _inside(expansion: Expansion, value: sp.Expr) -> bool:
    return expansion.sign(value + 1) > 0 and expansion.sign(1 - value) > 0


def _always(expansion: Expansion, value: sp.Expr) -> bool:
    return True


def _nonzero_below_one(expansion: Expansion, value: sp.Expr) -> bool:
    return expansion.sign(value) != 0 and expansion.sign(1 - value) > 0


ENTIRE = (sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Shi, sp.airyai, sp.airybi, sp.airyaiprime, sp.airybiprime)
ENTIRE += (sp.fresnels, sp.fresnelc)
# Where, on the real line, each is analytic in its last argument.
ANALYTIC: dict[type, Test] = dict.fromkeys(ENTIRE, _always)
ANALYTIC |= dict.fromkeys((sp.atan, sp.asinh), _always)
ANALYTIC |= dict.fromkeys((sp.asin, sp.acos, sp.atanh), _inside)
ANALYTIC |= dict.fromkeys((sp.gamma, sp.loggamma, sp.digamma, sp.polygamma), _greater(sp.S.Zero))
ANALYTIC |= dict.fromkeys((sp.besselj, sp.bessely, sp.besseli, sp.besselk), _greater(sp.S.Zero))
ANALYTIC |= dict.fromkeys((sp.Ei, sp.Ci, sp.Chi, sp.expint, sp.uppergamma), _greater(sp.S.Zero))
ANALYTIC |= dict.fromkeys((sp.lowergamma,), _greater(sp.S.Zero))
ANALYTIC |= {
    sp.LambertW: lambda e, c: e.sign(c) != 0 and e.sign(c + sp.exp(-1)) > 0
}  # SymPy's derivative fails at 0
ANALYTIC |= {sp.li: _greater(sp.S.One), sp.zeta: lambda e, c: e.sign(c - 1) != 0}
ANALYTIC |= dict.fromkeys((sp.elliptic_k, sp.elliptic_e), _nonzero_below_one)
POLYNOMIALS = (sp.legendre, sp.chebyshevt, sp.chebyshevu, sp.hermite, sp.laguerre, sp.gegenbauer)
# Rewritten by functions that are treated already. The quotients are the definitions.
REWRITTEN: dict[type, Callable[..., sp.Expr]] = {
    sp.tan: lambda x: sp.sin(x) / sp.cos(x),
    sp.cot: lambda x: sp.cos(x) / sp.sin(x),
    sp.sec: lambda x: 1 / sp.cos(x),
    sp.csc: lambda x: 1 / sp.sin(x),
    sp.sinh: lambda x: (sp.exp(x) - sp.exp(-x)) / 2,
    sp.cosh: lambda x: (sp.exp(x) + sp.exp(-x)) / 2,
    sp.tanh: lambda x: (sp.exp(x) - sp.exp(-x)) / (sp.exp(x) + sp.exp(-x)),
    sp.coth: lambda x: (sp.exp(x) + sp.exp(-x)) / (sp.exp(x) - sp.exp(-x)),
    sp.sech: lambda x: 2 / (sp.exp(x) + sp.exp(-x)),
    sp.csch: lambda x: 2 / (sp.exp(x) - sp.exp(-x)),
    sp.sinc: lambda x: sp.sin(x) / x,
    sp.acot: lambda x: sp.atan(1 / x),
    sp.acoth: lambda x: sp.atanh(1 / x),
    sp.acosh: lambda x: sp.log(x + sp.sqrt(x - 1) * sp.sqrt(x + 1)),
    sp.factorial: lambda n: sp.gamma(n + 1),
    sp.binomial: lambda n, k: sp.gamma(n + 1) / (sp.gamma(k + 1) * sp.gamma(n - k + 1)),
    sp.beta: lambda a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
    sp.RisingFactorial: lambda x, k: sp.gamma(x + k) / sp.gamma(x),
    sp.FallingFactorial: lambda x, k: sp.gamma(x + 1) / sp.gamma(x - k + 1),
    sp.catalan: lambda n: 4**n * sp.gamma(n + sp.S.Half) / (sp.sqrt(sp.pi) * sp.gamma(n + 2)),  # DLMF 26.5.1
    sp.fibonacci: lambda n: (
        (sp.GoldenRatio**n - sp.cos(sp.pi * n) * sp.GoldenRatio**-n) / sp.sqrt(5)
    ),  # 26.11.7
    sp.lucas: lambda n: sp.GoldenRatio**n + sp.cos(sp.pi * n) * sp.GoldenRatio**-n,
}


def expand(expansion: Expansion, expr: sp.Expr) -> Series:
    """The expansion of a function of one moving argument, the last; the others are numbers."""
    head = expr.func
    if head in branches.HEADS:
        return branches.expand(expansion, expr)
    if head is sp.Sum:
        return expansion.of(closed_sum(expr, expansion.is_nonzero))
    if head is sp.Product:
        return expansion.of(closed_product(expr))
    if head is sp.Integral:
        return _integral(expansion, expr)
    if head is sp.hyper:
        above, below, argument = expr.args
        return _sum_of(expansion, near.hypergeometric(above, below, _falling(expansion, argument)))
    if head in REWRITTEN:
        return expansion.of(REWRITTEN[head](*expr.args))
    if head is sp.harmonic:
        return expansion.of(_harmonic(*expr.args))
    *fixed, argument = expr.args
    if head in (sp.zeta, sp.LambertW) and len(expr.args) > 1:  # zeta(s, a), LambertW(z, k)
        return expansion.of(_second_argument(expansion, expr))
    if any(expansion.var in part.free_symbols for part in fixed):
        raise NotReducible(f"the growth of {head.__name__} has no rule for several arguments that move")
    if not is_real(argument, expansion.facts) or not all(part.is_extended_real for part in fixed):
        raise NotReducible(f"the arguments of {head.__name__} may not be real")
    inner = expansion.of(argument)
    if not inner.terms:
        if inner.rest is None or expansion.scales.compare(inner.rest, ONE) < 0:
            return _about(expansion, expr, sp.S.Zero)
        from symfeat.checking.asymptotics.expand import NeedsMoreTerms  # they need each other

        raise NeedsMoreTerms
    scale, leading = inner.terms[0]
    order = expansion.scales.compare(scale, ONE)
    if expansion.var in leading.free_symbols:
        raise NotReducible(f"the argument of {head.__name__} may oscillate")
    if order > 0:
        return _endless(expansion, expr, expansion.sign(leading))
    return _about(expansion, expr, leading if order == 0 else sp.S.Zero)


def _integral(expansion: Expansion, expr: sp.Integral) -> Series:
    """By an antiderivative, or over an interval that shrinks, by the integrand's Taylor series at its end."""
    try:
        return expansion.of(closed_integral(expr))
    except NotReducible:
        s, *ends = expr.limits[0]
        still = {expansion.var}.isdisjoint(expr.function.free_symbols | ends[0].free_symbols)
        if len(expr.limits) > 1 or len(ends) < 2 or not still or not is_whole(expr.function, s):
            raise
    low, high = ends
    small = expansion.of(high - low)
    if small.bound is None or expansion.scales.compare(small.bound, ONE) >= 0:
        raise NotReducible("an integral over an interval that does not shrink has no rule")
    values, rate = [sp.S.Zero], expr.function
    for k in range(1, expansion.size + 1):
        values.append(rate.xreplace({s: low}) / sp.factorial(k))
        rate = sp.diff(rate, s)
    return expansion.algebra.compose(values, small)


def _falling(expansion: Expansion, argument: sp.Expr) -> sp.Expr:
    """An argument that tends to zero."""
    bound = expansion.of(argument).bound
    if bound is not None and expansion.scales.compare(bound, ONE) >= 0:
        raise NotReducible("a hypergeometric function away from zero has no rule")
    return argument


def _harmonic(n: sp.Expr, order: sp.Expr = sp.S.One) -> sp.Expr:
    """DLMF 5.4.14 and 25.11.4: by the digamma function or a Hurwitz zeta function."""
    if order == 1:
        return sp.digamma(n + 1) + sp.EulerGamma
    if order.is_Integer and order > 1:
        return sp.zeta(order) - far.hurwitz(order, n + 1)
    raise NotReducible("the growth of a generalised harmonic number has no rule")


def _second_argument(expansion: Expansion, expr: sp.Expr) -> sp.Expr:
    if isinstance(expr, sp.zeta) and expr.args[0].is_Integer and expr.args[0] > 1:
        return far.hurwitz(*expr.args)
    raise NotReducible(f"the growth of {expr.func.__name__} has no rule for its second argument")


def _endless(expansion: Expansion, expr: sp.Expr, sign: int) -> Series:
    """The argument is unbounded, above or below."""
    *fixed, argument = expr.args
    known = far.above(expr.func, fixed, argument) if sign > 0 else far.below(expr.func, fixed, -argument)
    if known is None:
        raise NotReducible(f"the growth of {expr.func.__name__} has no rule")
    return _sum_of(expansion, known)


def _about(expansion: Expansion, expr: sp.Expr, value: sp.Expr) -> Series:
    """The argument tends to a number."""
    *fixed, argument = expr.args
    head, algebra = expr.func, expansion.algebra
    small = algebra.add([expansion.of(argument), algebra.number(-value)])
    small = algebra.collect([t for t in small.terms if t[0] != ONE], [small.rest])
    if small.bound is None:
        return algebra.number(head(*fixed, value))
    whole = head in (sp.besselj, sp.besseli) and fixed[0].is_Integer
    whole = whole or (head in POLYNOMIALS and bool(fixed[0].is_integer and fixed[0].is_nonnegative))
    if whole or (head in ANALYTIC and ANALYTIC[head](expansion, value)):
        values = _taylor(head, fixed, value, expansion.size)
        if values and (len(values) > expansion.size or not near.at_zero(head, value)):
            return algebra.compose(values, small)
    known = near.about(expansion, head, fixed, argument, value)
    if known is None:
        raise NotReducible(f"{head.__name__} near {value} has no rule")
    return _sum_of(expansion, known)


def _taylor(head: type, fixed: list[sp.Expr], value: sp.Expr, size: int) -> list[sp.Expr]:
    """Taylor coefficients, as far as SymPy's derivatives have values there."""
    free, found = sp.Symbol("free", positive=True), []
    derivative = head(*fixed, free)
    for k in range(size + 1):
        at = derivative.subs(free, value) if not derivative.has(sp.Derivative, sp.Subs) else sp.nan
        if at.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            break
        found.append(at / sp.factorial(k))
        derivative = sp.diff(derivative, free)
    return found


def _sum_of(expansion: Expansion, known: Known) -> Series:
    """A cited expansion: a part in closed form, and series in what falls to zero, each times a factor."""
    algebra = expansion.algebra
    parts = [expansion.of(known.closed)]
    for factor, coefficient, step in known.series:
        small = expansion.of(step)
        values = [coefficient(k) for k in range(expansion.size + 1)]
        parts.append(algebra.multiply(expansion.of(factor), algebra.compose(values, small)))
    for remainder in known.remainders:
        size = expansion.of(remainder).bound
        parts.append(Series((), size))
    return algebra.add(parts)
