"""The unknown at which the observable never gains its late sign: a window that time closes.

On either side of the boundary the observable escapes to its late sign, the later the closer the unknown is:
after about -log(distance)/rate. At any time the values that have not escaped form a window around the
boundary. Its edges are followed inwards, to later and later times, until it is narrower than is asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from flint import fmpq

from symfeat.certification.experiment import Experiment, Measured, resting
from symfeat.certification.roots import NoCrossing, bracketed, logarithm, real, shown
from symfeat.certification.taylor import Accuracy

_LOOK = Accuracy.of(16)
_SPARE = 12  # digits that an integration is more accurate than the window is narrow
_PARTS = 16  # of the box, at whose ends the escape is timed first
_LATER = 0.5  # of the way to twice the time: a centre is known to a little less than the square of the width
_MOST_DOUBLINGS = -30  # of a window's width at once: its centre is as good as the times of its edges
_IN_TIME = fmpq(1, 10**12)  # to which those are known
_MOST_WINDOWS = 200
_FASTEST = 2.0**20
_NEVER = fmpq(10) ** 300  # as a time


@dataclass(frozen=True)
class _Window:
    """The edges middle - half and middle + half with the times at which they escape."""

    middle: fmpq
    half: fmpq
    left: fmpq
    right: fmpq

    @property
    def time(self) -> float:
        return real(self.left + self.right) / 2

    def centre(self, rate: float) -> fmpq:
        """Where the distances are in the ratio that the two times tell."""
        share = math.tanh(rate * real(self.left - self.right) / 2)
        return self.middle - self.half * fmpq(*share.as_integer_ratio())


def measure_escape(experiment: Experiment, digits: int) -> Measured:
    """Close the window around the boundary until half its width is 10^-digits of the box's size.

    The value is its centre, the error half its width. Raises EvaluationError where the observable ends with
    different signs at the ends of the box, or escapes nowhere later than at a neighbour.
    """
    low, high = experiment.box
    late = {_sign(experiment, end) for end in (low, high)}
    if len(late) != 1:
        raise NoCrossing("the observable ends with different signs at the two ends of the box")
    sign = late.pop()
    size = max(abs(low), abs(high))
    window, rate = _first(experiment, sign)
    target = size / fmpq(10) ** digits
    for _ in range(_MOST_WINDOWS):
        if window.half <= target:
            break
        doublings = max(_MOST_DOUBLINGS, min(-2, _LATER * logarithm(window.half / size) / math.log(2)))
        half = max(window.half * fmpq(2) ** math.floor(doublings), target)
        window, rate = _narrower(experiment, sign, window, half, rate)
    used = _accuracy(window.half, size)
    ahead = _escape(experiment, sign, window.middle, used.finer())
    edges = [_escape(experiment, sign, window.middle + side * window.half, used.finer()) for side in (-1, 1)]
    if ahead <= max(edges):
        raise NoCrossing("the last window's middle escapes no later than its edges")
    return Measured(window.middle, window.half, used, experiment.steps, experiment.integrations)


def _first(experiment: Experiment, sign: int) -> tuple[_Window, float]:
    """The window between the neighbours of the point that escapes last, and the rate at which it closes."""
    low, high = experiment.box
    part = (high - low) / _PARTS
    times = [_escape(experiment, sign, low + i * part, _LOOK) for i in range(_PARTS + 1)]
    last = times.index(max(times))
    if not 2 <= last <= _PARTS - 2 or times[last] == 0:
        raise NoCrossing("the observable escapes nowhere in the box later than near its ends")
    window, wider = (_Window(low + last * part, n * part, times[last - n], times[last + n]) for n in (1, 2))
    return window, _rate(wider, window)


def _narrower(
    experiment: Experiment, sign: int, window: _Window, half: fmpq, rate: float
) -> tuple[_Window, float]:
    """The next window, `half` wide to either side or as close to that as the centre allows."""
    low, high = experiment.box
    size = max(abs(low), abs(high))
    centre = window.centre(rate)
    while True:
        accuracy = _accuracy(half, size)
        unit = fmpq(2) ** -accuracy.bits
        middle = (centre / unit).floor() * unit
        times = (_escape(experiment, sign, middle + side * half, accuracy) for side in (-1, 1))
        found = _Window(middle, half, *times)
        # A window that misses the boundary escapes sooner than one of its width around it.
        expected = window.time + 0.7 * logarithm(window.half / half) / rate
        if found.time >= expected:
            return found, _rate(window, found)
        half *= fmpq(2) ** math.ceil(logarithm(window.half / half) / math.log(4))
        if half * 2 > window.half:
            raise NoCrossing(f"the window in which the late sign fails is lost near {shown(middle)}")


def _rate(wide: _Window, narrow: _Window) -> float:
    """The rate at which windows close, from two that lie around the boundary.

    If distances are proportional to exp(-rate * time), those of a window's edges add up to its width.
    """
    ratio = logarithm(wide.half / narrow.half)
    since = min(narrow.left, narrow.right)
    outer, inner = ([real(t - since) for t in (w.left, w.right)] for w in (wide, narrow))

    def excess(rate: float) -> float:
        sums = (sum(math.exp(-rate * time) for time in times) for times in (outer, inner))
        return math.log(next(sums) / next(sums)) - ratio

    fast = 1.0
    while excess(fast) < 0:
        fast *= 2
        if fast > _FASTEST:
            raise NoCrossing("the window in which the late sign fails does not close with time")
    slow = 0.0
    for _ in range(60):
        rate = (slow + fast) / 2
        slow, fast = (rate, fast) if excess(rate) < 0 else (slow, rate)
    return fast


def _accuracy(half: fmpq, size: fmpq) -> Accuracy:
    return Accuracy.of(_SPARE + max(4, math.ceil(logarithm(size / half) / math.log(10))))


def _sign(experiment: Experiment, unknown: fmpq) -> int:
    value = experiment.value(experiment.observable, experiment.settled(unknown, _LOOK), _LOOK)
    return (value > 0) - (value < 0)


def _escape(experiment: Experiment, sign: int, unknown: fmpq, accuracy: Accuracy) -> fmpq:
    """The time at which the observable gains its late sign.

    Where it comes to rest with the other sign, the time then; where it stays zero, a time beyond all others.
    """

    def ahead(time: fmpq) -> fmpq:
        return sign * experiment.value(experiment.observable, experiment.weights(step, time), accuracy)

    for step, left in resting(experiment.integrate(unknown, accuracy)):
        end = step.start + step.length
        if left < -step.digits and (before := ahead(step.start)) <= 0:
            return end if before else _NEVER
        if ahead(end) > 0:
            if ahead(step.start) >= 0:
                return step.start
            return bracketed(ahead, step.start, end, _IN_TIME).zero
    raise AssertionError("an integration does not end by itself")
