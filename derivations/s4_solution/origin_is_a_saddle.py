"""The origin of the weights is a saddle wherever the target is not zero.

The slope is of second order there, so that to first order the modes feel the constant force of the target:
one of a neuron's two modes grows at half the clock's rate times |y|, the other decays as fast.
"""

from sympy import Add, Integer, Ne, diff

from symfeat.claims import All, Evolves, Flow, Identity, Inequality, Result

from ..notation import Omega, a, b, f, gamma, h, m2, omega, u, w, y

result = Result(
    "origin-is-a-saddle",
    title="The saddle at the origin",
    given=(Ne(y, 0),),
    uses={"modes": "modes-diagonalise-the-flow"},
    source="xu-ziyin-2025",
)
origin = {a: Integer(0), b: Integer(0), f: Integer(0)}


@result.step
def share(modes):
    """What a neuron adds to the slope is a difference of its squared modes; here f is what the others add."""
    growing, decaying = modes.quantities[a], modes.quantities[b]
    return Identity(gamma * (growing**2 - decaying**2) / (4 * omega), gamma * u * w)


@result.step
def linearised(modes, share):
    """Differentiate the rates of the modes at the origin: only the target's force is left."""
    own = share.lhs.xreplace({modes.quantities[a]: a, modes.quantities[b]: b})
    rates = [modes.rates[mode].xreplace({h: m2 * (f + own - y)}) for mode in (a, b)]
    growth, decay = (diff(rate, mode).xreplace(origin) for rate, mode in zip(rates, (a, b), strict=True))
    across = [diff(rate, mode).xreplace(origin) for rate in rates for mode in (a, b, f)]
    return All(
        Evolves(
            Flow({a: growth * a, b: decay * b}, modes.flow.time), {a: a, b: b}, {a: growth * a, b: decay * b}
        ),
        Identity(Add(*(entry**2 for entry in across)), growth**2 + decay**2),
        Inequality(growth * decay, "<", 0),
    )


@result.statement
def claim(linearised):
    """The linear flow at the origin, the absence of any other first-order term, and opposite signs."""
    rate = Omega * y / 2
    return All(
        Evolves(linearised[0].flow_of_state, {a: a, b: b}, {a: rate * a, b: -rate * b}),
        Identity(linearised[1].lhs, 2 * rate**2),
        Inequality(-(rate**2), "<", 0),
    )


@result.latex
def formula():
    return r"""
    At $a_i = b_i = f = 0$ the flow of the modes is, to first order,
    \[ \dot{a}_i = \frac{\Omega y}{2} a_i, \qquad \dot{b}_i = - \frac{\Omega y}{2} b_i, \]
    with no other term; its two rates have opposite signs, their product being $- \Omega^2 y^2 / 4 < 0$.
    """
