"""Without a floor a slope of zero is a rest point that the flow enters on one side and leaves on the other.

Around it the slope always moves in the target's direction: towards zero from the far side of it, away from
zero on the target's own.
"""

from sympy import Abs, Eq, Ne

from symfeat.claims import Identity, Inequality, Result

from ..notation import Omega, S, f, y

result = Result(
    "zero-slope-is-half-stable",
    title="The half-stable slope",
    given=(Eq(S, 0), Ne(f, 0), y**2 - f * y > 0),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def direction(slope):
    """The rate times the target is a size times a difference that is positive up to the target."""
    return Identity(slope.rates[f] * y, Omega * Abs(f) * (y**2 - f * y))


@result.step
def towards_the_target(direction):
    """Both factors are positive."""
    return Inequality(direction.rhs, ">", 0)


@result.statement
def claim(towards_the_target):
    return Inequality(-Omega * Abs(f) * (f - y) * y, ">", 0)


@result.latex
def formula():
    return r"""
    The slope moves towards the target's side:
    \[ y \dot{f} = - \Omega \lvert f \rvert (f - y) y > 0. \]
    """
