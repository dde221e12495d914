"""Networks through what their training depends on: two norms, the overlap, and the part of w orthogonal to u.

For random weights these are drawn directly, so that the cost does not depend on the width: |u|^2 is
chi-square distributed, the part of w along u is normal, and the square of the rest is chi-square distributed
with one degree of freedom less.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.model import LinearNetwork, Setting
from symfeat.network import norms_and_overlap

DEVIATIONS = ("sigma_u", "sigma_w")


@dataclass(frozen=True)
class Ensemble:
    """Sums over the neurons, for some widths: arrays of shape (widths, samples), of unit deviations.

    Attributes:
        norm_u: |u|.
        norm_w: |w|.
        overlap: sum of u_i w_i.
        rejection: |w - u (u.w)/|u|^2|.
    """

    norm_u: np.ndarray
    norm_w: np.ndarray
    overlap: np.ndarray
    rejection: np.ndarray

    @property
    def samples(self) -> int:
        """Number of networks of each width."""
        return self.norm_u.shape[1]


def draw(widths: np.ndarray, samples: int, seed: int) -> Ensemble:
    """Random networks of increasing `widths`, of which each sample changes smoothly with the width.

    The squares grow from one width to the next as if neurons were added. The part of w along u has one law at
    every width, independent of the squares, and is kept. Other widths make other draws.

    >>> draw(np.array([1.0, 10.0]), 5, 0).overlap.shape
    (2, 5)
    """
    generator = np.random.default_rng(seed)
    along = generator.standard_normal(samples)
    added = np.diff(widths, prepend=0.0)[:, None]
    beyond = np.diff(widths - 1, prepend=0.0)[:, None]
    square_u, square_rest = (
        np.cumsum(2 * np.stack([generator.standard_gamma(n / 2, samples) for n in more]), axis=0)
        for more in (added, beyond)
    )
    norm_u, rest = np.sqrt(square_u), np.sqrt(square_rest)
    return Ensemble(norm_u, np.sqrt(square_rest + along**2), norm_u * along, rest)


def given(network: LinearNetwork) -> Ensemble:
    """Each network of a batch as a sample."""
    norm_u, norm_w, overlap, rejection = (
        value.reshape(1, -1) for value in norms_and_overlap(network.u, network.w)
    )
    return Ensemble(norm_u, norm_w, overlap, rejection)


def sampled(
    network: Setting | LinearNetwork, moving: Mapping[str, np.ndarray], samples: int, seed: int
) -> tuple[Ensemble, dict[str, Any]]:
    """The networks, and the hyperparameters that stay, by name; `row` is the width's in the ensemble."""
    samples, seed = inputs.count("samples", samples, 1), inputs.count("seed", seed, 0)
    rates = ("gamma", "eta_u", "eta_w")
    if isinstance(network, Setting):
        each, row = np.unique(moving.get("width", np.array(float(network.width))), return_inverse=True)
        fixed = {name: getattr(network, name) for name in ("width", *rates, *DEVIATIONS)}
        return draw(each, samples, seed), {**fixed, "row": row.reshape(np.shape(moving.get("width", 0)))}
    if not isinstance(network, LinearNetwork):
        raise InputError(f"network must be a Setting or a LinearNetwork; got {type(network).__name__}")
    for name in ("width", *DEVIATIONS):
        if name in moving:
            raise InputError(
                f"{name} cannot vary in a LinearNetwork, whose weights are given; pass a Setting"
            )
    if any(np.shape(getattr(network, name)) for name in rates):
        raise InputError("network must have one gamma, eta_u and eta_w for its batch; vary them by an axis")
    fixed = {name: getattr(network, name) for name in rates}
    return given(network), {**fixed, **dict.fromkeys(DEVIATIONS, 1.0), "row": 0}
