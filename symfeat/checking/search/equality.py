"""Where the sides of a strict relation meet: numbers that minima look like, tried exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import sympy as sp

from symfeat.checking.ball import BITS, Pair, holds
from symfeat.checking.search.region import Point, Region, conforms
from symfeat.errors import EvaluationError

_SHORT = 60  # the largest denominator of a rational that a number is taken for
_CLOSE = 1e-7
_FAMOUS = (
    sp.pi, sp.pi / 2, sp.pi / 4, sp.pi / 3, sp.pi / 6, 2 * sp.pi, sp.pi * 3 / 2, sp.E, 1 / sp.E,
    sp.sqrt(2), sp.sqrt(3), 1 / sp.sqrt(2), sp.log(2), sp.GoldenRatio, sp.sqrt(sp.E), 2 * sp.pi / 3,
    3 * sp.pi / 4, 5 * sp.pi / 6, 3 * sp.pi,
)  # fmt: skip
_ALL_ALIKE = (*map(sp.Integer, (0, 1, -1, 2)), *(sp.Rational(1, n) for n in (2, 3, 4)))


def famous_points(region: Region, base: Point) -> Iterator[Point]:
    """The base with one symbol at a well known irrational number, of either sign."""
    for symbol in region.symbols:
        if symbol.is_extended_real and not symbol.is_integer and not symbol.is_rational:
            for number in _FAMOUS:
                for value in (number, -number):
                    if conforms(symbol, value):
                        yield base | {symbol: value}


def likenesses(value: sp.Expr) -> Iterator[sp.Expr]:
    """Exact numbers close to a rational one: fractions, roots, multiples of pi, powers of e, logarithms."""
    number = float(value)
    if number == 0 or not 1e-9 < abs(number) < 1e9:
        return
    sign = 1 if number > 0 else -1
    size = abs(number)
    forms = (
        (size, lambda r: r),
        (size**2, sp.sqrt),
        (size / float(sp.pi), lambda r: r * sp.pi),
        (float(sp.log(size)), sp.exp),
        (float(sp.exp(min(size, 40.0))), sp.log),
        (size**3, lambda r: sp.root(r, 3)),
        (size / float(sp.E), lambda r: r * sp.E),
    )
    for image, back in forms:
        near = Fraction(image).limit_denominator(_SHORT)
        if abs(float(near) - image) < _CLOSE * max(1.0, abs(image)) and near != 0:
            exact = back(sp.Rational(near.numerator, near.denominator))
            if exact.is_real and abs(float(exact) - size) < _CLOSE * max(1.0, size):
                yield sign * exact


def alike(point: Point) -> Iterator[Point]:
    """The point with its values replaced by exact numbers that they are close to."""
    for symbol, value in point.items():
        if value.is_Rational and not symbol.is_integer:
            for exact in likenesses(value):
                yield point | {symbol: exact}
    whole = {s: next(likenesses(v), v) if v.is_Rational else v for s, v in point.items()}
    yield whole


def all_alike(region: Region, base: Point) -> Iterator[Point]:
    """The base with all real symbols at one number, where symmetric sides meet."""
    for number in _ALL_ALIKE:
        moved = {s: number for s in region.symbols if s.is_extended_real and conforms(s, number)}
        if len(moved) > 1 and region.admits(point := base | moved):
            yield point


def inside(relations: Sequence[sp.Basic], point: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Whether a point with irrational coordinates certainly belongs to the domain."""
    if not all(conforms(s, v) for s, v in point.items()):
        return False
    return all(_certain(relation.xreplace(dict(point))) for relation in relations)


def _certain(relation: sp.Basic) -> bool:
    try:
        return relation == sp.true or (relation != sp.false and holds(relation, {}) is True)
    except EvaluationError:
        return False


def meet(lhs: sp.Expr, rhs: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Whether both sides agree to half of the digits in use at a point, so that an exact look is worth it."""
    sides = (lhs.xreplace(dict(point)), rhs.xreplace(dict(point)))
    if any(side.has(sp.nan, sp.zoo, sp.oo, -sp.oo) for side in sides):
        return False
    try:
        pair = Pair.at(sides, {}, BITS)
    except (EvaluationError, ArithmeticError, ValueError):
        return False
    return pair is not None and pair.overlap and pair.gap_bits <= max(pair.scale_bits, 0) - BITS / 2
