"""The time at which an event happens on the way, and what the observable is then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from flint import fmpq

from symfeat.certification.experiment import Experiment, Measured, Misdeclared, resting
from symfeat.certification.roots import NoCrossing, bracketed, vanishing
from symfeat.certification.taylor import Accuracy, Step

_PARTS = 4  # of a step, between which the event's sign is looked at
_LOOK = Accuracy.of(24)
_REST = -8  # of the way left where looking ends, a power of ten: beyond, an event may drown in rounding
_SPARE = 8  # digits that an integration is more accurate than the observable that it serves
_KNOWN = fmpq(1, 10**14)  # how well the time is known after looking


def measure_passage(experiment: Experiment, digits: int) -> Measured:
    """Follow one trajectory to the event at which the observable lies in the box; the value is what it is.

    Raises EvaluationError where there is no such event, or more than one.
    """
    for name, exprs in {
        "start": experiment.start.values(),
        "flow": experiment.rates.values(),
        "observable": (experiment.observable,),
        "event": (experiment.event,),
    }.items():
        if any(experiment.unknown in expr.free_symbols for expr in exprs):
            raise Misdeclared(
                f"a passage reads {experiment.unknown} off on the way; the {name} may not hold it"
            )
    low, high = experiment.box
    met = [(time, value) for time in _times(experiment) if low <= (value := _seen(experiment, time)) <= high]
    if len(met) != 1:
        word = "never happens" if not met else f"happens {len(met)} times"
        raise NoCrossing(f"the measured event {word} while the observable is in the box")
    used = Accuracy.of(digits + _SPARE)
    value, again = (_at_event(experiment, met[0][0], accuracy) for accuracy in (used, used.finer()))
    return Measured(value, abs(value - again), used, experiment.steps, experiment.integrations)


def _times(experiment: Experiment) -> Iterator[fmpq]:
    """Times at which the event changes its sign, as far as few digits tell."""
    for step, left in resting(experiment.integrate(fmpq(0), _LOOK)):
        if left < _REST - (step.digits - _LOOK.digits):
            return
        times = [step.start + step.length * fmpq(part, _PARTS) for part in range(_PARTS + 1)]
        values = [_event(experiment, step, time, _LOOK) for time in times]
        for (start, before), (end, after) in pairwise(zip(times, values, strict=True)):
            if before * after < 0 or (after == 0 and before != 0):
                yield _when(experiment, [step], start, end, _LOOK, _KNOWN)


def _seen(experiment: Experiment, time: fmpq) -> fmpq:
    weights = experiment.weights_at(fmpq(0), time, _LOOK)
    return experiment.value(experiment.observable, weights, _LOOK)


def _at_event(experiment: Experiment, near: fmpq, accuracy: Accuracy) -> fmpq:
    """The observable at the event near a time, with all digits."""
    first, last = near - 100 * _KNOWN, near + 100 * _KNOWN
    steps = []
    for step in experiment.integrate(fmpq(0), accuracy):
        if step.start + step.length >= first:
            steps.append(step)
        if step.start + step.length >= last:
            break
    time = _when(experiment, steps, first, last, accuracy, fmpq(1, 10) ** accuracy.digits, firm=True)
    step = _holding(steps, time)
    return experiment.value(experiment.observable, experiment.weights(step, time), accuracy)


def _when(
    experiment: Experiment,
    steps: list[Step],
    start: fmpq,
    end: fmpq,
    accuracy: Accuracy,
    tolerance: fmpq,
    firm: bool = False,
) -> fmpq:
    """The time of the event between two times that the steps cover; `firm` makes sure that it is a zero."""

    def event(time: fmpq) -> fmpq:
        return _event(experiment, _holding(steps, time), time, accuracy)

    found = bracketed(event, start, end, tolerance)
    return (vanishing(event, found, start, end) if firm else found).zero


def _holding(steps: list[Step], time: fmpq) -> Step:
    return next(step for step in steps if time <= step.start + step.length)


def _event(experiment: Experiment, step: Step, time: fmpq, accuracy: Accuracy) -> fmpq:
    return experiment.value(experiment.event, experiment.weights(step, time), accuracy)
