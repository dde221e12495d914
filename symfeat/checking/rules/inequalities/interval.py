"""Intervals of real numbers that may be infinite, open or closed, and their arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flint import arb

_ZERO, _ONE = arb(0), arb(1)


class NoRange(Exception):
    """No range is known: the expression may have no real value, or its function is not known here."""


@dataclass(frozen=True)
class Range:
    """All values lie between two numbers; an open end is not attained."""

    low: arb
    high: arb
    low_open: bool = False
    high_open: bool = False

    def positive(self, *, strict: bool) -> bool:
        """Whether all values are > 0, or >= 0."""
        return bool(self.low > 0 or (self.low >= 0 and (self.low_open or not strict)))

    def negative(self, *, strict: bool) -> bool:
        """Whether all values are < 0, or <= 0."""
        return bool(self.high < 0 or (self.high <= 0 and (self.high_open or not strict)))

    @property
    def nonzero(self) -> bool:
        return self.positive(strict=True) or self.negative(strict=True)

    def __neg__(self) -> Range:
        return Range(-self.high, -self.low, self.high_open, self.low_open)

    def __add__(self, other: Range) -> Range:
        return Range(
            down(self.low + other.low),
            up(self.high + other.high),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __mul__(self, other: Range) -> Range:
        corners = [
            _corner(a, a_open, b, b_open)
            for a, a_open in ((self.low, self.low_open), (self.high, self.high_open))
            for b, b_open in ((other.low, other.low_open), (other.high, other.high_open))
        ]
        low, high = corners[0][0], corners[0][0]
        for value, _ in corners[1:]:
            low, high = low.min(value), high.max(value)
        low, high = down(low), up(high)
        # An end is open unless a corner that may reach it is attained.
        return Range(
            low,
            high,
            all(left_out for value, left_out in corners if not value > low),
            all(left_out for value, left_out in corners if not value < high),
        )

    def inverse(self) -> Range:
        """The range of 1/value, where no value is zero."""
        if not self.nonzero:
            raise NoRange
        if self.low >= 0:
            low = _ZERO if self.high == arb.pos_inf() else down(1 / self.high)
            high = arb.pos_inf() if self.low == 0 else up(1 / self.low)
            return Range(low, high, self.high_open or self.high == arb.pos_inf(), self.low_open)
        return -(-self).inverse()

    def through(self, increasing: Callable[[arb], arb]) -> Range:
        """The range of an increasing function of the value."""
        return Range(down(increasing(self.low)), up(increasing(self.high)), self.low_open, self.high_open)


def down(value: arb) -> arb:
    """An exact number no larger."""
    return _real(value).lower()


def up(value: arb) -> arb:
    """An exact number no smaller."""
    return _real(value).upper()


def _real(value: arb) -> arb:
    if value.is_nan():
        raise NoRange
    return value


def _corner(a: arb, a_open: bool, b: arb, b_open: bool) -> tuple[arb, bool]:
    if a == 0 or b == 0:  # an end that is zero and attained attains the product, whatever the other is
        attained = (a == 0 and not a_open) or (b == 0 and not b_open)
        return _ZERO, not attained
    return a * b, a_open or b_open
