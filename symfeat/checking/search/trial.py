"""Both sides of a claim at points, in balls: each point is evaluated once at each precision."""

from __future__ import annotations

import time
from collections.abc import Mapping

import sympy as sp

from symfeat.checking.ball import BITS, Pair
from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.search.region import Point
from symfeat.errors import EvaluationError

_SMALL = 50  # integers at which gamma functions are worked out
_SECONDS = 1.0  # for one point in a worker; what takes longer is left out


class Trial:
    """The values of two sides, remembered.

    After `until`, on the monotonic clock, nothing more is evaluated.
    `blind` says why balls have no value at the last point where an evaluation gave up, if any did.
    """

    def __init__(self, lhs: sp.Expr, rhs: sp.Expr):
        self.sides = (lhs, rhs)
        self.blind = ""
        self.until = float("inf")
        self._known: dict[tuple[frozenset[object], int], Pair | None] = {}
        self._gave_up: set[frozenset[object]] = set()

    def pair(
        self, point: Mapping[sp.Symbol, sp.Expr], bits: int = BITS, seconds: float = _SECONDS
    ) -> Pair | None:
        """Both values at a point; None where one is not finite, or cannot be enclosed."""
        key = (frozenset(point.items()), bits)
        if key not in self._known:
            seconds = min(seconds, self.until - time.monotonic())
            if seconds <= 0:
                return None
            self._known[key] = self._evaluate(dict(point), bits, seconds)
        return self._known[key]

    def first_apart(self, point: Mapping[sp.Symbol, sp.Expr]) -> Pair | None:
        """The pair of disjoint balls met at a point with the fewest bits."""
        at = frozenset(point.items())
        met = sorted(
            (pair for (key, _), pair in self._known.items() if key == at and pair), key=lambda pair: pair.bits
        )
        return next((pair for pair in met if not pair.overlap), None)

    def gave_up(self, point: Mapping[sp.Symbol, sp.Expr]) -> bool:
        """Whether balls have no means to evaluate a side here, or took too long."""
        return frozenset(point.items()) in self._gave_up

    def _at_integers(self, point: Point, bits: int) -> Pair | None:
        """The pair where balls meet a pole and SymPy has a value: 1/gamma(-2) and 1/factorial(-1) are 0."""
        if not all(value.is_Integer and abs(value) <= _SMALL for value in point.values()):
            return None
        if not any(side.has(sp.gamma, sp.factorial) for side in self.sides):
            return None
        sides = [side.xreplace(point) for side in self.sides]
        if any(side.has(sp.nan, sp.zoo, sp.oo) for side in sides):
            return None
        return Pair.at((sides[0], sides[1]), {}, bits)

    def _evaluate(self, point: Point, bits: int, seconds: float) -> Pair | None:
        try:
            with limited(seconds):
                written = {s: value for s, value in point.items() if value.atoms(sp.exp, sp.NumberSymbol)}
                if not written:
                    found = Pair.at(self.sides, point, bits)
                    return self._at_integers(point, bits) if found is None else found
                left, right = (side.xreplace(written) for side in self.sides)  # no ball is as sharp
                return Pair.at((left, right), point, bits)
        except OutOfTime:
            if remaining() <= 0:  # the time of a caller has ended, too
                raise
            self.blind = f"a point took more than {seconds:g} s"
        except SystemError:  # a time limit that met a callback of FLINT's integration
            self.blind = f"a point took more than {seconds:g} s"
        except (EvaluationError, ArithmeticError, ValueError) as error:
            self.blind = str(error)
        self._gave_up.add(frozenset(point.items()))
        return None
