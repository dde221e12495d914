"""Plain gradient descent with one step for all time, to compare with exact trajectories."""

from __future__ import annotations

from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from symfeat import inputs
from symfeat.training.networks import Array, Network
from symfeat.training.parametrisations import Law


def descend(
    network: Network,
    law: Law,
    weights: Sequence[np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    *,
    step: float,
    every: int,
    moments: int,
) -> list[np.ndarray]:
    """Plain gradient descent with a fixed step, in float64: the weights after every `every` steps.

    Args:
        network: what to train.
        law: its multipliers and rates; a step of size s advances the gradient flow by the time s.
        weights: for each layer the weights v at the start, of shape (networks, *shape of the layer).
        x: inputs, of shape (rows, inputs).
        y: targets, of shape (rows, outputs).
        step: size of a step.
        every: how many steps lie between two moments that are kept.
        moments: how many moments are kept after the start.

    Returns, for each layer, an array of shape (networks, moments + 1, *shape of the layer).
    Raises InputError for a step that is not positive, and counts below 1.

    >>> from symfeat.training import FullyConnected, law
    >>> net = FullyConnected(1, 2, 1, layers=2, activation="linear")
    >>> start = [np.array([[[1.0, 0.5]]]), np.array([[[1.0], [1.0]]])]
    >>> found = descend(net, law(net), start, np.ones((1, 1)), np.ones((1, 1)), step=0.1, every=10, moments=3)
    >>> found[0].shape
    (1, 4, 1, 2)
    """
    step = float(inputs.positive("step", step))
    every, moments = inputs.count("every", every, 1), inputs.count("moments", moments, 1)
    model = law.model(network)

    def loss_of(weights: list[Array]) -> Array:
        return jnp.sum((model(weights, x) - y) ** 2) / (2 * len(x))

    def once(_: int, weights: list[Array]) -> list[Array]:
        slopes = jax.grad(loss_of)(weights)
        return [w - step * r * g for w, r, g in zip(weights, law.rates, slopes, strict=True)]

    def keep(weights: list[Array], _: None) -> tuple[list[Array], list[Array]]:
        weights = jax.lax.fori_loop(0, every, once, weights)
        return weights, weights

    with jax.enable_x64(True):
        start = [jnp.asarray(layer, "float64") for layer in weights]
        path = jax.jit(jax.vmap(lambda w: jax.lax.scan(keep, w, None, length=moments)[1]))(start)
        return [
            np.concatenate([np.asarray(a)[:, None], np.asarray(b)], axis=1)
            for a, b in zip(start, path, strict=True)
        ]
