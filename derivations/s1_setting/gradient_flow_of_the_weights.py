"""Each neuron's weights drive each other, and the data enter through one common force.

The force h is the derivative of the loss by the slope. Since it is the same for all neurons, the flow of
one neuron is the flow of each, at any width; the other neurons are in the force.
"""

from sympy import Add, Eq, Mul, factor

from symfeat.algebra import gradient_flow, neurons
from symfeat.claims import All, Evolves, Flow, Identity, Result

from ..notation import V, eta_u, eta_w, f, gamma, h, m2, t, u, w, y

result = Result(
    "gradient-flow-of-the-weights",
    title="Gradient flow of the weights",
    given=(Eq(h, m2 * (gamma * V - y)),),
    uses={"loss": "loss-depends-on-the-slope-alone"},
    source="xu-ziyin-2025",
)


@result.step
def spelled_out(loss):
    """At widths 1, 2 and 3: the gradient of the loss by each weight, with the loss's own force."""
    parabola, force = loss[0].rhs, loss[1].rhs
    parts = []
    for width in (1, 2, 3):
        us, ws = neurons(u, width), neurons(w, width)
        slope = {f: gamma * Add(*map(Mul, us, ws))}
        flow = gradient_flow(parabola.xreplace(slope), dict.fromkeys(us, eta_u) | dict.fromkeys(ws, eta_w), t)
        for out, into in zip(us, ws, strict=True):
            parts += [
                Identity(flow.rates[out], -eta_u * gamma * force.xreplace(slope) * into),
                Identity(flow.rates[into], -eta_w * gamma * force.xreplace(slope) * out),
            ]
    return All(*parts)


@result.step
def one_of_many(loss, spelled_out):
    """At any width, gamma (V - u w) is the other neurons' part of the slope, constant under d/du and d/dw."""
    # The others' part is held fixed by the symbol f while the gradient is taken, then put back.
    flow = gradient_flow(loss[0].rhs.xreplace({f: f + gamma * u * w}), {u: eta_u, w: eta_w}, t)
    rates = {s: factor(rate.xreplace({f: gamma * (V - u * w)})) for s, rate in flow.rates.items()}
    force = loss[1].rhs.xreplace({f: gamma * V})
    return All(Identity(rates[u], -eta_u * gamma * force * w), Identity(rates[w], -eta_w * gamma * force * u))


@result.step
def under_the_force(one_of_many):
    """Name the force."""
    rates = {s: part.lhs for s, part in zip((u, w), one_of_many.parts, strict=True)}
    by_force = {s: rate / (m2 * (gamma * V - y)) * h for s, rate in rates.items()}
    return Evolves(Flow(rates, t), {u: u, w: w}, by_force)


@result.statement
def claim(under_the_force):
    return Evolves(
        under_the_force.flow_of_state, {u: u, w: w}, {u: -eta_u * gamma * h * w, w: -eta_w * gamma * h * u}
    )


@result.latex
def formula():
    return r"""
    With $V = \sum_{i=1}^{d} u_i w_i$, gradient flow of the loss with layer-wise rates is
    \[ \dot{u}_i = - \eta_u \gamma h w_i, \qquad \dot{w}_i = - \eta_w \gamma h u_i,
    \qquad i = 1, \ldots, d. \]
    """
