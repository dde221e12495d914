"""Functions of integers and rationals whose values are rational: sequences, factorials, polynomials.

Values at integers are SymPy's own, so that its conventions hold at negative integers, too.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy
from flint import fmpq

from symfeat.evaluate.appell import POLYNOMIALS, exact_polynomial

_ZERO, _HALF, _ONE = fmpq(0), fmpq(1, 2), fmpq(1)
_FACTORS = 1200  # of a product
_DEGREE = 300  # of a polynomial

# The largest integer at which each is worth an exact value; beyond, balls and mpmath have what they have.
_OF_INTEGERS: dict[str, int] = {
    "factorial": 1500, "factorial2": 2000, "subfactorial": 1000, "binomial": 1500, "harmonic": 1500,
    "bernoulli": 500, "euler": 500, "genocchi": 500, "fibonacci": 10_000, "lucas": 10_000, "tribonacci": 2000,
    "bell": 300, "catalan": 2000, "motzkin": 500, "andre": 150, "partition": 20_000, "primepi": 10**6,
    "primenu": 10**12, "primeomega": 10**12, "totient": 10**12, "reduced_totient": 10**12, "mobius": 10**12,
    "divisor_sigma": 10**12, "zeta": 300, "dirichlet_eta": 300,
}  # fmt: skip
_PAIRS = {"harmonic", "divisor_sigma", "binomial"}


def _of_integers(name: str, largest: int) -> Callable[..., fmpq | None]:
    function = getattr(sympy, name)

    @lru_cache(maxsize=4096)
    def value(*integers: int) -> fmpq | None:
        try:
            found = function(*integers)
        except ValueError:  # outside the domain
            return None
        return fmpq(found.p, found.q) if isinstance(found, sympy.Rational) else None

    def exact(*args: fmpq) -> fmpq | None:
        if len(args) > (2 if name in _PAIRS else 1) or any(arg.q != 1 for arg in args):
            return None
        if abs(args[0].p) > largest or any(abs(arg.p) > 300 for arg in args[1:] if name != "binomial"):
            return None
        return value(*(int(arg.p) for arg in args))

    return exact


def _floor(value: fmpq) -> fmpq:
    return fmpq(value.floor())


def _modulo(first: fmpq, second: fmpq) -> fmpq | None:
    return first - second * _floor(first / second) if second != 0 else None


def _heaviside(value: fmpq, at_zero: fmpq = _HALF) -> fmpq:
    return at_zero if value == 0 else _ONE if value > 0 else _ZERO


def _rising(value: fmpq, count: fmpq) -> fmpq | None:
    if count.q != 1 or abs(count.p) > _FACTORS:
        return None
    steps = int(count.p)
    if steps < 0:
        below = _rising(value + steps, -count)
        return _ONE / below if below else None
    total = _ONE
    for step in range(steps):
        total = total * (value + step)
    return total


def _falling(value: fmpq, count: fmpq) -> fmpq | None:
    return _rising(value - count + 1, count) if count.q == 1 and count >= 0 else None


def _binomial(top: fmpq, bottom: fmpq) -> fmpq | None:
    if top.q == 1 or bottom.q != 1:
        return _INTEGERS["binomial"](top, bottom)
    if bottom < 0:
        return _ZERO
    above = _falling(top, bottom)
    return None if above is None else above / fmpq(math.factorial(int(bottom.p)))


def _degree(value: fmpq) -> int | None:
    return int(value.p) if value.q == 1 and 0 <= value <= _DEGREE else None


def _recurrence(
    degree: fmpq, first: fmpq, second: fmpq, following: Callable[[int, fmpq, fmpq], fmpq]
) -> fmpq | None:
    """The term of that index, from the first two and the one that follows the k-th from two before it."""
    number = _degree(degree)
    if number is None:
        return None
    for k in range(1, number):
        first, second = second, following(k, second, first)
    return first if number == 0 else second


# The three-term recurrences are those of DLMF, table 18.9.1.
def _legendre(degree: fmpq, x: fmpq) -> fmpq | None:
    return _recurrence(degree, _ONE, x, lambda k, p, q: ((2 * k + 1) * x * p - k * q) / (k + 1))


def _hermite(degree: fmpq, x: fmpq) -> fmpq | None:
    return _recurrence(degree, _ONE, 2 * x, lambda k, p, q: 2 * x * p - 2 * k * q)


def _hermite_prob(degree: fmpq, x: fmpq) -> fmpq | None:
    return _recurrence(degree, _ONE, x, lambda k, p, q: x * p - k * q)


def _chebyshev(factor: int) -> Callable[..., fmpq | None]:
    return lambda degree, x: _recurrence(degree, _ONE, factor * x, lambda k, p, q: 2 * x * p - q)


def _laguerre(degree: fmpq, x: fmpq) -> fmpq | None:
    return _assoc_laguerre(degree, _ZERO, x)


def _assoc_laguerre(degree: fmpq, order: fmpq, x: fmpq) -> fmpq | None:
    def following(k: int, p: fmpq, q: fmpq) -> fmpq:
        return ((2 * k + order + 1 - x) * p - (k + order) * q) / (k + 1)

    return _recurrence(degree, _ONE, order + 1 - x, following)


def _gegenbauer(degree: fmpq, order: fmpq, x: fmpq) -> fmpq | None:
    def following(k: int, p: fmpq, q: fmpq) -> fmpq:
        return (2 * (k + order) * x * p - (k + 2 * order - 1) * q) / (k + 1)

    return _recurrence(degree, _ONE, 2 * order * x, following)


def _jacobi(degree: fmpq, a: fmpq, b: fmpq, x: fmpq) -> fmpq | None:
    """DLMF 18.5.8."""
    number = _degree(degree)
    if number is None or number > 100:
        return None
    low, high, total = (x - 1) / 2, (x + 1) / 2, _ZERO
    for k in range(number + 1):
        first, second = _binomial_product(degree + a, number - k), _binomial_product(degree + b, k)
        total = total + first * second * low**k * high ** (number - k)
    return total


def _binomial_product(top: fmpq, count: int) -> fmpq:
    total = _ONE
    for step in range(count):
        total = total * (top - step) / (step + 1)
    return total


def _kronecker(first: fmpq, second: fmpq) -> fmpq:
    return _ONE if first == second else _ZERO


_INTEGERS: dict[str, Callable[..., Any]] = {
    name: _of_integers(name, largest) for name, largest in _OF_INTEGERS.items()
}
SEQUENCES: dict[str, Callable[..., Any]] = {
    **_INTEGERS,
    **{name: exact_polynomial(name, _INTEGERS[name]) for name in POLYNOMIALS},
    "binomial": _binomial,
    "RisingFactorial": _rising,
    "FallingFactorial": _falling,
    "floor": _floor,
    "ceiling": lambda value: fmpq(value.ceil()),
    "frac": lambda value: value - _floor(value),
    "Mod": _modulo,
    "Heaviside": _heaviside,
    "KroneckerDelta": _kronecker,
    "legendre": _legendre,
    "hermite": _hermite,
    "hermite_prob": _hermite_prob,
    "chebyshevt": _chebyshev(1),
    "chebyshevu": _chebyshev(2),
    "laguerre": _laguerre,
    "assoc_laguerre": _assoc_laguerre,
    "gegenbauer": _gegenbauer,
    "jacobi": _jacobi,
}
