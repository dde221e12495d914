"""One growth factor moves all neurons: the squared growing modes carry it, the decaying ones its inverse.

It is defined by d(ln xi)/dt = -2 omega gamma h, the rate at which a squared growing mode grows, and xi = 1
at time 0. Eliminating the slope leaves a Riccati equation with constant coefficients.
"""

from sympy import expand, solve

from symfeat.claims import All, Conserved, Evolves, Flow, Result

from ..notation import K, Omega, a, alpha, b, beta, f, gamma, h, m2, omega, t, xi, y

result = Result(
    "growth-factor-solves-a-riccati-equation",
    title="The growth factor solves a Riccati equation",
    uses={"modes": "modes-diagonalise-the-flow", "kernel": "kernel-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def modes_scale(modes):
    """Every neuron's squared growing mode is proportional to xi, its squared decaying mode to 1/xi."""
    flow = Flow({**modes.rates, xi: -2 * omega * gamma * h * xi}, modes.flow.time)
    return Conserved(flow, tuple(mode**2 * xi**power for mode, power in ((a, -1), (b, 1))))


@result.step
def collective_modes_scale(modes_scale, kernel):
    """So do the sums over neurons, half the sum and half the difference of kernel root and slope."""
    growth = modes_scale.flow.rates[xi].xreplace({h: m2 * (f - y)})
    flow = Flow({**kernel.rates, xi: growth}, kernel.flow.time)
    root = K / (2 * gamma * omega)
    return Conserved(flow, ((root + f) / xi, (root - f) * xi))


@result.step
def slope_eliminated(collective_modes_scale):
    """Two linear equations give the slope on the path; the growth rate becomes quadratic in xi."""
    growing, decaying = collective_modes_scale.invariants
    path = solve([growing - alpha, decaying - beta], [f, K], dict=True)[0]
    rate = collective_modes_scale.flow.rates[xi].xreplace({f: path[f]})
    return Evolves(Flow({xi: rate}, t), {xi: xi}, {xi: expand(rate)})


@result.step
def together(modes_scale, collective_modes_scale, slope_eliminated):
    """The laws and the equation side by side."""
    return All(modes_scale, collective_modes_scale, slope_eliminated)


@result.statement
def claim(together):
    modes, collective, riccati = together.parts
    root = K / (2 * gamma * omega)
    return All(
        Conserved(modes.flow, (a**2 / xi, b**2 * xi)),
        Conserved(collective.flow, ((root + f) / xi, (root - f) * xi)),
        Evolves(riccati.flow_of_state, {xi: xi}, {xi: -Omega / 2 * (alpha * xi**2 - 2 * y * xi - beta)}),
    )


@result.latex
def formula():
    return r"""
    Let $\dot{\xi} = - 2 \gamma \omega h \xi$. For every neuron, and for slope and kernel,
    \[ \frac{d}{d t} \frac{a_i^2}{\xi} = \frac{d}{d t} \left( b_i^2 \xi \right) = 0, \qquad
    \frac{d}{d t} \frac{K / (2 \gamma \omega) + f}{\xi}
    = \frac{d}{d t} \left( \frac{K}{2 \gamma \omega} - f \right) \xi = 0. \]
    With $\xi = 1$ at time $0$ the slope is $f = (\alpha \xi - \beta / \xi) / 2$, so that
    \[ \dot{\xi} = - \frac{\Omega}{2} \left( \alpha \xi^2 - 2 y \xi - \beta \right). \]
    """
