"""The form in which an expansion from the literature is stated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

Piece = tuple[sp.Expr, Callable[[int], sp.Expr], sp.Expr]


@dataclass(frozen=True)
class Known:
    """A closed part, plus factor * sum of coefficient(k) step^k for each series, plus O(each remainder).

    The steps fall to zero; a series is convergent or asymptotic, so that what is cut off is of the order of
    the first term left out.
    """

    closed: sp.Expr = sp.S.Zero
    series: tuple[Piece, ...] = ()
    remainders: tuple[sp.Expr, ...] = ()

    def times(self, number: sp.Expr, plus: sp.Expr = sp.S.Zero) -> Known:
        """The expansion of a multiple, and of what differs from it by a number."""
        series = tuple((number * factor, coefficient, step) for factor, coefficient, step in self.series)
        return Known(number * self.closed + plus, series, self.remainders)
