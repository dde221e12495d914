"""In the plane of slope and wedge a trajectory is a horizontal segment: the flow moves the slope alone.

It runs from the start towards the target, where it ends; the kernel sets no more than the speed.
"""

from sympy import Integer, sqrt

from symfeat.claims import All, Evolves, Inequality, Result

from ..notation import K, U, V, W, eta_u, eta_w, f, g, gamma, m2, omega, y

result = Result(
    "trajectory-is-a-horizontal-segment",
    title="A horizontal segment",
    uses={"kernel": "kernel-obeys-one-equation", "wedge": "wedge-is-conserved"},
    source="xu-ziyin-2025",
)


@result.step
def wedge_rests(kernel, wedge):
    """The wedge joins slope and kernel, which move without it, and is conserved."""
    quantities = {**kernel.quantities, g: sqrt(wedge[0].invariants[0])}
    return Evolves(kernel.flow_of_state, quantities, {**kernel.rates, g: Integer(0)})


@result.step
def towards_the_target(wedge_rests):
    """The kernel is never negative, so that the slope moves towards the target or rests."""
    return All(wedge_rests, Inequality(wedge_rests.rates[f] * (y - f), ">=", 0))


@result.statement
def claim(towards_the_target):
    rate = -m2 * K * (f - y)
    return All(
        Evolves(
            towards_the_target[0].flow_of_state,
            {
                f: gamma * V,
                K: gamma**2 * (eta_w * U + eta_u * W),
                g: gamma * sqrt(U * W - V**2),
            },
            {f: rate, K: -4 * omega**2 * gamma**2 * m2 * f * (f - y), g: Integer(0)},
        ),
        Inequality(rate * (y - f), ">=", 0),
    )


@result.latex
def formula():
    return r"""
    Along the flow the slope $f = \gamma V$, the kernel $K = \gamma^2 (\eta_w U + \eta_u W)$ and the wedge
    $g = \gamma \sqrt{U W - V^2}$ obey
    \[ \dot{f} = - m_2 K (f - y), \qquad \dot{K} = - 4 \omega^2 \gamma^2 m_2 f (f - y), \qquad \dot{g} = 0, \]
    so that $\dot{f} \, (y - f) = m_2 K (f - y)^2 \ge 0$.
    """
