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
from symfeat.phases.scaling import rational
from symfeat.training.networks import Array, Network, fan_in

_EXPONENTS = ("c_gamma", "c_u", "c_w", "c_eta_u", "c_eta_w")


@dataclass(frozen=True)
class Law:
    """Multiplier, standard deviation at the start, and rate of each layer, first layer first.

    A layer enters the network as multiplier * v, v starts with the deviation, and moves at the rate. So the
    weight multiplier * v itself moves at multiplier^2 * rate. Raises InputError for numbers that are not
    positive and finite, or not one for each layer.
    """

    multipliers: tuple[float, ...]
    deviations: tuple[float, ...]
    rates: tuple[float, ...]

    def __post_init__(self) -> None:
        depth = np.shape(self.multipliers)
        for name in ("multipliers", "deviations", "rates"):
            shape = inputs.positive(name, getattr(self, name)).shape
            if len(shape) != 1 or shape != depth:
                raise InputError(f"{name} must be one number for each layer; got shapes {shape} and {depth}")

    def model(self, network: Network) -> Callable[[Sequence[Array], Array], Array]:
        """The network as a function of the weights v and of inputs."""
        return scaled(network, self.multipliers)

    def draw(self, network: Network, seeds: Sequence[int]) -> list[np.ndarray]:
        """Normal weights v, float64: for each layer an array of shape (seeds, *shape of the layer).

        Every seed and layer has a stream of its own, so that a layer's draws hang on nothing else.
        """
        return [
            deviation * np.stack([np.random.default_rng([s, layer]).standard_normal(shape) for s in seeds])
            for layer, (shape, deviation) in enumerate(zip(network.shapes, self.deviations, strict=True))
        ]


def scaled(network: Network, multipliers: Sequence[Array]) -> Callable[[Sequence[Array], Array], Array]:
    """A network as a function of weights that a multiplier each has yet to scale, and of inputs."""
    return lambda weights, x: network([m * v for m, v in zip(multipliers, weights, strict=True)], x)


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
    A law says how layers go with the width; the factors that do not are those of NTK under every name. So
    `standard` moves the weights themselves at 1/width times gain^2, and those of the first layer at 1/width
    over the number of inputs; for one rate 1/width in all, give `rates` (inputs, 1/gain^2, ..., 1/gain^2).

    Args:
        network: its shapes, width and gain.
        scaling: a name that `symfeat.phases.parametrisation` knows (`ntk`, `mean-field`, ...), or exponents,
            integers, fractions or text such as '1/2', with c_d = 1 where it is given.
        output_scale: factor of the output; rates are divided by its square, so that the first kernel stays.
        init_scale: factor of all standard deviations at the start.
        rates: a factor for the rate of each layer.

    Raises InputError for a name that is not known or is not of networks that grow wider (`chizat`), scales
    that are not positive, a wrong number of rates, and numbers beyond the range of floats.

    >>> from symfeat.training import FullyConnected
    >>> net = FullyConnected(1, 100, 1, layers=2, activation="linear")
    >>> [law(net, name).rates for name in ("ntk", "standard", "mean-field")]
    [(1.0, 1.0), (0.01, 1.0), (100.0, 100.0)]
    """
    power = _powers(network.width, scaling)
    output_scale = inputs.positive_number("output_scale", output_scale)
    init_scale = inputs.positive_number("init_scale", init_scale)
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
        tuple(
            move * factor / output_scale / output_scale for move, factor in zip(moves, factors, strict=True)
        ),
    )


def _powers(width: int, scaling: str | Mapping[str, Any]) -> dict[str, float]:
    """The width to the power of each exponent."""
    if not isinstance(scaling, str | Mapping):
        raise InputError(f"scaling must be a name or exponents; got {type(scaling).__name__}")
    exponents = {"c_d": 1} | dict(phases.parametrisation(scaling) if isinstance(scaling, str) else scaling)
    if missing := [name for name in _EXPONENTS if name not in exponents]:
        raise InputError(f"scaling must give {', '.join(_EXPONENTS)}; {missing[0]} is missing")
    if unknown := [name for name in exponents if name not in ("c_d", *_EXPONENTS)]:
        raise InputError(f"scaling must give {', '.join(_EXPONENTS)}; {unknown[0]!r} is none of them")
    given = {name: rational(name, value) for name, value in exponents.items()}
    if given["c_d"] != 1:
        raise InputError(f"scaling must be in the width, c_d = 1; got c_d = {given['c_d']}")
    try:
        return {name: float(width) ** float(given[name]) for name in _EXPONENTS}
    except OverflowError:
        raise InputError(f"scaling must keep {width} to its exponents within the range of floats") from None
