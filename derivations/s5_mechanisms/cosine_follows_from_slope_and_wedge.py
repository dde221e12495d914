"""Slope and wedge are the two components of one vector, at the angle between the layers.

Its length is the product of the layers' norms times the output scale. So slope and wedge determine how far
the layers are aligned, whatever the learning rates and the imbalance.
"""

from sympy import Abs, Eq, acos, cos, sqrt, tan

from symfeat.claims import All, Identity, Result

from ..notation import U, V, W, f, g, gamma, n_u, n_w, rho, zeta

result = Result(
    "cosine-follows-from-slope-and-wedge",
    title="Slope and wedge give the alignment",
    given=(
        Eq(U, n_u**2),
        Eq(W, n_w**2),
        Abs(V) <= n_u * n_w,
        Eq(f, gamma * V),
        Eq(g, gamma * sqrt(U * W - V**2)),
        Eq(rho, gamma * n_u * n_w),
        Eq(zeta, acos(V / (n_u * n_w))),
    ),
    uses={"norms": "norms-follow-from-the-slope"},
    source="xu-ziyin-2025",
)


@result.step
def length(norms):
    """The norms' product follows from slope and wedge; its root is the length."""
    return Identity(rho, sqrt(norms.parts[-1].rhs))


@result.step
def components(length):
    """The overlap over the product of the norms is the cosine; the root of one minus its square, the sine."""
    cosine = V / (n_u * n_w)
    sine = sqrt(1 - cosine**2)
    return All(Identity(length.lhs * cosine, f), Identity(length.lhs * sine, g))


@result.step
def angle(length, components):
    """Divide each component by the length, and one by the other."""
    along, across = components[0].rhs, components[1].rhs
    return All(
        length,
        Identity(cos(zeta), along / length.rhs),
        Identity(tan(zeta), across / along),
    )


@result.statement
def claim(angle):
    return All(
        Identity(rho, sqrt(f**2 + g**2)),
        Identity(cos(zeta), f / sqrt(f**2 + g**2)),
        Identity(tan(zeta), g / f),
    )
