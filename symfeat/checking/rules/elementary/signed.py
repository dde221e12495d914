"""A part of a domain: points of it, and signs of real expressions on all of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from symfeat.checking.ball import ball_decides_sign
from symfeat.checking.exact import NotReducible, Tower, Unproved
from symfeat.checking.exact.cases import Facts
from symfeat.checking.exact.ring import Slack
from symfeat.checking.exact.sign import NONNEGATIVE, POSITIVE, UNKNOWN, Sign, sign_by_assumption
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.rules.elementary.ranges import range_sign
from symfeat.checking.rules.rule import Ask
from symfeat.claims.kinds import Inequality
from symfeat.errors import EvaluationError

POINTS = 3
_DRAWS = 400
_LONG = 40  # operations beyond which the sign of an expression is not asked of the other rules


@dataclass
class Signed:
    """Where `facts` hold: expressions that are not negative, positive where the flag says so."""

    expressions: tuple[sp.Expr, ...]
    facts: Facts
    ask: Ask
    points: Sequence[dict[sp.Symbol, Any]] = ()
    _signs: dict[sp.Expr, Sign] = field(default_factory=dict)
    _hopeless: set[sp.Expr] = field(default_factory=set)  # whose sign the other rules were asked for

    @property
    def symbols(self) -> list[sp.Symbol]:
        """The symbols of the claim and of what is assumed."""
        every = {s for e in (*self.expressions, *(f for f, _ in self.facts)) for s in e.free_symbols}
        return sorted((s for s in every if isinstance(s, sp.Symbol)), key=str)

    def sample(self, seed: int = 0) -> None:
        """Look for points at which all facts hold strictly."""
        source = random.Random(seed)
        found: list[dict[sp.Symbol, Any]] = []
        bounds = {s: self._bounds(s) for s in self.symbols}
        for _ in range(_DRAWS):
            if len(found) == POINTS:
                break
            point = {s: _drawn(source, s, *bounds[s]) for s in self.symbols}
            if all(self._holds(fact, point) for fact, _ in self.facts):
                found.append(point)
        self.points = found

    def _bounds(self, symbol: sp.Symbol) -> tuple[sp.Expr | None, sp.Expr | None]:
        """Numbers between which the facts about this symbol alone, where they are linear, put it."""
        low, high = (sp.S.Zero if symbol.is_nonnegative else None), None
        for fact, _ in self.facts:
            if fact.free_symbols == {symbol} and (slope := sp.diff(fact, symbol)).is_number:
                end = symbol - fact / slope
                end = sp.expand(end)
                if slope.is_positive:
                    low = end if low is None or bool(end > low) else low
                elif slope.is_negative:
                    high = end if high is None or bool(end < high) else high
        return low, high

    def _holds(self, fact: sp.Expr, point: dict[sp.Symbol, Any]) -> bool:
        try:
            return ball_decides_sign(fact, point, 192) == 1
        except EvaluationError:
            return False

    # What holds on all of the cell

    def sign(self, expr: sp.Expr, *, ask: bool = True) -> Sign:
        """The signs that a real expression is known to have at most; the other rules are asked last."""
        known = self._signs.get(expr)
        if known is None:
            known = self._signs[expr] = self._sign(expr)
        if ask and not (known.nonnegative or known.nonpositive) and expr not in self._hopeless:
            seen = self._seen(expr)
            if len(seen) == 1 and sp.count_ops(expr) <= _LONG:
                known = self._signs[expr] = self._asked(expr, seen == {1})
            self._hopeless.add(expr)
        return known

    def _seen(self, expr: sp.Expr) -> set[int | None]:
        """The signs at the points."""
        seen: set[int | None] = set()
        for point in self.points:
            try:
                seen.add(ball_decides_sign(expr, point, 192))
            except EvaluationError:
                seen.add(None)
        return seen - {0, None} or {None, 0}

    def _sign(self, expr: sp.Expr) -> Sign:
        plain = sign_by_assumption(expr)
        if plain.known or {-1, 1} <= self._seen(expr):
            return plain
        if expr.is_polynomial(*expr.free_symbols):
            factors = sp.factor_list(expr)[1]
            if len(factors) > 1:
                sign = sign_by_assumption(sp.factor_list(expr)[0])
                for factor, power in factors:
                    sign = sign * self.sign(factor, ask=False) ** int(power)
                plain = _both(plain, sign)
                if plain.known:
                    return plain
        above, below = sp.fraction(sp.together(expr))
        if not below.is_number:
            return _both(plain, self.sign(above, ask=False) * self.sign(below, ask=False).without_zero())
        known = plain
        for given in (sp.S.Zero, *(fact for fact, _ in self.facts)):
            for direction in (1, -1):
                rest = sp.expand(direction * expr - given)
                with suppress(NotReducible):
                    found = sign_of(Tower([rest], self.facts), rest, strict=True)
                    if found.nonnegative:
                        strict = found.positive or dict(self.facts).get(given, False)
                        found = POSITIVE if strict else NONNEGATIVE
                        known = _both(known, found if direction == 1 else -found)
                if known.known:
                    return known
        return _both(known, range_sign(expr, {s: self._bounds(s) for s in expr.free_symbols}))

    def _asked(self, expr: sp.Expr, upward: bool) -> Sign:
        under = tuple(sp.Gt(f, 0) if strict else sp.Ge(f, 0) for f, strict in self.facts)
        under = tuple(u for u in under if u not in (sp.true, sp.false))
        try:
            self.ask(Inequality(expr, ">=" if upward else "<=", sp.S.Zero), under)
        except (Unproved, NotReducible):
            return UNKNOWN
        return NONNEGATIVE if upward else -NONNEGATIVE

    def is_positive(self, expr: sp.Expr) -> bool:
        """Whether it is positive in the interior."""
        if self.sign(expr).positive:
            return True
        if not self.sign(expr).nonnegative:
            return False
        inner = {s: Slack(s.name, positive=True) for s in self.symbols if s.is_nonnegative}
        facts = tuple((fact.xreplace(inner), True) for fact, _ in self.facts)
        bounds = {inner.get(s, s): self._bounds(s) for s in self.symbols}
        expr = expr.xreplace(inner)
        if range_sign(expr, bounds, strict=True).positive:
            return True
        try:
            if sign_of(Tower([expr], facts), expr, strict=True).positive:
                return True
            self.ask(Inequality(expr, ">", sp.S.Zero), tuple(sp.Gt(f, 0) for f, _ in facts))
        except (Unproved, NotReducible):
            return False
        return True


def _both(first: Sign, second: Sign) -> Sign:
    return Sign(first.possible & second.possible or first.possible)


def _drawn(source: random.Random, symbol: sp.Symbol, low: sp.Expr | None, high: sp.Expr | None) -> sp.Expr:
    if symbol.is_integer:
        return sp.Integer(source.randint(1 if symbol.is_positive else 0 if symbol.is_nonnegative else -9, 9))
    share = sp.Rational(source.randint(1, 999), 1000)
    if low is not None and high is not None:
        return _near(low) + (_near(high) - _near(low)) * share
    size = share * source.choice((1, 1, 3, 8))
    if low is not None:
        return _near(low) + size
    if high is not None:
        return _near(high) - size
    return size * source.choice((1, -1))


def _near(number: sp.Expr) -> sp.Rational:
    return sp.Rational(str(sp.N(number, 15)))
