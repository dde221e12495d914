"""Bounds of one coordinate, read from the relations that are linear in it, once others have values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb, fmpq
from sympy.core.relational import Relational

from symfeat.checking.search.interval import Interval
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import enclosures

_BITS = 96
_PARTS = (sp.Abs, sp.arg, sp.re, sp.im)  # the coordinates of a complex symbol


@dataclass(frozen=True)
class _Reading:
    """slope * coordinate + rest < 0 (or <= 0), with what has to be known first, and what may be zero."""

    slope: sp.Expr
    rest: sp.Expr
    strict: bool
    needs: frozenset[sp.Basic]
    favoured_at_zero: frozenset[sp.Basic]


class Bounds:
    """The intervals that relations leave to a real symbol, or to the modulus, angle or part of a complex one.

    >>> x, y = sp.symbols("x y", real=True)
    >>> Bounds([x < y, x > -2]).interval(x, {y: 3})
    Interval(low=Fraction(-2, 1), high=Fraction(3, 1), low_closed=False, high_closed=False)
    """

    def __init__(self, relations: Sequence[Relational]):
        self._readings: dict[sp.Basic, list[_Reading]] = {}
        for relation in relations:
            for coordinate, reading in _readings(relation):
                self._readings.setdefault(coordinate, []).append(reading)

    def speaks_of(self, coordinate: sp.Basic) -> bool:
        """Whether any relation bounds the coordinate."""
        return coordinate in self._readings

    def interval(self, coordinate: sp.Basic, point: Mapping[sp.Symbol, Any]) -> Interval:
        """What is left to the coordinate at the values of `point`; a bound that lacks values says nothing.

        A symbol without a value counts as zero where that is the most that a relation can allow: then the
        interval may be too wide, never too narrow.
        """
        found = Interval()
        for reading in self._readings.get(coordinate, ()):
            missing = reading.needs - point.keys()
            if missing <= reading.favoured_at_zero:
                found = found.meet(_bound(reading, {**point, **dict.fromkeys(missing, 0)}))
        return found


def _readings(relation: Relational) -> Iterator[tuple[sp.Basic, _Reading]]:
    if not isinstance(relation, Relational) or relation.rel_op not in ("<", "<=", ">", ">="):
        return
    gap = relation.lhs - relation.rhs if relation.rel_op in ("<", "<=") else relation.rhs - relation.lhs
    parts = {
        part: sp.Dummy(real=True)
        for part in gap.atoms(*_PARTS)
        if isinstance(part.args[0], sp.Symbol) and not part.args[0].is_real
    }
    flat = gap.xreplace(parts)
    names = {dummy: part for part, dummy in parts.items()}
    for coordinate in flat.free_symbols:
        if not coordinate.is_real:
            continue
        slope = sp.diff(flat, coordinate)
        if coordinate in slope.free_symbols or slope.has(sp.Derivative):
            continue
        rest = flat.xreplace({coordinate: sp.S.Zero})
        others = (rest.free_symbols | slope.free_symbols) - set(names)
        zero = {
            s for s in others - slope.free_symbols if s.is_nonnegative and sp.diff(rest, s).is_nonnegative
        }
        whole, start = slope.xreplace(names), rest.xreplace(names)
        needs = frozenset(whole.free_symbols | start.free_symbols)
        strict = relation.rel_op in ("<", ">")
        yield names.get(coordinate, coordinate), _Reading(whole, start, strict, needs, frozenset(zero))


def _bound(reading: _Reading, point: Mapping[sp.Symbol, Any]) -> Interval:
    try:
        slope, rest = enclosures((reading.slope, reading.rest), point, _BITS)
    except EvaluationError:
        return Interval()
    if not all(type(value) is fmpq or (type(value) is arb and value.is_finite()) for value in (slope, rest)):
        return Interval()
    if slope > 0:
        end = -rest / slope
        high = _fraction(end if type(end) is fmpq else end.lower())
        return Interval(high=high, high_closed=not reading.strict and type(end) is fmpq)
    if slope < 0:
        end = -rest / slope
        low = _fraction(end if type(end) is fmpq else end.upper())
        return Interval(low=low, low_closed=not reading.strict and type(end) is fmpq)
    return Interval()


def _fraction(value: Any) -> Fraction:
    if type(value) is not fmpq:
        value = value.fmpq()
    return Fraction(int(value.p), int(value.q))
