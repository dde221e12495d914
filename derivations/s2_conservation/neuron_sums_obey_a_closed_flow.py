"""The layers' squared norms U, W and their overlap V form a closed system, at any width.

A neuron's own u^2, w^2 and u w obey it with coefficients that are the same for all neurons and linear, so
that their sums obey it too.
"""

from sympy import Add, diff

from symfeat.algebra import neurons, reduce_flow, termwise_sum
from symfeat.claims import All, Evolves, Flow, Identity, Result

from ..notation import U, V, W, eta_u, eta_w, gamma, h, u, w

result = Result(
    "neuron-sums-obey-a-closed-flow",
    title="Norms and overlap obey a closed flow",
    uses={"gradient": "gradient-flow-of-the-weights"},
    source="xu-ziyin-2025",
)
products = {U: u**2, W: w**2, V: u * w}


@result.step
def spelled_out(gradient):
    """At widths 2 and 3: the sums' rates are found as linear combinations of the sums."""
    return All(*(width_by_width(gradient.flow, width) for width in (2, 3)))


@result.step
def homogeneous(gradient, spelled_out):
    """One neuron's products have the same rates as these sums, and each rate is linear: what adds up."""
    single = reduce_flow(gradient.flow, products, 1)
    return All(
        *(Identity(rate, spelled_out[0].rates[s]) for s, rate in single.items()),
        *(Identity(rate, Add(*(diff(rate, s) * s for s in single))) for rate in single.values()),
    )


@result.step
def any_width(gradient, homogeneous):
    """Sum each product's derivative over the neurons, term by term."""
    names = {product: s for s, product in products.items()}
    rates = {s: termwise_sum(gradient.flow.derivative(x), names) for s, x in products.items()}
    return Evolves(gradient.flow, products, rates)


@result.statement
def claim(any_width):
    """Stated for one neuron's products; by linearity of the rates it is the flow of the sums."""
    return Evolves(
        any_width.flow_of_state,
        {U: u**2, W: w**2, V: u * w},
        {
            U: -2 * eta_u * gamma * h * V,
            W: -2 * eta_w * gamma * h * V,
            V: -gamma * h * (eta_u * W + eta_w * U),
        },
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{u}_i = - \eta_u \gamma h w_i$, $\dot{w}_i = - \eta_w \gamma h u_i$ the sums
    \[ U = \sum_{i=1}^{d} u_i^2, \qquad W = \sum_{i=1}^{d} w_i^2, \qquad V = \sum_{i=1}^{d} u_i w_i \]
    obey
    \[ \dot{U} = - 2 \eta_u \gamma h V, \qquad \dot{W} = - 2 \eta_w \gamma h V, \qquad
    \dot{V} = - \gamma h (\eta_u W + \eta_w U). \]
    """


def width_by_width(flow, width):
    """The reduction of a network of so many neurons, each of which obeys the given flow."""
    copies = [{s: neurons(s, width)[i] for s in (u, w)} for i in range(width)]
    moving = Flow({c[s]: flow.rates[s].xreplace(c) for c in copies for s in (u, w)}, flow.time)
    sums = {s: Add(*(x.xreplace(c) for c in copies)) for s, x in products.items()}
    return Evolves(moving, sums, reduce_flow(moving, sums, 1))
