"""All weights zero is a rest point: no neuron feels the force, the slope and the kernel stay zero."""

from sympy import Integer

from symfeat.claims import All, Result, Solves

from ..notation import K, f, u, w

result = Result(
    "dead-network-stays-dead",
    title="The dead network",
    uses={"gradient": "gradient-flow-of-the-weights", "kernel": "kernel-obeys-one-equation"},
    source="xu-ziyin-2025",
)
zero = Integer(0)


@result.step
def weights_rest(gradient):
    """The force on each weight is proportional to its partner."""
    rest = dict.fromkeys(gradient.flow.state, zero)
    return Solves(gradient.flow, rest, rest)


@result.step
def slope_and_kernel_rest(weights_rest, kernel):
    """The same for slope and kernel, whatever the target."""
    rest = dict.fromkeys(kernel.flow.state, zero)
    return All(weights_rest, Solves(kernel.flow, rest, rest))


@result.statement
def claim(gradient, kernel, slope_and_kernel_rest):
    return All(
        Solves(gradient.flow, {u: zero, w: zero}, {u: zero, w: zero}),
        Solves(kernel.flow, {f: zero, K: zero}, {f: zero, K: zero}),
    )


@result.latex
def formula():
    return r"""
    The weights $u_i(t) = w_i(t) = 0$ are the only solution of $\dot{u}_i = - \eta_u \gamma h w_i$,
    $\dot{w}_i = - \eta_w \gamma h u_i$ with $u_i(0) = w_i(0) = 0$; and $f(t) = K(t) = 0$ the only one of
    \[ \dot{f} = - m_2 K (f - y), \qquad \dot{K} = - 4 \omega^2 \gamma^2 m_2 f (f - y) \]
    with $f(0) = K(0) = 0$.
    """
