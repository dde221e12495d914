"""Slope, wedge and imbalance determine the norms of both layers, at every time.

Half the sum and half the difference of the squared norms, in units of the rates, are the kernel root
K/(2 gamma omega), which the slope and the floor give, and the imbalance.
"""

from sympy import Eq, sqrt

from symfeat.claims import All, Identity, Inequality, Result

from ..notation import K, S, U, V, W, eta_u, eta_w, f, g, gamma, mu, omega

result = Result(
    "norms-follow-from-the-slope",
    title="The norms of the layers",
    given=(
        Eq(f, gamma * V),
        Eq(g, gamma * sqrt(U * W - V**2)),
        Eq(mu, gamma * (eta_w * U - eta_u * W) / (2 * omega)),
        Eq(K, gamma**2 * (eta_w * U + eta_u * W)),
    ),
    uses={"hyperbola": "kernel-and-slope-lie-on-a-hyperbola"},
    source="xu-ziyin-2025",
)


@result.step
def kernel_root(hyperbola):
    """On the hyperbola the kernel, a sum of squares, is the root of its square."""
    root = K / (2 * gamma * omega)
    squared = hyperbola[0].rhs / (2 * gamma * omega) ** 2
    return All(
        Inequality(root, ">=", 0),
        Identity(root**2, squared.xreplace({S**2: g**2 + mu**2})),
    )


@result.step
def norms(kernel_root):
    """Add and subtract the imbalance; multiply the norms."""
    total = gamma * (eta_w * U + eta_u * W) / (2 * omega)
    difference = gamma * (eta_w * U - eta_u * W) / (2 * omega)
    return All(
        *kernel_root.parts,
        Identity(total + difference, kernel_root[0].lhs + mu),
        Identity(total - difference, kernel_root[0].lhs - mu),
        Identity(total**2 - difference**2, f**2 + g**2),
    )


@result.statement
def claim(norms):
    root = K / (2 * gamma * omega)
    return All(
        Inequality(root, ">=", 0),
        Identity(root**2, f**2 + g**2 + mu**2),
        Identity(eta_w * U * gamma / omega, root + mu),
        Identity(eta_u * W * gamma / omega, root - mu),
        Identity(gamma**2 * U * W, f**2 + g**2),
    )
