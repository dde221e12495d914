"""Checks of what is trained on what; a failure is one line that names the argument."""

from __future__ import annotations

import jax
import numpy as np

from symfeat.errors import InputError
from symfeat.training.networks import Network
from symfeat.training.parametrisations import Law


def fit(network: Network, law: Law, x: np.ndarray, y: np.ndarray) -> None:
    """Whether a law has the layers of a network, and the network takes such inputs and gives such targets.

    Only shapes enter: nothing is computed. Raises InputError, which calls x and y the data.
    """
    depth = len(network.shapes)
    if not isinstance(law, Law) or len(law.multipliers) != depth:
        given = len(law.multipliers) if isinstance(law, Law) else type(law).__name__
        raise InputError(f"law must be a Law of the {depth} layers of the network; got {given}")
    if len(x) != len(y):
        raise InputError(f"data must have targets for the {len(x)} rows of inputs; got {len(y)}")
    weights = [np.empty(shape, np.float32) for shape in network.shapes]
    try:
        shape = jax.eval_shape(network, weights, np.empty((1, *x.shape[1:]), np.float32)).shape
    except (TypeError, ValueError) as error:
        raise InputError(f"data must have inputs that the network takes; got {x.shape[1:]}") from error
    if shape[1:] != y.shape[1:]:
        raise InputError(f"data must have targets of shape {shape[1:]}; got {y.shape[1:]}")
