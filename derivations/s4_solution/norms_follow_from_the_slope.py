"""Slope, wedge and imbalance determine the norms of both layers, at every time.

Sum and difference of the squared norms, in units of the rates, are kernel root and imbalance.
"""

from sympy import Eq, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import U, V, W, eta_u, eta_w, f, g, gamma, mu, omega

result = Result(
    "norms-follow-from-the-slope",
    title="The norms of the layers",
    given=(
        Eq(f, gamma * V),
        Eq(g, gamma * sqrt(U * W - V**2)),
        Eq(mu, gamma * (eta_w * U - eta_u * W) / (2 * omega)),
    ),
    uses={},
    source="xu-ziyin-2025",
)


@result.step
def kernel_root():
    """The layers' sum is the kernel root, by the hyperbola on which slope and kernel lie."""
    return Identity(sqrt(f**2 + g**2 + mu**2), gamma * (eta_w * U + eta_u * W) / (2 * omega))


@result.step
def norms(kernel_root):
    """Add and subtract the imbalance; multiply the norms."""
    total = kernel_root.rhs
    difference = gamma * (eta_w * U - eta_u * W) / (2 * omega)
    return All(
        Identity(total + difference, kernel_root.lhs + mu),
        Identity(total - difference, kernel_root.lhs - mu),
        Identity((total**2 - difference**2), f**2 + g**2),
    )


@result.statement
def claim(norms):
    root = sqrt(f**2 + g**2 + mu**2)
    return All(
        Identity(eta_w * U * gamma / omega, root + mu),
        Identity(eta_u * W * gamma / omega, root - mu),
        Identity(gamma**2 * U * W, f**2 + g**2),
    )
