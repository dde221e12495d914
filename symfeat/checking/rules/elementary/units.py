"""Denominators of exponents: found on the way, remembered from one start of a normal form to the next."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Any

from symfeat.checking.exact import NotReducible

MAX_ORDER = 400  # of a root of unity
_STARTS = 12  # of one normal form


class Needs(Exception):
    """A finer unit is needed: of a root, an exponential or the root of unity. The work starts again."""

    def __init__(self, key: Any, denominator: int) -> None:
        super().__init__(f"a denominator {denominator}")
        self.key, self.denominator = key, denominator


def with_units(prove: Callable[[dict[Any, int]], Any]) -> Any:
    """Run an argument in normal forms, again with finer units as long as it needs any."""
    units: dict[Any, int] = {}
    for _ in range(_STARTS):
        try:
            return prove(units)
        except Needs as need:
            units[need.key] = lcm(units.get(need.key, 4 if need.key == "unity" else 1), need.denominator)
            if units[need.key] > MAX_ORDER:
                raise NotReducible(f"{need} is too fine for a normal form") from None
    raise NotReducible("too many denominators for one normal form")
