"""Bessel, Airy and Struve functions of FLINT balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
from flint import acb, arb

from symfeat.evaluate.ball_functions.special import Special, always, is_integer, method, off_below
from symfeat.evaluate.precision import tidy, working_bits
from symfeat.evaluate.program import Arithmetic

_THIN = 32  # bits to which a complex ball has to be known for its own Bessel function
_LARGEST = 20  # bits of an order or an argument: a few million terms would take minutes


def _bessel(name: str) -> Callable[..., Any]:
    def function(_: Arithmetic, order: Any, value: Any) -> Any:
        if type(order) is arb and type(value) is arb and value > 0:
            return getattr(value, name)(order)
        return tidy(getattr(acb(value), name)(acb(order)))

    return function


def _bessel_k(arithmetic: Arithmetic, order: Any, value: Any) -> Any:
    """By K_n(x) = int_0^oo exp(-x cosh t) cosh(n t) dt: it falls with x > 0, and |K_n(x + iy)| <= K_n(x).

    FLINT's series loses as many digits of a ball's radius as of the terms, which are as large as exp(|x|).
    """
    real = value if type(value) is arb else value.real
    if type(order) is not arb or not real > 0:
        return _bessel("bessel_k")(arithmetic, order, value)
    largest = _bessel_k_at(order, arb(real.lower()))
    if type(value) is arb:
        return largest if value.is_exact() else largest.union(_bessel_k_at(order, arb(value.upper())))
    if value.rel_accuracy_bits() > _THIN:
        return _bessel("bessel_k")(arithmetic, order, value)
    either = arb(0, largest.upper())
    return acb(either, either)


def _bessel_k_at(order: arb, value: arb) -> arb:
    """At an exact value, with the bits that FLINT's series loses."""
    lost = int(3 * float(value)) if value < flint.ctx.prec else 0
    with working_bits(flint.ctx.prec + lost):
        found = value.bessel_k(order)
    return +found


def _struve(_: Arithmetic, order: Any, value: Any) -> Any:
    """The modified Struve function, by its series (DLMF, section 11.2): a power times a regularised 1F2."""
    if type(order) is not arb or type(value) is not arb or not value > 0:
        order, value = acb(order), acb(value)
    kind, half = type(value), value / 2
    series = (half * half).hypgeom([kind(1)], [kind(1.5), order + 1.5], regularized=True)
    return tidy(half ** (order + 1) * series)


def _off_cut(order: Any, value: Any) -> bool:
    return is_integer(order) or off_below(0)(value)


def _is_real(order: Any, value: Any) -> bool:
    return is_integer(order) or bool(value > 0)


def _positive(order: Any, value: Any) -> bool:
    return bool(value > 0)


def _airy(name: str, derivative: int) -> Special:
    return Special(lambda value: getattr(value, name)(derivative), real=always, largest=_LARGEST)


TABLE: dict[str, Callable[..., Any]] = {
    "besselj": method("bessel_j", _off_cut, _is_real, _LARGEST),
    "besseli": method("bessel_i", _off_cut, _is_real, _LARGEST),
    "bessely": method("bessel_y", off_below(0), _positive, _LARGEST),
    "besselk": _bessel_k,
    "airyai": _airy("airy_ai", 0),
    "airyaiprime": _airy("airy_ai", 1),
    "airybi": _airy("airy_bi", 0),
    "airybiprime": _airy("airy_bi", 1),
    "StruveL": _struve,
}
