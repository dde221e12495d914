"""Scaling the output layer by lambda, its rate by lambda^2 and the output by 1/lambda changes nothing.

Slope, wedge, imbalance and clock stay as they are, and with them the whole reduced dynamics. The same holds
for the input layer. In exponents such a gauge adds 2 a to c_u and c_eta_u and takes a off c_gamma: it leaves
c_gamma + (c_u + c_w)/2, delta and c_gamma + (c_eta_u + c_eta_w)/2 alone, and so every phase.
"""

from sympy import sqrt

from symfeat.claims import All, Identity, Result

from ..notation import Omega, U, V, W, eta_u, eta_w, gamma, lam, m2, notation

result = Result(
    "scales-of-the-layers-are-a-gauge",
    title="Gauge invariance",
    given=(lam > 0,),
    uses={"wedge": "wedge-is-conserved", "imbalance": "imbalance-is-conserved"},
    source="xu-ziyin-2025",
)

OUTPUT = {U: lam**2 * U, V: lam * V, eta_u: lam**2 * eta_u, gamma: gamma / lam}
INPUT = {W: lam**2 * W, V: lam * V, eta_w: lam**2 * eta_w, gamma: gamma / lam}


@result.step
def unchanged(wedge, imbalance):
    """Write the squared wedge, the imbalance and the clock's rate in the changed quantities."""
    reduced = (wedge[0].invariants[0], imbalance.invariants[0], Omega)
    written = [notation.expand(quantity) for quantity in reduced]
    return All(*(Identity(e.xreplace(gauge), e) for gauge in (OUTPUT, INPUT) for e in written))


@result.statement
def claim():
    def after(gauge):
        """The same three, after the gauge."""
        out, into, overlap = (gauge.get(s, s) for s in (U, W, V))
        rate_u, rate_w, scale = (gauge.get(s, s) for s in (eta_u, eta_w, gamma))
        root = sqrt(rate_u * rate_w)
        wedge = scale**2 * (out * into - overlap**2)
        return wedge, scale * (rate_w * out - rate_u * into) / (2 * root), 2 * scale * root * m2

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
    \[ f = \gamma V, \qquad g^2 = \gamma^2 (U W - V^2), \qquad
    \mu = \frac{\gamma (\eta_w U - \eta_u W)}{2 \omega}, \qquad \Omega = 2 \gamma \omega m_2 \]
    is unchanged.
    """
