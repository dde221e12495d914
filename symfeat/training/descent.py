"""Full-batch gradient descent of many seeds: compiled once, and run one after the other.

The loss is half the mean over the rows of |output - target|^2. Training follows the gradient flow: a step is
a share of the inverse of the loss's sharpness, and is set anew whenever the loss has fallen by a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import jax
import jax.numpy as jnp
import numpy as np

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.training.checks import fit
from symfeat.training.datasets import Data
from symfeat.training.kernels import Model, sharpness, tangent_kernel
from symfeat.training.networks import Array, Network
from symfeat.training.parametrisations import Law, scaled

_RENEWED, _FALLEN = 10, 0.9  # steps, and share of the loss, after which the step is set anew
_FIRST, _NEXT = 30, 2  # rounds of power iteration, at the start and when the direction is nearly known
BLOWN_UP = 10.0  # times the first loss

Precision = Literal["float32", "float64"]


@dataclass(frozen=True, eq=False)
class Trained:
    """Networks at the start and at later moments, one for each seed.

    Attributes:
        network: what was trained.
        law: its multipliers and rates.
        data: on what.
        seeds: the seeds, of shape (seeds,).
        levels: shares of the first loss that were to be reached; moments are the start and these.
        weights: for each layer the weights v without multiplier, of shape (seeds, moments, *shape of it).
        loss: of shape (seeds, moments).
        time: sum of the steps so far, likewise.
        steps: number of steps so far, likewise.
        kernels: tangent kernel on the probe, of shape (seeds, moments, rows * outputs, rows * outputs).
        probe: rows of the training data that the kernel is for.
        test_output: outputs on the test inputs, of shape (seeds, moments, rows, outputs).
        reached: whether each level of the loss was reached, of shape (seeds, moments); true at the start.
    """

    network: Network
    law: Law
    data: Data
    seeds: np.ndarray
    levels: tuple[float, ...]
    weights: list[np.ndarray]
    loss: np.ndarray
    time: np.ndarray
    steps: np.ndarray
    kernels: np.ndarray
    probe: np.ndarray
    test_output: np.ndarray
    reached: np.ndarray


def train(
    network: Network,
    law: Law,
    data: Data,
    seeds: Sequence[int],
    *,
    levels: Sequence[float] = (0.05,),
    share: float = 0.5,
    max_steps: int = 5000,
    centred: bool = True,
    probe: int = 24,
    precision: Precision = "float32",
) -> Trained:
    """Train a network for each seed until shares of its first loss are left, one after the other.

    Args:
        network: what to train.
        law: its scales and rates; `law.draw` gives the weights at the start.
        data: on what.
        seeds: of the weights at the start.
        levels: shares of the first loss, falling; each is a moment that is kept.
        share: a step is this over the sharpness, the largest size of an eigenvalue of the loss's Hessian,
            rates included; set anew after ten steps, and once a tenth of the loss is gone. Training
            diverges from 2 on.
        max_steps: steps after which a seed stops, with what it has.
        centred: subtract the output at the start, so that every network starts as the function 0.
        probe: how many training rows the tangent kernel is taken on, the first ones.
        precision: of the training.

    A seed also stops once its loss is not finite or ten times its first.

    The Jacobian on the probe is held as a whole: probe x outputs x weights numbers, 0.15 GB for 24 rows of
    64-256-256-256-10 and 2 GB at the width 1024, in float32; so are the snapshots, seeds x moments x weights.

    Raises InputError for levels that do not fall within (0, 1), a share that is not positive, no seeds, more
    probes than rows, and a law or data that do not belong to the network or leave the range of `precision`.
    Bitwise the same for the same arguments, versions and machine.

    >>> from symfeat.training import FullyConnected, digits, law
    >>> net = FullyConnected(64, 32, 10)
    >>> run = train(net, law(net), digits(100), seeds=range(2), levels=(0.5, 0.2), probe=4)
    >>> run.loss.shape, run.kernels.shape, bool(run.reached.all())
    ((2, 3), (2, 3, 40, 40), True)
    """
    if precision not in ("float32", "float64"):
        raise InputError(f"precision must be float32 or float64; got {precision!r}")
    if not isinstance(centred, bool):
        raise InputError(f"centred must be True or False; got {centred!r}")
    shares, numbers = _checked(levels, seeds, probe, data, precision)
    share, max_steps = inputs.positive_number("share", share), inputs.count("max_steps", max_steps, 1)
    max_steps = min(max_steps, int(np.iinfo(np.int32).max))  # steps are counted in this type
    fit(network, law, data.x, data.y)
    with jax.enable_x64(precision == "float64"):
        start = [jnp.asarray(layer, precision) for layer in law.draw(network, numbers.tolist())]
        scales, rates, falling, x, y, x_test = (
            jnp.asarray(v, precision)
            for v in (law.multipliers, law.rates, shares, data.x, data.y, data.x_test)
        )
        found = jax.device_get(
            _every(network, centred, probe, scales, rates, falling, share, max_steps, x, y, x_test, start)
        )
    return Trained(network, law, data, numbers, shares, probe=np.arange(probe), **found)


@partial(jax.jit, static_argnames=("network", "centred", "probe"))
def _every(
    network: Network,
    centred: bool,
    probe: int,
    scales: Array,
    rates: Array,
    levels: Array,
    share: Array,
    max_steps: Array,
    x: Array,
    y: Array,
    x_test: Array,
    start: list[Array],
) -> dict[str, Any]:
    """Everything that is kept, with the seeds as first axis.

    Scales and rates are arguments of the compiled function, so that a sweep over them compiles once.
    """
    one = partial(
        _one,
        scaled(network, list(scales)),
        list(rates),
        levels,
        share,
        max_steps,
        centred,
        x,
        y,
        x_test,
        x[:probe],
    )
    return jax.lax.map(one, start)


def _one(
    model: Model,
    rates: Sequence[Array],
    levels: Array,
    share: Array,
    max_steps: Array,
    centred: bool,
    x: Array,
    y: Array,
    x_test: Array,
    probe: Array,
    start: list[Array],
) -> dict[str, Any]:
    """Everything that is kept of one network, by name, with the moments as first axis."""
    shift, shift_test = (model(start, v) if centred else jnp.zeros(()) for v in (x, x_test))
    target = y + shift

    def loss_of(weights: list[Array]) -> Array:
        return jnp.sum((model(weights, x) - target) ** 2) / (2 * x.shape[0])

    first = loss_of(start)

    def renewed(weights: list[Array], direction: list[Array], rounds: int) -> dict[str, Any]:
        size, direction = sharpness(loss_of, rates, weights, direction, rounds)
        # Where the loss is flat nothing moves, and the step is not to make 0/0 of that.
        step = jnp.where(size > 0, share / jnp.where(size > 0, size, 1.0), 0.0)
        return {"direction": direction, "step": step}

    def advance(state: dict[str, Any]) -> dict[str, Any]:
        due = (
            (state["since"] >= _RENEWED)
            | (state["loss"] < _FALLEN * state["at"])
            | (state["loss"] > state["at"])
        )
        pace = jax.lax.cond(
            due,
            lambda: renewed(state["weights"], state["direction"], _NEXT),
            lambda: {name: state[name] for name in ("direction", "step")},
        )
        slopes = jax.grad(loss_of)(state["weights"])
        weights = [
            w - pace["step"] * rate * slope
            for w, rate, slope in zip(state["weights"], rates, slopes, strict=True)
        ]
        return pace | {
            "weights": weights,
            "at": jnp.where(due, state["loss"], state["at"]),
            "since": jnp.where(due, 1, state["since"] + 1),
            "loss": loss_of(weights),
            "time": state["time"] + pace["step"],
            "steps": state["steps"] + 1,
        }

    # Any direction does that is orthogonal to no eigenvector; gradients may well be.
    keys = jax.random.split(jax.random.key(0), len(start))
    anywhere = [jax.random.normal(key, w.shape, w.dtype) for key, w in zip(keys, start, strict=True)]
    state = renewed(start, anywhere, _FIRST) | {
        "weights": start,
        "at": first,
        "since": jnp.zeros((), jnp.int32),
        "loss": first,
        "time": jnp.zeros((), x.dtype),
        "steps": jnp.zeros((), jnp.int32),
    }
    moments = [state]
    for level in levels:
        state = jax.lax.while_loop(
            lambda s, level=level: (
                (s["loss"] > level * first) & (s["steps"] < max_steps) & (s["loss"] < BLOWN_UP * first)
            ),
            advance,
            state,
        )
        moments.append(state)
    kept: dict[str, Any] = {
        name: jnp.stack([moment[name] for moment in moments]) for name in ("loss", "time", "steps")
    }
    kept["weights"] = [jnp.stack(layers) for layers in zip(*(m["weights"] for m in moments), strict=True)]
    kept["kernels"] = jax.lax.map(lambda w: tangent_kernel(model, rates, w, probe), kept["weights"])
    kept["test_output"] = jax.lax.map(lambda w: model(w, x_test) - shift_test, kept["weights"])
    kept["reached"] = kept["loss"] <= first * jnp.concatenate([jnp.ones(1, x.dtype), levels])
    return kept


def _checked(
    levels: Sequence[float], seeds: Sequence[int], probe: int, data: Data, precision: Precision
) -> tuple[tuple[float, ...], np.ndarray]:
    if not isinstance(data, Data):
        raise InputError(f"data must be Data; got {type(data).__name__}")
    largest = max(np.max(np.abs(part)) for part in (data.x, data.y, data.x_test))
    if largest > np.finfo(precision).max:
        raise InputError(f"data must be within the range of {precision}; got {largest:g}")
    falling = inputs.positive("levels", levels)
    if falling.ndim != 1 or not falling.size or falling[0] >= 1 or (np.diff(falling) >= 0).any():
        raise InputError(
            f"levels must be shares of the first loss below 1, each less than the one before; got {levels}"
        )
    if not np.ndim(seeds) and not isinstance(seeds, range):
        raise InputError(f"seeds must be a sequence of integers; got {seeds!r}")
    numbers = np.asarray([inputs.count("seeds", seed, 0) for seed in seeds])
    if not numbers.size:
        raise InputError("seeds must not be empty")
    if not 1 <= inputs.count("probe", probe, 1) <= len(data.x):
        raise InputError(f"probe must be at most the {len(data.x)} training rows; got {probe}")
    return tuple(falling.tolist()), numbers
