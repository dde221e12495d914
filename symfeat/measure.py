"""The mechanism meter: alignment, rescaling, wedge and kernel of any network, from its weights over time.

`docs/measure.md` has the definitions, the null distributions, and what is conserved for which networks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.layers import Pair, gram_difference, kernel_change, kernel_target_alignment, turned_deviation
from symfeat.layers.grams import drifts
from symfeat.layers.products import log_cosine_of_product
from symfeat.layers.snapshots import read
from symfeat.layers.tangent import kernels_over_time
from symfeat.mechanisms import Reading

__all__ = [
    "Measurement",
    "Pair",
    "gram_difference",
    "kernel_change",
    "kernel_target_alignment",
    "measure",
    "turned_deviation",
]

_OF_PAIRS = (
    "cosine", "angle", "alignment", "alignment_null", "alignment_max", "correlation", "overlap",
    "wedge", "imbalance", "floor",
)  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Measurement(Reading):
    """What the meter reads off a network, at T times, for L layers and the L - 1 pairs of adjacent ones.

    Pair p joins layers p + 1 and p + 2, counted from 1. Logs are natural. nan where a layer is zero, for
    quantities that need a direction or a log; see `Pair` for each.

    Attributes:
        times: (T,), rising.
        units: (pairs,) hidden units n in which each pair meets.
        norm: (T, L) Frobenius norms.
        norm_growth: (T, L) change of their logs since the first time.
        cosine, angle, alignment, alignment_null, alignment_max, correlation, overlap, wedge, imbalance,
            floor: (T, pairs), as in `Pair`.
        correlation_null: (pairs,) standard deviation of the correlation of randomly turned layers.
        overlap_null: (pairs,) mean of the overlap of randomly turned layers, k/n.
        pair_rescaling: (T, pairs) change of log(|A||B|) since the first time.
        pair_aligning: (T, pairs) change of log|cosine|; the sum of both is the change of log ||AB||.
        gram_drift: (T, pairs) ||G_t - G_0|| over |A|^2/eta_A + |B|^2/eta_B, G the Gram difference.
        unit_drift: (T, pairs) the same for the diagonals, unit by unit.
        product_norm: (T,) norm of the product of all layers, without the scale; nan with convolutions and
            where a layer is zero.
        rescaling: (T,) change of the log of the product of all norms.
        aligning: (T,) change of log product_norm, less `rescaling`; nan with product_norm.
        kernel_change: (T,) ||K_t - K_0||/||K_0||; nan without kernels.
        kernel_target_alignment: (T,) cosine between K_t and the targets; nan without kernels or targets.
    """

    times: np.ndarray
    units: np.ndarray
    norm: np.ndarray
    norm_growth: np.ndarray
    cosine: np.ndarray
    angle: np.ndarray
    alignment: np.ndarray
    alignment_null: np.ndarray
    alignment_max: np.ndarray
    correlation: np.ndarray
    correlation_null: np.ndarray
    overlap: np.ndarray
    overlap_null: np.ndarray
    wedge: np.ndarray
    imbalance: np.ndarray
    floor: np.ndarray
    pair_rescaling: np.ndarray
    pair_aligning: np.ndarray
    gram_drift: np.ndarray
    unit_drift: np.ndarray
    product_norm: np.ndarray
    rescaling: np.ndarray
    aligning: np.ndarray
    kernel_change: np.ndarray
    kernel_target_alignment: np.ndarray

    def rows(self) -> list[dict[str, float]]:
        """One row a time, for a table: a column a quantity, numbered by its layer or pair from 1.

        >>> list(measure([[[[1.0]], [[2.0]]]]).rows()[0])[:4]
        ['time', 'norm_1', 'norm_2', 'norm_growth_1']
        """
        rows: list[dict[str, float]] = []
        for t, time in enumerate(self.times):
            row = {"time": float(time)}
            for name, values in vars(self).items():
                if values.ndim == 2:
                    row |= {f"{name}_{j}": float(value) for j, value in enumerate(values[t], 1)}
                elif name not in ("times", "units", "correlation_null", "overlap_null"):
                    row[name] = float(values[t])
            rows.append(row)
        return rows

    def __str__(self) -> str:
        first, last = self.times[0], self.times[-1]
        lines = [
            f"{len(self.times)} time{'s' * (len(self.times) > 1)} from {first:.6g} to {last:.6g}, "
            f"{self.norm.shape[1]} layers; first -> last",
            f"{'pair':>5} {'units':>5} {'alignment':>19} {'(null)':>8} {'overlap':>14} {'rescaling':>10} "
            f"{'aligning':>9}",
        ]
        for p, n in enumerate(self.units):
            aligned, overlap = self.alignment[[0, -1], p], self.overlap[[0, -1], p]
            lines.append(
                f"{f'{p + 1}-{p + 2}':>5} {n:>5} {aligned[0]:>8.4g} -> {aligned[1]:<7.4g} "
                f"{f'1±{self.alignment_null[-1, p]:.2g}':>8} {overlap[0]:>5.2f} -> {overlap[1]:<5.2f} "
                f"{self.pair_rescaling[-1, p]:>+10.4g} {self.pair_aligning[-1, p]:>+9.4g}"
            )
        growth = self.rescaling[-1] + self.aligning[-1]
        if not np.isnan(growth):
            share = f"{growth:+.4g} = rescaling {self.rescaling[-1]:+.4g} + aligning {self.aligning[-1]:+.4g}"
            lines.append(f"log of the product of all layers: {share}")
        if not np.isnan(self.kernel_change[-1]):
            lines.append(f"kernel: changes by {self.kernel_change[-1]:.2%} of its first norm")
        if not np.isnan(self.kernel_target_alignment[-1]):
            ends = self.kernel_target_alignment[[0, -1]]
            lines.append(f"kernel and targets: cosine {ends[0]:.3f} -> {ends[1]:.3f}")
        return "\n".join(lines)

    __repr__ = __str__


def measure(
    snapshots: Sequence[Sequence[ArrayLike]],
    times: ArrayLike | None = None,
    *,
    kernels: Sequence[ArrayLike] | None = None,
    jacobians: Sequence[Any] | None = None,
    targets: ArrayLike | None = None,
    rates: ArrayLike | None = None,
    scale: float = 1.0,
    layout: str = "out,in",
    subspace: int = 1,
) -> Measurement:
    """Read the mechanisms of feature learning off the weights of a feed-forward network over time.

    `snapshots` holds, for each time, the weights W_1, ..., W_L from the input on (arrays of any framework;
    copies, if training writes into them), without biases. The first layer may be a vector (d,), of one
    input, and the last one too, of one output. `layout` is the order of the axes: "out,in" as in PyTorch,
    with convolutions (out, in, *positions), or "in,out" as in JAX and Flax, (*positions, in, out). A pair
    meets in the units, or channels, between its layers; a dense layer may see a convolution flattened.

    `times` (T,) rise; 0, 1, ... without them. `rates` (L,) are the learning rates of the layers (1), `scale`
    the output scale gamma of the network (1); they enter wedge, imbalance, floor and the drifts. `subspace`
    is the number of leading singular vectors that `overlap` compares.

    Kernels on a fixed batch of n inputs, for c outputs, either as `kernels`, each (n, n) or (n, c, n, c), or
    as `jacobians`, each (n, P) or (n, c, P), or one for each layer, (n, [c,] *shape of the layer) or
    flattened, and then K = sum over layers of eta J J^T. `targets` are (n,) or (n, c).

    Raises InputError, which names the argument, for anything that is not so; for layers that do not chain,
    and for a single one.

    >>> first, last = ([[1.0, 1.0]], [[0.5], [-0.5]]), ([[1.5, 0.5]], [[1.0], [0.0]])
    >>> found = measure([first[::-1], last[::-1]])              # layers from the input on
    >>> found.cosine.round(3).tolist()
    [[0.0], [0.949]]
    """
    found = read(snapshots, layout)
    count, pairs, depth = len(found), len(found[0].outer), len(found[0].inner)
    clock = _times(times, count)
    eta = _rates(rates, depth)
    gamma = inputs.positive_number("scale", scale)
    k = inputs.count("subspace", subspace, 1)
    grid = [
        [
            Pair(layers.outer[p], layers.inner[p], (float(eta[p + 1]), float(eta[p])), gamma, k)
            for p in range(pairs)
        ]
        for layers in found
    ]
    read_off = {name: np.array([[getattr(p, name) for p in row] for row in grid]) for name in _OF_PAIRS}
    drift = np.array([[drifts(p, first) for p, first in zip(row, grid[0], strict=True)] for row in grid])
    logs = np.array([[w.log_norm for w in layers.inner] for layers in found])
    growth = logs - logs[0]
    rescaling = growth.sum(axis=1)
    whole = np.array([log_cosine_of_product(layers.inner) if layers.chain else np.nan for layers in found])
    units = np.array([pair.units for pair in grid[0]])
    shapes = [layers.shapes for layers in found]
    change, target_alignment = kernels_over_time(kernels, jacobians, targets, eta, shapes)
    with np.errstate(over="ignore", invalid="ignore"):
        cosines = np.array([[pair.log_cosine for pair in row] for row in grid])
        turned = cosines - cosines[0]
        aligning = whole - whole[0]
        product_norm = np.exp(whole + logs.sum(axis=1))
    return Measurement(
        times=clock,
        units=units,
        norm=np.array([[w.norm for w in layers.inner] for layers in found]),
        norm_growth=growth,
        correlation_null=np.array([turned_deviation(n) if n > 1 else np.nan for n in units]),
        overlap_null=np.array([pair.leading / pair.units for pair in grid[0]]),
        pair_rescaling=growth[:, 1:] + growth[:, :-1],
        pair_aligning=turned,
        gram_drift=drift[..., 0],
        unit_drift=drift[..., 1],
        product_norm=product_norm,
        rescaling=rescaling,
        aligning=aligning,
        kernel_change=change,
        kernel_target_alignment=target_alignment,
        **read_off,
    )


def _times(times: ArrayLike | None, count: int) -> np.ndarray:
    if times is None:
        return np.arange(count, dtype=float)
    clock = inputs.finite("times", times)
    if clock.shape != (count,):
        raise InputError(f"times must be one for each of {count} snapshots; got shape {clock.shape}")
    falls = clock[1:] <= clock[:-1]
    if falls.any():
        at = int(np.argmax(falls))
        raise InputError(f"times must rise; got {clock[at]:g} before {clock[at + 1]:g}")
    return clock


def _rates(rates: ArrayLike | None, depth: int) -> np.ndarray:
    if rates is None:
        return np.ones(depth)
    eta = inputs.positive("rates", rates)
    if eta.shape != (depth,):
        raise InputError(f"rates must be one for each of {depth} layers; got shape {eta.shape}")
    return eta
