"""A path that reaches its target meets the bends that lie ahead of its start, on the target's side.

At a bend of either curve f (y - 2 f) is not negative, so that it lies between zero and half the target. What
a path meets lies strictly between start and target. For a bend that says that it lies further towards the
target than the start does. The target is reached with a floor, or from a start on the target's side.
"""

from sympy import Ne, cancel

from symfeat.claims import All, Equivalence, Identity, Inequality, Result

from ..notation import Omega, S, f, f0, m2, y
from .notation import loss_speed, speed

result = Result(
    "bend-is-met-iff-ahead-of-the-start",
    title="Bends that are met",
    given=(Ne(y, 0), f * (y - 2 * f) >= 0),
    uses={
        "slope": "learning-accelerates-between-two-slopes",
        "loss": "loss-curve-steepens-between-two-slopes",
    },
    source="xu-ziyin-2025",
)


@result.step
def floors(slope, loss):
    """Both quadratics that vanish at a bend, by the squared floor and f (y - 2 f)."""
    share = f * (y - 2 * f)
    bend = cancel(slope[0].rates[speed].expand() / (Omega**2 * (f - y)))
    loss_bend = cancel(loss[0].rates[loss_speed].expand() / (m2 * Omega**2 * (f - y) ** 2))
    return All(Identity(bend, S**2 - share), Identity(loss_bend, 2 * S**2 - share + f**2))


@result.step
def places(floors):
    """That is not negative, so that the slope lies between zero and half the target: sums show it."""
    share = S**2 - floors[0].rhs
    half = cancel(share / f)
    return All(
        *floors.parts,
        Identity(y * f, share + (half - y) ** 2 / 2),
        Identity(y * half, half**2 + 2 * share),
    )


@result.step
def ahead(places):
    """So the distance from a bend to the target has the target's sign; divide it out."""
    on_the_way = Inequality((f - f0) * (y - f), ">", 0)
    along = places[2].lhs
    further = Equivalence(on_the_way, Inequality(along, ">", y * f0), 1 - along / y**2)
    return All(*places.parts, further)


@result.statement
def claim(ahead):
    """What vanishes at the bends of slope and loss; where these lie; which of them are met."""
    bend, loss_bend = 2 * f**2 - y * f + S**2, 3 * f**2 - y * f + 2 * S**2
    return All(
        Identity(bend, S**2 - f * (y - 2 * f)),
        Identity(loss_bend, 2 * S**2 + f**2 - f * (y - 2 * f)),
        Identity(y * f, f * (y - 2 * f) + 2 * f**2),
        Identity(y * (y - 2 * f), (y - 2 * f) ** 2 + 2 * f * (y - 2 * f)),
        Equivalence(Inequality((f - f0) * (y - f), ">", 0), Inequality(y * f, ">", y * f0), 1 - f / y),
    )


@result.latex
def formula():
    return r"""
    Let $y \ne 0$ and $f (y - 2 f) \ge 0$, as at all bends, by
    \[ 2 f^2 - y f + S^2 = S^2 - f (y - 2 f), \qquad 3 f^2 - y f + 2 S^2 = 2 S^2 + f^2 - f (y - 2 f). \]
    It lies between zero and half the target, since both products are sums of what is not negative:
    \[ y f = f (y - 2 f) + 2 f^2, \qquad y (y - 2 f) = (y - 2 f)^2 + 2 f (y - 2 f). \]
    It is strictly between start and target exactly if it lies ahead of the start:
    \[ (f - f_0) (y - f) > 0 \iff y f > y f_0. \]
    """
