"""What is trained, on which data, and what the exponents of a setting predict for each observable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from symfeat.phases import parametrisation, scaling_phase

# Six points of a line of slope 1.5 with noise.
X = np.array([-1.6, -0.7, -0.2, 0.5, 0.9, 1.3])
LABELS = 1.5 * X + np.array([0.2, -0.3, 0.1, 0.25, -0.15, -0.1])
CONSTANT = {"c_d": 1, "c_gamma": 0, "c_u": 0, "c_w": 0, "c_eta_u": 0, "c_eta_w": 0}
SETTINGS: dict[str, Mapping[str, Any]] = {
    "standard": parametrisation("standard"),
    "NTK": parametrisation("ntk"),
    "mean-field": parametrisation("mean-field"),
    # The phase in which layers align at constant kernel: inside of it, and on its border.
    "unbalanced": {**CONSTANT, "c_u": -3, "c_eta_u": -1},
    "unbalanced, border": {**CONSTANT, "c_u": -2},
}
LEVELS = (HALF, TENTH) = (0.5, 0.1)  # shares of the residual; the latter is 1 % of the loss
OBSERVABLES = {
    "kernel": "change of the kernel",
    "angle": "change of the angle",
    "half": "time to half the residual",
    "tenth": "time to 1 % of the loss",
}
RESAMPLES = 2000  # of the seeds, for a standard error
SLACK = 0.05  # a fit this close to the prediction agrees, however small its standard error


@dataclass(frozen=True)
class Plan:
    """How much is trained."""

    widths: tuple[int, ...] = tuple(2**k for k in range(4, 13))
    seeds: int = 32
    other_sets: int = 4  # of as many seeds each, to see what chance does
    share: float = 0.005  # of the residual that a step takes at most; the check takes twice that
    alignment_widths: tuple[int, ...] = (2, 3, 4, 8, 16, 64)
    alignment_targets: tuple[float, ...] = (0.25, 0.5, 1.0, 2.0)  # |y|/(gamma sigma_u sigma_w sqrt(d))
    networks: int = 4000
    alignment_share: float = 0.01


FULL = Plan()
QUICK = Plan(tuple(2**k for k in range(4, 9)), 16, 2, 0.05, (2, 64), (0.5, 1.0), 500, 0.05)


def exponents(scaling: Mapping[str, Any]) -> dict[str, Fraction]:
    """The predicted exponent of each observable in the width; the kernel must not grow without bound."""
    phase = scaling_phase(**scaling)
    slope = max(Fraction(0), Fraction(phase.slope))  # the larger of the slopes at the start and at the end
    return {
        "kernel": 2 * (slope - phase.floor) if phase.kernel == "kernel phase" else Fraction(0),
        "angle": slope - phase.wedge if phase.angle == "rests" else Fraction(0),
        "half": -phase.rate,
        "tenth": -phase.rate,
    }
