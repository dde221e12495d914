"""The kernel ends above its start exactly when the target is larger in size than the initial slope.

Where the target is reached, that is: on the stable manifold of the origin the kernel vanishes.
"""

from sympy import Abs

from symfeat.claims import Equivalence, Identity, Inequality, Result

from ..notation import K, R, f0, gamma, omega, r0, y

result = Result(
    "kernel-grows-iff-target-exceeds-slope",
    title="Growth of the kernel",
    uses={"limits": "slope-tends-to-the-target", "path": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)


@result.step
def squares(limits, path):
    """The squared kernel at the end and at the start: the floor drops out of their difference."""
    end, start = limits[1].value, path.initial[K]
    return Identity(end**2 - start**2, (2 * gamma * omega) ** 2 * (y**2 - f0**2))


@result.step
def sizes(limits, path, squares):
    """Divide by the sums of the two sizes, on either side."""
    end, start = limits[1].value, path.initial[K]
    factor = squares.rhs / (y**2 - f0**2) * (Abs(y) + Abs(f0)) / (end + start)
    return Equivalence(Inequality(end, ">", start), Inequality(Abs(y), ">", Abs(f0)), factor)


@result.statement
def claim(sizes):
    return Equivalence(
        Inequality(2 * gamma * omega * R, ">", 2 * gamma * omega * r0),
        Inequality(Abs(y), ">", Abs(f0)),
        2 * gamma * omega * (Abs(y) + Abs(f0)) / (R + r0),
    )


@result.latex
def formula():
    return r"""
    The kernel at the end, $K_\infty = 2 \gamma \omega R$, and at the start, $K_0 = 2 \gamma \omega r_0$,
    are ordered as target and slope are in size:
    \[ K_\infty > K_0 \iff \lvert y \rvert > \lvert f_0 \rvert. \]
    """
