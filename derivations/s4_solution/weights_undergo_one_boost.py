"""All neurons undergo the same Lorentz boost, of rapidity half the logarithm of the growth factor.

Output and input weight of a neuron, in units of the roots of their rates, are its two coordinates.
"""

from sympy import expand, solve, sqrt

from symfeat.claims import Evolves, Flow, Result, Solves

from ..notation import P, Q, R, a, b, eta_u, eta_w, f, f0, h, m2, theta, u, u0, w, w0, xi, y

result = Result(
    "weights-undergo-one-boost",
    title="Exact weights",
    given=(R > 0,),
    uses={
        "gradient": "gradient-flow-of-the-weights",
        "modes": "modes-diagonalise-the-flow",
        "growth": "growth-factor-solves-a-riccati-equation",
        "path": "slope-has-a-closed-form",
    },
    source="xu-ziyin-2025",
)


@result.step
def boost(gradient, modes, growth):
    """The growing mode carries the root of the growth factor, the decaying one its inverse."""
    start = {u: u0, w: w0}
    stretched = [
        modes.quantities[mode] - sqrt(xi) ** power * modes.quantities[mode].xreplace(start)
        for mode, power in ((a, 1), (b, -1))
    ]
    weights = solve(stretched, [u, w], dict=True)[0]
    flow = Flow({xi: growth[0].flow.rates[xi]}, gradient.flow.time)
    return Evolves(flow, {s: expand(weights[s]) for s in (u, w)}, gradient.rates)


@result.step
def boosted(boost, path):
    """Insert the growth factor P/Q, and the force of the residual that the slope still has."""
    force = {h: m2 * (path.solution[f] - y)}
    flow = Flow({s: rate.xreplace(force) for s, rate in boost.rates.items()}, path.flow.time)
    return Solves(flow, {s: x.xreplace({xi: P / Q}) for s, x in boost.quantities.items()}, {u: u0, w: w0})


@result.statement
def claim(boosted):
    even, odd, root = P + Q, 2 * theta * (y - f0), 2 * sqrt(P * Q)
    return Solves(
        boosted.flow,
        {
            u: (even * u0 + sqrt(eta_u / eta_w) * odd * w0) / root,
            w: (even * w0 + sqrt(eta_w / eta_u) * odd * u0) / root,
        },
        {u: u0, w: w0},
    )


@result.latex
def formula():
    return r"""
    Along the exact slope, with $\dot{u}_i = - \eta_u \gamma h w_i$, $\dot{w}_i = - \eta_w \gamma h u_i$ and
    $h = m_2 (f_0 - y) E / (P Q)$, the only weights that start at $u_i(0)$ and $w_i(0)$ are
    \[ \begin{aligned}
    u_i(t) &= \frac{(P + Q) u_i(0) + \sqrt{\eta_u / \eta_w} \, 2 \theta (y - f_0) w_i(0)}{2 \sqrt{P Q}}, \\
    w_i(t) &= \frac{(P + Q) w_i(0) + \sqrt{\eta_w / \eta_u} \, 2 \theta (y - f_0) u_i(0)}{2 \sqrt{P Q}}.
    \end{aligned} \]
    """
