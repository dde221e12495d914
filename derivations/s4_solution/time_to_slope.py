"""The time at which the slope takes a given value: one logarithm.

It is zero at the start, inverts the exact slope, and its derivative by the slope is one over the slope's
rate; so it grows without bound towards the target, which is approached and never met.
"""

from sympy import diff, exp, log

from symfeat.algebra import solve_time
from symfeat.claims import All, Identity, Result, Solves

from ..notation import Omega, R, S, X, f, f0, notation, r, r0, t, y

result = Result(
    "time-to-slope",
    title="Time to a slope",
    given=(R > 0, (y - f0) * (y - f) > 0),
    uses={
        "coordinate": "one-coordinate-linearises-the-flow",
        "path": "slope-has-a-closed-form",
        "slope": "slope-obeys-one-equation",
    },
    source="xu-ziyin-2025",
)


@result.step
def decay(coordinate):
    """The linearising coordinate falls exponentially from its initial value."""
    start = coordinate.quantities[X].xreplace({f: f0})
    rate = -coordinate.rates[X] / X
    return Solves(coordinate.flow, {X: start * exp(-rate * t)}, {X: start})


def laws(time, path, slope):
    """What makes it the time: it inverts the exact slope and runs at its rate (at f0 it is log 1)."""
    time = notation.expand(time)
    return (
        Identity(notation.expand(path.solution[f]).xreplace({t: time}), f),
        Identity(diff(time, f) * slope.rates[f], 1),
    )


@result.step
def inverted(coordinate, decay, path, slope):
    """Solve for the time; at that time the exact slope has the value."""
    start, now = decay.initial[X], coordinate.quantities[X]
    time = solve_time(now * start / decay.solution[X], start, t)
    return All(Identity(log(start / now) / (Omega * R), time), *laws(time, path, slope))


@result.statement
def claim(coordinate, path, slope, inverted):
    now = coordinate.quantities[X]
    start = now.xreplace({f: f0})
    ratio = (y - f0) * (S**2 + y * f + R * r) / ((y - f) * (S**2 + y * f0 + R * r0))
    time = log(ratio) / (Omega * R)
    return All(Identity(log(start / now) / (Omega * R), time), *laws(time, path, slope))


@result.latex
def formula():
    return r"""
    The exact slope takes the value $f$ at the time
    \[ t(f) = \frac{1}{\Omega R} \log \frac{X(f_0)}{X(f)}
    = \frac{1}{\Omega R} \log \frac{(y - f_0) (S^2 + y f + R r)}{(y - f) (S^2 + y f_0 + R r_0)}, \]
    where $X$ is the linearising coordinate. At $t(f)$ the exact slope is $f$ again, and along the flow
    \[ \frac{d t}{d f} \, \dot{f} = 1. \]
    """
