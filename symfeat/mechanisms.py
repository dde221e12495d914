"""What learning did, in numbers and words: the split into mechanisms, and the order parameters."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from symfeat import kernels

NOTICEABLE = 0.1  # a relative change of the kernel, or of the angle in radians, that counts as a change

REGIMES = (
    "kernel phase",
    "turning at constant kernel",
    "rescaling at constant angle",
    "feature learning",
    "undefined",
)
UNDEFINED = REGIMES.index("undefined")

# A float for one number, else a float64 array; the union would make callers narrow it at every use.
Value = Any


class Reading:
    """Shared by the readings: plain data, and a text for one network or a summary for several."""

    def to_dict(self) -> dict[str, Any]:
        """Numbers, strings and nested lists by field name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}  # pyright: ignore[reportArgumentType]
        return {name: v.tolist() if isinstance(v, np.ndarray) else v for name, v in values.items()}


@dataclass(frozen=True)
class Mechanisms(Reading):
    """How the change of log|slope|, from time 0 to the limit, splits into the two mechanisms.

    Every field has the shape B of the networks (numbers and strings for one network).

    Attributes:
        log_slope: change of log|f|, the sum of the next two.
        log_radius: change of log(gamma |u||w|), by rescaling; its sign says whether the layers grow.
        log_cos: change of log|cos zeta|, by alignment; its sign says whether the layers align or disalign.
        rescaling: share of rescaling, log_radius/log_slope; nan where a share is undefined.
        alignment: share of alignment or disalignment, log_cos/log_slope; nan likewise. The two add to 1.
        rescaling_word: `growth`, `shrinkage`, `none` or `undefined`.
        alignment_word: `alignment`, `disalignment`, `none` (no wedge) or `undefined`.

    Shares are undefined where the slope starts or ends at 0, and where it does not move. From -f to f both
    logs vanish, and the shares are their limits as the ends approach that.
    """

    log_slope: Value
    log_radius: Value
    log_cos: Value
    rescaling: Value
    alignment: Value
    rescaling_word: Any
    alignment_word: Any

    def __str__(self) -> str:
        if isinstance(self.alignment_word, np.ndarray):
            return summary(self.alignment_word)
        if self.alignment_word == "undefined":
            return "undefined: the slope starts or ends at 0, or does not move"
        return (
            f"{self.alignment_word}: {self.alignment:.1%} of the change of log|slope| ({self.log_cos:+.4g})\n"
            f"rescaling: {self.rescaling:.1%} ({self.log_radius:+.4g}, {self.rescaling_word})"
        )


@dataclass(frozen=True)
class Phase(Reading):
    """The order parameters, of the shape B of the networks (numbers and a string for one network).

    Attributes:
        floor_ratio: S/max(|f0|, |y|): large in the kernel phase.
        kernel_ratio: K_inf/K_0: kernel in the limit over kernel at time 0; nan for a dead network.
        angle_change: zeta_inf - zeta_0, in radians; nan where a layer stays 0.
        word: `kernel phase`, `turning at constant kernel`, `rescaling at constant angle`,
            `feature learning` (both move), or `undefined`; a change of 0.1 counts.
    """

    floor_ratio: Value
    kernel_ratio: Value
    angle_change: Value
    word: Any

    def __str__(self) -> str:
        if isinstance(self.word, np.ndarray):
            return summary(self.word)
        if np.isnan(self.kernel_ratio):
            return f"{self.word}: the network is dead; every weight is 0 and stays so"
        angle = f"the angle by {self.angle_change:+.4g} rad"
        if np.isnan(self.angle_change):
            angle = "and there is no angle, since one layer is 0 and stays so"
        return (
            f"{self.word}: the kernel changes by the factor {self.kernel_ratio:.4g}, {angle}\n"
            f"floor over the larger of first slope and target: {self.floor_ratio:.4g}"
        )


def split(slope0: Value, wedge: Value, limit: Value) -> Mechanisms:
    """The mechanisms of trajectories from `slope0` to `limit` at a wedge."""
    parts = kernels.mechanisms(slope0, wedge, limit)
    undefined = np.isnan(parts.alignment)
    return Mechanisms(
        *parts,
        rescaling_word=_words(undefined, parts.log_radius, ("shrinkage", "none", "growth")),
        alignment_word=_words(undefined, parts.log_cos, ("disalignment", "none", "alignment")),
    )


def order_parameters(slope0: Value, wedge: Value, imbalance: Value, target: Value, limit: Value) -> Phase:
    """The phase of trajectories from `slope0` to `limit`."""
    parts = kernels.order_parameters(slope0, wedge, imbalance, target, limit)
    return Phase(*parts, word=_plain(np.array(REGIMES)[regimes(parts.kernel_ratio, parts.angle_change)]))


def regimes(
    kernel_ratio: Value,
    angle_change: Value,
    kernel_tolerance: float = NOTICEABLE,
    angle_tolerance: float = NOTICEABLE,
) -> np.ndarray:
    """The regime of each pair of changes, as a position in `REGIMES`.

    >>> [REGIMES[k] for k in regimes(np.array([1.0, 1.0, 2.0]), np.array([0.0, -0.5, -0.5]))]
    ['kernel phase', 'turning at constant kernel', 'feature learning']
    """
    kernel_moves = np.abs(np.asarray(kernel_ratio) - 1) > kernel_tolerance
    angle_moves = np.abs(angle_change) > angle_tolerance
    return np.where(np.isnan(kernel_ratio), UNDEFINED, 2 * kernel_moves + angle_moves)


def _words(undefined: Any, change: Value, below_none_above: tuple[str, str, str]) -> Any:
    below, none, above = below_none_above
    change = np.asarray(change)
    return _plain(np.select([undefined, change < 0, change > 0], ["undefined", below, above], none))


def _plain(words: np.ndarray) -> Any:
    return words if words.shape else str(words)


def summary(words: np.ndarray) -> str:
    """How often each word occurs."""
    found, counts = np.unique(words, return_counts=True)
    return ", ".join(f"{number} x {word}" for word, number in zip(found, counts, strict=True))
