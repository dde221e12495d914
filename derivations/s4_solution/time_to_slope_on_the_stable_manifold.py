"""The time to a slope where the target is unreachable: again one logarithm.

The slope runs from its start to zero; each value between is met once, and zero only in the limit.
"""

from sympy import Abs, Eq, Integer, diff, log

from symfeat.algebra import solve_time
from symfeat.claims import All, Identity, Result

from ..notation import Omega, S, f, f0, notation, t, y

result = Result(
    "time-to-slope-on-the-stable-manifold",
    title="Time to a slope on the stable manifold",
    given=(Eq(S, 0), f0 * y < 0, f * y < 0),
    uses={
        "path": "target-is-unreachable-from-the-stable-manifold",
        "slope": "slope-obeys-one-equation",
    },
    source="xu-ziyin-2025",
)


@result.step
def inverted(path, slope):
    """The exact slope is a Möbius map of one exponential."""
    curve = notation.expand(path[1].solution[f]).xreplace({S: Integer(0)})
    time = solve_time(curve, f, t)
    return All(
        Identity(curve.xreplace({t: time}), f),
        Identity(diff(time, f) * slope.rates[f], 1),
    )


@result.statement
def claim(path, slope, inverted):
    time = notation.expand(log(f0 * (y - f) / (f * (y - f0))) / (Omega * Abs(y)))
    curve = notation.expand(path[1].solution[f]).xreplace({S: Integer(0)})
    return All(
        Identity(curve.xreplace({t: time}), f),
        Identity(diff(time, f) * slope.rates[f], 1),
    )


@result.latex
def formula():
    return r"""
    The exact slope takes the value $f$ at the time
    \[ t(f) = \frac{1}{\Omega \lvert y \rvert} \log \frac{f_0 (y - f)}{f (y - f_0)}. \]
    At $t(f)$ the exact slope is $f$ again, and along the flow
    \[ \frac{d t}{d f} \, \dot{f} = 1. \]
    """
