"""Gram matrices over time: what gradient flow conserves at hidden units, and how tangent kernels change."""

import numpy as np
from numpy.typing import ArrayLike

from symfeat.errors import InputError
from symfeat.layers.arrays import numbers
from symfeat.layers.pair import Pair
from symfeat.layers.scaled import Scaled

_ASYMMETRY = 1e-3  # relative; single precision leaves less


def gram_difference(
    outer: ArrayLike, inner: ArrayLike, rates: tuple[float, float] = (1.0, 1.0)
) -> np.ndarray:
    """G = A^T A/eta_A - B B^T/eta_B of adjacent layers A (m, n) and B (n, p): n x n, symmetric.

    Gradient flow conserves it where nothing stands between the layers (linear networks), and its diagonal
    where a homogeneous activation does. Its null mean over random orientations of the layers is a multiple
    of 1. An entry is infinite where it is beyond the range of floats. Raises InputError as `Pair.of` does.

    >>> gram_difference([[1.0, 2.0]], [[1.0], [0.0]]).tolist()
    [[0.0, 2.0], [2.0, 4.0]]
    """
    pair = Pair.of(outer, inner, rates=rates)
    top = max(pair.outer.exponent, pair.inner.exponent)
    a, b = pair.outer.at(top), pair.inner.at(top)
    with np.errstate(over="ignore", under="ignore"):
        return np.ldexp(a.T @ a / pair.rates[0] - b @ b.T / pair.rates[1], 2 * top)


def drifts(pair: Pair, first: Pair) -> tuple[float, float]:
    """How far the Gram difference and its diagonal are from those of the `first` pair.

    Each over |A|^2/eta_A + |B|^2/eta_B of `pair`, hence >= 0; nan where both layers are zero.

    >>> drifts(Pair.of([[2.0]], [[1.0]]), Pair.of([[1.0]], [[1.0]]))
    (0.6, 0.6)
    """
    layers = [*pair.balanced, *first.balanced]
    top, own = (max(layer.exponent for layer in some) for some in (layers, layers[:2]))
    total = sum(np.sum(layer.at(own) ** 2) for layer in layers[:2])
    if total == 0:
        return np.nan, np.nan
    a, b, a0, b0 = (layer.at(top) for layer in layers)
    change = (a.T @ a - a0.T @ a0) - (b @ b.T - b0 @ b0.T)
    with np.errstate(over="ignore"):
        whole, diagonal = (
            np.ldexp(np.linalg.norm(part) / total, 2 * (top - own)) for part in (change, np.diag(change))
        )
    return float(whole), float(diagonal)


def kernel_change(first: ArrayLike, kernel: ArrayLike) -> float:
    """||K - K_0||/||K_0|| of Gram matrices, (n, n) or (n, c, n, c): >= 0, and 0 in the kernel phase.

    It has no null distribution: a kernel that does not depend on K_0 gives a number of the order of 1, and
    one that only grows, by a factor r, gives |r - 1|. nan for K_0 = 0.

    Raises InputError for arrays that are not finite, real, square, symmetric and of one shape.

    >>> kernel_change([[1.0, 0.0], [0.0, 1.0]], [[1.5, 0.0], [0.0, 1.5]])
    0.5
    """
    k0, k = gram("first", first), gram("kernel", kernel)
    if k0.shape != k.shape:
        raise InputError(f"first and kernel must have one shape; got {k0.shape} and {k.shape}")
    return changed(Scaled.of(k0), Scaled.of(k))


def changed(first: Scaled, kernel: Scaled) -> float:
    """`kernel_change` of matrices that were checked."""
    if not first.hat_norm:
        return np.nan
    top = max(first.exponent, kernel.exponent)
    with np.errstate(over="ignore"):
        moved = np.linalg.norm(kernel.at(top) - first.at(top)) / first.hat_norm
        return float(np.ldexp(moved, top - first.exponent))


def kernel_target_alignment(kernel: ArrayLike, targets: ArrayLike) -> float:
    """<K, Y Y^T>/(|K| |Y Y^T|): the cosine of the angle between a kernel and the targets, from 0 to 1.

    The kernel is (n, n), for targets (n,) or (n, c); or (n, c, n, c), also as (n c, n c), and then the
    targets are one vector of n c numbers. (Below 0, to -1, only for a kernel with negative eigenvalues.) A
    mean of the targets counts as well: centre them to leave it out.

    Null, the targets turned at random against K: mean tr K tr Y Y^T/(N |K| |Y Y^T|), N the side of K, and
    standard deviation sqrt(2/((N-1)(N+2))) |K0| |(Y Y^T)0|/(|K| |Y Y^T|), 0 marking traceless parts. nan
    where the kernel or the targets are zero.

    Raises InputError for a kernel that is not finite, real, square and symmetric, and targets that do not
    belong to it.

    >>> round(kernel_target_alignment([[1.0, 0.0], [0.0, 1.0]], [1.0, 0.0]), 6)
    0.707107
    """
    k = gram("kernel", kernel)
    return aligned(Scaled.of(k), targets_of("targets", targets, len(k)))


def aligned(kernel: Scaled, targets: np.ndarray) -> float:
    """`kernel_target_alignment` of a matrix and targets (side, columns) that were checked."""
    y = Scaled.of(targets).hat
    if not kernel.hat_norm or not y.any():
        return np.nan
    inner = np.sum(y * (kernel.hat @ y)) / (kernel.hat_norm * np.linalg.norm(y.T @ y))
    return float(np.clip(inner, -1, 1))


def gram(name: str, kernel: ArrayLike) -> np.ndarray:
    """A kernel as a square matrix, (n c, n c) if it was (n, c, n, c)."""
    k = numbers(name, kernel).astype(np.float64)
    if k.ndim not in (2, 4) or not k.size or k.shape[: k.ndim // 2] != k.shape[k.ndim // 2 :]:
        raise InputError(f"{name} must be a square matrix, or of shape (n, c, n, c); got shape {k.shape}")
    side = int(np.prod(k.shape[: k.ndim // 2]))
    k = k.reshape(side, side)
    if np.max(np.abs(k / 2 - k.T / 2)) > _ASYMMETRY * np.max(np.abs(k)):
        raise InputError(f"{name} must be symmetric; got a matrix that is not")
    return k


def targets_of(name: str, targets: ArrayLike, side: int) -> np.ndarray:
    """Targets as (side, columns), for a kernel of that side."""
    y = numbers(name, targets).astype(np.float64)
    if y.ndim in (1, 2) and len(y) == side and y.size:
        return y.reshape(side, -1)
    if y.ndim == 2 and y.size == side:
        return y.reshape(side, 1)
    raise InputError(f"{name} must be (n,) or (n, c) for a kernel of side {side}; got shape {y.shape}")
