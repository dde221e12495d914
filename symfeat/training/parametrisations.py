"""How the scales and rates of the layers hang on the width: standard, NTK, mean-field (muP), for any depth.

Weights are drawn as standard normal numbers v and enter the network as multiplier * v. In this form a layer
has two numbers, multiplier and rate: a variance is a multiplier whose rate is divided by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from symfeat import inputs, phases
from symfeat.errors import InputError
from symfeat.training.networks import Array, Network, fan_in

_EXPONENTS = ("c_gamma", "c_u", "c_w", "c_eta_u", "c_eta_w")


@dataclass(frozen=True)
class Law:
    """Multiplier, standard deviation at the start, and rate of each layer, first layer first.

    A layer enters the network as multiplier * v, v starts with the deviation, and moves at the rate.
    """

    multipliers: tuple[float, ...]
    deviations: tuple[float, ...]
    rates: tuple[float, ...]

    def model(self, network: Network) -> Callable[[Sequence[Array], Array], Array]:
        """The network as a function of the weights v and of inputs."""
        return lambda weights, x: network([m * v for m, v in zip(self.multipliers, weights, strict=True)], x)

    def draw(self, network: Network, seeds: Sequence[int]) -> list[np.ndarray]:
        """Normal weights v, float64: for each layer an array of shape (seeds, *shape of the layer).

        Every seed and layer has a stream of its own, so that a layer's draws hang on nothing else.
        """
        return [
            deviation * np.stack([np.random.default_rng([s, layer]).standard_normal(shape) for s in seeds])
            for layer, (shape, deviation) in enumerate(zip(network.shapes, self.deviations, strict=True))
        ]


def law(
    network: Network,
    scaling: str | Mapping[str, Any] = "ntk",
    *,
    output_scale: float = 1.0,
    init_scale: float = 1.0,
    rates: Sequence[float] | None = None,
) -> Law:
    """The law of a parametrisation, by name or by the exponents that `symfeat.phases.scaling_phase` takes.

    The exponents are those of two layers: c_u, c_eta_u for the last layer, c_w, c_eta_w for the first, in the
    width. A hidden layer has the variance 1/fan-in, and moves like the last layer. All layers have the factor
    1/sqrt(fan-in), and all but the first the activation's gain, so that NTK is the usual NTK parametrisation.

    Args:
        network: its shapes, width and gain.
        scaling: a name that `symfeat.phases.parametrisation` knows (`ntk`, `mean-field`, ...), or exponents.
        output_scale: factor of the output; rates are divided by its square, so that the first kernel stays.
        init_scale: factor of all standard deviations at the start.
        rates: a factor for the rate of each layer.

    Raises InputError for a name that is not known, scales that are not positive, and a wrong number of rates.

    >>> from symfeat.training import FullyConnected
    >>> net = FullyConnected(1, 100, 1, layers=2, activation="linear")
    >>> [law(net, name).rates for name in ("ntk", "standard", "mean-field")]
    [(1.0, 1.0), (0.01, 1.0), (100.0, 100.0)]
    """
    exponents = phases.parametrisation(scaling) if isinstance(scaling, str) else dict(scaling)
    if missing := [name for name in _EXPONENTS if name not in exponents]:
        raise InputError(f"scaling must give {', '.join(_EXPONENTS)}; {missing[0]} is missing")
    power = {name: float(network.width) ** float(exponents[name]) for name in _EXPONENTS}
    output_scale, init_scale = (
        float(inputs.positive(name, value))
        for name, value in {"output_scale": output_scale, "init_scale": init_scale}.items()
    )
    depth = len(network.shapes)
    factors = [1.0] * depth if rates is None else inputs.positive("rates", rates).tolist()
    if np.shape(factors) != (depth,):
        raise InputError(f"rates must be one for each of the {depth} layers; got {np.shape(factors)}")
    last = power["c_eta_u"] / power["c_u"]
    moves = [power["c_eta_w"] / power["c_w"], *[last] * (depth - 1)]
    scales = [
        1 / sqrt(fan_in(shape)) * (network.gain if n else 1.0) for n, shape in enumerate(network.shapes)
    ]
    scales[0] *= sqrt(power["c_w"])
    # The last layer's own 1/sqrt(fan-in) is the NTK's gamma.
    scales[-1] *= power["c_gamma"] * sqrt(power["c_u"] * network.width) * output_scale
    return Law(
        tuple(scales),
        (init_scale,) * depth,
        tuple(move * factor / output_scale**2 for move, factor in zip(moves, factors, strict=True)),
    )
