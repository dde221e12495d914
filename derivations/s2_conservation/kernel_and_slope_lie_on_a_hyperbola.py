"""The neural tangent kernel is the kernel root up to a constant: K = 2 gamma omega sqrt(f^2 + S^2).

So K^2 - 4 gamma^2 omega^2 f^2 is conserved: every trajectory moves along a hyperbola in the plane of slope
and kernel, and the kernel never falls below its value at the floor.
"""

from sympy import Integer, diff, sqrt

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Conserved, Identity, Inequality, Result

from ..notation import S, U, V, W, eta_u, eta_w, f, gamma, omega, u, w

result = Result(
    "kernel-and-slope-lie-on-a-hyperbola",
    title="Kernel and slope lie on a hyperbola",
    uses={
        "sums": "neuron-sums-obey-a-closed-flow",
        "wedge": "wedge-is-conserved",
        "imbalance": "imbalance-is-conserved",
    },
    source="xu-ziyin-2025",
)
squares = {u**2: U, w**2: W, u * w: V}


@result.step
def tangent_kernel():
    """Each weight adds its learning rate times the square of the slope's derivative by it."""
    slope = gamma * u * w
    kernel = termwise_sum(eta_u * diff(slope, u) ** 2 + eta_w * diff(slope, w) ** 2, squares)
    return Identity(kernel, gamma**2 * eta_u * W + gamma**2 * eta_w * U)


@result.step
def hyperbola(sums, tangent_kernel, wedge, imbalance):
    """What its square has over the slope's is the square of the floor, which is conserved."""
    kernel, slope = tangent_kernel.lhs, gamma * V
    floor_squared = wedge[0].invariants[0] + imbalance[0].invariants[0] ** 2
    difference = kernel**2 - (2 * gamma * omega * slope) ** 2
    return All(
        tangent_kernel,
        Identity(difference, (2 * gamma * omega) ** 2 * floor_squared),
        Conserved(sums.flow, (difference,)),
    )


@result.step
def root(hyperbola):
    """The kernel is not negative, so that it is the root of its square; this is least where f = 0."""
    kernel, conserved = hyperbola[0].lhs, hyperbola[1].rhs
    factor = 2 * gamma * omega
    at_slope = factor * sqrt(f**2 + S**2)
    return All(
        hyperbola[0],
        Inequality(kernel, ">=", 0),
        Identity(kernel**2, (factor * gamma * V) ** 2 + conserved),
        hyperbola[2],
        Inequality(at_slope, ">=", at_slope.xreplace({f: Integer(0)})),
    )


@result.statement
def claim(root):
    """The kernel; K >= 0 and K^2 = 4 gamma^2 omega^2 (f^2 + S^2), S^2 = g^2 + mu^2; its law; its floor."""
    kernel, slope = gamma**2 * (eta_w * U + eta_u * W), gamma * V
    floor_squared = gamma**2 * (U * W - V**2) + (gamma * (eta_w * U - eta_u * W) / (2 * omega)) ** 2
    return All(
        Identity(root[0].lhs, kernel),
        Inequality(kernel, ">=", 0),
        Identity(kernel**2, 4 * gamma**2 * omega**2 * (slope**2 + floor_squared)),
        Conserved(root[3].flow, (kernel**2 - 4 * gamma**2 * omega**2 * slope**2,)),
        Inequality(2 * gamma * omega * sqrt(f**2 + S**2), ">=", 2 * gamma * omega * S),
    )
