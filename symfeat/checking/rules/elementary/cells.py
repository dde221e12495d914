"""Connected parts of a domain: what is assumed there, signs of expressions, points, and further division."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
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
from symfeat.checking.rules.elementary.connected import is_connected
from symfeat.checking.rules.elementary.field import SIZE, Element
from symfeat.checking.rules.elementary.ranges import range_sign
from symfeat.checking.rules.rule import Ask
from symfeat.claims.kinds import Inequality
from symfeat.errors import EvaluationError

POINTS = 3
_DRAWS = 400
_LONG = 40  # operations beyond which the sign of an expression is not asked of the other rules


class Split(Exception):
    """The place has to be divided by the sign of a real expression."""

    def __init__(self, expr: sp.Expr) -> None:
        super().__init__(f"the sign of {expr} is open")
        self.expr = expr


@dataclass
class Cell:
    """Where `facts` hold: expressions that are not negative, positive where the flag says so."""

    expressions: tuple[sp.Expr, ...]
    facts: Facts
    ask: Ask
    points: Sequence[dict[sp.Symbol, Any]] = ()
    _signs: dict[sp.Expr, Sign] = field(default_factory=dict)
    _hopeless: set[sp.Expr] = field(default_factory=set)  # whose sign the other rules were asked for
    _connected: bool | None = None

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

    def require_connected(self) -> None:
        """Ask for a division unless the interior, where all facts hold strictly, is connected."""
        if self._connected is None:
            self._connected = bool(self.points) and is_connected(self.symbols, [f for f, _ in self.facts])
        if not self._connected:
            for symbol in self.symbols:
                if not (symbol.is_nonnegative or symbol.is_nonpositive):
                    raise Split(symbol)
            raise NotReducible("the domain is not shown to be connected")

    def require_continuous(self, form: Any, inside: Element) -> None:
        """Ask for a division, or raise NotReducible, unless the principal log of `inside` is continuous.

        It is on the real numbers of one sign, on the right half plane and on the closed upper one, zero
        aside. Zeros that do not divide an open set may be left out: those of a polynomial without repeated
        factors that does not change its sign, and the common ones of two coprime polynomials.
        """
        self._require_no_whole_numbers(form, inside)
        self.require_connected()
        if form.is_real(inside):
            self._require_signs(form, inside)
            return
        self.require_finite(form, inside)
        real, imaginary = form.real_part(inside), form.imaginary_part(inside)
        coprime = _plain(form, real) and _plain(form, imaginary)
        coprime = coprime and real[0].gcd(imaginary[0]).is_constant()
        for ask in (False, True):
            for part in (real, imaginary):
                expr = form.written(part)
                sign = self.sign(expr, ask=ask)
                if sign.positive or (sign.nonnegative and (coprime or self._is_positive(expr))):
                    return
            if self.sign(form.written(imaginary), ask=ask).negative:
                return
        raise Split(self._open_factor(form.written(imaginary)))

    def _open_factor(self, expr: sp.Expr) -> sp.Expr:
        """A factor of unknown sign of a polynomial of unknown sign."""
        if expr.is_polynomial(*expr.free_symbols):
            for factor, power in sp.factor_list(expr)[1]:
                sign = self.sign(factor)
                if power % 2 and not (sign.nonnegative or sign.nonpositive):
                    return factor
        return expr

    def require_finite(self, form: Any, element: Element) -> None:
        """The same, unless the element has no pole that divides the cell."""
        self._require_no_whole_numbers(form, element)
        self.require_connected()
        below = (element[1], form.field.one[1])
        if not form.field.is_constant(below) and not form.is_monomial(below):
            size = below if form.is_real(below) else form.field.multiply(below, form.conjugate(below))
            self._require_signs(form, size)

    def _require_no_whole_numbers(self, form: Any, element: Element) -> None:
        if form.has_whole_numbers(element):
            raise NotReducible("a branch depends on a whole number")

    def _require_signs(self, form: Any, element: Element) -> None:
        """That a real element has neither zeros nor poles that divide the cell."""
        factors = [f for poly in element for f, _ in form.field.factors(poly)[1] if not form.is_monomial(f)]
        if not all(form.is_real(factor) for factor in factors):
            factors = [element]
        for factor in factors:
            expr = form.written(factor)
            if _plain(form, factor):
                sign = self.sign(expr)
                if not (sign.nonnegative or sign.nonpositive):
                    raise Split(expr)
            elif not (self._is_positive(expr) or self._is_positive(-expr)):
                raise NotReducible(f"{expr} may have zeros")

    def _is_positive(self, expr: sp.Expr) -> bool:
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

    # Division

    def parts(self, expr: sp.Expr) -> Iterator[Cell]:
        """The cells where the expression is not negative and where it is negative."""
        expr = _plainer(expr)
        if isinstance(expr, sp.Symbol) and not expr.is_nonnegative:
            up = Slack(expr.name, nonnegative=True, integer=expr.is_integer)
            down = Slack(expr.name, positive=True, integer=expr.is_integer)
            yield self._changed({expr: up})
            yield self._changed({expr: -down})
            return
        if self.sign(-expr).nonnegative:
            yield from self._where_zero(expr)
        else:
            yield Cell(self.expressions, (*self.facts, (expr, False)), self.ask)
        yield self._where_positive(-expr)

    def _where_positive(self, expr: sp.Expr) -> Cell:
        """Where a product of factors that are not negative is positive, none of them is zero."""
        factors = [f for f, _ in sp.factor_list(expr)[1]] if expr.is_polynomial(*expr.free_symbols) else []
        signs = [self.sign(f) for f in factors]
        if not factors or not all(sign.nonnegative or sign.nonpositive for sign in signs):
            return Cell(self.expressions, (*self.facts, (expr, True)), self.ask)
        pairs = list(zip(factors, signs, strict=True))
        more = tuple((f if sign.nonnegative else -f, True) for f, sign in pairs if not f.is_Symbol)
        change = {f: Slack(f.name, positive=True) for f in factors if isinstance(f, sp.Symbol)}
        return self._changed(change, more)

    def _where_zero(self, expr: sp.Expr) -> Iterator[Cell]:
        """Where some factor of a polynomial is zero; each has to be linear in a symbol."""
        if not expr.is_polynomial(*expr.free_symbols):
            raise NotReducible(f"cannot divide where {expr} = 0")
        for factor, _ in sp.factor_list(expr)[1]:
            yield self._where_linear_is_zero(factor)

    def _where_linear_is_zero(self, expr: sp.Expr) -> Cell:
        for symbol in sorted(expr.free_symbols, key=str):
            slope = sp.diff(expr, symbol)
            if slope.is_number and slope != 0:
                root = sp.expand(symbol - expr / slope)
                more: Facts = ()
                if symbol.is_nonnegative:
                    more = ((root, bool(symbol.is_positive)),)
                return self._changed({symbol: root}, more)
        raise NotReducible(f"cannot divide where {expr} = 0")

    def _changed(self, change: dict[sp.Symbol, sp.Expr], more: Facts = ()) -> Cell:
        facts = tuple((f.xreplace(change), strict) for f, strict in (*self.facts, *more))
        # A fact without symbols is kept where it is false: the cell is empty.
        kept = tuple((f, s) for f, s in facts if f.free_symbols or not (f > 0 or (f == 0 and not s)))
        return Cell(tuple(e.xreplace(change) for e in self.expressions), kept, self.ask)

    def collapsed(self) -> list[Cell] | None:
        """None unless the cell is shown to be thin; then what it consists of, nothing if it is empty."""
        for k, (fact, strict) in enumerate(self.facts):
            others = (*self.facts[:k], *self.facts[k + 1 :])
            try:
                sign = sign_of(Tower([fact], others), fact, strict=True)
            except NotReducible:
                continue
            if sign.negative or (strict and sign.nonpositive):
                return []
            if sign.nonpositive and fact.is_polynomial(*fact.free_symbols):
                thin = Cell(self.expressions, others, self.ask)
                return [c for factor, _ in sp.factor_list(fact)[1] for c in thin._where_zero(factor)]
        return None


def _plain(form: Any, element: Element) -> bool:
    """Whether the element is a rational function of symbols alone."""
    return all(
        isinstance(form.field.meaning(k), sp.Symbol) or k == SIZE - 2 for k in form.field.used(element)
    )


def _plainer(expr: sp.Expr) -> sp.Expr:
    """An expression of the same sign: of a difference of two exponentials, that of their exponents."""
    terms = sp.Add.make_args(sp.expand(expr))
    if len(terms) != 2 or not expr.has(sp.exp):
        return expr
    pairs = [term.as_independent(sp.exp) for term in terms]
    (first, up), (second, down) = pairs
    opposite = (first.is_positive and second.is_negative) or (first.is_negative and second.is_positive)
    if not opposite or not all(power == 1 or isinstance(power, sp.exp) for power in (up, down)):
        return expr
    exponents = [power.args[0] if isinstance(power, sp.exp) else sp.S.Zero for power in (up, down)]
    gap = sp.sympify(exponents[0]) - sp.sympify(exponents[1]) + sp.log(-first / second)
    return sp.expand(gap if first.is_positive else -gap)


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
