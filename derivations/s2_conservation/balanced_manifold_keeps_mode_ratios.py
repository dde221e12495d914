"""Where all decaying modes vanish they stay zero, and the ratios of the growing modes are the laws.

There the products of modes are all zero and say nothing; the d - 1 ratios are complete instead. Away from
it the ratios of both kinds of mode are constant too, but they are 2 d - 2, one fewer than the products. The
same holds with the two kinds of mode exchanged.
"""

from sympy import Integer

from symfeat.algebra import generic_rank, jacobian, neurons
from symfeat.claims import All, Complete, Conserved, Flow, Rank, Result, Solves

from ..notation import a, a_k, b, b_k, gamma, h, omega

result = Result(
    "balanced-manifold-keeps-mode-ratios",
    title="Laws on the balanced manifold",
    uses={"modes": "modes-diagonalise-the-flow"},
    source="xu-ziyin-2025",
)


@result.step
def ratios(modes):
    """All growing modes have one rate, all decaying modes another."""
    rates = dict(modes.flow.rates)
    other = {a: a_k, b: b_k}
    flow = Flow(rates | {other[s]: rate.xreplace(other) for s, rate in rates.items()}, modes.flow.time)
    return Conserved(flow, (a / a_k, b / b_k))


@result.step
def on_the_manifold(modes, ratios):
    """Restrict the flow to b = 0, which it does not leave, and count at widths 2 and 3."""
    rate = modes.flow.rates[a]
    decay = Flow({b: modes.flow.rates[b]}, modes.flow.time)
    parts = [ratios, Solves(decay, {b: Integer(0)}, {b: Integer(0)})]
    for width in (2, 3):
        growing, decaying = neurons(a, width), neurons(b, width)
        flow = Flow({x: rate.xreplace({a: x}) for x in growing}, modes.flow.time)
        laws = ratios_to_the_first(growing)
        both = (*laws, *ratios_to_the_first(decaying))
        state = (*growing, *decaying)
        parts += [
            Complete(flow, laws, generic_rank(laws, growing)),
            Rank(tuple(map(tuple, jacobian(both, state).tolist())), generic_rank(both, state)),
        ]
    return All(*parts)


@result.statement
def claim(on_the_manifold):
    parts = on_the_manifold.parts
    narrow, wide = ({s: -omega * gamma * h * s for s in neurons(a, width)} for width in (2, 3))
    (a1, a2, a3), (b1, b2, b3) = neurons(a, 3), neurons(b, 3)
    two = jacobian((a2 / a1, b2 / b1), (a1, a2, b1, b2))
    three = jacobian((a2 / a1, a3 / a1, b2 / b1, b3 / b1), (a1, a2, a3, b1, b2, b3))
    return All(
        Conserved(parts[0].flow, (a / a_k, b / b_k)),
        Solves(Flow({b: omega * gamma * h * b}, parts[1].flow.time), {b: Integer(0)}, {b: Integer(0)}),
        Complete(Flow(narrow, parts[0].flow.time), (a2 / a1,), 1),
        Rank(tuple(map(tuple, two.tolist())), 2),
        Complete(Flow(wide, parts[0].flow.time), (a2 / a1, a3 / a1), 2),
        Rank(tuple(map(tuple, three.tolist())), 4),
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{a}_i = - \omega \gamma h a_i$, $\dot{b}_i = \omega \gamma h b_i$
    \[ \frac{d}{d t} \frac{a_i}{a_k} = 0, \qquad \frac{d}{d t} \frac{b_i}{b_k} = 0, \]
    and from $b_i(0) = 0$ follows $b_i(t) = 0$. On the manifold where all $b_i$ vanish the $d - 1$ ratios
    $a_i / a_1$ are independent, and there is no further independent law; elsewhere the ratios of both kinds
    have the rank $2 d - 2$ (both counted at $d = 2$ and $d = 3$).
    """


def ratios_to_the_first(modes):
    """The ratio of each further neuron's mode to the first neuron's."""
    return tuple(mode / modes[0] for mode in modes[1:])
