"""Feed-forward networks without biases, as the theory has them: shapes, and outputs from weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod, sqrt
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp

from symfeat import inputs
from symfeat.errors import InputError

Array = Any  # of JAX or of NumPy
LEAK = 0.1


class Activation(NamedTuple):
    """A nonlinearity, with the gain that keeps the second moment of a standard normal number at 1."""

    apply: Callable[[Array], Array]
    gain: float


def _rms(function: Callable[[Array], Array]) -> float:
    """Root of the mean of function(z)^2 over standard normal z, by the trapezoidal rule."""
    with jax.enable_x64(True):
        z = jnp.linspace(-12.0, 12.0, 24001)
        density = jnp.exp(-z * z / 2) / sqrt(2 * jnp.pi)
        return float(jnp.sqrt(jnp.trapezoid(function(z) ** 2 * density, z)))


def _activation(function: Callable[[Array], Array]) -> Activation:
    return Activation(function, 1 / _rms(function))


ACTIVATIONS: Mapping[str, Activation] = {
    "linear": _activation(lambda z: z),
    "relu": _activation(jax.nn.relu),
    "leaky-relu": _activation(lambda z: jnp.where(z > 0, z, LEAK * z)),
    "sigmoid": _activation(jax.nn.sigmoid),
    "tanh": _activation(jnp.tanh),
    "swish": _activation(jax.nn.silu),
}


class Network(Protocol):
    """What training needs to know of a network."""

    @property
    def width(self) -> int:
        """Units, or channels, of a hidden layer."""
        ...

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Shapes of the weights, first layer first, with the outgoing units last."""
        ...

    @property
    def gain(self) -> float:
        """The activation's gain: the scale of all layers but the first."""
        ...

    def __call__(self, weights: Sequence[Array], x: Array) -> Array:
        """Outputs of shape (rows, outputs), for weights whose scales are already in them."""
        ...


def fan_in(shape: tuple[int, ...]) -> int:
    """How many weights a unit of a layer of this shape sums over."""
    return prod(shape[:-1])


@dataclass(frozen=True)
class FullyConnected:
    """`layers` matrices, with the activation between them: layers = 2 has one hidden layer.

    Raises InputError for sizes below 1, fewer than two layers and an unknown activation.

    >>> FullyConnected(64, 256, 10, layers=4).shapes
    ((64, 256), (256, 256), (256, 256), (256, 10))
    """

    inputs: int
    width: int
    outputs: int
    layers: int = 3
    activation: str = "relu"

    def __post_init__(self) -> None:
        for name, least in {"inputs": 1, "width": 1, "outputs": 1, "layers": 2}.items():
            inputs.count(name, getattr(self, name), least)
        _known(self.activation)

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Shapes of the weights, first layer first."""
        sizes = (self.inputs, *[self.width] * (self.layers - 1), self.outputs)
        return tuple(pairwise(sizes))

    @property
    def gain(self) -> float:
        """The activation's gain."""
        return ACTIVATIONS[self.activation].gain

    def __call__(self, weights: Sequence[Array], x: Array) -> Array:
        """Outputs of shape (rows, outputs) for inputs of shape (rows, inputs)."""
        for weight in weights[:-1]:
            x = ACTIVATIONS[self.activation].apply(x @ weight)
        return x @ weights[-1]


@dataclass(frozen=True)
class Convolutional:
    """Convolutions (3 x 3, `width` channels), each with activation and mean over 2 x 2; then a matrix.

    For images of `side` x `side` pixels with one channel; every convolution halves the side.
    Raises InputError for sizes below 1, an unknown activation, and a side that cannot be halved so often.

    >>> Convolutional(side=8, width=16, outputs=10).shapes
    ((3, 3, 1, 16), (3, 3, 16, 16), (64, 10))
    """

    side: int
    width: int
    outputs: int
    convolutions: int = 2
    activation: str = "relu"

    def __post_init__(self) -> None:
        for name in ("side", "width", "outputs", "convolutions"):
            inputs.count(name, getattr(self, name), 1)
        halvings = self.convolutions
        if halvings >= self.side.bit_length() or self.side % 2**halvings:
            raise InputError(
                f"side must be a multiple of 2^{halvings}, to be halved so often; got {self.side}"
            )
        _known(self.activation)

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Shapes of the weights, first layer first."""
        channels = (1, *[self.width] * self.convolutions)
        left = self.side // 2**self.convolutions
        return (
            *((3, 3, before, after) for before, after in pairwise(channels)),
            (left * left * self.width, self.outputs),
        )

    @property
    def gain(self) -> float:
        """The activation's gain."""
        return ACTIVATIONS[self.activation].gain

    def __call__(self, weights: Sequence[Array], x: Array) -> Array:
        """Outputs of shape (rows, outputs) for images of shape (rows, side, side, 1)."""
        # A convolution as a product of matrices: in a loop on a processor XLA is eight times as fast with it.
        for kernel in weights[:-1]:
            rows, side = x.shape[:2]
            padded = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
            shifted = [padded[:, i : i + side, j : j + side] for i in range(3) for j in range(3)]
            x = jnp.concatenate(shifted, axis=-1) @ kernel.reshape(-1, kernel.shape[-1])
            x = ACTIVATIONS[self.activation].apply(x)
            x = x.reshape(rows, side // 2, 2, side // 2, 2, -1).mean(axis=(2, 4))
        return x.reshape(len(x), -1) @ weights[-1]


def _known(activation: str) -> None:
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        raise InputError(f"activation must be one of {', '.join(ACTIVATIONS)}; got {activation!r}")
