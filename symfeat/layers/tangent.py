"""Tangent kernels over time: from Jacobians on a batch, and how far they are from the first one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.layers.grams import aligned, changed, gram, targets_of
from symfeat.layers.scaled import Scaled
from symfeat.layers.snapshots import plain, sequence


def tangent_kernels(
    jacobians: Sequence[Any], rates: np.ndarray, shapes: list[tuple[int, ...]]
) -> list[np.ndarray]:
    """K = sum over layers of eta J J^T at each time, as (n c, n c) matrices.

    A Jacobian is an array (n, P) or (n, c, P), or a list of arrays, one for each layer, (n, [c,] *shape) or
    (n, [c,] P). Raises InputError for anything else, and for one array where the rates differ.
    """
    kernels = []
    for t, given in enumerate(jacobians):
        name = f"jacobians[{t}]"
        if isinstance(given, list | tuple):
            parts = sequence(name, given)
            if len(parts) != len(shapes):
                raise InputError(
                    f"{name} must have one array for each of {len(shapes)} layers; got {len(parts)}"
                )
            rows = [_rows(f"{name}[{l}]", part, shapes[l]) for l, part in enumerate(parts)]
            if len({block.shape[0] for block in rows}) > 1:
                raise InputError(
                    f"{name} must be of one batch; got {[block.shape[0] for block in rows]} rows"
                )
        elif np.ptp(rates):
            raise InputError(f"{name} must be a list, an array for each layer, where the rates differ")
        else:
            rows = [_rows(name, given, None)]
        weights = np.sqrt(rates / np.max(rates))  # a common factor changes nothing that is measured
        kernels.append(_kernel([weight * block for weight, block in zip(weights, rows, strict=False)]))
    return kernels


def kernels_over_time(
    kernels: Sequence[ArrayLike], targets: ArrayLike | None, count: int, name: str
) -> tuple[np.ndarray, np.ndarray]:
    """`kernel_change` since the first time, and `kernel_target_alignment` (nan without targets), at each.

    `name` is the argument that the kernels came from.
    """
    found = [gram(f"{name}[{t}]", plain(k)) for t, k in enumerate(sequence(name, kernels))]
    if len(found) != count:
        raise InputError(f"{name} must be one for each of {count} snapshots; got {len(found)}")
    for t, kernel in enumerate(found):
        if kernel.shape != found[0].shape:
            raise InputError(f"{name}[{t}] must be of the batch of {name}[0]; got {len(kernel)} rows")
    scaled = [Scaled.of(kernel) for kernel in found]
    change = np.array([changed(scaled[0], kernel) for kernel in scaled])
    if targets is None:
        return change, np.full(count, np.nan)
    y = targets_of("targets", plain(targets), len(found[0]))
    return change, np.array([aligned(kernel, y) for kernel in scaled])


def _rows(name: str, jacobian: Any, shape: tuple[int, ...] | None) -> np.ndarray:
    """A Jacobian as (n c, P)."""
    j = inputs.finite(name, plain(jacobian))
    if not j.size:
        raise InputError(f"{name} must not be empty; got shape {j.shape}")
    if shape is not None:
        leading = j.ndim - len(shape)
        if leading in (1, 2) and j.shape[leading:] == shape:
            return j.reshape(int(np.prod(j.shape[:leading])), -1)
        if j.shape[-1] != int(np.prod(shape)):
            raise InputError(f"{name} must be (n, *{shape}) or (n, c, *{shape}), or flattened; got {j.shape}")
    if j.ndim not in (2, 3):
        raise InputError(f"{name} must be (n, P) or (n, c, P); got shape {j.shape}")
    return j.reshape(-1, j.shape[-1])


def _kernel(rows: list[np.ndarray]) -> np.ndarray:
    joined = np.hstack(rows)
    return joined @ joined.T
