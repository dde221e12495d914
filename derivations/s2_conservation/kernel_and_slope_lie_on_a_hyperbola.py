"""The neural tangent kernel is the kernel root up to a constant: K = 2 gamma omega sqrt(f^2 + S^2).

So K^2 - 4 gamma^2 omega^2 f^2 is conserved: every trajectory moves along a hyperbola in the plane of slope
and kernel, and the kernel never falls below 2 gamma omega S, which it has where the slope vanishes.
"""

from sympy import Eq, diff, sqrt

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Conserved, Identity, Inequality, Result

from ..notation import K, S, U, V, W, eta_u, eta_w, f, gamma, omega, r, u, w

result = Result(
    "kernel-and-slope-lie-on-a-hyperbola",
    title="Kernel and slope lie on a hyperbola",
    given=(
        Eq(K, gamma**2 * (eta_w * U + eta_u * W)),
        Eq(f, gamma * V),
        Eq(S, gamma * sqrt(U * W - V**2 + (eta_w * U - eta_u * W) ** 2 / (4 * omega**2))),
    ),
    uses={
        "sums": "neuron-sums-obey-a-closed-flow",
        "wedge": "wedge-is-conserved",
        "imbalance": "imbalance-is-conserved",
    },
    source="xu-ziyin-2025",
)


@result.step
def tangent_kernel():
    """Each weight adds its learning rate times the square of the slope's derivative by it."""
    slope = gamma * u * w
    squares = eta_u * diff(slope, u) ** 2 + eta_w * diff(slope, w) ** 2
    return Identity(termwise_sum(squares, {u**2: U, w**2: W, u * w: V}), K)


@result.step
def hyperbola(sums, tangent_kernel, wedge, imbalance):
    """What its square has over the slope's is the square of the floor, which is conserved."""
    kernel, slope = tangent_kernel.lhs, gamma * V
    floor_squared = wedge[0].invariants[0] + imbalance.invariants[0] ** 2
    difference = kernel**2 - (2 * gamma * omega * slope) ** 2
    return All(
        Identity(difference, (2 * gamma * omega) ** 2 * floor_squared),
        Conserved(sums.flow, (difference,)),
    )


@result.step
def bounded(tangent_kernel, hyperbola):
    """The kernel, a sum of squares, is the root of its square, and this is least where f = 0."""
    kernel, floor_squared = tangent_kernel.lhs, hyperbola[0].rhs
    return All(
        Identity(kernel**2, floor_squared + (2 * gamma * omega * f) ** 2),
        Inequality(kernel**2, ">=", floor_squared),
        hyperbola[1],
    )


@result.statement
def claim(bounded):
    """K^2 = 4 gamma^2 omega^2 (f^2 + S^2), the least value of K, and the law."""
    kernel = gamma**2 * (eta_w * U + eta_u * W)
    return All(
        Identity(K**2, 4 * gamma**2 * omega**2 * (f**2 + S**2)),
        Inequality(K**2, ">=", 4 * gamma**2 * omega**2 * S**2),
        Conserved(bounded[2].flow, (kernel**2 - 4 * gamma**2 * omega**2 * (gamma * V) ** 2,)),
    )


@result.kernel("tangent_kernel")
def program():
    """The neural tangent kernel at slope level from the kernel root; neither root of the rates overflows."""
    return {
        "args": {"kernel_root": r, "gamma": gamma, "eta_u": eta_u, "eta_w": eta_w},
        "outputs": {"kernel": 2 * gamma * (sqrt(eta_u) * sqrt(eta_w)) * r},
        "computes": {"kernel": 2 * gamma * omega * sqrt(f**2 + S**2)},
    }
