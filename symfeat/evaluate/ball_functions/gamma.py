"""Gamma functions of FLINT balls, and what is made of them: factorials, binomials, harmonic numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb

from symfeat.evaluate.ball_functions.special import (
    Special,
    always,
    is_integer,
    method,
    off_below,
    over,
)

_FACTORS = 1000  # of a product that stands for a quotient of gamma functions


def _whole(value: Any, least: int = 0) -> int | None:
    """The integer that a ball is exactly, if it is not too large for a product."""
    if not (value.imag.is_zero() and value.real.is_integer()):
        return None
    number = int(value.real.unique_fmpz())
    return number if least <= number <= _FACTORS else None


def rising(value: Any, count: Any) -> Any:
    """gamma(value + count) / gamma(value), or the product that this stands for."""
    number = _whole(count, -_FACTORS)
    if number is None:
        return (value + count).gamma() * value.rgamma()
    return _product(value, number) if number >= 0 else 1 / _product(value + number, -number)


def _product(first: Any, count: int) -> Any:
    total = acb(1)
    for step in range(count):
        total = total * (first + step)
    return total


def _falling(value: Any, count: Any) -> Any:
    number = _whole(count, -_FACTORS)
    if number is None:
        return (value + 1).gamma() * (value - count + 1).rgamma()
    return _product(value - number + 1, number) if number >= 0 else 1 / _product(value + 1, -number)


def _binomial(top: Any, bottom: Any) -> Any:
    number = _whole(bottom, -_FACTORS)
    if number is None:
        return (top + 1).gamma() * (bottom + 1).rgamma() * (top - bottom + 1).rgamma()
    if number < 0:
        return acb(0)
    return _product(top - number + 1, number) * acb(number + 1).rgamma()


def _beta(first: Any, *second: Any) -> Any:
    other = second[0] if second else first
    return first.gamma() * other.gamma() * (first + other).rgamma()


def _polygamma(order: Any, value: Any) -> Any:
    return value.digamma() if order.is_zero() else value.polygamma(order)


def _off_polygamma(order: Any, value: Any) -> bool:
    return (is_integer(order) and bool(order >= 0)) or off_below(0)(value)


def _real_polygamma(order: Any, value: Any) -> bool:
    return (is_integer(order) and bool(order >= 0)) or bool(value > 0)


def _harmonic(number: Any, *order: Any) -> Any:
    """DLMF 5.4.14 and, for other orders, the tail that zeta(m, n + 1) is of zeta(m) (DLMF 25.11.4)."""
    if not order or (order[0] - 1).is_zero():
        return (number + 1).digamma() + acb(arb.const_euler())
    return order[0].zeta() - order[0].zeta(number + 1)


def _off_harmonic(number: Any, order: Any = 1) -> bool:
    return (bool(order == 1)) or off_below(-1)(number)


def _upper(order: Any, value: Any) -> Any:
    return value.gamma_upper(order)


def _entire_order(order: Any, value: Any) -> bool:
    return is_integer(order) and bool(order > 0)


def _incomplete(order: Any, value: Any) -> bool:
    return _entire_order(order, value) or off_below(0)(value)


def _real_incomplete(order: Any, value: Any) -> bool:
    return _entire_order(order, value) or bool(value > 0)


def _catalan(number: Any) -> Any:
    return _binomial(2 * number, number) / (number + 1)


def _in_unit_interval(*args: Any) -> bool:
    return all(type(arg) is arb and (arg >= 0) and (arg <= 1) for arg in args)


def _betainc(a: Any, b: Any, low: Any, high: Any) -> Any:
    return high.beta_lower(a, b) - low.beta_lower(a, b)


def _betainc_regularized(a: Any, b: Any, low: Any, high: Any) -> Any:
    return high.beta_lower(a, b, regularized=True) - low.beta_lower(a, b, regularized=True)


def _betainc_domain(a: Any, b: Any, low: Any, high: Any) -> bool:
    """Positive parameters and ends in [0, 1]: there it is the plain integral, and real."""
    return _in_unit_interval(low, high) and all(type(p) is arb and bool(p > 0) for p in (a, b))


TABLE: dict[str, Callable[..., Any]] = {
    "gamma": method("gamma", real=always, largest=128),
    "loggamma": method("lgamma", off_below(0), over(0), largest=128),
    "polygamma": Special(_polygamma, _off_polygamma, _real_polygamma, largest=12),
    "factorial": Special(lambda value: (value + 1).gamma(), real=always, largest=128),
    "subfactorial": Special(lambda value: acb(-1).gamma_upper(value + 1) / acb(1).exp(), largest=12),
    "beta": Special(_beta, real=always),
    "betainc": Special(_betainc, _betainc_domain, always, analytic=False, largest=12),
    "betainc_regularized": Special(_betainc_regularized, _betainc_domain, always, analytic=False, largest=12),
    "RisingFactorial": Special(rising, real=always),
    "FallingFactorial": Special(_falling, real=always),
    "binomial": Special(_binomial, real=always),
    "catalan": Special(_catalan, real=always),
    "harmonic": Special(_harmonic, _off_harmonic, lambda n, m=1: bool(n > -1), largest=14),
    "uppergamma": Special(_upper, _incomplete, _real_incomplete, largest=14),
    "lowergamma": Special(
        lambda order, value: value.gamma_lower(order), _incomplete, _real_incomplete, largest=14
    ),
    "erf": method("erf", real=always),
    "erfc": method("erfc", real=always),
    "erfi": method("erfi", real=always),
    "erfinv": Special(
        lambda value: acb(value.real.erfinv()),
        lambda value: type(value) is arb and bool(abs(value) < 1),
        always,
        analytic=False,
    ),
    "fresnels": method("fresnel_s", real=always),
    "fresnelc": method("fresnel_c", real=always),
    "Si": method("si", real=always),
    "Shi": method("shi", real=always),
    "Ci": method("ci", off_below(0), over(0)),
    "Chi": method("chi", off_below(0), over(0)),
    "Ei": method("ei", off_below(0), always),
    "li": Special(
        lambda value: value.li(),
        lambda value: off_below(1)(value) and (type(value) is not arb or off_below(0)(value)),
        over(0),
    ),
    "expint": Special(lambda order, value: value.expint(order), off_below(0), over(0), largest=14),
}
