r"""A ReLU network on data of both signs is two linear networks, while no input weight changes its sign.

A neuron passes a datum iff the signs of its input weight and of the datum agree. So the neurons with w > 0
are a linear network that learns the data s > 0, the others one that learns s < 0: the loss is the sum of two
parabolas, each with the averages of its side, and each neuron moves under the force of its own side alone.
What keeps an input weight from changing its sign: `input-weight-keeps-its-sign-below-balance`.
"""

from sympy import Abs, Add, Eq, diff, sign

from symfeat.algebra import gradient_flow, termwise_sum
from symfeat.claims import All, Evolves, Flow, Identity, Result

from ..notation import eta_u, eta_w, gamma, m_qq, q, s, t, w
from .notation import neg, pos

result = Result(
    "relu-network-is-two-linear-networks",
    title="A ReLU network is two linear networks",
    given=(Eq(pos.y, pos.m_sq / pos.m2), Eq(neg.y, neg.m_sq / neg.m2)),
    source="xu-ziyin-2025",
)
both = (pos, neg)


@result.step
def gate():
    """The rectifier multiplies by 1 where the signs agree, and by 0 where they do not."""
    return Identity((w * s + Abs(w * s)) / 2, w * s * (1 + sign(w) * sign(s)) / 2)


@result.step
def sides(gate):
    """On each side of the data only the neurons of that side are left."""
    parts = []
    for at in both:
        output = Add(*(side.u * gate.rhs.xreplace({w: side.w, s: at.s}) for side in both))
        parts.append(Identity(gamma * output, gamma * at.u * at.w * at.s))
    return All(gate, *parts)


@result.step
def loss(sides):
    """Average the squared error of both sides; the labels' second moment is the average over all data."""
    averages = []
    for side, part in zip(both, sides.parts[1:], strict=True):
        output = part.rhs.xreplace({side.w: side.f / (gamma * side.u)})
        square = (output**2 / 2 - output * q).expand()
        averages.append(termwise_sum(square, {side.s**2: side.m2, side.s * q: side.m_sq}))
    return Identity(Add(*averages) + m_qq / 2, Add(*averages).expand() + m_qq / 2)


@result.step
def flow(loss):
    """The gradient by one neuron of each side, the others' part of each slope held fixed meanwhile."""
    total = loss.rhs.xreplace({side.f: side.f + gamma * side.u * side.w for side in both})
    weights = {x: rate for side in both for x, rate in ((side.u, eta_u), (side.w, eta_w))}
    rates = gradient_flow(total, weights, t).rates
    others = {side.f: gamma * (side.V - side.u * side.w) for side in both}
    field = Flow({x: rate.xreplace(others).expand() for x, rate in rates.items()}, t)
    return Evolves(field, {x: x for x in weights}, field.rates)


@result.step
def forces(gate, loss, flow):
    """Complete the squares, and name the force of each side."""
    squares = Add(*(side.m2 / 2 * ((side.f - side.y) ** 2 - side.y**2) for side in both))
    rates = {}
    for side in both:
        force = diff(loss.rhs, side.f).xreplace({side.f: gamma * side.V})
        rates |= {side.u: -eta_u * gamma * force * side.w, side.w: -eta_w * gamma * force * side.u}
    return All(
        gate,
        Identity(loss.lhs, squares + m_qq / 2),
        Evolves(flow.flow_of_state, flow.quantities, rates),
    )


@result.statement
def claim(forces):
    """The gate, the loss, and the flow under one force a side."""
    loss = (pos.m2 * (pos.f - pos.y) ** 2 + neg.m2 * (neg.f - neg.y) ** 2) / 2
    rest = (m_qq - pos.m2 * pos.y**2 - neg.m2 * neg.y**2) / 2
    h_pos, h_neg = pos.m2 * (gamma * pos.V - pos.y), neg.m2 * (gamma * neg.V - neg.y)
    return All(
        Identity((w * s + Abs(w * s)) / 2, w * s * (1 + sign(w) * sign(s)) / 2),
        Identity(forces[1].lhs, loss + rest),
        Evolves(
            forces[2].flow_of_state,
            {x: x for side in both for x in (side.u, side.w)},
            {
                pos.u: -eta_u * gamma * h_pos * pos.w,
                pos.w: -eta_w * gamma * h_pos * pos.u,
                neg.u: -eta_u * gamma * h_neg * neg.w,
                neg.w: -eta_w * gamma * h_neg * neg.u,
            },
        ),
    )


@result.latex
def formula():
    return r"""
    With $w_{+} > 0 > w_{-}$ the input weights of either sign, and averages over all data in which those of
    the other side count as zero, the loss is
    \[ \tfrac{1}{2} m_{2+} (f_{+} - y_{+})^2 + \tfrac{1}{2} m_{2-} (f_{-} - y_{-})^2
    + \tfrac{1}{2} \left( m_{qq} - m_{2+} y_{+}^2 - m_{2-} y_{-}^2 \right), \]
    and with $h_\pm = m_{2\pm} (\gamma V_\pm - y_\pm)$, for as long as no input weight reaches 0,
    \[ \dot{u}_\pm = - \eta_u \gamma h_\pm w_\pm, \qquad \dot{w}_\pm = - \eta_w \gamma h_\pm u_\pm. \]
    """
