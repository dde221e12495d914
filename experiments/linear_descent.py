"""Full-batch gradient descent of many networks at once, and what is measured on their weights.

Nothing of the solution enters here: only the model f(x) = gamma sum_i u_i w_i x, its squared loss on the
data, and the rates of the layers. Every network of a batch has a step of its own, since their kernels differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symfeat import LinearNetwork

DONE = 1e-5  # training ends once every network has this share of its first residual left
MAX_STEPS = 1_000_000


@dataclass(frozen=True)
class Run:
    """What was measured on a batch of networks of shape B.

    Attributes:
        kernel_change: |K_end/K_0 - 1| of the neural tangent kernel.
        angle_change: |zeta_end - zeta_0| of the angle between the layers, in radians.
        angle: angle at the start and at the end, each of shape B.
        time: for each level asked for, the first time at which that share of the first residual is left.
        steps: number of steps made.
    """

    kernel_change: np.ndarray
    angle_change: np.ndarray
    angle: tuple[np.ndarray, np.ndarray]
    time: dict[float, np.ndarray]
    steps: int


def train(
    net: LinearNetwork, x: np.ndarray, labels: np.ndarray, share: float, levels: tuple[float, ...] = ()
) -> Run:
    """Train a batch of networks on inputs and labels of shape (rows,), each network with a step of its own.

    A step of size s advances the time of the gradient flow by s, and takes a share s m2 K of the residual.
    K grows by 2 gamma sqrt(eta_u eta_w) |residual| at most; so no step takes more than `share`.
    """
    u, w = net.u.copy(), net.w.copy()
    gamma, eta_u, eta_w = (np.broadcast_to(v, net.batch) for v in (net.gamma, net.eta_u, net.eta_w))
    kernel, angle, slope = tangent_kernel(net, u, w), layer_angle(u, w), gamma * np.sum(u * w, axis=-1)
    first = pull(slope, x, labels)
    step = share / (np.mean(x * x) * kernel + 2 * gamma * np.sqrt(eta_u * eta_w) * np.abs(first))
    rate_u, rate_w = (step * gamma * eta for eta in (eta_u, eta_w))
    time = {level: np.full(net.batch, np.nan) for level in levels}
    left, steps, force = np.ones(net.batch), 0, first
    while (left > DONE).any():
        if steps == MAX_STEPS:
            raise RuntimeError(f"not trained after {MAX_STEPS} steps")
        change_u, change_w = (rate_u * force)[..., None] * w, (rate_w * force)[..., None] * u
        u -= change_u
        w -= change_w
        before, steps = left, steps + 1
        force = pull(gamma * np.einsum("...i,...i", u, w), x, labels)
        left = np.abs(force / first)
        for level, reached in time.items():
            passed = np.isnan(reached) & (left <= level)
            # The residual decays exponentially, or nearly so, between two steps.
            part = np.log(before[passed] / level) / np.log(before[passed] / left[passed])
            reached[passed] = step[passed] * (steps - 1 + part)
    end = layer_angle(u, w)
    change = np.abs(tangent_kernel(net, u, w) / kernel - 1)
    return Run(change, np.abs(end - angle), (angle, end), time, steps)


def pull(slope: np.ndarray, x: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Derivative of the loss, the average of (prediction - label)^2 / 2 over the data, in the slope."""
    return np.mean((slope[..., None] * x - labels) * x, axis=-1)


def tangent_kernel(net: LinearNetwork, u: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Neural tangent kernel at slope level, from the weights."""
    return net.gamma**2 * (net.eta_w * np.sum(u * u, axis=-1) + net.eta_u * np.sum(w * w, axis=-1))


def layer_angle(u: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Angle between u and w, accurate near 0 and pi, too."""
    u, w = (v / np.linalg.norm(v, axis=-1, keepdims=True) for v in (u, w))
    return 2 * np.arctan2(np.linalg.norm(u - w, axis=-1), np.linalg.norm(u + w, axis=-1))
