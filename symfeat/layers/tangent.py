"""Tangent kernels over time: from Jacobians on a batch, and how far they are from the first one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symfeat.errors import InputError
from symfeat.layers.arrays import numbers, sequence
from symfeat.layers.grams import aligned, changed, gram, targets_of
from symfeat.layers.scaled import Scaled


def kernels_over_time(
    kernels: Any,
    jacobians: Any,
    targets: ArrayLike | None,
    rates: np.ndarray,
    shapes: Sequence[Sequence[tuple[int, ...]]],
) -> tuple[np.ndarray, np.ndarray]:
    """`kernel_change` since the first time, and `kernel_target_alignment`, at each; nan for what is missing.

    `shapes` are those of the layers at each time. Raises InputError for kernels or Jacobians that are not one
    for each time on one batch, for both of them, and for targets without either.
    """
    name = "kernels" if jacobians is None else "jacobians"
    nothing = np.full(len(shapes), np.nan)
    if kernels is None and jacobians is None:
        if targets is not None:
            raise InputError("targets need kernels or jacobians; got neither")
        return nothing, nothing
    if kernels is not None and jacobians is not None:
        raise InputError("kernels and jacobians must not both be given")
    given = sequence(name, kernels if jacobians is None else jacobians)
    if len(given) != len(shapes):
        raise InputError(f"{name} must be one for each of {len(shapes)} snapshots; got {len(given)}")
    named = [(f"{name}[{t}]", one) for t, one in enumerate(given)]
    if jacobians is None:
        found = [Scaled.of(gram(label, kernel)) for label, kernel in named]
    else:
        found = [tangent_kernel(label, one, rates, shapes[0]) for label, one in named]
    side = len(found[0].hat)
    for t, kernel in enumerate(found):
        if len(kernel.hat) != side:
            raise InputError(f"{name}[{t}] must have the {side} rows of {name}[0]; got {len(kernel.hat)}")
    change = np.array([changed(found[0], kernel) for kernel in found])
    if targets is None:
        return change, nothing
    y = targets_of("targets", targets, side)
    return change, np.array([aligned(kernel, y) for kernel in found])


def tangent_kernel(name: str, jacobian: Any, rates: np.ndarray, shapes: Sequence[tuple[int, ...]]) -> Scaled:
    """K = sum over layers of eta J J^T, as (n c, n c), over the largest rate: that changes no ratio.

    The Jacobian is an array (n, P) or (n, c, P), or a list of arrays, one for each layer, (n, [c,] *shape) or
    (n, [c,] P). Raises InputError for anything else, and for one array where the rates differ.
    """
    if isinstance(jacobian, list | tuple):
        parts = sequence(name, jacobian)
        if len(parts) != len(shapes):
            raise InputError(f"{name} must have an array for each of {len(shapes)} layers; got {len(parts)}")
        rows = [_rows(f"{name}[{l}]", part, shapes[l]) for l, part in enumerate(parts)]
        lengths = [len(block) for block in rows]
        if len(set(lengths)) > 1:
            raise InputError(f"{name} must be of one batch; got {lengths} rows")
        weights = np.sqrt(rates / np.max(rates))
        rows = [weight * block for weight, block in zip(weights, rows, strict=True)]
    elif np.ptp(rates):
        raise InputError(f"{name} must be a list, an array for each layer, where the rates differ")
    else:
        rows = [_rows(name, jacobian, None)]
    joined = Scaled.of(np.hstack(rows))
    return Scaled(joined.hat @ joined.hat.T, 2 * joined.exponent)


def _rows(name: str, jacobian: Any, shape: tuple[int, ...] | None) -> np.ndarray:
    """A Jacobian as (n c, P)."""
    j = numbers(name, jacobian).astype(np.float64)
    if not j.size:
        raise InputError(f"{name} must not be empty; got shape {j.shape}")
    if shape is not None:
        leading = j.ndim - len(shape)
        if leading in (1, 2) and j.shape[leading:] == shape:
            return j.reshape(int(np.prod(j.shape[:leading])), -1)
        if j.shape[-1:] != (int(np.prod(shape)),):
            raise InputError(
                f"{name} must be (n, *shape) or (n, c, *shape), shape {shape}, or flattened; got {j.shape}"
            )
    if j.ndim not in (2, 3):
        raise InputError(f"{name} must be (n, P) or (n, c, P); got shape {j.shape}")
    return j.reshape(-1, j.shape[-1])
