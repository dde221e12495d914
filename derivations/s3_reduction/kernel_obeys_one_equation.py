"""The slope and the kernel close: no other feature of the weights enters their motion.

Both are linear in the neurons' products, whose sums obey a closed flow; so this holds at any width.
"""

from symfeat.algebra import reduce_flow
from symfeat.claims import Evolves, Flow, Result

from ..notation import K, U, V, W, eta_u, eta_w, f, gamma, h, m2, omega, y

result = Result(
    "kernel-obeys-one-equation",
    title="The kernel moves against the product of slope and residual",
    uses={"sums": "neuron-sums-obey-a-closed-flow"},
    source="xu-ziyin-2025",
)


@result.step
def in_the_force(sums):
    """Under any force, slope and kernel drive each other: a linear exchange between the two."""
    quantities = {f: gamma * V, K: gamma**2 * (eta_w * U + eta_u * W)}
    return Evolves(sums.flow, quantities, reduce_flow(sums.flow, quantities, 1))


@result.step
def in_the_residual(in_the_force):
    """The force of the least-squares loss is the second moment times the residual."""
    force = {h: m2 * (f - y)}
    rates = {s: rate.xreplace(force) for s, rate in in_the_force.rates.items()}
    flow = in_the_force.flow_of_state
    value = {h: force[h].xreplace(dict(in_the_force.quantities))}
    moving = Flow({s: rate.xreplace(value) for s, rate in flow.rates.items()}, flow.time)
    return Evolves(moving, in_the_force.quantities, rates)


@result.statement
def claim(in_the_residual):
    return Evolves(
        in_the_residual.flow_of_state,
        {f: gamma * V, K: gamma**2 * (eta_w * U + eta_u * W)},
        {f: -m2 * K * (f - y), K: -4 * omega**2 * gamma**2 * m2 * f * (f - y)},
    )
