"""Two layers on one-dimensional data: the linear network that the exact solution is for, and its angle."""

from __future__ import annotations

import numpy as np

import symfeat as sf
from symfeat.measure import Pair
from symfeat.training import Law


def linear(w: np.ndarray, u: np.ndarray, law: Law, kept: np.ndarray | bool = True) -> sf.LinearNetwork:
    """The linear networks with weights w, u of shape (seeds, width), under a law of two layers.

    Neurons that are not `kept` get zero weights, which stay zero, so that all seeds have one width.
    """
    gamma = law.multipliers[0] * law.multipliers[1]
    return sf.LinearNetwork(u * kept, w * kept, gamma, eta_u=law.rates[1], eta_w=law.rates[0])


def angles(w: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Angles between u and w in radians as the meter reads them, for arrays of shape (..., width)."""
    flat = zip(u.reshape(-1, u.shape[-1]), w.reshape(-1, w.shape[-1]), strict=True)
    return np.array([Pair.of(a[None, :], b[:, None]).angle for a, b in flat]).reshape(u.shape[:-1])
