"""Networks that are trained, to see how far the exact theory reaches: deep, nonlinear, on real data.

Needs JAX, and scikit-learn for its data sets: `pip install "symfeat[experiments]"`. Nothing of the theory
enters here, except what is compared with: networks, losses, rates and gradients, and what
`symfeat.measure` reads off the weights.
"""

from symfeat.training.datasets import Data, diabetes, digits, hubble
from symfeat.training.descent import Trained, train
from symfeat.training.fixed_step import descend
from symfeat.training.networks import ACTIVATIONS, Convolutional, FullyConnected, Network
from symfeat.training.observing import observe
from symfeat.training.parametrisations import Law, law

__all__ = [
    "ACTIVATIONS",
    "Convolutional",
    "Data",
    "FullyConnected",
    "Law",
    "Network",
    "Trained",
    "descend",
    "diabetes",
    "digits",
    "hubble",
    "law",
    "observe",
    "train",
]
