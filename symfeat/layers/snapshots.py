"""Reading the weights of a network at several times: which axis meets which, and what cannot be a network."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from symfeat.errors import InputError
from symfeat.layers.arrays import numbers, sequence
from symfeat.layers.scaled import Scaled

LAYOUTS = ("out,in", "in,out")


@dataclass(frozen=True, eq=False)
class Layers:
    """The layers of a network at one time.

    Attributes:
        outer: layer l + 1 as a matrix (rest, units), for each pair (l, l + 1).
        inner: layer l as a matrix (units, rest), for each layer.
        chain: whether the layers multiply as matrices: no convolutions among them.
        shapes: the shapes as they were given.
    """

    outer: list[Scaled]
    inner: list[Scaled]
    chain: bool
    shapes: list[tuple[int, ...]]


def read(snapshots: Any, layout: str) -> list[Layers]:
    """The layers of each snapshot; InputError for what is not one network at several times."""
    if not isinstance(layout, str) or layout not in LAYOUTS:
        raise InputError(f"layout must be {LAYOUTS[0]!r} or {LAYOUTS[1]!r}; got {layout!r}")
    found: list[Layers] = []
    for t, snapshot in enumerate(sequence("snapshots", snapshots)):
        name = f"snapshots[{t}]"
        weights = [_weights(f"{name}[{l}]", w) for l, w in enumerate(sequence(name, snapshot))]
        shapes = [w.shape for w in weights]
        if found and shapes != found[0].shapes:
            raise InputError(f"{name} must have the shapes of snapshots[0], {found[0].shapes}; got {shapes}")
        found.append(_layers(name, weights, layout))
    return found


def _weights(name: str, value: Any) -> np.ndarray:
    array = numbers(name, value)
    if not array.ndim or not array.size:
        raise InputError(f"{name} must be a vector, a matrix or a kernel of weights; got shape {array.shape}")
    return array


def _layers(name: str, weights: list[np.ndarray], layout: str) -> Layers:
    last = len(weights) - 1
    if last == 0:
        raise InputError(f"{name} must have two layers at least; got one, which meets no other")
    out_in = [_out_in(f"{name}[{l}]", w, layout, l, last) for l, w in enumerate(weights)]
    inner = [Scaled.of(w.reshape(len(w), -1)) for w in out_in]
    outer = []
    for l in range(last):
        below, above = out_in[l], out_in[l + 1]
        if below.ndim == above.ndim == 2 and above.shape[1] == len(below):
            outer.append(inner[l + 1])  # one matrix with both neighbours: decomposed once
        else:
            given = [weights[l].shape, weights[l + 1].shape]
            outer.append(Scaled.of(_meeting(name, l, below, above, given, layout)))
    chain = all(w.ndim == 2 for w in out_in)
    return Layers(outer, inner, chain, [w.shape for w in weights])


def _out_in(name: str, w: np.ndarray, layout: str, l: int, last: int) -> np.ndarray:
    """Weights as (out, in, *positions)."""
    if w.ndim == 1:
        if 0 < l < last:
            raise InputError(
                f"{name} must be a matrix between other layers (leave biases out; snapshots hold a list of "
                f"layers for each time); got shape {w.shape}"
            )
        return w[:, None] if l == 0 else w[None, :]
    return w if layout == LAYOUTS[0] else np.moveaxis(w, (-1, -2), (0, 1))


def _meeting(
    name: str, l: int, below: np.ndarray, above: np.ndarray, given: list[tuple[int, ...]], layout: str
) -> np.ndarray:
    """The layer above as (rest, units) for the units of the layer below."""
    units, entering = len(below), above.shape[1]
    if entering == units:
        return np.moveaxis(above, 1, -1).reshape(-1, units)
    if below.ndim > 2 and above.ndim == 2 and entering % units == 0:  # flattened: units and positions
        split = (units, -1) if layout == LAYOUTS[0] else (-1, units)
        cube = above.reshape(len(above), *split)
        return (np.moveaxis(cube, 1, -1) if layout == LAYOUTS[0] else cube).reshape(-1, units)
    raise InputError(
        f"{name}[{l}] and [{l + 1}] must chain in layout {layout!r}: {units} units leave, "
        f"{entering} enter; got shapes {given[0]} and {given[1]}"
    )
