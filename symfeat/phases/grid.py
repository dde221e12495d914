"""Order parameters over a grid of hyperparameters, piece by piece, so that the memory stays bounded."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from symfeat import kernels
from symfeat.errors import InputError
from symfeat.kernels.reduction import Reduction
from symfeat.mechanisms import REGIMES, regimes
from symfeat.phases.ensemble import Ensemble

EVALUATIONS = 2**17  # in one piece, whatever the grid and the samples
MEASURED = ("kernel_ratio", "angle_change", "floor_ratio", "log_cos_change")

Shape = tuple[int, int]
Part = tuple[slice, slice]


def measure(
    ensemble: Ensemble,
    values: dict[str, Any],
    shape: Shape,
    levels: np.ndarray,
    tolerance: tuple[float, float],
) -> dict[str, np.ndarray]:
    """Means and quantiles (1 + len(levels), *shape), fractions in each regime, and of networks that align.

    `values` has all hyperparameters by name, each broadcasting to the shape of the grid.
    """
    found = {name: np.empty((1 + levels.size, *shape)) for name in MEASURED}
    found |= {"regime": np.empty((len(REGIMES), *shape)), "alignment": np.empty(shape)}
    for part in pieces(shape, ensemble.samples):
        each = evaluate(ensemble, {name: _cut(value, part) for name, value in values.items()})
        for name in MEASURED:
            found[name][:, *part] = _spread(each[name], levels)
        regime = regimes(each["kernel_ratio"], each["angle_change"], *tolerance)
        for k in range(len(REGIMES)):
            found["regime"][k][part] = np.mean(regime == k, axis=-1)
        found["alignment"][part] = np.mean(each["aligns"], axis=-1)
    return found


def pieces(shape: Shape, samples: int) -> Iterator[Part]:
    """Rectangles that cover the grid, with few evaluations each."""
    columns = max(1, min(shape[1], EVALUATIONS // samples))
    rows = max(1, EVALUATIONS // (samples * columns))
    for top in range(0, shape[0], rows):
        for left in range(0, shape[1], columns):
            yield slice(top, top + rows), slice(left, left + columns)


def evaluate(ensemble: Ensemble, at: dict[str, Any]) -> dict[str, np.ndarray]:
    """The order parameters of every sample, along a last axis after those of the hyperparameters."""
    start, target, limit = ends(ensemble, at)
    if np.isnan(limit).any():
        what = "slope, wedge, imbalance and target 0 or within a factor of 2^500 of each other"
        raise InputError(f"hyperparameters must give {what}, as floats; somewhere they do not")
    parts = kernels.order_parameters(*start, target, limit)
    log_cos = kernels.mechanisms(start.slope, start.wedge, limit).log_cos
    return {**parts._asdict(), "log_cos_change": log_cos, "aligns": np.abs(target) > np.abs(start.slope)}


def ends(ensemble: Ensemble, at: dict[str, Any]) -> tuple[Reduction, np.ndarray, np.ndarray]:
    """Slope, wedge and imbalance at time 0; the target; and the slope in the limit, or at the clock.

    The last is nan where these are too far apart for floats, or too small.
    """
    row = at["row"]
    rest = {name: np.asarray(value)[..., None] for name, value in at.items() if name != "row"}
    sigma_u, sigma_w = rest["sigma_u"], rest["sigma_w"]
    with np.errstate(over="ignore", under="ignore"):
        norms = (sigma_u * ensemble.norm_u[row], sigma_w * ensemble.norm_w[row])
        across = (sigma_u * sigma_w * ensemble.overlap[row], sigma_w * ensemble.rejection[row])
    start = kernels.reduction(*norms, *across, rest["gamma"], rest["eta_u"], rest["eta_w"])
    limit = kernels.trajectory(*start, rest["target"], rest["clock"]).slope
    # Slope, wedge and imbalance vanish together for the dead network alone; for another they underflow.
    lost = (start.slope == 0) & (start.wedge == 0) & (start.imbalance == 0)
    if lost.any():
        alive = np.maximum(ensemble.norm_u[row], ensemble.norm_w[row]) > 0
        limit = np.where(lost & alive, np.nan, limit)
    return start, rest["target"], limit


def _cut(value: Any, part: Part) -> np.ndarray:
    array = np.asarray(value)
    return array[tuple(s if n > 1 else slice(None) for s, n in zip(part, array.shape, strict=False))]


def _spread(values: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Mean and quantiles along the last axis, linear between neighbours; infinities are values."""
    with np.errstate(invalid="ignore"):
        mean = np.mean(values, axis=-1)
        ordered = np.sort(values, axis=-1)
        place = levels * (values.shape[-1] - 1)
        low = np.floor(place).astype(int)
        lower, upper = ordered[..., low], ordered[..., np.ceil(place).astype(int)]
        between = lower + np.where(lower == upper, 0.0, (upper - lower) * (place - low))
    return np.concatenate(
        [mean[None], np.moveaxis(np.where(np.isnan(mean)[..., None], mean[..., None], between), -1, 0)]
    )
