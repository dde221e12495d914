"""Matrices whose squares stay within the range of floats: a matrix of moderate size and a power of two."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

_OF_ZERO = -(10**6)  # so low that a zero matrix never sets the scale for others


@dataclass(frozen=True, eq=False)
class Scaled:
    """The matrix `hat` * 2^`exponent`; `of` chooses the exponent such that the largest entry is near 1.

    >>> Scaled.of(np.array([[2.0**800]])).norm == 2.0**800
    True
    """

    hat: np.ndarray
    exponent: int
    rounding: float = float(np.finfo(float).eps)

    @classmethod
    def of(cls, matrix: np.ndarray) -> Self:
        """The scaled form of a matrix of any real type, in float64; `rounding` is that of its own type."""
        own = np.finfo(matrix.dtype).eps if matrix.dtype.kind == "f" else 0.0
        matrix = matrix.astype(np.float64)
        largest = np.max(np.abs(matrix))
        exponent = int(np.frexp(largest)[1]) if largest else _OF_ZERO
        return cls(np.ldexp(matrix, -exponent), exponent, max(float(own), cls.rounding))

    def times(self, factor: float) -> "Scaled":
        """The matrix times a positive number."""
        mantissa, exponent = np.frexp(factor)
        return Scaled(self.hat * mantissa, self.exponent + int(exponent), self.rounding)

    def at(self, exponent: int) -> np.ndarray:
        """The matrix over 2^`exponent`."""
        return np.ldexp(self.hat, self.exponent - exponent)

    @cached_property
    def hat_norm(self) -> float:
        """The Frobenius norm of `hat`."""
        return float(np.linalg.norm(self.hat))

    @cached_property
    def norm(self) -> float:
        """The Frobenius norm; infinite only where it is beyond the largest float."""
        with np.errstate(over="ignore"):
            return float(np.ldexp(self.hat_norm, self.exponent))

    @cached_property
    def log_norm(self) -> float:
        """The log of the Frobenius norm; nan for a zero matrix."""
        return float(np.log(self.hat_norm) + self.exponent * np.log(2)) if self.hat_norm else np.nan

    @cached_property
    def svd(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The thin singular value decomposition of `hat`."""
        return np.linalg.svd(self.hat, full_matrices=False)
