"""Intervals of the real line that know whether their ends belong to them, and rationals inside them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_DENOMINATORS = (1, 2, 3, 4, 8, 16, 64, 256, 1024)  # a short fraction is cheap to work with, and to read
_FAR = 10**6


@dataclass(frozen=True)
class Interval:
    """Numbers between two ends; an end that is None is infinite, a closed one belongs to the interval."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = False
    high_closed: bool = False

    def meet(self, other: Interval) -> Interval:
        """The numbers of both."""
        low, low_closed = self.low, self.low_closed
        if other.low is not None and (low is None or other.low > low):
            low, low_closed = other.low, other.low_closed
        elif other.low is not None and other.low == low:
            low_closed = low_closed and other.low_closed
        high, high_closed = self.high, self.high_closed
        if other.high is not None and (high is None or other.high < high):
            high, high_closed = other.high, other.high_closed
        elif other.high is not None and other.high == high:
            high_closed = high_closed and other.high_closed
        return Interval(low, high, low_closed, high_closed)

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    @property
    def ends(self) -> int:
        """How many ends are finite."""
        return (self.low is not None) + (self.high is not None)

    def draw(self, source: random.Random, regime: str) -> Fraction | None:
        """A rational inside: anywhere, or near an end or far out if the regime is `scaled` or `extreme`."""
        if self.empty:
            return None
        if self.low is not None and self.high is not None:
            return self._between(self.low, self.high, source, regime)
        size = magnitude(source, regime)
        if self.low is not None:
            return self.low + size
        if self.high is not None:
            return self.high - size
        return size if source.random() < 0.5 else -size

    def _between(self, low: Fraction, high: Fraction, source: random.Random, regime: str) -> Fraction:
        if low == high:
            return low
        part = Fraction(source.randint(1, 15), 16)
        if regime == "extreme":
            part = Fraction(1, 10 ** source.randint(2, 6))
            part = part if source.random() < 0.5 else 1 - part
        elif low > 0 and high / low > _FAR:  # many orders of magnitude: each as likely as any other
            exponent = source.uniform(math.log(low), math.log(high))
            part = (Fraction(math.exp(min(exponent, 700.0))) - low) / (high - low)
        return simplest(low + part * (high - low), (high - low) * min(part, 1 - part) / 2)

    def near_ends(self) -> Iterator[Fraction]:
        """The ends that belong to the interval, then numbers close to both ends, and closer ones."""
        width = self.high - self.low if self.low is not None and self.high is not None else Fraction(1)
        if width <= 0:
            width = Fraction(0)
        for end, closed in ((self.low, self.low_closed), (self.high, self.high_closed)):
            if end is not None and closed:
                yield end
        for depth in (10, 3, 20, 40):
            step = width / 2**depth
            for end, inwards in ((self.low, 1), (self.high, -1)):
                if end is not None and step:
                    yield simplest(end + inwards * step, step / 4) if depth < 20 else end + inwards * step


def magnitude(source: random.Random, regime: str) -> Fraction:
    """A positive rational with a small numerator and denominator, times a power of ten off the middle."""
    fraction = Fraction(source.randint(1, 8), source.randint(1, 8))
    if regime == "scaled":
        return fraction * Fraction(10) ** source.choice((-2, 0, 2))
    if regime == "extreme":
        return fraction * Fraction(10) ** source.randint(-6, 6)
    return fraction


def simplest(value: Fraction, slack: Fraction) -> Fraction:
    """A rational with a short denominator that is less than `slack` away from the value."""
    if value.denominator <= _DENOMINATORS[-1]:
        return value
    for denominator in _DENOMINATORS:
        near = value.limit_denominator(denominator)
        if abs(near - value) < slack:
            return near
    if slack > 0:
        near = value.limit_denominator(max(2, int(2 / slack)))
        if abs(near - value) < slack:
            return near
    return value
