"""The alignment angle turns as the slope moves: fastest where the slope is small, and only with a wedge.

It is the angle of the vector of slope and wedge, which the slope's motion turns like the hand of a clock.
Where both vanish the layers keep the direction of the side from which the slope came.
"""

from sympy import Eq, Ne, Or, Piecewise, acos, atan2, diff, pi, sign

from symfeat.claims import Evolves, Result

from ..notation import Omega, c, f, g, r, rho, y, zeta

result = Result(
    "angle-turns-with-the-slope",
    title="The speed of the angle",
    given=(Eq(c, sign(y)), Eq(zeta, atan2(g, f))),
    uses={
        "slope": "slope-obeys-one-equation",
        "polar": "cosine-follows-from-slope-and-wedge",
    },
    source="xu-ziyin-2025",
)


@result.step
def turning(slope, polar):
    """The chain rule, with the radius for the root of the two squares."""
    rate, radius = slope.rates[f], polar[0].rhs
    speed = (diff(atan2(g, f), f) * radius**2).simplify() / rho**2
    return Evolves(
        slope.flow, {f: f, rho: radius, zeta: atan2(g, f)}, {f: rate, rho: f * rate / rho, zeta: speed * rate}
    )


@result.statement
def claim(turning):
    rate = -Omega * r * (f - y)
    return Evolves(
        turning.flow_of_state,
        turning.quantities,
        {f: rate, rho: f * rate / rho, zeta: -g * rate / rho**2},
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{f} = - \Omega r (f - y)$ the radius $\rho = \sqrt{f^2 + g^2}$ and the angle $\zeta$
    obey
    \[ \dot{\rho} = \frac{f \dot{f}}{\rho}, \qquad \dot{\zeta} = - \frac{g \dot{f}}{\rho^2}. \]
    """


@result.kernel("angle")
def program():
    """The alignment angle, in [0, pi]; from the cosine, which is 1 or -1, where slope and wedge vanish."""
    seen = Or(g > 0, Ne(f, 0))
    return {
        "args": {"slope": f, "wedge": g, "cos_angle": c},
        "outputs": {"angle": Piecewise((atan2(g, f), seen), (pi * (1 - c) / 2, True))},
        "computes": {"angle": Piecewise((atan2(g, f), seen), (acos(c), True))},
    }
