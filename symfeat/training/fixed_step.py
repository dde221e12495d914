"""Plain gradient descent with one step for all time, to compare with exact trajectories."""

from __future__ import annotations

from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.training.checks import fit
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

    Returns, for each layer, an array of shape (networks, moments + 1, *shape of the layer). A step too large
    for the loss leaves numbers that are huge or not finite.
    Raises InputError for a step that is not positive, counts below 1, numbers that are not real and finite,
    and a law, weights, inputs or targets that do not belong to the network.

    >>> from symfeat.training import FullyConnected, law
    >>> net = FullyConnected(1, 2, 1, layers=2, activation="linear")
    >>> start = [np.array([[[1.0, 0.5]]]), np.array([[[1.0], [1.0]]])]
    >>> found = descend(net, law(net), start, np.ones((1, 1)), np.ones((1, 1)), step=0.1, every=10, moments=3)
    >>> found[0].shape
    (1, 4, 1, 2)
    """
    step = inputs.positive_number("step", step)
    every, moments = inputs.count("every", every, 1), inputs.count("moments", moments, 1)
    x, y = inputs.finite("x", x), inputs.finite("y", y)
    if not x.size or not y.ndim:
        raise InputError(f"x and y must have a row at least; got shapes {x.shape} and {y.shape}")
    fit(network, law, x, y)
    first = _first(network, weights)
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
        start = [jnp.asarray(layer, "float64") for layer in first]
        path = jax.jit(jax.vmap(lambda w: jax.lax.scan(keep, w, None, length=moments)[1]))(start)
        return [
            np.concatenate([np.asarray(a)[:, None], np.asarray(b)], axis=1)
            for a, b in zip(start, path, strict=True)
        ]


def _first(network: Network, weights: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The weights at the start, if they are some networks of that kind."""
    layers = [inputs.finite(f"weights[{l}]", layer) for l, layer in enumerate(weights)]
    found = [layer.shape for layer in layers]
    count = found[0][0] if found and found[0] else 0
    if not count or found != [(count, *shape) for shape in network.shapes]:
        raise InputError(f"weights must be of shapes (networks, *shape), {network.shapes}; got {found}")
    return layers
