"""The kernel ends above a multiple of its start exactly when the target exceeds, in size, one number.

At a target that is reached the kernel is set by target and floor, so that the ratio is a bound on the target.
With a floor every target is reached; without one, those on the start's side of zero. For a tolerance take one
plus it, and one minus it. Where the number is imaginary, every target exceeds it: the floor holds the kernel
up.
"""

from sympy import Rational, sqrt

from symfeat.claims import NOW, START, Equivalence, Identity, Inequality, Result

from ..notation import K, R, S, f0, r0, y
from ._networks import PAIR, TRIPLE
from .notation import ratio

result = Result(
    "kernel-ratio-exceeds-a-bound-iff-target-exceeds-a-size",
    title="Targets at which the kernel has changed by a given ratio",
    given=(r0 > 0,),
    uses={"limits": "slope-tends-to-the-target", "path": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)


@result.step
def squares(limits, path):
    """The squared ratio of the kernel at the end to that at the start is linear in the squared target."""
    now = limits[1].value / path.initial[K]
    return Identity((now**2 - ratio**2) * r0**2, y**2 + S**2 - ratio**2 * r0**2)


@result.step
def ratios(limits, path, squares):
    """Divide by the sum of the ratio and its bound, which is positive."""
    now = limits[1].value / path.initial[K]
    return Equivalence(
        Inequality(now, ">", ratio),
        Inequality(y**2, ">", y**2 - squares.rhs),
        1 / (r0**2 * (now + ratio)),
    )


@result.statement
def claim(ratios):
    return Equivalence(
        Inequality(R / r0, ">", ratio),
        Inequality(y**2, ">", ratio**2 * (f0**2 + S**2) - S**2),
        1 / (r0 * (R + ratio * r0)),
    )


@result.latex
def formula():
    return r"""
    Where the target is reached, the kernel goes from $K_0 = 2 \gamma \omega r_0 > 0$ to
    $K_\infty = 2 \gamma \omega R$, and for $\Lambda > 0$
    \[ \frac{K_\infty}{K_0} > \Lambda \iff y^2 > \Lambda^2 (f_0^2 + S^2) - S^2. \]
    """


@result.certificate
def certificate(statement):
    """The targets at which the kernel ends a fifth above its start, and a twentieth below it."""
    target, size = statement.second.lhs, statement.second.rhs
    cases = {
        "above": (PAIR, Rational(6, 5), (Rational(1, 2), Rational(3, 4))),
        "below": (TRIPLE, Rational(19, 20), (Rational(1, 5), Rational(1, 4))),
    }
    found = {}
    for name, (network, value, box) in cases.items():
        put = {ratio: value}
        equation, solution = (target - size).xreplace(put), sqrt(size).xreplace(put)
        event = (NOW / START - statement.first.rhs).xreplace(put)
        found[name] = network.boundary(y, equation, solution, box, network.kernel, event=event)
    return found
