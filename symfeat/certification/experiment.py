"""Road two: the full flow of a boundary's setting, integrated and looked at; no closed form is seen here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import arb, fmpq

from symfeat.certification.roots import real
from symfeat.certification.taylor import Accuracy, SeriesProgram, Step
from symfeat.claims import NOW, START, Boundary, Notation
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import balls
from symfeat.evaluate.exact import rational

MOST_STEPS = 3000
_ROUNDING = 32  # bits with which an observable is evaluated beyond those of the weights


class Unsettled(EvaluationError):
    """A flow has not come to rest within the steps that are allowed."""


class Misdeclared(EvaluationError):
    """What is declared cannot be measured in that way, whatever the numbers."""


@dataclass(frozen=True)
class Measured:
    """A value found on road two, and how: what another integration changes is its `error`."""

    value: fmpq
    error: fmpq
    accuracy: Accuracy
    steps: int
    integrations: int


class Experiment:
    """The flow of a boundary with its numbers put in; that for the unknown is chosen each time."""

    def __init__(self, boundary: Boundary, notation: Notation) -> None:
        def numbers(expr: sp.Expr) -> sp.Expr:
            return notation.expand(notation.expand(expr).xreplace(dict(boundary.values)))

        self.unknown = boundary.unknown
        self.box = tuple(map(rational, boundary.box))
        self.event = numbers(boundary.event)
        self.observable = numbers(boundary.observable)
        self.start = {s: numbers(e) for s, e in boundary.start.items()}
        self.rates = {s: numbers(rate) for s, rate in boundary.flow.rates.items()}
        self._refuse_strangers()
        self.program = SeriesProgram(self.rates, self.unknown)
        self.steps = self.integrations = 0

    def _refuse_strangers(self) -> None:
        known = {self.unknown, NOW, START, *self.rates}
        for name, exprs in {
            "flow": self.rates.values(),
            "start": self.start.values(),
            "observable": (self.observable,),
            "event": (self.event,),
        }.items():
            if strangers := sorted({s for e in exprs for s in e.free_symbols} - known, key=str):
                raise EvaluationError(f"the {name} needs a number for {strangers[0]}")

    def begin(self, unknown: fmpq, bits: int) -> dict[sp.Symbol, Any]:
        """The weights at time 0."""
        found = balls(tuple(self.start.values()), {self.unknown: unknown}, bits)
        return dict(zip(self.start, found, strict=True))

    def integrate(self, unknown: fmpq, accuracy: Accuracy) -> Iterator[Step]:
        """The steps of one trajectory, counted, with digits more where the weights start small.

        Raises Unsettled after too many.
        """
        self.integrations += 1
        accuracy = self.program.holding(self.begin(unknown, accuracy.bits + _ROUNDING), accuracy)
        start = self.begin(unknown, accuracy.bits + _ROUNDING)
        for count, step in enumerate(self.program.integrate(start, unknown, accuracy)):
            if count == MOST_STEPS:
                raise Unsettled(f"the flow does not settle within {MOST_STEPS} steps")
            self.steps = count + 1
            yield step

    def value(self, expr: sp.Expr, state: Mapping[sp.Symbol, Any], accuracy: Accuracy) -> fmpq:
        """The midpoint of an expression of the weights."""
        return _middle(balls((expr,), state, accuracy.bits + _ROUNDING)[0], expr)

    def weights(self, step: Step, time: fmpq) -> dict[sp.Symbol, arb]:
        """The weights at a time inside a step."""
        return dict(zip(self.program.state, step.at(time), strict=True))

    def settled(self, unknown: fmpq, accuracy: Accuracy) -> dict[sp.Symbol, arb]:
        """The weights as time goes on: once what is left of their way is below the accuracy."""
        for step, left in resting(self.integrate(unknown, accuracy)):
            if left < -step.digits:
                return self.weights(step, step.start)
        raise AssertionError("an integration does not end by itself")

    def weights_at(self, unknown: fmpq, time: fmpq, accuracy: Accuracy) -> dict[sp.Symbol, arb]:
        """The weights at a time."""
        for step in self.integrate(unknown, accuracy):
            if step.start + step.length >= time:
                return self.weights(step, time)
        raise AssertionError("an integration does not end by itself")


def resting(steps: Iterator[Step]) -> Iterator[tuple[Step, float]]:
    """Each step, and how far the state has to go from its start if its speed goes on decaying: log10 of it.

    It is -inf at rest, and inf where the speed does not decay.
    """
    before, left = None, math.inf
    for step in steps:
        if before is not None:
            decay = (before.log_speed - step.log_speed) / real(step.start - before.start)
            left = (step.log_speed - math.log(decay)) / math.log(10) if 0 < decay < math.inf else math.inf
        yield step, left if step.log_speed > -math.inf else -math.inf
        before = step


def _middle(value: Any, expr: sp.Expr) -> fmpq:
    if type(value) is not arb or not value.is_finite():
        raise EvaluationError(f"{expr} has no real value on the way; got {value}")
    return value.mid().fmpq()
