"""Hypergeometric functions and orthogonal polynomials of FLINT balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symfeat.evaluate.ball_functions.special import (
    Special,
    always,
    is_integer,
    off_above,
    off_below,
    off_both_rays,
)
from symfeat.evaluate.precision import tidy
from symfeat.evaluate.program import Arithmetic

_LARGEST = 14  # bits of a degree, a parameter or an argument
_DEGREE = 4096


def _hyper(arithmetic: Arithmetic, source: sympy.hyper, *args: Any) -> Any:
    """pFq at a ball, from exact rationals or balls; a terminating series wins over a cut."""
    count, value = len(source.ap), args[-1]
    tops, bottoms = _without_common(list(args[:count]), list(args[count:-1]))
    if any(_is_pole(bottom) for bottom in bottoms):
        return arb.nan()
    value = arithmetic.lift(value)
    parameters = [arithmetic.lift(parameter) for parameter in (*tops, *bottoms)]
    bound = arb((1, _LARGEST))
    if not all(abs(number) < bound for number in (value, *parameters)):
        return arb.nan()
    ends = any(type(top) is fmpq and top.q == 1 and top <= 0 for top in tops)
    if not ends and len(tops) > len(bottoms):
        off = off_below(0) if len(tops) > len(bottoms) + 1 else off_above(1)
        if not (off(-value) if len(tops) > len(bottoms) + 1 else off(value)):
            return arb.nan()
    try:
        found = _value(tops, bottoms, value, ends)
    except (ArithmeticError, ValueError, NotImplementedError):
        return arb.nan()
    real = all(type(number) is arb for number in (value, *parameters))
    return found.real if real and (ends or len(tops) <= len(bottoms) or value < 1) else tidy(found)


def _value(tops: list[Any], bottoms: list[Any], value: Any, ends: bool) -> acb:
    ups: list[Any]
    downs: list[Any]
    ups, downs, z = (  # exact parameters become balls as sharp as the precision allows
        [acb(arb(t)) if type(t) is fmpq else acb(t) for t in tops],
        [acb(arb(b)) if type(b) is fmpq else acb(b) for b in bottoms],
        acb(value),
    )
    if ends:
        return _polynomial(ups, downs, z, _length(tops))
    if (len(tops), len(bottoms)) == (2, 1):
        (a, b), (c,) = tops, bottoms
        whole_sum = all(type(p) is fmpq for p in (a, b, c)) and (a + b - c).q == 1
        gaps = {"ab": _whole_gap(a, b), "ac": _whole_gap(a, c), "bc": _whole_gap(b, c), "abc": whole_sum}
        return z.hypgeom_2f1(ups[0], ups[1], downs[0], **gaps)
    if (len(tops), len(bottoms)) == (2, 0):  # DLMF 13.6.21, on the principal branch of the power
        a, b = ups
        inverse = -1 / z
        return inverse**a * inverse.hypgeom_u(a, a - b + 1)
    return z.hypgeom(ups, downs)


def _length(tops: list[Any]) -> int:
    return min(-int(top.p) for top in tops if type(top) is fmpq and top.q == 1 and top <= 0)


def _polynomial(ups: list[Any], downs: list[Any], z: Any, degree: int) -> acb:
    if degree > _DEGREE:
        return acb(arb.nan())
    total = term = acb(1)
    for step in range(degree):
        for up in ups:
            term = term * (up + step)
        for down in downs:
            term = term / (down + step)
        term = term * z / (step + 1)
        total = total + term
    return total


def _without_common(tops: list[Any], bottoms: list[Any]) -> tuple[list[Any], list[Any]]:
    """Parameters above and below that are the same rational, no integer <= 0, cancel."""
    for bottom in list(bottoms):
        if type(bottom) is fmpq and bottom in tops and not _is_pole(bottom):
            tops.remove(bottom)
            bottoms.remove(bottom)
    return tops, bottoms


def _is_pole(bottom: Any) -> bool:
    return type(bottom) is fmpq and bottom.q == 1 and bottom <= 0


def _whole_gap(first: Any, second: Any) -> bool:
    return type(first) is fmpq and type(second) is fmpq and (first - second).q == 1


def _is_degree(value: Any) -> bool:
    return is_integer(value) and bool(value >= 0)


def _off_cut(degree: Any, *args: Any) -> bool:
    return _is_degree(degree) or off_below(-1)(*args)


def _real(degree: Any, *args: Any) -> bool:
    return _is_degree(degree) or bool(args[-1] > -1)


def _degree_first(name: str, off_cut: Any = _off_cut, real: Any = _real) -> Special:
    return Special(
        lambda degree, *args: getattr(args[-1], name)(degree, *args[:-1]), off_cut, real, largest=10
    )


def _not_negative(degree: Any, *_: Any) -> bool:
    """SymPy extends Laguerre's functions to negative integers by a rule of its own."""
    return not is_integer(degree) or bool(degree >= 0)


def _hermite_prob(degree: Any, value: Any) -> Any:
    """He_n(x) = 2^(-n/2) H_n(x / sqrt(2)) (DLMF 18.7.11)."""
    return acb(2) ** (-degree / 2) * (value / arb(2).sqrt()).hermite_h(degree)


def _assoc_legendre(degree: Any, order: Any, value: Any) -> Any:
    return value.legendre_p(degree, order)


TABLE: dict[str, Callable[..., Any]] = {
    "hyper": _hyper,
    "legendre": _degree_first("legendre_p"),
    "chebyshevt": _degree_first("chebyshev_t"),
    "chebyshevu": _degree_first("chebyshev_u"),
    "hermite": _degree_first("hermite_h", always, always),
    "hermite_prob": Special(_hermite_prob, real=always, largest=10),
    "laguerre": _degree_first("laguerre_l", _not_negative, always),
    "assoc_laguerre": _degree_first("laguerre_l", _not_negative, always),
    "gegenbauer": _degree_first("gegenbauer_c"),
    "jacobi": _degree_first("jacobi_p"),
    "assoc_legendre": Special(
        _assoc_legendre,
        off_both_rays,
        lambda degree, order, value: bool(abs(value) < 1),
        largest=10,
    ),
}
