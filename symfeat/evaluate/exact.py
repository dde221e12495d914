"""The part of a program that stays rational: exact values, hence exact zeros, signs and comparisons.

Both walkers use it, so that `c + Abs(c)` at c = -1/3 is 0 and not a small ball around 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from flint import fmpq, fmpz

from symfeat.claims.functions import LARGEST, clamped
from symfeat.evaluate.sequences import SEQUENCES

MAX_BITS = 16384  # beyond this a rational costs more than a number of the precision in use
_ZERO, _ONE = fmpq(0), fmpq(1)


def _bounded(value: fmpq) -> fmpq | None:
    return value if value.height_bits() <= MAX_BITS else None


def _sum(*terms: fmpq) -> fmpq | None:
    return _bounded(sum(terms, _ZERO))


def _product(*factors: fmpq) -> fmpq | None:
    total = _ONE
    for factor in factors:
        total = total * factor
    return _bounded(total)


def _square_root(value: fmpq) -> fmpq | None:
    if value < 0:
        return None
    top, bottom = value.p.isqrt(), value.q.isqrt()
    return fmpq(top, bottom) if top * top == value.p and bottom * bottom == value.q else None


def _power(base: fmpq, exponent: fmpq) -> fmpq | None:
    if exponent.q == 2:
        root = _square_root(base)
        if root is None:
            return None
        base, exponent = root, fmpq(exponent.p)
    if base == 1 or exponent == 0:
        return _ONE
    if base == 0:
        return _ZERO if exponent > 0 else None
    if exponent.q != 1 or abs(exponent.p) * base.height_bits() > MAX_BITS:
        return None
    return base ** int(exponent.p)


def power_of_two(value: fmpq) -> fmpq:
    """The largest power of two <= |value|, within the range of `PowerOfTwo`."""
    size = abs(value)
    exponent = int(size.p.bit_length()) - int(size.q.bit_length())
    # Bit lengths give 2**(exponent - 1) < size < 2**(exponent + 1); one comparison settles which half.
    return fmpq(2) ** (clamped(exponent - (fmpq(2) ** exponent > size)) if size else -LARGEST)


def _sign(value: fmpq, *_terms: fmpq) -> fmpq:
    return fmpq((value > 0) - (value < 0))


def _only_at(point: int, image: int) -> Callable[[fmpq], fmpq | None]:
    """A function that is rational at one rational point that matters: exp at 0, log at 1."""
    place, value = fmpq(point), fmpq(image)
    return lambda argument: value if argument == place else None


EXACT: dict[str, Callable[..., fmpq | None]] = {
    **SEQUENCES,
    "Add": _sum,
    "Mul": _product,
    "Pow": _power,
    "Abs": abs,
    "sign": _sign,
    "re": lambda value: value,
    "im": lambda value: _ZERO,
    "conjugate": lambda value: value,
    "arg": lambda value: _ZERO if value > 0 else None,
    "Min": min,
    "Max": max,
    "PowerOfTwo": power_of_two,
    "atan2": lambda y, x: _ZERO if y == 0 and x > 0 else None,
    "log": _only_at(1, 0),
    "acos": _only_at(1, 0),
    "acosh": _only_at(1, 0),
    **{name: _only_at(0, 1) for name in ("exp", "cos", "cosh")},
    **{name: _only_at(0, 0) for name in ("sin", "tan", "sinh", "tanh", "asin", "atan", "asinh", "atanh")},
    **{name: _only_at(0, 0) for name in ("expm1", "log1p", "erf")},
}


def rational(value: int | Fraction | sympy.Rational | sympy.Float) -> fmpq:
    """The exact rational that a number stands for (a Float is the binary fraction it stores)."""
    exact: Any = sympy.Rational(value)
    return fmpq(fmpz(exact.p), fmpz(exact.q))
