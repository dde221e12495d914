"""Zeta functions, polylogarithms, elliptic integrals and Lambert's W of FLINT balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb

from symfeat.evaluate.ball_functions.special import (
    Special,
    always,
    is_integer,
    off_above,
    off_below,
    under,
)

_ZERO, _ONE = arb(0), arb(1)
_LARGEST = 12  # bits of an argument: the terms to add grow with it
# Around -1/e, the branch point of Lambert's W.
_BRANCH = arb("-0.367879441171442321595523770161", "1e-30")


def _zeta(order: Any, *shift: Any) -> Any:
    return order.zeta(*shift) if shift else order.zeta()


def _off_hurwitz(order: Any, shift: Any = _ONE) -> bool:
    return off_below(0)(shift) and not (is_integer(shift) and bool(shift <= 0))


def _eta(order: Any, *shift: Any) -> Any:
    """sum (-1)^n / (n + a)^s, by zeta functions of half the shift (DLMF 25.11.35); else eta(s)."""
    if not shift:
        return order.dirichlet_eta()
    half = shift[0] / 2
    return (order.zeta(half) - order.zeta(half + arb(0.5))) / acb(2) ** order


def _polylog(order: Any, value: Any) -> Any:
    return value.polylog(order)


def _lerch(value: Any, order: Any, shift: Any) -> Any:
    return value.lerch_phi(order, shift)


def _off_lerch(value: Any, order: Any, shift: Any) -> bool:
    return off_above(1)(value) and _off_hurwitz(order, shift)


def _stieltjes(number: Any, *shift: Any) -> Any:
    return acb.stieltjes(int(number.real.unique_fmpz()), shift[0] if shift else 1)


def _is_index(number: Any, *shift: Any) -> bool:
    return is_integer(number) and bool(number >= 0) and all(off_below(0)(value) for value in shift)


def _lambertw(value: Any, *branch: Any) -> Any:
    return value.lambertw(int(branch[0].real.unique_fmpz()) if branch else 0)


def _off_lambert(value: Any, branch: Any = _ZERO) -> bool:
    if not is_integer(branch):
        return False
    if branch == 0:
        return off_below(_BRANCH)(value)
    return off_below(0)(value) and off_below(_BRANCH)(value)


def _real_lambert(value: Any, branch: Any = _ZERO) -> bool:
    if not value > _BRANCH:
        return False
    return bool(branch == 0 or (branch == -1 and value < 0))


def _riemann_xi(value: Any) -> Any:
    half = value / 2
    return value * (value - 1) / 2 * acb(arb.pi()) ** (-half) * half.gamma() * value.zeta()


def _elliptic_e(*args: Any) -> Any:
    return args[0].elliptic_e() if len(args) == 1 else acb.elliptic_e_inc(*args)


def _elliptic_pi(*args: Any) -> Any:
    return acb.elliptic_pi(*args) if len(args) == 2 else acb.elliptic_pi_inc(*args)


def _off_amplitude(*args: Any) -> bool:
    """Real arguments with m < 1, where 1 - m sin(z)^2 is positive, or exact ones; no cut is followed."""
    if len(args) == 1:
        return off_above(1)(*args)
    real = [arg for arg in args if type(arg) is arb]
    if len(real) < len(args):
        return all(arg.real.is_exact() and arg.imag.is_exact() for arg in args)
    return all(arg.is_exact() for arg in args) or bool(args[-1] < 1)


def _off_pi(*args: Any) -> bool:
    if not all(type(arg) is arb for arg in args):
        return all(arg.real.is_exact() and arg.imag.is_exact() for arg in args)
    return all(arg.is_exact() for arg in args) or bool(args[-1] < 1 and args[0] < 1)


def _real_pi(*args: Any) -> bool:
    return bool(args[-1] < 1 and args[0] < 1)


TABLE: dict[str, Callable[..., Any]] = {
    "zeta": Special(
        _zeta, _off_hurwitz, lambda order, shift=1: bool(shift > 0) or is_integer(order), largest=_LARGEST
    ),
    "dirichlet_eta": Special(_eta, _off_hurwitz, lambda order, shift=1: bool(shift > 0), largest=_LARGEST),
    "riemann_xi": Special(_riemann_xi, real=always, largest=_LARGEST),
    "polylog": Special(_polylog, off_above(1), under(1), largest=_LARGEST),
    "lerchphi": Special(
        _lerch, _off_lerch, lambda value, order, shift: bool(value < 1 and shift > 0), largest=_LARGEST
    ),
    "stieltjes": Special(
        _stieltjes, _is_index, lambda number, shift=1: bool(shift > 0), analytic=False, largest=_LARGEST
    ),
    "LambertW": Special(_lambertw, _off_lambert, _real_lambert, largest=4096),
    "elliptic_k": Special(lambda m: m.elliptic_k(), off_above(1), under(1)),
    "elliptic_e": Special(_elliptic_e, _off_amplitude, under(1), analytic=False),
    "elliptic_f": Special(acb.elliptic_f, _off_amplitude, under(1), analytic=False),
    "elliptic_pi": Special(_elliptic_pi, _off_pi, _real_pi, analytic=False),
}
