"""Slope and kernel are the odd and the even part of the growth factor.

Written by the growth factor they obey their own closed system, from their values at time 0, and stay on the
hyperbola that these fix.
"""

from sympy import expand, solve

from symfeat.claims import All, Evolves, Identity, Result

from ..notation import K, S, alpha, beta, f, f0, gamma, m2, omega, r0, xi, y

result = Result(
    "slope-follows-the-growth-factor",
    title="Slope and kernel in terms of the growth factor",
    uses={
        "growth": "growth-factor-solves-a-riccati-equation",
        "kernel": "kernel-obeys-one-equation",
    },
    source="xu-ziyin-2025",
)


@result.step
def path(growth, kernel):
    """The two collective laws, at their initial values, are linear in slope and kernel."""
    growing, decaying = growth[1].invariants
    quantities = solve([growing - alpha, decaying - beta], [f, K], dict=True)[0]
    return Evolves(growth[2].flow, {s: expand(quantities[s]) for s in (f, K)}, kernel.rates)


@result.step
def start(path):
    """At time 0 the growth factor is 1."""
    at_start = [path.quantities[s].xreplace({xi: 1}) for s in (f, K)]
    return All(Identity(at_start[0], f0), Identity(at_start[1], 2 * gamma * omega * r0))


@result.step
def hyperbola(path):
    """Their squares differ by the product of the weights of the modes, the floor squared."""
    gap = path.quantities[K] ** 2 / (2 * gamma * omega) ** 2 - path.quantities[f] ** 2
    return All(Identity(expand(gap), expand(alpha * beta)), Identity(gap, S**2))


@result.step
def together(path, start, hyperbola):
    """The equations, the initial values and the law that ties them."""
    return All(path, start[0], start[1], hyperbola[1])


@result.statement
def claim(together):
    slope, kernel = (alpha * xi - beta / xi) / 2, gamma * omega * (alpha * xi + beta / xi)
    return All(
        Evolves(
            together[0].flow_of_state,
            {f: slope, K: kernel},
            {f: -m2 * K * (f - y), K: -4 * omega**2 * gamma**2 * m2 * f * (f - y)},
        ),
        Identity(slope.xreplace({xi: 1}), f0),
        Identity(kernel.xreplace({xi: 1}), 2 * gamma * omega * r0),
        Identity(kernel**2 / (2 * gamma * omega) ** 2 - slope**2, S**2),
    )


@result.latex
def formula():
    return r"""
    Along the flow of $\xi$ the quantities
    \[ f = \frac{1}{2} \left( \alpha \xi - \frac{\beta}{\xi} \right), \qquad
    K = \gamma \omega \left( \alpha \xi + \frac{\beta}{\xi} \right) \]
    obey $\dot{f} = - m_2 K (f - y)$ and $\dot{K} = - 4 \omega^2 \gamma^2 m_2 f (f - y)$. At $\xi = 1$
    they are $f_0$ and $2 \gamma \omega r_0$, and always
    \[ \frac{K^2}{4 \gamma^2 \omega^2} - f^2 = S^2. \]
    """
