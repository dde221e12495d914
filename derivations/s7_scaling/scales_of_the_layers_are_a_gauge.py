"""Scaling the output layer by lambda, its rate by lambda^2 and the output by 1/lambda changes nothing.

Slope, wedge, imbalance and clock stay as they are: all that the exact solution depends on beside the target.
So does the kernel. The same holds for the input layer.
"""

from sympy import sqrt

from symfeat.claims import All, Identity, Result

from ..notation import Omega, U, V, W, eta_u, eta_w, gamma, lam, m2, notation, omega

result = Result(
    "scales-of-the-layers-are-a-gauge",
    title="Gauge invariance",
    given=(lam > 0,),
    uses={
        "wedge": "wedge-is-conserved",
        "imbalance": "imbalance-is-conserved",
        "hyperbola": "kernel-and-slope-lie-on-a-hyperbola",
    },
    source="xu-ziyin-2025",
)

OUTPUT = {U: lam**2 * U, V: lam * V, eta_u: lam**2 * eta_u, gamma: gamma / lam}
INPUT = {W: lam**2 * W, V: lam * V, eta_w: lam**2 * eta_w, gamma: gamma / lam}


@result.step
def unchanged(wedge, imbalance, hyperbola):
    """Write the squares of wedge and kernel, the imbalance and the clock's rate in the changed quantities."""
    squared_kernel = hyperbola[2].invariants[0] + (2 * gamma * omega * gamma * V) ** 2
    reduced = (wedge[0].invariants[0], imbalance.invariants[0], Omega, squared_kernel)
    written = [notation.expand(quantity) for quantity in reduced]
    return All(*(Identity(e.xreplace(gauge), e) for gauge in (OUTPUT, INPUT) for e in written))


@result.statement
def claim():
    def after(gauge):
        """The same four, after the gauge."""
        out, into, overlap = (gauge.get(s, s) for s in (U, W, V))
        rate_u, rate_w, scale = (gauge.get(s, s) for s in (eta_u, eta_w, gamma))
        root = sqrt(rate_u * rate_w)
        wedge = scale**2 * (out * into - overlap**2)
        imbalance = scale * (rate_w * out - rate_u * into) / (2 * root)
        return wedge, imbalance, 2 * scale * root * m2, scale**4 * (rate_w * out + rate_u * into) ** 2

    same = after({})
    pairs = (
        (changed, now) for gauge in (OUTPUT, INPUT) for changed, now in zip(after(gauge), same, strict=True)
    )
    return All(*(Identity(changed, now) for changed, now in pairs))


@result.latex
def formula():
    return r"""
    Under $u_i \to \lambda u_i$, $\eta_u \to \lambda^2 \eta_u$, $\gamma \to \gamma / \lambda$, and under
    $w_i \to \lambda w_i$, $\eta_w \to \lambda^2 \eta_w$, $\gamma \to \gamma / \lambda$, each of
    \[ \begin{aligned} f &= \gamma V, & g^2 &= \gamma^2 (U W - V^2), \\
    \mu &= \frac{\gamma (\eta_w U - \eta_u W)}{2 \omega}, & \Omega &= 2 \gamma \omega m_2, \\
    K &= \gamma^2 (\eta_w U + \eta_u W) \end{aligned} \]
    is unchanged.
    """
