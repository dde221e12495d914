"""Rates, output scale and data enter the reduced dynamics through the clock alone.

Counted by the clock tau = Omega t, slope and floor obey an equation without any of them. So networks that
start with the same slope and floor pass through the same slopes, each at its own pace.
"""

from sympy import Integer, Le, diff, oo, sqrt

from symfeat.claims import Evolves, Flow, Result

from ..notation import K, Omega, S, eta_u, eta_w, f, gamma, m2, omega, t, tau, y

result = Result(
    "rates-set-the-clock-alone",
    title="The clock",
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def by_the_clock(slope):
    """By the chain rule every rate is multiplied by the time that passes in one unit of the clock."""
    pace = diff(tau / Omega, tau)
    flow = Flow({s: rate * pace for s, rate in slope.flow_of_state.rates.items()}, tau)
    return Evolves(flow, slope.quantities, {s: rate * pace for s, rate in slope.rates.items()})


@result.statement
def claim(by_the_clock):
    return Evolves(
        by_the_clock.flow_of_state,
        {f: f, S: sqrt(K**2 / (4 * gamma**2 * omega**2) - f**2)},
        {f: -sqrt(f**2 + S**2) * (f - y), S: Integer(0)},
    )


@result.latex
def formula():
    return r"""
    Counted by the clock $\tau = \Omega t$,
    \[ \frac{d f}{d \tau} = - \sqrt{f^2 + S^2} \, (f - y), \qquad \frac{d S}{d \tau} = 0. \]
    """


@result.kernel("clock_of_time", domain=(Le(t, oo, evaluate=False),))
def program():
    """The clock at a time."""
    return {
        "args": {"time": t, "gamma": gamma, "eta_u": eta_u, "eta_w": eta_w, "second_moment": m2},
        "outputs": {"clock": 2 * gamma * (sqrt(eta_u) * sqrt(eta_w)) * m2 * t},
        "computes": {"clock": Omega * t},
    }
