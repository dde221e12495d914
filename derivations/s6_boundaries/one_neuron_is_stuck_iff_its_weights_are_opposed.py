"""A single neuron never reaches a positive target exactly if its scaled weights are opposed.

That is, of one size and of unlike signs; for a negative target, of like signs. Off this line the mode that
the target needs has some weight, and grows: a network near the line waits, and then escapes to the target.
"""

from sympy import Eq, Ne, Rational, sign, solve, sqrt

from symfeat.claims import All, Equivalence, Identity, Inequality, Result

from ..notation import A, B, S, U, V, W, alpha, beta, eta_u, eta_w, f0, gamma, mu, omega, r0, u0, w0, y
from ._networks import ONE

result = Result(
    "one-neuron-is-stuck-iff-its-weights-are-opposed",
    title="The unreachable target at width one",
    given=(
        Ne(y, 0),
        Eq(U, u0**2),
        Eq(W, w0**2),
        Eq(V, u0 * w0),
        Eq(f0, gamma * u0 * w0),
        Eq(mu, gamma * (eta_w * u0**2 - eta_u * w0**2) / (2 * omega)),
        Eq(S, sqrt(mu**2)),
    ),
    uses={
        "floor": "floor-is-the-product-of-mode-weights",
        "stuck": "target-is-unreachable-from-the-stable-manifold",
    },
    source="xu-ziyin-2025",
)


@result.step
def weights(floor):
    """Half the sum of the modes' weights is the kernel root, half their difference the slope."""
    return All(Identity(floor[2].lhs, r0**2), Identity(floor[1].lhs, f0))


@result.step
def chosen(stuck, weights):
    """The target's sign chooses which of the two has to grow; at width one its weight is a square."""
    half_sum, half_difference = sqrt(weights[0].lhs), weights[1].lhs
    known = {alpha: half_sum + half_difference, beta: half_sum - half_difference}
    line = (sqrt(eta_w) * u0 + sign(y) * sqrt(eta_u) * w0) ** 2
    grows = stuck[0].lhs.xreplace(known)
    return All(
        weights[0], Equivalence(Inequality(grows, ">", 0), Inequality(line, ">", 0), gamma / (2 * omega))
    )


@result.statement
def claim(chosen):
    """The weight of the modes that would grow vanishes on the line alone."""
    grows = gamma * (A + B + sign(y) * (A - B)) / (4 * omega)
    line = sqrt(eta_w) * u0 + sign(y) * sqrt(eta_u) * w0
    return All(
        Identity(gamma**2 * (A + B) ** 2 / (16 * omega**2), r0**2),
        Equivalence(Inequality(grows, ">", 0), Inequality(line**2, ">", 0), gamma / (2 * omega)),
    )


@result.latex
def formula():
    return r"""
    At width $d = 1$ the modes weigh $\gamma A / (2 \omega)$ and $\gamma B / (2 \omega)$, with
    \[ \left( \frac{\gamma (A + B)}{4 \omega} \right)^2 = r_0^2, \]
    and the one that grows towards the target vanishes on a line alone:
    \[ \frac{\gamma}{4 \omega} (A + B + \operatorname{sgn} y \, (A - B)) > 0 \iff
    (\sqrt{\eta_w} u_i(0) + \operatorname{sgn} y \sqrt{\eta_u} w_i(0))^2 > 0. \]
    """


@result.certificate
def certificate(statement):
    """The input weight with which a neuron never reaches a positive target, and reaches it on either side."""
    (output,) = (value for value in ONE.start.values() if value != w0)
    line = statement[1].second.lhs.base.xreplace({sign(y): sign(ONE.target), u0: output})
    (opposed,) = solve(line, w0)
    box = (Rational(-6, 5), Rational(-1))
    return {"input weight": ONE.boundary(w0, line, opposed, box, ONE.slope, way="escape")}
