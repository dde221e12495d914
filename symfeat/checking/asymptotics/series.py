"""Finite expansions in scales with a remainder: sums, products, and power series of what falls to zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key

import sympy as sp

from symfeat.checking.asymptotics.scales import ONE, Scale, Scales

Term = tuple[Scale, sp.Expr]


@dataclass(frozen=True)
class Series:
    """The sum of coefficient times scale, largest first, plus something bounded by a multiple of `rest`.

    All scales outgrow the rest; without one the sum is exact. A coefficient is a number, or a function of the
    variable that is bounded. It may be zero where that is not known; then the term is smaller than it looks.
    """

    terms: tuple[Term, ...]
    rest: Scale | None = None

    @property
    def bound(self) -> Scale | None:
        """A scale that, times a number, bounds the whole; None for exact zero."""
        return self.terms[0][0] if self.terms else self.rest


class Algebra:
    """Arithmetic with expansions, each cut to `size` terms; `is_zero` recognises coefficients that vanish."""

    def __init__(self, scales: Scales, size: int, is_zero: Callable[[sp.Expr], bool]) -> None:
        self.scales = scales
        self.size = size
        self.is_zero = is_zero

    def number(self, value: sp.Expr) -> Series:
        return Series(((ONE, value),)) if value != 0 else Series(())

    def collect(self, terms: Sequence[Term], rests: Sequence[Scale | None]) -> Series:
        """Terms of any order, those of one scale added up, and no more of them than are wanted."""
        compare = self.scales.compare
        present = [rest for rest in rests if rest is not None]
        rest = self.scales.largest_of(present) if present else None
        sums: dict[Scale, list[sp.Expr]] = {}
        for scale, coefficient in terms:
            if rest is None or compare(scale, rest) > 0:
                sums.setdefault(scale, []).append(coefficient)
        added = []
        for scale in sorted(sums, key=cmp_to_key(compare), reverse=True):
            parts = sums[scale]
            total = parts[0] if len(parts) == 1 else sp.expand(sp.Add(*parts))
            if total != 0 and not (len(parts) > 1 and self.is_zero(total)):
                added.append((scale, total))
        if len(added) > self.size:
            rest = added[self.size][0]
            added = added[: self.size]
        return Series(tuple(added), rest)

    def add(self, parts: Sequence[Series]) -> Series:
        return self.collect([term for part in parts for term in part.terms], [part.rest for part in parts])

    def scaled(self, part: Series, scale: Scale, number: sp.Expr = sp.S.One) -> Series:
        """The expansion times a number and a scale."""
        times = self.scales.times
        rest = None if part.rest is None else times(part.rest, scale)
        return Series(tuple((times(s, scale), sp.expand(c * number)) for s, c in part.terms), rest)

    def multiply(self, first: Series, second: Series) -> Series:
        times = self.scales.times
        terms = [(times(s, t), sp.expand(c * d)) for s, c in first.terms for t, d in second.terms]
        rests = []
        if first.rest is not None and second.bound is not None:
            rests.append(times(first.rest, second.bound))
        if second.rest is not None and first.bound is not None:
            rests.append(times(second.rest, first.bound))
        return self.collect(terms, rests)

    def compose(self, coefficients: Sequence[sp.Expr], small: Series) -> Series:
        """The sum of coefficient k times the k-th power of what falls to zero, and O(the next power)."""
        if small.bound is None:
            return self.number(coefficients[0]) if coefficients else Series(())
        total, power = [], self.number(sp.S.One)
        for coefficient in coefficients:
            if coefficient != 0:
                total.append(self.scaled(power, ONE, coefficient))
            power = self.multiply(power, small)
        rest = self.scales.power(small.bound, sp.Integer(len(coefficients)))
        return self.collect(
            [term for part in total for term in part.terms], [*(part.rest for part in total), rest]
        )
