"""The region that a goal speaks of: an interval for each symbol, and the relations between symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import sympy as sp
from flint import arb
from sympy.core.relational import Relational

from symfeat.checking.ball import holds
from symfeat.checking.rules.rule import Relations
from symfeat.evaluate.ball import ball

BITS = 128
_NEAR, _FAR = (sp.Rational(1, 10), sp.Rational(7, 5), sp.Integer(4), sp.Integer(25)), sp.Integer(300)
_SHARES = tuple(sp.Rational(n, 100) for n in (2, 29, 53, 81, 99))
_MOST_SAMPLES = 48


def number(expr: sp.Expr) -> arb:
    """A real number as a ball; not finite where it is none."""
    value = ball(expr, {}, BITS)
    return value if isinstance(value, arb) else arb.nan()


@dataclass(frozen=True)
class Span:
    """An interval of real numbers with exact ends, which may be infinite; an infinite end is open."""

    low: sp.Expr = sp.S.NegativeInfinity
    high: sp.Expr = sp.S.Infinity
    low_open: bool = True
    high_open: bool = True

    @property
    def compact(self) -> bool:
        """Whether both ends are finite."""
        return self.low.is_finite is True and self.high.is_finite is True

    def ends(self) -> tuple[arb, arb]:
        """The ends as balls."""
        return number(self.low), number(self.high)

    def above(self, low: sp.Expr, *, is_open: bool) -> Span:
        """The part of the interval above a number."""
        here, there = number(self.low), number(low)
        if there > here or (self.low == low and is_open):
            return Span(low, self.high, is_open, self.high_open)
        return self

    def below(self, high: sp.Expr, *, is_open: bool) -> Span:
        """The part of the interval below a number."""
        here, there = number(self.high), number(high)
        if there < here or (self.high == high and is_open):
            return Span(self.low, high, self.low_open, is_open)
        return self

    def holds_inside(self, value: sp.Expr) -> bool:
        """Whether a number certainly lies inside, at neither end."""
        low, high = self.ends()
        place = number(value)
        return bool(place > low and place < high)

    def inner(self) -> list[sp.Expr]:
        """Rational numbers inside it, near both ends and between."""
        if not self.compact:
            steps = (*_NEAR, _FAR)
            if self.low.is_finite:
                return [_rational(self.low) + step for step in steps]
            if self.high.is_finite:
                return [_rational(self.high) - step for step in steps]
            return [sign * step for step in _NEAR for sign in (1, -1)]
        low, high = self.low, self.high
        return [_rational(low + share * (high - low)) for share in _SHARES]


def _rational(value: sp.Expr) -> sp.Rational:
    if value.is_Rational:
        return value
    return sp.Rational(str(sp.N(value, 20)))


@dataclass(frozen=True)
class Region:
    """Where a goal has to hold: every symbol in its interval, and all relations true."""

    spans: tuple[tuple[sp.Symbol, Span], ...]
    relations: Relations = ()
    _known: Mapping[sp.Symbol, Span] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", dict(self.spans))

    def span(self, symbol: sp.Symbol) -> Span:
        """The interval of a symbol."""
        return self._known[symbol]

    def __contains__(self, symbol: sp.Basic) -> bool:
        return symbol in self._known

    def with_span(self, symbol: sp.Symbol, span: Span) -> Region:
        """The region with another interval for one symbol."""
        return Region(tuple((s, span if s == symbol else known) for s, known in self.spans), self.relations)

    def moved(self, change: Mapping[sp.Symbol, sp.Expr]) -> Region:
        """The region after symbols were replaced by expressions in others, new ones among them."""
        relations = [r.xreplace(dict(change)) for r in self.relations]
        for symbol, meaning in change.items():
            relations += as_relations(meaning, self.span(symbol))
        left = [r for r in relations if isinstance(r, Relational)]
        spans = {s: known for s, known in self.spans if s not in change}
        for meaning in change.values():
            for symbol in meaning.free_symbols:
                spans.setdefault(symbol, _assumed(symbol))
        return _tightened(spans, left)

    def fresh(self, like: sp.Symbol, **assumptions: bool) -> sp.Symbol:
        """A symbol that is not in use, with a name after another one's."""
        names = {s.name for s, _ in self.spans}
        name = like.name
        while name in names:
            name += "'"
        return sp.Symbol(name, real=True, **assumptions)

    def under(self, relation: Relational) -> Region:
        """The part of the region where one more relation holds."""
        return _tightened(dict(self.spans), [*self.relations, relation])

    @property
    def empty(self) -> bool:
        """Whether some interval holds no number."""
        return any(_is_empty(span) for _, span in self.spans)

    def samples(self, symbols: Iterable[sp.Symbol]) -> list[dict[sp.Symbol, sp.Expr]]:
        """Rational points of the region, spread out, for a first look at a goal."""
        ordered = sorted(symbols, key=lambda s: (s.name, str(s)))
        mentioned = [r for r in self.relations if r.free_symbols & set(ordered)]
        others = {s for r in mentioned for s in r.free_symbols} - set(ordered)
        ordered += sorted((s for s in others if s in self), key=str)
        columns = [self._values(s) for s in ordered]
        total = 1
        for column in columns:
            total *= len(column)
        stride = max(1, total // _MOST_SAMPLES)
        points = []
        for number, values in enumerate(product(*columns)):
            if number % stride == 0:
                points.append(dict(zip(ordered, values, strict=True)))
            if number > stride * _MOST_SAMPLES:
                break
        if not mentioned:
            return points
        return [p for p in points if all(holds(r, p) is True for r in mentioned)]

    def _values(self, symbol: sp.Symbol) -> list[sp.Expr]:
        values = self.span(symbol).inner()
        if not symbol.is_integer:
            return values
        span = self.span(symbol)
        if not span.low.is_Integer:
            return [sp.floor(v) for v in values]
        return [span.low + step for step in range(5) if span.high - span.low >= step]


def region_of(symbols: Iterable[sp.Symbol], relations: Sequence[Relational]) -> Region:
    """The intervals that assumptions and relations give to real symbols; every relation is kept, too."""
    return _tightened({s: _assumed(s) for s in symbols if s.is_extended_real}, relations)


def _tightened(spans: dict[sp.Symbol, Span], relations: Sequence[Relational]) -> Region:
    for _ in range(2):  # x < y < 1 bounds x once y is bounded
        for relation in relations:
            for symbol in sorted(relation.free_symbols, key=str):
                if symbol in spans:
                    spans[symbol] = _narrowed(symbol, relation, spans)
    several = tuple(r for r in relations if not (_is_spent(r, spans) or _is_implied(r, spans)))
    return Region(tuple(spans.items()), several)


def as_relations(meaning: sp.Expr, span: Span) -> list[sp.Basic]:
    """What an interval says of the expression that has its values."""
    found = []
    if span.low.is_finite:
        found.append(sp.Gt(meaning, span.low) if span.low_open else sp.Ge(meaning, span.low))
    if span.high.is_finite:
        found.append(sp.Lt(meaning, span.high) if span.high_open else sp.Le(meaning, span.high))
    return found


def _is_empty(span: Span) -> bool:
    low, high = span.ends()
    return bool(low > high) or (span.low == span.high and (span.low_open or span.high_open))


def _assumed(symbol: sp.Symbol) -> Span:
    low, high, low_open, high_open = -sp.oo, sp.oo, True, True
    if symbol.is_integer and symbol.is_positive:
        low, low_open = sp.S.One, False
    elif symbol.is_nonnegative:
        low, low_open = sp.S.Zero, bool(symbol.is_positive)
    if symbol.is_integer and symbol.is_negative:
        high, high_open = sp.S.NegativeOne, False
    elif symbol.is_nonpositive:
        high, high_open = sp.S.Zero, bool(symbol.is_negative)
    return Span(low, high, low_open, high_open)


def _narrowed(symbol: sp.Symbol, relation: Relational, spans: Mapping[sp.Symbol, Span]) -> Span:
    """The interval after a relation that is linear in the symbol, with a number as its factor."""
    span = spans[symbol]
    if isinstance(relation, (sp.Eq, sp.Ne)):
        return span
    gap = relation.gts - relation.lts  # type: ignore[attr-defined]
    if gap.has(sp.Abs) and (bound := _size_bound(symbol, gap)) is not None:
        strict = isinstance(relation, (sp.StrictGreaterThan, sp.StrictLessThan))
        return span.above(-bound, is_open=strict).below(bound, is_open=strict)
    slope = sp.diff(gap, symbol)
    if not slope.is_number or slope.is_extended_real is not True or slope == 0:
        return span
    rest = sp.expand(-(gap - slope * symbol) / slope)
    if symbol in rest.free_symbols:
        return span
    strict = isinstance(relation, (sp.StrictGreaterThan, sp.StrictLessThan))
    upwards = bool(slope > 0)
    bound, is_open = (rest, False) if not rest.free_symbols else _end_of(rest, spans, low=upwards)
    if bound is None or not bound.is_finite or bound.is_extended_real is not True:
        return span
    move = span.above if upwards else span.below
    return move(bound, is_open=strict or is_open)


def _size_bound(symbol: sp.Symbol, gap: sp.Expr) -> sp.Expr | None:
    """The number c where the relation is c - |symbol| > 0."""
    rest = sp.expand(gap + sp.Abs(symbol))
    return rest if rest.is_number and rest.is_positive else None


def _end_of(expr: sp.Expr, spans: Mapping[sp.Symbol, Span], *, low: bool) -> tuple[sp.Expr | None, bool]:
    """The least or the largest value of a linear expression on the intervals, and whether it is left out."""
    total, is_open = sp.S.Zero, False
    for term in sp.Add.make_args(expr):
        if not term.free_symbols:
            total += term
            continue
        factor, symbol = term.as_coeff_Mul()
        if symbol not in spans or not factor.is_Rational:
            return None, False
        span = spans[symbol]
        first = (factor > 0) == low
        end, left_out = (span.low, span.low_open) if first else (span.high, span.high_open)
        if not end.is_finite:
            return None, False
        total, is_open = total + factor * end, is_open or left_out
    return total, is_open


def _is_implied(relation: Relational, spans: Mapping[sp.Symbol, Span]) -> bool:
    """Whether a relation between symbols says nothing beyond their intervals."""
    if isinstance(relation, (sp.Eq, sp.Ne)):
        return False
    least, left_out = _end_of(sp.expand(relation.gts - relation.lts), spans, low=True)  # type: ignore[attr-defined]
    if least is None or not least.is_Rational:
        return False
    strict = isinstance(relation, (sp.StrictGreaterThan, sp.StrictLessThan))
    return bool(least > 0 or (least == 0 and (left_out or not strict)))


def _is_spent(relation: Relational, spans: Mapping[sp.Symbol, Span]) -> bool:
    """Whether the intervals say all that a relation says: it bounds one symbol by a number."""
    (symbol, *others) = sorted(relation.free_symbols, key=str) or [None]
    if others or symbol not in spans or isinstance(relation, (sp.Eq, sp.Ne)):
        return False
    gap = relation.lhs - relation.rhs
    return sp.diff(gap, symbol).is_number or sp.expand(gap.xreplace({sp.Abs(symbol): sp.S.Zero})).is_number
