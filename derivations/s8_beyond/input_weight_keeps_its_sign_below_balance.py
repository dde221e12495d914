r"""An input weight never reaches zero where its neuron has more of it than of the output weight.

Under any common force a neuron conserves $\eta_w u^2 - \eta_u w^2$, which at w = 0 is not negative. So a
neuron for which it is negative, $\eta_u w^2 > \eta_w u^2$, keeps the sign of its input weight for all time,
and $w^2 \ge w(0)^2 - \eta_w u(0)^2/\eta_u$. With equality, w = 0 is the rest point u = w = 0 alone, which no
other solution of the flow meets. This is what keeps the two halves of a ReLU network apart.
"""

from symfeat.claims import All, Conserved, Identity, Inequality, Result

from ..notation import eta_u, eta_w, u, u0, w, w0

result = Result(
    "input-weight-keeps-its-sign-below-balance",
    title="An input weight keeps its sign below balance",
    uses={"gradient": "gradient-flow-of-the-weights"},
    source="xu-ziyin-2025",
)


@result.step
def law(gradient):
    """Weigh the squares such that the force drops out of the derivative of their difference."""
    flow = gradient.flow
    share = (flow.derivative(u**2) / flow.derivative(w**2)).cancel()
    return Conserved(flow, (eta_w * (u**2 - share * w**2),))


@result.step
def bound(law):
    """What the law leaves of w^2 once it has its first value: the first part, and a square."""
    (invariant,) = law.invariants
    start = invariant.xreplace({u: u0, w: w0})
    least = -start / eta_u
    return All(
        law,
        Inequality(invariant.xreplace({w: 0}), ">=", 0),
        Identity(w**2 - least, eta_w * u**2 / eta_u - (invariant - start) / eta_u),
    )


@result.statement
def claim(bound):
    """The law, its sign at w = 0, and by how much w^2 exceeds its bound where the law has its first value."""
    law = eta_w * u**2 - eta_u * w**2
    start = eta_w * u0**2 - eta_u * w0**2
    return All(
        Conserved(bound[0].flow, (law,)),
        Inequality(eta_w * u**2, ">=", 0),
        Identity(w**2 - (w0**2 - eta_w * u0**2 / eta_u), eta_w * u**2 / eta_u - (law - start) / eta_u),
    )


@result.latex
def formula():
    return r"""
    Under any common force a neuron conserves $c = \eta_w u_i^2 - \eta_u w_i^2$, hence
    \[ w_i(t)^2 = w_i(0)^2 - \frac{\eta_w}{\eta_u} u_i(0)^2 + \frac{\eta_w}{\eta_u} u_i(t)^2
    \ge - \frac{c}{\eta_u}, \]
    which is positive where $\eta_u w_i(0)^2 > \eta_w u_i(0)^2$.
    """
