"""Where slope and target have opposite signs, the layers pass through a right angle on their way.

They do so once, where the slope is zero, and with nonzero speed: the cosine changes its sign there. This
takes a wedge; without one the layers flip.
"""

from sympy import Integer, Rational, diff, sqrt

from symfeat.claims import All, Evolves, Inequality, Limit, Result

from ..notation import Omega, S, c, f, f0, g, r, y

result = Result(
    "cosine-passes-through-zero",
    title="Through the right angle",
    given=(g > 0, S > 0, f0 * y < 0),
    uses={
        "polar": "cosine-follows-from-slope-and-wedge",
        "slope": "slope-obeys-one-equation",
        "angle": "angle-tends-to-that-of-the-target",
    },
    source="xu-ziyin-2025",
)


@result.step
def moving(polar, slope):
    """The cosine follows the slope."""
    cosine = polar[1].rhs
    rate = slope.rates[f]
    return Evolves(slope.flow, {f: f, c: cosine}, {f: rate, c: diff(cosine, f) * rate})


@result.step
def speed(polar, angle, moving):
    """At the slope zero it moves to the side of the target; and it starts and ends on different sides."""
    cosine = polar[1].rhs
    at_zero = moving.rates[c].xreplace({f: Integer(0)})
    return All(
        moving,
        Limit(moving.rates[c], f, 0, at_zero, "+-"),
        Inequality(at_zero * y, ">", 0),
        Inequality(cosine.xreplace({f: f0}) * angle.value, "<", 0),
    )


@result.statement
def claim(speed):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    rate = -Omega * r * (f - y)
    rates = {f: rate, c: rate * g**2 / (f**2 + g**2) ** Rational(3, 2)}
    return All(
        Evolves(speed[0].flow_of_state, {f: f, c: f / sqrt(f**2 + g**2)}, rates),
        Limit(rates[c], f, 0, Omega * S * y / g, "+-"),
        Inequality(Omega * S * y**2 / g, ">", 0),
        Inequality(f0 * y / (start * end), "<", 0),
    )


@result.latex
def formula():
    return r"""
    The cosine $c = f / \sqrt{f^2 + g^2}$ obeys
    \[ \dot{c} = - \frac{\Omega g^2 r (f - y)}{(f^2 + g^2)^{3/2}}, \qquad
    \lim_{f \to 0} \dot{c} = \frac{\Omega S y}{g}, \]
    which is of the target's sign, and its values at the start and at the end have opposite signs:
    \[ \frac{\Omega S y^2}{g} > 0, \qquad
    \frac{f_0}{\sqrt{f_0^2 + g^2}} \, \frac{y}{\sqrt{y^2 + g^2}} < 0. \]
    """
