"""The neural tangent kernel on a few inputs, and the sharpness that bounds a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp

from symfeat.training.networks import Array

Model = Callable[[Sequence[Array], Array], Array]  # raw weights and inputs to outputs (rows, outputs)


def tangent_kernel(model: Model, rates: Sequence[float], weights: Sequence[Array], x: Array) -> Array:
    """Sum over layers of rate times Jacobian times its transpose: (rows * outputs) squared."""
    jacobians = jax.jacrev(model)(list(weights), x)
    size = jacobians[0].shape[0] * jacobians[0].shape[1]
    flat = (jacobian.reshape(size, -1) for jacobian in jacobians)
    return sum(rate * (j @ j.T) for rate, j in zip(rates, flat, strict=True))


def largest_eigenvalue(
    model: Model, rates: Sequence[float], weights: Sequence[Array], x: Array, start: Array, rounds: int
) -> tuple[Array, Array]:
    """Largest eigenvalue of the tangent kernel over the number of rows, by power iteration, and its vector.

    This is the curvature of the loss along the rates-weighted gradient where residuals vanish. `start` is a
    vector of the shape (rows, outputs). A kernel of zero has the eigenvalue 0.
    """
    weights = list(weights)
    _, back = jax.vjp(lambda w: model(w, x), weights)

    def once(_: int, state: tuple[Array, Array]) -> tuple[Array, Array]:
        vector = state[0]
        (pulled,) = back(vector)
        moved = [rate * part for rate, part in zip(rates, pulled, strict=True)]
        _, image = jax.jvp(lambda w: model(w, x), (weights,), (moved,))
        size = jnp.linalg.norm(image)
        return image / jnp.where(size > 0, size, 1.0), size / x.shape[0]

    vector, value = jax.lax.fori_loop(
        0, rounds, once, (start / jnp.linalg.norm(start), jnp.zeros((), start.dtype))
    )
    return value, vector
