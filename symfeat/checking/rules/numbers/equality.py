"""Equality of two numbers: algebraic ones by a separation bound, logarithms by their exponentials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.elementary.field import Element
from symfeat.checking.rules.elementary.resolved import Resolved
from symfeat.checking.rules.elementary.units import with_units
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Identity


class OnePoint:
    """The place of a claim without symbols: nothing can jump there."""

    points: Sequence[dict[sp.Symbol, Any]] = ({},)

    def require_continuous(self, form: Any, inside: Element) -> None:
        """Nothing to show."""

    def require_finite(self, form: Any, element: Element) -> None:
        """Nothing to show."""


def prove_equal_numbers(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Two numbers are equal: what is transcendental cancels, and algebraic coefficients are zero exactly."""
    if claim.lhs.free_symbols or claim.rhs.free_symbols:
        raise Unproved("the claim is not about numbers")
    difference = claim.lhs - claim.rhs

    def vanishes(units: dict[Any, int]) -> bool:
        form = Resolved(units, OnePoint())
        return form.is_zero(form.element(difference))

    if not with_units(vanishes):
        raise Unproved("the numbers are not shown to be equal")
    return "both sides are the same number, by root separation and relations between logarithms"
