"""Wedge and imbalance as products of norms, which keep their relative accuracy where differences cancel.

The wedge is the norm of the output weights times that of the part of the input weights which is orthogonal to
them; the imbalance, a difference of squares, is a difference times a sum.
"""

from sympy import Eq, Symbol, factor, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import U, V, W, a, b, eta_u, eta_w, f, g, gamma, mu, n_perp, n_u, n_w, omega

result = Result(
    "wedge-and-imbalance-follow-from-the-norms",
    title="The reduced description of given weights",
    given=(
        n_u > 0,
        Eq(n_w, sqrt(n_perp**2 + V**2 / n_u**2)),
        Eq(U, n_u**2),
        Eq(W, n_perp**2 + V**2 / n_u**2),
        Eq(f, gamma * V),
        Eq(g, gamma * sqrt(U * W - V**2)),
        Eq(mu, gamma * (eta_w * U - eta_u * W) / (2 * omega)),
    ),
    uses={"wedge": "wedge-is-conserved", "imbalance": "imbalance-is-conserved"},
    source="xu-ziyin-2025",
)


@result.step
def rejection(wedge):
    """What remains of w off the direction of u has the squared norm W - V^2/U."""
    return Identity(wedge[0].invariants[0], gamma**2 * U * n_perp**2)


@result.step
def difference_of_squares(imbalance, rejection):
    """Take the root of the one, and factor the other."""
    product = factor(a**2 - b**2).xreplace({a: sqrt(eta_w) * n_u, b: sqrt(eta_u) * n_w})
    scale = imbalance.invariants[0] / (eta_w * U - eta_u * W)
    return All(Identity(g, sqrt(rejection.rhs)), Identity(imbalance.invariants[0], scale * product))


@result.statement
def claim(difference_of_squares):
    out, into = sqrt(eta_w) * n_u, sqrt(eta_u) * n_w
    imbalance = gamma * (eta_w * U - eta_u * W) / (2 * omega)
    return All(
        Identity(g, gamma * n_u * n_perp),
        Identity(imbalance, gamma * (out - into) * (out + into) / (2 * omega)),
    )


@result.kernel("reduction")
def program():
    """Slope, wedge and imbalance from the layers' norms, their overlap and the norm of the rejection.

    overlap = sum of u_i w_i; rejection = |w - u (u.w)/|u|^2|, which is 0 where u = 0.
    """
    pu, pw = Symbol("pu", nonnegative=True), Symbol("pw", nonnegative=True)
    difference, total = Symbol("difference", real=True), Symbol("total", nonnegative=True)
    return {
        "args": {
            "norm_u": n_u,
            "norm_w": n_w,
            "overlap": V,
            "rejection": n_perp,
            "gamma": gamma,
            "eta_u": eta_u,
            "eta_w": eta_w,
        },
        "lets": (
            (pu, sqrt(eta_w) * n_u),
            (pw, sqrt(eta_u) * n_w),
            (difference, (pu - pw) / sqrt(eta_u)),
            (total, (pu + pw) / sqrt(eta_w)),
        ),
        "outputs": {
            "slope": gamma * V,
            "wedge": gamma * n_u * n_perp,
            "imbalance": gamma * difference * total / 2,
        },
        "computes": {"slope": f, "wedge": g, "imbalance": mu},
    }
