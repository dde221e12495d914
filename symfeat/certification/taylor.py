"""Integrate a polynomial flow to any number of digits: Taylor series of its solution, step after step.

The rates become a list of linear combinations and products of power series, once; each step works out the
series of the state around where it stands, coefficient by coefficient, and goes as far as the last
coefficients allow. Numbers are integers in units of 2^-bits, which Python multiplies faster than balls.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

import sympy as sp
from flint import arb, fmpq

from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import balls
from symfeat.evaluate.program import Program

_SLACK = 24  # bits below the tolerance, for the rounding of sums and products
_FARTHEST = 200  # as an exponent of two: no unit of time beyond is looked for
_MOST_EXTRA = 2000  # digits for the sake of small values
_FRACTION = 10  # bits after the point of a step's length, in units of the series' time


@dataclass(frozen=True)
class Accuracy:
    """How an integration is carried out: each step's error stays below 10^-digits, at the series' order."""

    digits: int
    order: int

    @classmethod
    def of(cls, digits: int) -> Accuracy:
        """The order at which a step of a given error costs least: about 1.2 terms a digit."""
        return cls(digits, max(8, round(1.2 * digits)))

    def finer(self) -> Accuracy:
        """Another tolerance and another order, to see what an integration owes to its own."""
        return Accuracy(self.digits + 6, self.order + 5)

    def holding(self, values: Iterable[Any]) -> Accuracy:
        """With digits more for the smallest value that is not zero: what begins below a tolerance may grow.

        >>> Accuracy.of(20).holding([fmpq(0), fmpq(2), fmpq(1, 10**30)]).digits
        50
        """
        exponents = [_exponent(value) for value in values if not value == 0]  # noqa: SIM201 - a ball
        extra = math.ceil(max(0.0, -min(exponents, default=0.0)))
        if extra > _MOST_EXTRA:
            raise EvaluationError(f"a value of the flow is smaller than 1e-{_MOST_EXTRA}, and not zero")
        return self if not extra else Accuracy(self.digits + extra, self.order + round(1.2 * extra))

    @property
    def bits(self) -> int:
        return math.ceil(self.digits * math.log2(10)) + _SLACK


@dataclass(frozen=True)
class Step:
    """The solution on [start, start + length]: Taylor polynomials of the state in (t - start) / 2^scale."""

    start: fmpq
    scale: int
    ticks: int  # length in units of 2^(scale - _FRACTION)
    series: tuple[list[int], ...]
    bits: int
    digits: int  # to which the integration is accurate

    @property
    def length(self) -> fmpq:
        return self.ticks * fmpq(2) ** (self.scale - _FRACTION)

    @property
    def log_speed(self) -> float:
        """Natural logarithm of the largest rate of a state at the start; -inf at rest."""
        fastest = max(abs(c[1]) for c in self.series)
        return math.log(fastest) - (self.bits + self.scale) * math.log(2) if fastest else -math.inf

    def at(self, time: fmpq) -> list[arb]:
        """The state at a time inside the step."""
        share = (time - self.start) * fmpq(2) ** (self.bits - self.scale)
        return [arb((value, -self.bits)) for value in self._sum(int(share.floor()), self.bits)]

    def end(self) -> list[int]:
        return self._sum(self.ticks, _FRACTION)

    def _sum(self, share: int, bits: int) -> list[int]:
        values = []
        for coefficients in self.series:
            total = 0
            for coefficient in reversed(coefficients):
                total = (total * share >> bits) + coefficient
            values.append(total)
        return values


class SeriesProgram:
    """Straight-line form of polynomial rates: sums with constant factors, and products, of power series.

    `parameter` is a symbol that stays open and gets its number with every integration. Raises EvaluationError
    where a rate is not a polynomial of the state.

    >>> x, k = sp.symbols("x k")
    >>> program = SeriesProgram({x: k * x * (1 - x)}, k)
    >>> steps = program.integrate({x: fmpq(1, 2)}, fmpq(3), Accuracy.of(20))
    >>> (state,) = next(step for step in steps if step.start + step.length > 1).at(fmpq(1))
    >>> round(float(state), 14)
    0.95257412682243
    """

    def __init__(self, rates: Mapping[sp.Symbol, sp.Expr], parameter: sp.Symbol | None = None) -> None:
        self.state = tuple(rates)
        self.parameter = parameter
        self._constants: list[sp.Expr] = []
        self._operations: list[tuple[Any, ...]] = []
        self._slots = len(self.state)
        program = Program(rates.values())
        self._of_node: list[int | None] = []
        for node in program.nodes:
            self._of_node.append(self._compiled(node.head, node.args, node.source, program))
        self.outputs = [self._as_series(index, program) for index in program.outputs]

    def _compiled(self, head: str, args: tuple[int, ...], source: Any, program: Program) -> int | None:
        """The slot of a node's series; None for a node that does not depend on the state."""
        if source in self.state:
            return self.state.index(source)
        moving = [slot for arg in args if (slot := self._of_node[arg]) is not None]
        if not moving:
            return None
        still = [program.nodes[arg].source for arg in args if self._of_node[arg] is None]
        if head == "Add":
            one = self._constant(sp.S.One)
            return self._combined([(one, slot) for slot in moving], sp.Add(*still))
        if head == "Mul":
            product = moving[0]
            for slot in moving[1:]:
                product = self._product(product, slot)
            if not still:
                return product
            return self._combined([(self._constant(sp.Mul(*still)), product)], sp.S.Zero)
        if head == "Pow" and isinstance(source.exp, sp.Integer) and source.exp > 0:
            product = moving[0]
            for _ in range(int(source.exp) - 1):
                product = self._product(product, moving[0])
            return product
        raise EvaluationError(f"the rates must be polynomials of the state; got {source}")

    def _as_series(self, index: int, program: Program) -> int:
        slot = self._of_node[index]
        return self._combined([], program.nodes[index].source) if slot is None else slot

    def _constant(self, expr: sp.Expr) -> int:
        if expr not in self._constants:
            self._constants.append(expr)
        return self._constants.index(expr)

    def _slot(self, *operation: Any) -> int:
        self._operations.append(operation)
        self._slots += 1
        return self._slots - 1

    def _product(self, first: int, second: int) -> int:
        return self._slot(first, second, None)

    def _combined(self, terms: list[tuple[int, int]], rest: sp.Expr) -> int:
        return self._slot(terms, None, self._constant(rest))

    def holding(self, start: Mapping[sp.Symbol, Any], accuracy: Accuracy) -> Accuracy:
        """An accuracy at which neither a start value nor a constant of the rates is lost among its errors."""
        still = tuple(c for c in self._constants if self.parameter not in c.free_symbols)
        return accuracy.holding([*start.values(), *balls(still, {}, accuracy.bits)])

    def integrate(self, start: Mapping[sp.Symbol, Any], parameter: Any, accuracy: Accuracy) -> Iterator[Step]:
        """The steps of the solution from `start` at time 0, without end.

        `start` and `parameter` are rationals or balls, of which the midpoints are taken. Raises
        EvaluationError for a start value that is not zero but below the unit.
        """
        bits = accuracy.bits
        point = {} if self.parameter is None else {self.parameter: parameter}
        constants = [fixed(value, bits) for value in balls(tuple(self._constants), point, bits + _SLACK)]
        state = [fixed(start[s], bits) for s in self.state]
        for symbol, value in zip(self.state, state, strict=True):
            if value in (0, -1) and start[symbol] != 0:
                raise EvaluationError(f"{symbol} starts below the unit 2^-{bits}, and would be lost")
        time, scale, change, settled = fmpq(0), 0, 0, False
        while True:
            series = self._series(state, constants, scale, accuracy)
            ticks = _ticks(series, accuracy)
            # The unit of time follows the steps, so that no coefficient outgrows its rounding.
            before, change = change, (ticks >= 1 << _FRACTION) - (ticks < 1 << (_FRACTION - 1))
            settled = settled or change in (0, -before) or abs(scale) > _FARTHEST
            if settled:
                step = Step(time, scale, min(ticks, 1 << _FRACTION), series, bits, accuracy.digits)
                yield step
                time, state = time + step.length, step.end()
            scale += change

    def _series(
        self, state: list[int], constants: list[int], scale: int, accuracy: Accuracy
    ) -> tuple[list[int], ...]:
        """Taylor coefficients of the state, by Cauchy products, in time counted in units of 2^scale."""
        bits, one = accuracy.bits, 1 << accuracy.bits
        slots: list[list[int]] = [[value] for value in state] + [[] for _ in self._operations]
        plan = list(zip(slots[len(state) :], self._operations, strict=True))
        outputs = [slots[output] for output in self.outputs]
        longer, shorter = max(scale, 0), max(-scale, 0)
        for k in range(accuracy.order):
            for into, (first, second, rest) in plan:
                if second is not None:
                    into.append(sum(map(mul, slots[first], reversed(slots[second]))) >> bits)
                    continue
                total = 0 if k else constants[rest]
                for index, slot in first:
                    term = slots[slot][k]
                    total += term if constants[index] == one else constants[index] * term >> bits
                into.append(total)
            divisor = (k + 1) << shorter
            for coefficients, output in zip(slots, outputs, strict=False):
                coefficients.append((output[k] << longer) // divisor)
        return tuple(slots[: len(state)])


def fixed(value: Any, bits: int) -> int:
    """The midpoint of a real ball, or a rational, in units of 2^-bits, rounded down."""
    if type(value) is fmpq:
        return int((value * fmpq(2) ** bits).floor())
    if type(value) is not arb or not value.is_finite():
        raise EvaluationError(f"the flow needs finite real numbers; got {value}")
    mantissa, exponent = value.mid().man_exp()
    shift = int(exponent) + bits
    return int(mantissa) << shift if shift >= 0 else int(mantissa) >> -shift


def _exponent(value: Any) -> float:
    """The decimal exponent of a real value that is not zero."""
    if type(value) is fmpq:
        return (abs(int(value.p)).bit_length() - int(value.q).bit_length()) * math.log10(2)
    least = value.abs_lower() if type(value) is arb and value.is_finite() else arb(0)
    if least == 0:
        raise EvaluationError(f"the flow needs real numbers that can be told from zero; got {value}")
    mantissa, exponent = least.man_exp()
    return (int(mantissa).bit_length() + int(exponent)) * math.log10(2)


def _ticks(series: Sequence[list[int]], accuracy: Accuracy) -> int:
    """How far the series may be followed: where its last two terms fall below the tolerance."""
    allowed = accuracy.bits - accuracy.digits * math.log2(10)
    logarithm = min(
        (allowed - max(c[k].bit_length() for c in series)) / k for k in (accuracy.order - 1, accuracy.order)
    )
    return int(2 ** (_FRACTION + min(logarithm, 2.0)))
