"""The neural tangent kernel on a few inputs, and the sharpness of the loss that bounds a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp

from symfeat.training.networks import Array

Model = Callable[[Sequence[Array], Array], Array]  # raw weights and inputs to outputs (rows, outputs)


def tangent_kernel(model: Model, rates: Sequence[Array], weights: Sequence[Array], x: Array) -> Array:
    """Sum over layers of rate times Jacobian times its transpose: (rows * outputs) squared."""
    jacobians = jax.jacrev(model)(list(weights), x)
    size = jacobians[0].shape[0] * jacobians[0].shape[1]
    flat = (jacobian.reshape(size, -1) for jacobian in jacobians)
    return sum(rate * (j @ j.T) for rate, j in zip(rates, flat, strict=True))


def sharpness(
    loss: Callable[[list[Array]], Array],
    rates: Sequence[Array],
    weights: list[Array],
    start: list[Array],
    rounds: int,
) -> tuple[Array, list[Array]]:
    """Largest size of an eigenvalue of the loss's Hessian in weights over root rate, and its direction.

    By power iteration from `start`, of the weights' shapes, on Hessian-vector products. In these weights one
    rate is left, 1; gradient descent is stable up to a step of 2 over the largest eigenvalue, and an
    eigenvalue below zero is a direction in which the flow itself runs away. Where residuals vanish this is
    the largest eigenvalue of the tangent kernel over the number of rows. 0 for a Hessian of zero.
    """
    roots = [jnp.sqrt(rate) for rate in rates]

    def norm(direction: list[Array]) -> Array:
        return jnp.sqrt(sum(jnp.sum(part**2) for part in direction))

    def once(_: int, state: tuple[list[Array], Array]) -> tuple[list[Array], Array]:
        moved = [root * part for root, part in zip(roots, state[0], strict=True)]
        _, curved = jax.jvp(jax.grad(loss), (weights,), (moved,))
        image = [root * part for root, part in zip(roots, curved, strict=True)]
        size = norm(image)
        return [part / jnp.where(size > 0, size, 1.0) for part in image], size

    unit = [part / norm(start) for part in start]
    direction, size = jax.lax.fori_loop(0, rounds, once, (unit, jnp.zeros((), unit[0].dtype)))
    return size, direction
