"""Scales of growth as a variable x goes to infinity: products of powers and exponentials, compared by logs.

A scale is given by its logarithm, a finite sum of numbers times larger scales. It is a frozenset of pairs
(key, number). A key k >= 0 stands for the k-fold logarithm of x (0 for x itself), any other key is a scale.
So x^2 exp(-3 x) is {(1, 2), (0, -3)}, since its logarithm is 2 log x - 3 x.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.checking.exact.ring import NotReducible

Key = Any  # an int, or a Scale
Scale = frozenset  # of (Key, sp.Expr)
ONE: Scale = frozenset()
VARIABLE: Scale = frozenset({(1, sp.S.One)})


class Scales:
    """Products, powers and comparisons; `sign` gives a real number's sign, or raises where it is open."""

    def __init__(self, sign: Callable[[sp.Expr], int]) -> None:
        self.sign = sign
        self._compared: dict[tuple[Scale, Scale], int] = {}

    @staticmethod
    def times(first: Scale, second: Scale) -> Scale:
        if not first or not second:
            return first or second
        powers = dict(first)
        for key, number in second:
            powers[key] = sp.expand(powers.get(key, sp.S.Zero) + number)
        return frozenset((key, number) for key, number in powers.items() if number != 0)

    @staticmethod
    def power(scale: Scale, exponent: sp.Expr) -> Scale:
        if exponent == 0:
            return ONE
        return frozenset((key, sp.expand(number * exponent)) for key, number in scale)

    def compare(self, first: Scale, second: Scale) -> int:
        """1 where the first outgrows the second, -1 the other way round, 0 where they are the same."""
        if first == second:
            return 0
        if (first, second) not in self._compared:
            ratio = self.times(first, self.power(second, sp.S.NegativeOne))
            self._compared[first, second] = sign = self.sign(self._largest(ratio)[1]) if ratio else 0
            if ratio and not sign:
                raise NotReducible("two scales that are written differently may be the same")
        return self._compared[first, second]

    def _largest(self, scale: Scale) -> tuple[Key, sp.Expr]:
        """The largest summand of a scale's logarithm."""
        best: tuple[Key, sp.Expr] | None = None
        for item in scale:
            if best is None or self._compare_keys(item[0], best[0]) > 0:
                best = item
        assert best is not None
        return best

    def _compare_keys(self, first: Key, second: Key) -> int:
        if isinstance(first, int) and isinstance(second, int):
            return (second > first) - (second < first)
        return self.compare(scale_of(first), scale_of(second))

    def largest_of(self, scales: list[Scale]) -> Scale:
        best = scales[0]
        for scale in scales[1:]:
            best = scale if self.compare(scale, best) > 0 else best
        return best


def scale_of(key: Key) -> Scale:
    """The scale that a key stands for."""
    return frozenset({(key + 1, sp.S.One)}) if isinstance(key, int) else key


def key_of(scale: Scale) -> Key:
    """The key of a scale: iterated logarithms have numbers, so that equal scales have equal keys."""
    if len(scale) == 1:
        ((key, number),) = scale
        if number == 1 and isinstance(key, int) and key >= 1:
            return key - 1
    return scale


def written(scale: Scale, var: sp.Symbol) -> sp.Expr:
    """The scale as an expression in the variable."""
    return sp.exp(sp.Add(*(number * _written_key(key, var) for key, number in scale)))


def _written_key(key: Key, var: sp.Symbol) -> sp.Expr:
    if not isinstance(key, int):
        return written(key, var)
    value: sp.Expr = var
    for _ in range(key):
        value = sp.log(value)
    return value
