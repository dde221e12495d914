"""Where a measured quantity changes its sign: bracketing, with more digits as the bracket narrows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

from flint import fmpq

from symfeat.errors import EvaluationError

Function = Callable[[fmpq], fmpq]
_FIRST_DIGITS = 16
_MOST_ROUNDS = 400
_SPARE = 4  # digits that each round finds beyond half of the next one's
_HALF = fmpq(1, 2)
_FARTHER = 1000  # widths away from a bracket, where a function that vanishes in it has grown
_GROWTH = 3  # at the least: a cube root grows tenfold


class NoCrossing(EvaluationError):
    """A measurement finds nothing that changes, or more than one thing that does."""


@dataclass(frozen=True)
class Bracket:
    """Two points at which a function has opposite signs, or vanishes, with its values there."""

    low: fmpq
    high: fmpq
    at_low: fmpq
    at_high: fmpq

    @property
    def width(self) -> fmpq:
        return self.high - self.low

    @property
    def zero(self) -> fmpq:
        """Where the line through both values vanishes."""
        rise = self.at_high - self.at_low
        return self.low if rise == 0 else self.low - self.at_low * self.width / rise


def bracketed(function: Function, low: fmpq, high: fmpq, tolerance: fmpq) -> Bracket:
    """Narrow an interval over which a continuous function changes sign down to `tolerance`.

    Inverse quadratic interpolation where it is safe and bisection elsewhere (Chandrupatla 1997), begun with
    a secant. Raises NoCrossing.

    >>> found = bracketed(lambda x: x * x - 2, fmpq(1), fmpq(2), fmpq(1, 10**12))
    >>> found.width <= fmpq(1, 10**12), found.low**2 < 2 < found.high**2
    (True, True)
    """
    b, fb, a, fa = low, function(low), high, function(high)
    if fa * fb > 0:
        raise NoCrossing(f"the sign is the same at {shown(low)} and at {shown(high)}")
    share = fa / (fa - fb) if fa != fb else _HALF
    for _ in range(_MOST_ROUNDS):
        width = abs(b - a)
        if fa == 0:
            return _about(function, max(low, a - tolerance / 2), min(high, a + tolerance / 2))
        if width <= tolerance:
            break
        least = tolerance / width * _HALF
        x = _rounded(a + (b - a) * min(1 - least, max(least, share)), tolerance)
        fx = function(x)
        if fx * fa > 0:
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        share = _interpolated(a, b, c, fa, fb, fc)
    (low, at_low), (high, at_high) = sorted(((a, fa), (b, fb)))
    return Bracket(low, high, at_low, at_high)


def _about(function: Function, low: fmpq, high: fmpq) -> Bracket:
    """The bracket between two neighbours of a point at which the function vanishes."""
    at_low, at_high = function(low), function(high)
    if at_low * at_high > 0 or at_low == at_high:
        raise NoCrossing(f"there is a zero near {shown(low)} but no change of sign")
    return Bracket(low, high, at_low, at_high)


def vanishing(function: Function, found: Bracket, low: fmpq, high: fmpq) -> Bracket:
    """The bracket, if the function grows away from it to both sides, inside [low, high], as about a zero.

    About a jump it does not, and about a pole it falls. Raises NoCrossing.

    >>> vanishing(lambda x: 1 / x, Bracket(fmpq(-1), fmpq(1), fmpq(-1), fmpq(1)), fmpq(-999), fmpq(999))
    Traceback (most recent call last):
        ...
    symfeat.certification.roots.NoCrossing: the sign changes near -1 by a jump or a pole, not at a zero
    """
    inside = max(abs(found.at_low), abs(found.at_high))
    for end in (max(low, found.low - _FARTHER * found.width), min(high, found.high + _FARTHER * found.width)):
        if not found.low <= end <= found.high and abs(function(end)) < _GROWTH * inside:
            raise NoCrossing(f"the sign changes near {shown(found.low)} by a jump or a pole, not at a zero")
    return found


def sign_changes(values: Sequence[fmpq]) -> list[int]:
    """The places i at which the sign changes between values i and i + 1, or value i + 1 vanishes.

    >>> sign_changes([fmpq(2), fmpq(-1), fmpq(-3), fmpq(0), fmpq(5)])
    [0, 2]
    """
    return [i for i, (a, b) in enumerate(pairwise(values)) if a * b < 0 or (b == 0 and a != 0)]


def _interpolated(a: fmpq, b: fmpq, c: fmpq, fa: fmpq, fb: fmpq, fc: fmpq) -> fmpq:
    """The share of the way from a to b at which the inverse parabola through three points vanishes."""
    if fa in (fb, fc) or fb == fc:
        return _HALF
    place, value = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if not (value**2 < place and (1 - value) ** 2 < 1 - place):
        return _HALF
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)


def _rounded(value: fmpq, tolerance: fmpq) -> fmpq:
    """The value to few binary digits, off by a hundredth of the tolerance at most."""
    unit = fmpq(2) ** (int(tolerance.p.bit_length()) - int(tolerance.q.bit_length()) - 8)
    return (value / unit).floor() * unit


def refined(function: Callable[[fmpq, int], fmpq], low: fmpq, high: fmpq, digits: int) -> Bracket:
    """Narrow a bracket to 10^-digits; `function(x, digits)` is worked out to as many digits as are in use.

    Few digits find the first ones of the zero; each round doubles them, over a bracket that is narrow
    already. Raises NoCrossing.

    >>> found = refined(lambda x, digits: x**3 - 2, fmpq(1), fmpq(2), 40)
    >>> found.width <= fmpq(1, 10**40), found.low**3 < 2 < found.high**3
    (True, True)
    """
    function = cache(function)
    size = max(abs(low), abs(high))
    rounds = [digits]
    while rounds[0] > _FIRST_DIGITS:
        rounds.insert(0, rounds[0] // 2 + _SPARE)
    found = None
    for known in rounds:
        at = partial(_at_digits, function, known)
        ends = (low, high) if found is None else _around(at, found, low, high)
        found = bracketed(at, *ends, size / fmpq(10) ** known)
    assert found is not None
    return found


def _at_digits(function: Callable[[fmpq, int], fmpq], digits: int, x: fmpq) -> fmpq:
    return function(x, digits)


def _around(function: Function, found: Bracket, low: fmpq, high: fmpq) -> tuple[fmpq, fmpq]:
    """A bracket about one that was found with fewer digits, which may have missed the zero by a little."""
    margin = found.width * 100
    while True:
        ends = max(low, found.low - margin), min(high, found.high + margin)
        if ends == (low, high) or function(ends[0]) * function(ends[1]) <= 0:
            return ends
        margin *= 1000


def real(value: fmpq) -> float:
    """The float nearest to a rational. Raises EvaluationError where it is too large for one."""
    try:
        return int(value.p) / int(value.q)
    except OverflowError as error:
        raise EvaluationError(
            f"a number near 10^{round(logarithm(abs(value)) / math.log(10))} is too large"
        ) from error


def logarithm(value: fmpq) -> float:
    """Natural logarithm of a positive rational, however large or small."""
    return math.log(int(value.p)) - math.log(int(value.q))


def shown(value: fmpq) -> str:
    """A rational as a short decimal."""
    return f"{real(value):.6g}"
