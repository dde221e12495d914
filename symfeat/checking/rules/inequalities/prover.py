"""The search for a proof that an expression is positive, or not negative, on a region.

A goal is looked at numerically first, so that time is spent on true ones alone; then strategies are tried in
turn, each of which reduces the goal to smaller ones or proves it. A search has a budget of goals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import sympy as sp
from flint import arb

from symfeat.checking.ball import ball_decides_sign
from symfeat.checking.exact import NotReducible, Unproved, prove
from symfeat.checking.rules.inequalities.interval import NoRange, Range
from symfeat.checking.rules.inequalities.ranges import range_of
from symfeat.checking.rules.inequalities.region import Region
from symfeat.checking.rules.inequalities.smooth import (
    NONNEGATIVE,
    NONZERO,
    NotSmooth,
    conditions,
)
from symfeat.claims.kinds import Identity
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import balls

DEPTH = 6
_LOOK_BITS = 96


@dataclass
class Prover:
    """One search; what it has proved, or failed to, is remembered."""

    strategies: tuple[Callable[[Prover, Goal], bool], ...]
    left: int = 150  # goals that may still be looked at
    exact_left: int = 12  # of which the exact engine may be asked
    known: dict[Goal, tuple[bool, int]] = field(default_factory=dict)
    ranges: dict[Region, dict[sp.Expr, Range]] = field(default_factory=dict)

    def proves(self, expr: sp.Expr, region: Region, *, strict: bool, depth: int = DEPTH) -> bool:
        """Whether the expression is proved to be > 0, or >= 0, on the whole region."""
        goal = Goal(sp.sympify(expr), region, strict, depth)
        if goal.expr.has(sp.nan, sp.zoo, sp.oo):
            return goal.expr is sp.oo
        if not goal.expr.free_symbols:
            return number_is_positive(goal.expr, strict=strict)
        if goal in self.known:
            proved, searched = self.known[goal]
            if proved or searched >= depth:
                return proved
        self.left -= 1
        if self.left < 0:
            raise NotReducible("the search for a proof has spent its budget")
        self.known[goal] = (False, depth)  # asked again before it is answered: a cycle
        proved = self._search(goal)
        self.known[goal] = (proved, depth)
        return proved

    def _search(self, goal: Goal) -> bool:
        if goal.region.empty:
            return True
        found = self.range(goal.expr, goal.region)
        if found is not None:
            if found.positive(strict=goal.strict):
                return True
            if found.negative(strict=not goal.strict):
                return False
        if goal.depth <= 0 or -1 in (signs := signs_at(goal.expr, goal.region)):
            return False
        if goal.strict and 0 in signs:
            return False
        return any(strategy(self, goal) for strategy in self.strategies)

    def range(self, expr: sp.Expr, region: Region) -> Range | None:
        """The range of an expression, if interval arithmetic gives one."""
        try:
            return range_of(expr, region, self.ranges.setdefault(region, {}))
        except NoRange:
            return None

    def sign(self, expr: sp.Expr, region: Region, depth: int) -> int:
        """1 or -1 where the expression is proved positive or negative, else 0."""
        signs = signs_at(expr, region)
        for sign in (1, -1):
            if signs == {sign} and self.proves(sign * expr, region, strict=True, depth=depth):
                return sign
        return 0

    def is_smooth(self, expr: sp.Expr, region: Region, depth: int, *, smooth: bool = True) -> bool:
        """Whether the expression is proved smooth on the region, or just continuous."""
        try:
            wanted = list(dict.fromkeys(conditions(expr, smooth=smooth)))
        except NotSmooth:
            return False
        for part, relation in wanted:
            if relation == NONZERO:
                if not self.sign(part, region, depth):
                    return False
            elif not self.proves(part, region, strict=relation != NONNEGATIVE, depth=depth):
                return False
        return True


@dataclass(frozen=True)
class Goal:
    """An expression that should be > 0, or >= 0, on a region; `depth` bounds what a proof may nest."""

    expr: sp.Expr
    region: Region
    strict: bool
    depth: int = field(default=DEPTH, compare=False)

    @property
    def symbols(self) -> list[sp.Symbol]:
        """The goal's own symbols, in a fixed order."""
        return sorted(self.expr.free_symbols, key=sp.default_sort_key)  # type: ignore[arg-type]


def number_is_positive(expr: sp.Expr, *, strict: bool) -> bool:
    """Whether a number is > 0, or >= 0: by balls, and an exact zero by its normal form."""
    try:
        sign = ball_decides_sign(expr, {})
    except EvaluationError:
        return False
    if sign is not None:
        return sign > 0 or (sign == 0 and not strict)
    return not strict and is_exactly_zero(expr)


def is_exactly_zero(expr: sp.Expr) -> bool:
    """Whether the normal form of an expression is zero."""
    if expr == 0:
        return True
    try:
        prove(Identity(expr, sp.S.Zero))
    except (Unproved, NotReducible):
        return False
    return True


def signs_at(expr: sp.Expr, region: Region) -> set[int]:
    """The certain signs of an expression at some points of the region; an exact zero counts as 0."""
    return {sign for _, sign in values_at(expr, region) if sign is not None}


def values_at(expr: sp.Expr, region: Region) -> Iterator[tuple[dict[sp.Symbol, sp.Expr], int | None]]:
    """Points of the region with the certain sign of the expression there; None if it is in doubt."""
    for point in region.samples(expr.free_symbols):  # type: ignore[arg-type]
        try:
            (value,) = balls((expr,), point, _LOOK_BITS)
        except EvaluationError:
            yield point, None
            continue
        sign = None
        if isinstance(value, arb) and value.is_finite():
            sign = 1 if value > 0 else -1 if value < 0 else 0 if value == 0 else None
        yield point, sign
