"""The targets at which the angle has turned by some amount, either way, and how far they are apart.

Each is where a turned ray reaches the height of the wedge, if it does: a ray turned beyond 0 or pi does not.
All of it depends on the ratio of slope and wedge, and is of the size of the wedge.
"""

from sympy import Abs, Piecewise, cos, expand, nan, pi, sin, together

from symfeat.claims import Identity, Result

from .._stable import Lets, comparable
from ..notation import f0, g
from .notation import turn

result = Result(
    "turned-rays-bound-the-targets-of-an-angle",
    title="The band of targets of an angle",
    uses={"bound": "angle-exceeds-a-turn-iff-target-falls-short"},
    source="xu-ziyin-2025",
)

SIZES = (Abs(f0), g)


@result.step
def apart(bound):
    """Turn the bound on the target both ways, and take the difference over a common denominator."""
    least = bound.second.lhs
    most = least.xreplace({turn: -turn})
    return Identity(most - least, together(most - least).factor())


@result.statement
def claim(apart):
    """The targets, by the angle that is turned to and by the one that is turned from."""
    least = g * (f0 * cos(turn) - g * sin(turn)) / (g * cos(turn) + f0 * sin(turn))
    most = g * (f0 * cos(turn) + g * sin(turn)) / (g * cos(turn) - f0 * sin(turn))
    width = 2 * g * (f0**2 + g**2) * sin(turn) * cos(turn)
    return Identity(
        most - least, width / ((g * cos(turn) - f0 * sin(turn)) * (g * cos(turn) + f0 * sin(turn)))
    )


@result.kernel("angle_change_boundaries", domain=(*comparable(*SIZES), turn > 0, turn < pi), bound=6)
def program():
    """Targets at which the angle has grown, and shrunk, by the change; nan where it cannot."""
    let = Lets()
    cosine, sine = let("cosine", cos(turn), kind="real"), let("sine", sin(turn), kind="real")
    outputs, computes = {}, {}
    for name, way in (("lower", 1), ("upper", -1)):
        height = cosine + way * f0 / g * sine
        outputs[name] = Piecewise(
            (nan, g <= 0), (g * ((f0 / g * cosine - way * sine) / height), height > 0), (nan, True)
        )
        ahead = g * cos(turn) + way * f0 * sin(turn)
        target = g * (f0 * cos(turn) - way * g * sin(turn)) / ahead
        computes[name] = Piecewise((nan, g <= 0), (target, expand(ahead / g) > 0), (nan, True))
    return let.program(outputs, computes, {"slope0": f0, "wedge": g, "change": turn})
