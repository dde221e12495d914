"""With a large floor the kernel stays where it was, at every slope that the network takes on its way.

The relative change of its square is at most the square of the slope over that of the floor, and at least
minus that of the initial slope. The order parameter is the floor over the larger of slope and target.
"""

from sympy import oo

from symfeat.claims import All, Identity, Inequality, Limit, Result

from ..notation import R, S, f, f0, notation, r, r0, y

result = Result(
    "kernel-is-constant-in-the-kernel-phase",
    title="The kernel phase",
    given=(S > 0,),
    uses={"kernel": "kernel-grows-iff-target-exceeds-slope"},
    source="xu-ziyin-2025",
)


@result.step
def change(kernel):
    """The change of the squared kernel, relative to its start: the floor outweighs both slopes."""
    ratio = notation.expand(kernel.first.lhs / kernel.first.rhs) ** 2
    return All(
        Identity(ratio - 1, (y**2 - f0**2) / r0**2),
        Limit(ratio, S, oo, 1),
    )


@result.step
def bounds(change):
    """The same at any slope in place of the target; the kernel root is at least the floor."""
    on_the_way = change[0].lhs.xreplace({y: f})
    return All(
        change[1],
        Inequality(on_the_way, "<=", f**2 / S**2),
        Inequality(on_the_way, ">=", -(f0**2) / S**2),
    )


@result.statement
def claim(bounds):
    return All(
        Limit(R**2 / r0**2, S, oo, 1),
        Inequality(r**2 / r0**2 - 1, "<=", f**2 / S**2),
        Inequality(r**2 / r0**2 - 1, ">=", -(f0**2) / S**2),
    )
