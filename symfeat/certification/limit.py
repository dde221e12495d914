"""The unknown for which an event of the limit vanishes: one integration for each value that is tried."""

from __future__ import annotations

from flint import fmpq

from symfeat.certification.experiment import Experiment, Measured
from symfeat.certification.roots import NoCrossing, refined, sign_changes, vanishing
from symfeat.certification.taylor import Accuracy
from symfeat.claims import NOW, START

_PARTS = 8  # of the box, between which the event's sign is looked at first
_LOOK = Accuracy.of(16)
_SPARE = 8  # digits that an integration is more accurate than the zero that it serves


def measure_limit(experiment: Experiment, digits: int) -> Measured:
    """Locate the zero of the event, as a function of the unknown, to 10^-digits of the box's size.

    Raises EvaluationError where the event does not change its sign between neighbours of a few points of the
    box, or does so more than once.
    """
    low, high = experiment.box
    points = [low + (high - low) * fmpq(i, _PARTS) for i in range(_PARTS + 1)]
    values = [event(experiment, x, _LOOK) for x in points]
    changes = sign_changes(values)
    if not changes:
        raise NoCrossing("the measured event has one sign all over the box")
    if len(changes) > 1:
        raise NoCrossing(f"the measured event changes its sign {len(changes)} times in the box")
    # A zero close to a point may lie on its other side: the few digits of the look do not tell.
    ends = points[max(0, changes[0] - 1)], points[min(_PARTS, changes[0] + 2)]
    used = Accuracy.of(digits + _SPARE)
    found = refined(lambda x, known: event(experiment, x, Accuracy.of(known + _SPARE)), *ends, digits)
    found = vanishing(lambda x: event(experiment, x, used), found, *ends)
    # What another order and tolerance make of the same point, told in units of the unknown.
    here, again = (event(experiment, found.zero, accuracy) for accuracy in (used, used.finer()))
    steep = (found.at_high - found.at_low) / found.width
    error = (abs(here - again) + abs(again)) / abs(steep)
    return Measured(found.zero, error, used, experiment.steps, experiment.integrations)


def event(experiment: Experiment, unknown: fmpq, accuracy: Accuracy) -> fmpq:
    """The event at the end of the flow, at one value of the unknown."""
    late = experiment.settled(unknown, accuracy)
    early = experiment.begin(unknown, accuracy.bits)
    now, start = (experiment.value(experiment.observable, state, accuracy) for state in (late, early))
    return experiment.value(experiment.event, {NOW: now, START: start}, accuracy)
