"""How two adjacent layers of a network stand to each other: alignment, wedge, and what training conserves.

A pair of layers meets in n hidden units: the outer layer A is m x n, the inner one B is n x p, and its Gram
matrices S = A^T A and T = B B^T are n x n. *Null* means that the orientation of one layer is random and
independent of the other's: T becomes Q T Q^T, Q uniform on the orthogonal group (Haar), the spectra fixed.
tr(S Q T Q^T) then has mean tr S tr T / n and variance 2 |S0|^2 |T0|^2/((n-1)(n+2)), S0 and T0 the traceless
parts: by Schur's lemma, since the traceless symmetric matrices, of dimension (n-1)(n+2)/2, are irreducible.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.layers.arrays import numbers
from symfeat.layers.scaled import Scaled
from symfeat.network import norms_and_overlap

NULL_MEAN = 1.0  # of the alignment, for every pair


@dataclass(frozen=True, eq=False)
class Pair:
    """Two adjacent layers. Make one by `Pair.of`; every property is one number.

    nan wherever a layer is zero, unless said otherwise.

    >>> pair = Pair.of([[1.0, 0.0]], [[3.0], [4.0]])      # vectors u = (1, 0) and w = (3, 4)
    >>> pair.cosine, pair.wedge, pair.imbalance
    (0.6, 4.0, -12.0)
    """

    outer: Scaled
    inner: Scaled
    rates: tuple[float, float] = (1.0, 1.0)
    scale: float = 1.0
    subspace: int = 1

    @classmethod
    def of(
        cls,
        outer: ArrayLike,
        inner: ArrayLike,
        *,
        rates: tuple[float, float] = (1.0, 1.0),
        scale: float = 1.0,
        subspace: int = 1,
    ) -> Self:
        """The pair of matrices A (m, n) and B (n, p), in this order.

        `rates` are the learning rates of A and B, `scale` the output scale gamma of the network, and
        `subspace` the number of singular vectors that `overlap` compares.

        Raises InputError for arrays that are not finite real matrices, sizes that do not chain, rates and
        scale that are not positive, and a subspace that is not a positive integer.
        """
        a, b = numbers("outer", outer), numbers("inner", inner)
        if a.ndim != 2 or b.ndim != 2 or not a.size or not b.size or a.shape[1] != b.shape[0]:
            raise InputError(f"outer and inner must be m x n and n x p; got {a.shape} and {b.shape}")
        factors = inputs.positive("rates", rates)
        if factors.shape != (2,):
            raise InputError(f"rates must be two numbers; got shape {factors.shape}")
        gamma = inputs.positive_number("scale", scale)
        k = inputs.count("subspace", subspace, 1)
        return cls(Scaled.of(a), Scaled.of(b), (float(factors[0]), float(factors[1])), gamma, k)

    @property
    def units(self) -> int:
        """The number n of hidden units in which the layers meet."""
        return self.inner.hat.shape[0]

    @property
    def is_vectors(self) -> bool:
        """Whether the layers are vectors u and w, as in a network with one input and one output."""
        return self.outer.hat.shape[0] == 1 == self.inner.hat.shape[1]

    # Direction: how much of the product of the norms reaches the product of the layers.

    @property
    def cosine(self) -> float:
        """||AB||/(|A||B|) from 0 to 1; for vectors cos zeta = u.w/(|u||w|), from -1 to 1.

        Null: of mean square 1/n.
        """
        product, wedge = self._legs
        return product / float(np.hypot(product, wedge)) if self._alive else np.nan

    @property
    def angle(self) -> float:
        """The angle whose cosine that is, accurate also near 0 and pi: from 0 to pi/2, for vectors to pi."""
        product, wedge = self._legs
        return float(np.arctan2(wedge, product)) if self._alive else np.nan

    @property
    def log_cosine(self) -> float:
        """log |cosine|, accurate also near 0; -inf where AB = 0 though neither layer is."""
        product, wedge = self._legs
        if not self._alive or product == 0:
            return -np.inf if self._alive else np.nan
        tangent = wedge / abs(product)
        return float(-0.5 * np.log1p(tangent**2)) if tangent < 1 else float(np.log(abs(self.cosine)))

    @property
    def log_radius(self) -> float:
        """log(|A||B|)."""
        return self.outer.log_norm + self.inner.log_norm

    @property
    def alignment(self) -> float:
        """n ||AB||^2/(|A|^2|B|^2), from 0 to `alignment_max` <= n: over its null mean, which is 1.

        Null: mean 1, standard deviation `alignment_null`.
        """
        return self.units * self.cosine**2

    @property
    def alignment_null(self) -> float:
        """The standard deviation of `alignment` over random orientations, exactly."""
        if not self._alive:
            return np.nan
        spread = np.linalg.norm(self._traceless(0)) * np.linalg.norm(self._traceless(1))
        return float(self.units * spread * turned_deviation(self.units))

    @property
    def alignment_max(self) -> float:
        """The largest `alignment` that the spectra allow, by von Neumann's trace inequality."""
        return float(self.units * np.sum(self._spectrum(0) * self._spectrum(1))) if self._alive else np.nan

    @property
    def correlation(self) -> float:
        """<S0, T0>/(|S0||T0|) of the traceless parts of the Gram matrices, from -1 to 1.

        Null: mean 0, standard deviation sqrt(2/((n-1)(n+2))), whatever the spectra. nan also for n = 1 and
        where a layer is isotropic (its Gram matrix a multiple of 1, to rounding): it has no direction.
        """
        spreads = [float(np.linalg.norm(self._traceless(side))) for side in (0, 1)]
        if not self._alive or min(spreads) <= self._rounding:
            return np.nan
        s, t = (
            gram / np.trace(gram) - np.eye(self.units) / self.units
            for gram in (self.outer.hat.T @ self.outer.hat, self.inner.hat @ self.inner.hat.T)
        )
        return float(np.clip(np.sum(s * t) / (spreads[0] * spreads[1]), -1, 1))

    @property
    def overlap(self) -> float:
        """||V_k^T U_k||^2/k of the k leading right vectors of A and left of B, k = `leading`, from
        max(0, (2k-n)/k) to 1.

        Null: mean k/n, standard deviation (1-k/n) sqrt(2/((n-1)(n+2))). nan also where the k-th and the next
        singular value are equal to rounding (of a layer of lower rank both are 0): no subspace leads.
        """
        k = self.leading
        if not self._alive or not (self._leads(0, k) and self._leads(1, k)):
            return np.nan
        right, left = self.outer.svd[2][:k], self.inner.svd[0][:, :k]
        return min(float(np.sum((right @ left) ** 2)) / k, 1.0)

    @property
    def leading(self) -> int:
        """The k of `overlap`: `subspace`, or the smallest of m, n and p if that is less."""
        return min(self.subspace, *self.outer.hat.shape, *self.inner.hat.shape)

    # What the layers are to gradient flow: see `symfeat.layers.grams`.

    @property
    def wedge(self) -> float:
        """gamma sqrt(|A|^2|B|^2 - ||AB||^2) >= 0; for vectors the conserved g. 0 where a layer is zero."""
        return self._in_units(self._legs[1], self.outer.exponent + self.inner.exponent)

    @property
    def imbalance(self) -> float:
        """gamma (eta_B |A|^2 - eta_A |B|^2)/(2 omega), omega = sqrt(eta_A eta_B); for vectors mu.

        It is gamma omega/2 times the trace of the Gram difference.
        """
        a, b = self.balanced
        top = max(a.exponent, b.exponent)
        long, short = np.linalg.norm(a.at(top)), np.linalg.norm(b.at(top))
        return self._in_units(0.5 * (long - short) * (long + short), 2 * top)

    @property
    def floor(self) -> float:
        """gamma omega/2 times the sum of the |eigenvalues| of the Gram difference; for vectors S.

        gamma (eta_B |A|^2 + eta_A |B|^2)/(2 omega) is never below it; for vectors that is K/(2 gamma omega).
        """
        if self.is_vectors:
            return float(np.hypot(self.wedge, self.imbalance))
        a, b = self.balanced
        top = max(a.exponent, b.exponent)
        rows, signs = (
            np.vstack([a.at(top), b.at(top).T]),
            np.repeat([1.0, -1.0], [len(a.hat), b.hat.shape[1]]),
        )
        if len(rows) < self.units:  # the same eigenvalues, but for zeros, in fewer dimensions
            rows = np.asarray(np.linalg.qr(rows.T, mode="r")).T
        eigenvalues = np.linalg.eigvalsh(rows.T @ (signs[:, None] * rows))
        return self._in_units(0.5 * float(np.sum(np.abs(eigenvalues))), 2 * top)

    @cached_property
    def balanced(self) -> tuple[Scaled, Scaled]:
        """q A and B/q, where q^4 = eta_B/eta_A: in these the rates are equal."""
        q = float(np.sqrt(np.sqrt(self.rates[1]) / np.sqrt(self.rates[0])))
        return self.outer.times(q), self.inner.times(1 / q)

    @property
    def _alive(self) -> bool:
        return self.outer.hat_norm > 0 and self.inner.hat_norm > 0

    @property
    def _rounding(self) -> float:
        return self.units * max(self.outer.rounding, self.inner.rounding)

    @cached_property
    def _legs(self) -> tuple[float, float]:
        """||AB||, for vectors u.w, and sqrt(|A|^2|B|^2 - ||AB||^2), of the scaled matrices."""
        if self.is_vectors:
            norm, _, product, rejection = norms_and_overlap(self.outer.hat[0], self.inner.hat[:, 0])
            return float(product), float(norm * rejection)
        a, b = self.outer.hat, self.inner.hat
        _, singular, right = self.outer.svd
        parts = right @ b
        along = np.sum(parts**2, axis=1)
        # |B|^2 less what lies along one singular vector of A, for each of them: a sum, not a difference.
        beyond = np.sum((b - right.T @ parts) ** 2) if len(right) < self.units else 0.0
        others = np.concatenate([[0.0], np.cumsum(along)[:-1]]) + np.concatenate(
            [np.cumsum(along[::-1])[-2::-1], [0.0]]
        )
        return float(np.linalg.norm(a @ b)), float(np.sqrt(np.sum(singular**2 * (others + beyond))))

    def _spectrum(self, side: int) -> np.ndarray:
        """The n eigenvalues of a Gram matrix over their sum, falling."""
        singular = (self.outer, self.inner)[side].svd[1]
        squares = np.zeros(self.units)
        squares[: singular.size] = singular[: self.units] ** 2
        return squares / np.sum(squares)

    def _traceless(self, side: int) -> np.ndarray:
        return self._spectrum(side) - 1 / self.units if self._alive else np.zeros(self.units)

    def _leads(self, side: int, k: int) -> bool:
        singular = np.sqrt(self._spectrum(side))
        return k == self.units or singular[k - 1] - singular[k] > self._rounding

    def _in_units(self, value: Any, exponent: int) -> float:
        with np.errstate(over="ignore", under="ignore"):
            return float(np.ldexp(self.scale * value, exponent))


def turned_deviation(units: int) -> float:
    """sqrt(2/((n-1)(n+2))): the standard deviation of the correlation of randomly turned layers; 0 for n = 1.

    Raises InputError for units that are not a positive integer.

    >>> turned_deviation(2)
    0.7071067811865476
    """
    n = inputs.count("units", units, 1)
    return float(np.sqrt(2 / ((n - 1) * (n + 2)))) if n > 1 else 0.0
