"""The quadratic laws leave nothing out: 2 d - 1 of them are independent, as many as a flow can have.

At widths 1, 2 and 3 the search over all quadratic polynomials of the weights finds 1, 4 and 9 laws of rank
1, 3 and 5. At any width the first neuron gives one law, and each further one two more: their derivatives by
its own modes have a determinant that vanishes only with the first neuron's modes.
"""

from sympy import Ne

from symfeat.algebra import conserved_polynomials, generic_rank, jacobian, neurons
from symfeat.claims import All, Complete, Flow, Inequality, Result

from ..notation import a, a_k, b, b_k, eta_u, eta_w, u, w

result = Result(
    "conserved-laws-are-complete",
    title="Every law follows from the products of modes",
    given=(Ne(a, 0), Ne(b, 0)),
    uses={"gradient": "gradient-flow-of-the-weights", "products": "products-of-modes-are-conserved"},
    source="marcotte-2023",
)


@result.step
def found(gradient):
    """All quadratic laws of widths 1, 2 and 3, and the rank of their derivatives."""
    parts = []
    for width in (1, 2, 3):
        rates = {}
        for weight in (u, w):
            for i in range(width):
                number = {s: neurons(s, width)[i] for s in (u, w)}
                rates[number[weight]] = gradient.flow.rates[weight].xreplace(number)
        flow = Flow(rates, gradient.flow.time)
        laws = conserved_polynomials(flow, 2)
        parts.append(Complete(flow, laws, generic_rank(laws, flow.state)))
    return All(*parts)


@result.step
def any_width(products, found):
    """A further neuron k enters the laws a b_k and a_k b, which no law of the neurons before it contains."""
    _, with_b, with_a, _ = products[0].invariants
    block = jacobian([with_b, with_a], [a_k, b_k])
    return All(*found.parts, Inequality(block.det(), "!=", 0))


@result.statement
def claim(any_width):
    flows = [part.flow for part in any_width.parts[:3]]
    return All(
        *(Complete(flow, laws(width), 2 * width - 1) for width, flow in enumerate(flows, 1)),
        Inequality(-a * b, "!=", 0),
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{u}_i = - \eta_u \gamma h w_i$, $\dot{w}_i = - \eta_w \gamma h u_i$ there are the laws
    \[ u_i w_k - u_k w_i \quad (i < k), \qquad \eta_w u_i u_k - \eta_u w_i w_k \quad (i \le k), \]
    of which $1$, $3$ and $5$ are independent at $d = 1$, $2$ and $3$, and no further independent one. At any
    width a further neuron $k$ adds two, by its products with one of the others:
    \[ \frac{\partial (a_i b_k, a_k b_i)}{\partial (a_k, b_k)} = - a_i b_i \ne 0. \]
    """


def laws(width):
    """The wedge of each pair of neurons, then the balance of each pair and of each neuron with itself."""
    us, ws = neurons(u, width), neurons(w, width)
    pairs = [(i, k) for i in range(width) for k in range(i, width)]
    wedges = [us[i] * ws[k] - us[k] * ws[i] for i, k in pairs if i < k]
    return (*wedges, *(eta_w * us[i] * us[k] - eta_u * ws[i] * ws[k] for i, k in pairs))
