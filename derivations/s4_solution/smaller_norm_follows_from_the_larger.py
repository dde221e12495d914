"""The norm of the larger layer is a sum without cancellation, and gives that of the smaller one.

Kernel root plus imbalance and kernel root minus imbalance belong to the layers; the one that is a difference
of nearly equal numbers follows from the other, since their product is that of slope and wedge squared.
"""

from sympy import Abs, Eq, Piecewise, Symbol, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import S, U, W, eta_u, eta_w, f, g, gamma, mu, omega, r, rho

result = Result(
    "smaller-norm-follows-from-the-larger",
    title="Both norms to full accuracy",
    given=(
        rho**2 >= f**2,
        Eq(g, sqrt(rho**2 - f**2)),
        Eq(S, sqrt(g**2 + mu**2)),
        Eq(U, omega * (r + mu) / (gamma * eta_w)),
        Eq(W, omega * (r - mu) / (gamma * eta_u)),
    ),
    uses={"norms": "norms-follow-from-the-slope"},
    source="xu-ziyin-2025",
)


@result.step
def one_from_the_other(norms):
    """Divide the product of the squared norms by one of them."""
    both = norms.parts[-1].rhs / gamma**2
    return All(Identity(W, both / U), Identity(U, both / W))


@result.statement
def claim(one_from_the_other):
    return All(
        Identity(W, (f**2 + g**2) / (gamma**2 * U)),
        Identity(U, (f**2 + g**2) / (gamma**2 * W)),
    )


@result.kernel("norms")
def program():
    """Norms of both layers."""
    radius, larger = Symbol("radius", nonnegative=True), Symbol("larger", nonnegative=True)
    smaller, kappa = Symbol("smaller", nonnegative=True), Symbol("kappa", positive=True)
    scale = Symbol("scale", positive=True)
    return {
        "args": {
            "slope": f,
            "wedge": g,
            "imbalance": mu,
            "kernel_root": r,
            "gamma": gamma,
            "eta_u": eta_u,
            "eta_w": eta_w,
        },
        "lets": (
            (radius, sqrt(f**2 + g**2)),  # gamma |u| |w|
            (larger, sqrt(r + Abs(mu))),
            (smaller, Piecewise((radius / larger, larger > 0), (0, True))),
            (kappa, sqrt(sqrt(eta_u) / sqrt(eta_w))),
            (scale, sqrt(gamma)),
        ),
        "meanings": {radius: rho},
        "outputs": {
            "norm_u": kappa * (Piecewise((larger, mu >= 0), (smaller, True)) / scale),
            "norm_w": Piecewise((smaller, mu >= 0), (larger, True)) / scale / kappa,
        },
        "computes": {"norm_u": sqrt(U), "norm_w": sqrt(W)},
    }
