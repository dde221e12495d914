"""The slope learns by one ordinary differential equation with one conserved number, the floor.

Width, initialisation and the two layers' rates enter through the floor and the clock alone.
"""

from sympy import Integer, sqrt

from symfeat.claims import Evolves, Result

from ..notation import K, Omega, S, f, gamma, omega, r, y

result = Result(
    "slope-obeys-one-equation",
    title="The reduced dynamics",
    uses={"kernel": "kernel-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def floor_rests(kernel):
    """Slope and kernel move on a hyperbola: the floor is its axis and stays."""
    floor = sqrt(K**2 / (2 * gamma * omega) ** 2 - f**2)
    return Evolves(kernel.flow, {f: f, S: floor}, {f: kernel.rates[f], S: Integer(0)})


@result.step
def kernel_eliminated(floor_rests):
    """The kernel is 2 gamma omega times the distance of slope and floor from the origin."""
    rates = {s: rate.xreplace({K: 2 * gamma * omega * r}) for s, rate in floor_rests.rates.items()}
    return Evolves(floor_rests.flow_of_state, floor_rests.quantities, rates)


@result.statement
def claim(kernel_eliminated):
    return Evolves(
        kernel_eliminated.flow_of_state,
        {f: f, S: sqrt(K**2 / (4 * gamma**2 * omega**2) - f**2)},
        {f: -Omega * sqrt(f**2 + S**2) * (f - y), S: Integer(0)},
    )


@result.latex
def formula():
    return r"""
    Along the flow of slope and kernel $S = \sqrt{K^2 / (4 \gamma^2 \omega^2) - f^2}$ is constant, and
    \[ \dot{f} = - \Omega \sqrt{f^2 + S^2} \, (f - y). \]
    """
