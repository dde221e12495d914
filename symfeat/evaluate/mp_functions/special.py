"""Special functions of mpmath numbers: the gamma, error, exponential integral, Bessel and zeta families."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import fmpq

from symfeat.evaluate.bessel import besselk
from symfeat.evaluate.mp_functions.common import MAX_MAGNITUDE, NO_VALUE, is_real, named, tidy
from symfeat.evaluate.mp_functions.exchange import function_by_balls

_FACTORS = 1000  # of a product that stands for a quotient of gamma functions
_LARGEST = 14  # bits of an argument for which mpmath's series are affordable


def bounded(value: Callable[..., Any], largest: int = _LARGEST) -> Callable[..., Any]:
    """A function of (context, *arguments); nan beyond 2^`largest`, at infinity, and where it has no value."""

    def function(arithmetic: Any, *args: Any) -> Any:
        context = arithmetic.context
        try:
            if not all(arg == 0 or (context.isfinite(arg) and context.mag(arg) <= largest) for arg in args):
                return arithmetic.nan
            found = context.convert(value(context, *args))
            return tidy(context, found) if context.isfinite(found) else arithmetic.nan
        except NO_VALUE:
            return arithmetic.nan

    return function


def _method(name: str, largest: int = _LARGEST) -> Callable[..., Any]:
    return bounded(lambda context, *args: getattr(context, name)(*args), largest)


def _besselk(arithmetic: Any, order: Any, z: Any) -> Any:
    context = arithmetic.context
    if is_real(context, order) and is_real(context, z) and 0 < z < context.ldexp(1, MAX_MAGNITUDE):
        return besselk(context, order, z)
    return named("besselk")(arithmetic, order, z)


def _whole(context: Any, value: Any) -> int | None:
    """The integer that a number is, if it is not too large for a product."""
    return int(context.re(value)) if context.isint(value) and abs(value) <= _FACTORS else None


def _rising(context: Any, value: Any, count: Any) -> Any:
    number = _whole(context, count)
    if number is None:
        return context.gammaprod([value + count], [value])
    return _product(context, value, number) if number >= 0 else 1 / _product(context, value + number, -number)


def _falling(context: Any, value: Any, count: Any) -> Any:
    number = _whole(context, count)
    if number is None:
        return context.gammaprod([value + 1], [value - count + 1])
    if number >= 0:
        return _product(context, value - number + 1, number)
    return 1 / _product(context, value + 1, -number)


def _product(context: Any, first: Any, count: int) -> Any:
    total = context.one
    for step in range(count):
        total = total * (first + step)
    return total


def _binomial(context: Any, top: Any, bottom: Any) -> Any:
    number = _whole(context, bottom)
    if number is None:
        return context.gammaprod([top + 1], [bottom + 1, top - bottom + 1])
    if number < 0:
        return context.zero
    return _product(context, top - number + 1, number) / context.factorial(number)


def _harmonic(context: Any, number: Any, *order: Any) -> Any:
    """DLMF 5.4.14 and, for other orders, the tail that zeta(m, n + 1) is of zeta(m) (DLMF 25.11.4)."""
    if not order or order[0] == 1:
        return context.digamma(number + 1) + context.euler
    return context.zeta(order[0]) - context.zeta(order[0], number + 1)


def _zeta(context: Any, order: Any, *shift: Any) -> Any:
    if any(context.isint(value) and context.re(value) <= 0 for value in shift):
        return context.nan
    return context.zeta(order, *shift)


def _eta(context: Any, order: Any, *shift: Any) -> Any:
    """sum (-1)^n / (n + a)^s, by zeta functions of half the shift (DLMF 25.11.35); else eta(s)."""
    if not shift:
        return context.altzeta(order)
    half = shift[0] / 2
    return (context.zeta(order, half) - context.zeta(order, half + context.mpf("0.5"))) / 2**order


def _polylog(context: Any, order: Any, value: Any) -> Any:
    return context.nan if value == 1 and context.re(order) <= 1 else context.polylog(order, value)


def _polygamma(context: Any, order: Any, value: Any) -> Any:
    if not context.isint(order) or order < 0:
        raise ValueError("polygamma needs an order that is a whole number")
    return context.psi(int(order), value)


def _erfinv(context: Any, value: Any) -> Any:
    return context.erfinv(value) if is_real(context, value) else context.nan


def _lambertw(context: Any, value: Any, *branch: Any) -> Any:
    if any(not context.isint(number) for number in branch):
        return context.nan
    return context.lambertw(value, *(int(context.re(number)) for number in branch))


def _riemann_xi(context: Any, value: Any) -> Any:
    factor = value * (value - 1) / 2 * context.pi ** (-value / 2)
    return factor * context.gamma(value / 2) * context.zeta(value)


def _betainc(context: Any, a: Any, b: Any, low: Any, high: Any) -> Any:
    return context.betainc(a, b, low, high)


def _betainc_regularized(context: Any, a: Any, b: Any, low: Any, high: Any) -> Any:
    return context.betainc(a, b, low, high, regularized=True)


def _airy(name: str) -> Callable[..., Any]:
    return bounded(lambda context, value: getattr(context, name)(value, derivative=1))


def _kronecker(arithmetic: Any, first: Any, second: Any, *_: Any) -> Any:
    context = arithmetic.context
    if abs(first - second) > arithmetic.tolerance * max(abs(first), abs(second)):
        return fmpq(0)
    if context.isint(first) and context.isint(second):
        return fmpq(1)
    raise arithmetic.undecided("KroneckerDelta of values that may be equal cannot be decided at this point")


TABLE: dict[str, Callable[..., Any]] = {
    **{name: _method(name, 128) for name in ("loggamma", "factorial", "digamma")},
    "polygamma": bounded(_polygamma),
    "subfactorial": bounded(lambda context, value: context.gammainc(value + 1, -1) / context.e),
    "beta": bounded(lambda context, a, b=None: context.beta(a, a if b is None else b), 32),
    "betainc": bounded(_betainc),
    "betainc_regularized": bounded(_betainc_regularized),
    "RisingFactorial": bounded(_rising, 32),
    "FallingFactorial": bounded(_falling, 32),
    "binomial": bounded(_binomial, 32),
    "catalan": bounded(lambda context, n: _binomial(context, 2 * n, n) / (n + 1), 32),
    "harmonic": bounded(_harmonic, 32),
    **{name: _method(name, 64) for name in ("erfc", "erfi", "fresnels", "fresnelc")},
    "erfinv": bounded(_erfinv),
    **{name: _method(name.lower(), 64) for name in ("Ei", "li", "Si", "Ci", "Shi", "Chi")},
    "expint": _method("expint"),
    **{name: _method(name) for name in ("besselj", "bessely", "besseli", "airyai", "airybi")},
    "airyaiprime": _airy("airyai"),
    "airybiprime": _airy("airybi"),
    "besselk": _besselk,
    "StruveL": named("struvel"),
    "zeta": bounded(_zeta),
    "dirichlet_eta": bounded(_eta),
    "riemann_xi": bounded(_riemann_xi),
    "polylog": bounded(_polylog),
    "lerchphi": _method("lerchphi"),
    "LambertW": bounded(_lambertw, 4096),
    "elliptic_k": _method("ellipk"),
    **{name: function_by_balls(name) for name in ("elliptic_e", "elliptic_f", "elliptic_pi")},
    **{name: function_by_balls(name) for name in ("uppergamma", "lowergamma", "stieltjes")},
    "KroneckerDelta": _kronecker,
}
