"""Each neuron has a growing and a decaying mode, and one force drives both at opposite rates.

The modes are the eigenvectors of the linear flow that the force exerts on a neuron's two weights.
"""

from sympy import sqrt

from symfeat.algebra import linear_modes
from symfeat.claims import Evolves, Result

from ..notation import a, b, eta_u, eta_w, gamma, h, omega, u, w

result = Result(
    "modes-diagonalise-the-flow",
    title="Growing and decaying modes",
    uses={"gradient": "gradient-flow-of-the-weights"},
    source="xu-ziyin-2025",
)


@result.step
def eigenvectors(gradient):
    """The left eigenvectors, scaled so that the learning rates stand under roots alone."""
    (falling, growing), (rising, decaying) = linear_modes(gradient.flow)
    quantities = {a: sqrt(eta_u) * growing, b: -sqrt(eta_u) * decaying}
    return Evolves(gradient.flow, quantities, {a: falling * a, b: rising * b})


@result.statement
def claim(eigenvectors):
    return Evolves(
        eigenvectors.flow_of_state,
        {a: sqrt(eta_w) * u + sqrt(eta_u) * w, b: sqrt(eta_w) * u - sqrt(eta_u) * w},
        {a: -omega * gamma * h * a, b: omega * gamma * h * b},
    )
