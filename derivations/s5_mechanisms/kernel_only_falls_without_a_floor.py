"""Without a floor the kernel only falls where slope and target have opposite signs.

It is proportional to the size of the slope, which never changes its sign, and obeys an equation of its own:
a decay at least at the rate that the target sets.
"""

from sympy import Abs, Eq, expand, sqrt

from symfeat.claims import All, Evolves, Inequality, Result

from ..notation import K, Omega, S, f, gamma, m2, omega, y

result = Result(
    "kernel-only-falls-without-a-floor",
    title="The kernel without a floor",
    given=(Eq(S, 0), f * y < 0),
    uses={"slope": "slope-obeys-one-equation", "kernel": "kernel-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def closed(slope, kernel):
    """Slope and residual have the same sign, so that their sizes give the kernel's rate."""
    now = slope.rates[f] * K / kernel.rates[f]
    size = K / (2 * gamma * omega)
    rate = kernel.rates[K] * size * (size + Abs(y)) / (f * (f - y))
    return Evolves(slope.flow, {K: now}, {K: expand(rate)})


@result.step
def falls(closed):
    """The kernel's square only adds to the decay."""
    rate = closed.rates[K]
    return All(closed, Inequality(rate, "<=", rate.coeff(K) * K))


@result.statement
def claim(falls):
    rate = -K * (m2 * K + Omega * Abs(y))
    return All(
        Evolves(falls[0].flow_of_state, {K: 2 * gamma * omega * sqrt(f**2 + S**2)}, {K: rate}),
        Inequality(rate, "<=", -Omega * Abs(y) * K),
    )


@result.latex
def formula():
    return r"""
    Along the flow of the slope the kernel $K = 2 \gamma \omega \lvert f \rvert$ obeys
    \[ \dot{K} = - K (m_2 K + \Omega \lvert y \rvert) \le - \Omega \lvert y \rvert K. \]
    """
