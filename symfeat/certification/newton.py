"""How many zeros an expression has in an interval, proved by FLINT balls: bisection and interval Newton."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symfeat.certification.roots import shown
from symfeat.errors import EvaluationError
from symfeat.evaluate.analytic import continuous
from symfeat.evaluate.ball import balls, working_bits
from symfeat.evaluate.program import UndecidedComparison

_SMALLEST = fmpq(1, 2**40)  # of the box: a part this narrow that balls cannot decide stays undecided
_MOST_PARTS = 4000
_MOST_ROUNDS = 200
_CUTS = (fmpq(1, 2), fmpq(7, 16), fmpq(9, 16), fmpq(3, 8), fmpq(5, 8))


class UndecidedZeros(EvaluationError):
    """Balls cannot tell how many zeros there are; the message says where they fail."""


@dataclass(frozen=True)
class Zero:
    """An interval with exactly one zero in it, which interval Newton maps strictly into itself."""

    low: fmpq
    high: fmpq

    def ball(self, bits: int) -> arb:
        """A ball that holds the interval."""
        with working_bits(bits):
            return _ball(self.low, self.high)


class IntervalNewton:
    """An expression of one symbol and its derivative, enclosed over intervals.

    >>> x = sp.Symbol("x", real=True)
    >>> search = IntervalNewton(x**2 - 2, x, bits=128)
    >>> [zero.ball(128).str(20) for zero in search.zeros(fmpq(-2), fmpq(2), fmpq(1, 10**20))]
    ['[-1.4142135623730950488 +/- 1.69e-21]', '[1.4142135623730950488 +/- 1.69e-21]']
    """

    def __init__(self, expr: sp.Expr, symbol: sp.Symbol, bits: int) -> None:
        self.symbol, self.bits = symbol, bits
        self.pair = (expr, sp.diff(expr, symbol))
        self.parts = 0

    def zeros(self, low: fmpq, high: fmpq, tolerance: fmpq) -> list[Zero]:
        """All zeros in [low, high], each proved to exist and to be the only one of its interval.

        Parts without a zero are proved to have none. The intervals are narrower than `tolerance`. Raises
        UndecidedZeros for a zero at an end, a double one, or too few bits.
        """
        for end in (low, high):
            if self._sign(end) is None:
                raise UndecidedZeros(f"the equation cannot be told from zero at {self.symbol} = {shown(end)}")
        self.parts = 0
        found, open_parts = [], [(low, high)]
        while open_parts:
            self.parts += 1
            a, b = open_parts.pop()
            value, slope = self._over(a, b)
            if _excludes_zero(value) or self._stays_away(a, b, slope):
                continue
            if _is_real(value) and _is_real(slope) and _excludes_zero(slope):
                # Monotone: the signs at the ends decide.
                if self._sign(a) != self._sign(b):
                    found.append(self._contracted(a, b, tolerance))
                continue
            if b - a <= _SMALLEST * (high - low) or self.parts >= _MOST_PARTS:
                raise UndecidedZeros(f"balls decide nothing near {self.symbol} = {shown(a)}")
            cut = self._cut(a, b)
            open_parts += [(cut, b), (a, cut)]
        return found

    def _stays_away(self, a: fmpq, b: fmpq, slope: Any) -> bool:
        """Whether the mean value form, f(middle) + f'(interval) (x - middle), excludes zero."""
        if not _is_real(slope):
            return False
        middle = (a + b) / 2
        value, _ = self._over(middle, middle)
        with working_bits(self.bits):
            return _is_real(value) and _excludes_zero(value + slope * _ball(a - middle, b - middle))

    def _cut(self, a: fmpq, b: fmpq) -> fmpq:
        """A point between at which the sign is certain, so that no zero lies in two parts."""
        for cut in (a + share * (b - a) for share in _CUTS):
            if self._sign(cut) is not None:
                return cut
        raise UndecidedZeros(f"the equation cannot be told from zero near {self.symbol} = {shown(a)}")

    def _contracted(self, a: fmpq, b: fmpq, tolerance: fmpq) -> Zero:
        """Newton's interval map, until it stops contracting; then proof that it maps strictly inside."""
        for _ in range(_MOST_ROUNDS):
            image = self._newton(a, b)
            low, high = max(a, image[0]), min(b, image[1])
            if low > high:  # there is no zero after all: the sign changes at a jump
                raise UndecidedZeros(f"the equation jumps near {self.symbol} = {shown(a)}")
            if high - low > (b - a) * fmpq(3, 4):
                break
            a, b = low, high
        margin = (b - a) / 8 + fmpq(2) ** (16 - self.bits) * max(abs(a), abs(b), fmpq(1, 2**self.bits))
        low, high = a - margin, b + margin
        image = self._newton(low, high)
        if not (low < image[0] and image[1] < high):
            raise UndecidedZeros(f"Newton's map does not contract near {self.symbol} = {shown(a)}")
        if high - low > tolerance:
            raise UndecidedZeros(
                f"the zero near {self.symbol} = {shown(a)} is not known to the digits asked for"
            )
        return Zero(low, high)

    def _newton(self, a: fmpq, b: fmpq) -> tuple[fmpq, fmpq]:
        """The ends of middle - f(middle) / f'(interval)."""
        middle = (a + b) / 2
        (value, _), (_, slope) = self._over(middle, middle), self._over(a, b)
        if not (_is_real(value) and _is_real(slope)) or slope.contains(0):
            raise UndecidedZeros(f"the equation's derivative may vanish near {self.symbol} = {shown(middle)}")
        with working_bits(self.bits):
            image = arb(middle) - value / slope
            return image.lower().fmpq(), image.upper().fmpq()

    def _sign(self, at: fmpq) -> int | None:
        """Certain sign at a point, 0 where the value is not real; None if the balls cannot tell."""
        value, _ = self._over(at, at)
        if not _excludes_zero(value):
            return None
        return 0 if not _is_real(value) else 1 if value > 0 else -1

    def _over(self, a: fmpq, b: fmpq) -> tuple[Any, Any]:
        """Enclosures of the expression and its derivative over [a, b]; infinite balls where in doubt.

        Where the expression may jump, the derivative tells nothing: its ball is infinite then.
        """
        with working_bits(self.bits):
            interval = _ball(a, b)
        value, slope = (continuous(expr, self.symbol, interval, self.bits) for expr in self.pair)
        if acb(value).is_finite():
            return value, slope
        return self._enclosed(self.pair[0], interval), arb.nan()

    def _enclosed(self, expr: sp.Expr, interval: arb) -> Any:
        try:
            return balls((expr,), {self.symbol: interval}, self.bits)[0]
        except UndecidedComparison:
            return arb.nan()


def _ball(a: fmpq, b: fmpq) -> arb:
    return arb(a).union(arb(b)) if a != b else arb(a)


def _is_real(value: Any) -> bool:
    return type(value) is arb and value.is_finite()


def _excludes_zero(value: Any) -> bool:
    finite = acb(value)
    return finite.is_finite() and not finite.contains(0)
