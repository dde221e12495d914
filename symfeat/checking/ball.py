"""The ball engine: certified counterexamples and signs from FLINT enclosures.

Two balls that are finite and disjoint prove that two values differ. Balls that overlap prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.evaluate.ball import enclosures, working_bits
from symfeat.evaluate.conditions import UNKNOWN
from symfeat.evaluate.program import Point, UndecidedComparison

BITS = 192  # about 50 digits, with some to lose
MAX_BITS = 768
SIGN_BITS = 64
_GROWTH = 4
_HUGE = 10**300  # a binary exponent of any size is a double up to this
_SMALLEST = 10_000.0
_SHOWN = 12  # digits of a value that are shown, beside those that it shares with the other one
VIOLATED = {"<": (0, 1), "<=": (1,), ">": (0, -1), ">=": (-1,), "!=": (0,)}


@dataclass(frozen=True)
class Separation:
    """Certificate that two values differ: a point, and a ball or an exact rational for each."""

    point: dict[sp.Symbol, Any]
    left: str
    right: str
    bits: int


def refute_identity(
    lhs: sp.Expr, rhs: sp.Expr, points: Iterable[Point], max_bits: int = MAX_BITS
) -> Separation | None:
    """The first point where the two sides lie in finite disjoint balls; None if no point tells them apart.

    Precision rises, up to `max_bits`, while a ball is too wide to say anything. The points must lie in the
    domain of the identity.

    >>> x = sp.Symbol("x")
    >>> refute_identity(sp.sin(x), x, [{x: 0}, {x: 1}]).point
    {x: 1}
    """
    for point in points:
        bits = BITS
        while bits <= max_bits:
            pair = Pair.at((lhs, rhs), point, bits)
            if pair and not pair.overlap:
                return pair.separation(point)
            if pair and pair.sharp:
                break
            bits *= _GROWTH
    return None


def refute_inequality(
    lhs: sp.Expr, rel: str, rhs: sp.Expr, points: Iterable[Point], max_bits: int = MAX_BITS
) -> Separation | None:
    """The first point where `lhs rel rhs` is certainly false; None if there is none among `points`.

    `rel` is one of <, <=, >, >=, !=. Equality of the sides counts against < > != only where it is exact.
    """
    for point in points:
        for bits in _precisions(max_bits):
            pair = Pair.at((lhs, rhs), point, bits)
            if pair and pair.order in VIOLATED[rel]:
                return pair.separation(point)
            if pair and pair.order is not None:
                break
    return None


def separate(first: sp.Expr, second: sp.Expr, max_bits: int = 8 * MAX_BITS) -> Separation | None:
    """Certificate that two constants differ; None if they agree as far as `max_bits` bits can tell.

    >>> separate(sp.pi, sp.Rational(355, 113)) is not None
    True
    """
    for bits in _precisions(max_bits):
        pair = Pair.at((first, second), {}, bits)
        if pair and not pair.overlap:
            return pair.separation({})
    return None


def ball_decides_sign(expr: sp.Expr, point: Point, max_bits: int = MAX_BITS) -> int | None:
    """Certain sign of `expr` at `point`: -1, 1, or 0 where the value is exactly zero; None if in doubt.

    >>> ball_decides_sign(sp.exp(sp.pi * sp.sqrt(163)) - 640320**3 - 744, {})
    -1
    """
    for bits in _precisions(max_bits):
        try:
            (value,) = enclosures((expr,), point, bits)
        except UndecidedComparison:
            continue
        if type(value) is fmpq or (type(value) is arb and value.is_finite()):
            if value == 0:
                return 0
            if value > 0 or value < 0:
                return 1 if value > 0 else -1
    return None


def holds(condition: sp.Basic, point: Point, max_bits: int = MAX_BITS) -> bool | None:
    """Whether a relation, or a combination of relations, is true at `point`; None if the balls cannot tell.

    >>> x = sp.Symbol("x")
    >>> holds(sp.sqrt(x) < 2, {x: 3})
    True
    """
    for bits in _precisions(max_bits):
        try:
            (truth,) = enclosures((condition,), point, bits)
        except UndecidedComparison:
            continue
        if truth is not UNKNOWN:
            return truth
    return None


def _precisions(max_bits: int) -> Iterable[int]:
    bits = SIGN_BITS
    while bits < max_bits:
        yield bits
        bits *= _GROWTH
    yield max_bits


@dataclass(frozen=True)
class Pair:
    """Two finite values, as balls or exact rationals, compared at the precision they came with."""

    left: Any
    right: Any
    bits: int

    @classmethod
    def at(cls, exprs: tuple[sp.Expr, sp.Expr], point: Point, bits: int) -> Pair | None:
        """The pair at a point; None where a branch is in doubt or a value may not be finite."""
        try:
            left, right = enclosures(exprs, point, bits)
        except UndecidedComparison:
            return None
        finite = all(type(value) is fmpq or value.is_finite() for value in (left, right))
        return cls(left, right, bits) if finite else None

    @property
    def real(self) -> bool:
        """Whether both values are certainly real."""
        return type(self.left) is not acb and type(self.right) is not acb

    @property
    def certainly_not_real(self) -> bool:
        """Whether the imaginary part of a side is certainly not zero."""
        return any(type(value) is acb and not value.imag.contains(0) for value in (self.left, self.right))

    @property
    def gap_bits(self) -> float:
        """The binary logarithm of the largest difference that the balls allow; -inf where they are equal."""
        with working_bits(self.bits):
            return _log2(acb(self.left - self.right).abs_upper())

    def relative_difference(self, least: float = float("-inf")) -> float:
        """(left - right) / the larger side, about, for real values; a side counts as 2^least at least."""
        with working_bits(self.bits):
            left, right = (arb(value) for value in (self.left, self.right))
            larger = abs(left).max(abs(right))
            if least > -_SMALLEST:
                larger = larger.max(arb(2) ** arb(least))
            return float(((left - right) / larger).mid()) if larger > 0 else 0.0

    @property
    def scale_bits(self) -> float:
        """The binary logarithm of the larger side."""
        with working_bits(self.bits):
            return max(_log2(acb(value).abs_upper()) for value in (self.left, self.right))

    @property
    def overlap(self) -> bool:
        if type(self.left) is fmpq and type(self.right) is fmpq:
            return self.left == self.right
        with working_bits(self.bits):
            return bool(acb(self.left).overlaps(acb(self.right)))

    @property
    def order(self) -> int | None:
        """Certain sign of left - right, for real values."""
        if type(self.left) is acb or type(self.right) is acb:
            return None
        with working_bits(self.bits):
            if self.left == self.right:
                return 0
            return -1 if self.left < self.right else 1 if self.left > self.right else None

    @property
    def sharp(self) -> bool:
        """Whether the values agree to half of the digits in use, so that more are unlikely to part them."""
        with working_bits(self.bits):
            gap, left, right = (
                acb(value).abs_upper() for value in (self.left - self.right, self.left, self.right)
            )
            return gap == 0 or bool(gap <= left.max(right) * arb((1, -(self.bits // 2))))

    def separation(self, point: Mapping[sp.Symbol, Any]) -> Separation:
        shared = min(max(0.0, self.scale_bits - self.gap_bits), self.bits)  # equal sides share all
        digits = min(self.bits * 3 // 10, _SHOWN + int(shared * 0.30103))
        with working_bits(self.bits):
            left, right = (
                str(value) if type(value) is fmpq else value.str(digits) for value in (self.left, self.right)
            )
        return Separation(dict(point), left, right, self.bits)


def _log2(value: arb) -> float:
    """Of an exact value that is not negative."""
    mantissa, exponent = value.man_exp()
    if not mantissa:
        return float("-inf")
    return int(mantissa).bit_length() + float(max(-_HUGE, min(_HUGE, int(exponent))))
