"""The shape of a trajectory in words: how slope and loss bend, how the kernel goes."""

import numpy as np

from symfeat import kernels
from symfeat.mechanisms import REGIMES, Value, regimes

CURVES = ("at rest", "slows down throughout", "accelerates, then slows down", "plateau, then acceleration")
PATHS = ("constant", "grows", "falls", "falls to its floor, then grows")
REACHES = ("reached", "out of reach", "there from the start")
MECHANISMS = ("none", "rescaling", "alignment", "disalignment")


def words(
    slope0: Value, wedge: Value, imbalance: Value, target: Value, limit: Value, tolerance: tuple[float, float]
) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    """What is said of trajectories, by the name of the field: the words there are, and positions in them."""
    order = kernels.order_parameters(slope0, wedge, imbalance, target, limit)
    change = np.sign(np.abs(limit) - np.abs(slope0))
    turns = np.select([change == 0, np.equal(wedge, 0), change > 0], [0, 1, 2], 3)
    path = np.select([np.sign(slope0) * np.sign(limit) < 0, change > 0, change < 0], [3, 1, 2], 0)
    reach = np.select([np.not_equal(limit, target), np.equal(slope0, target)], [1, 2], 0)
    lower, upper, loss_lower, loss_upper = kernels.bends(wedge, imbalance, target)
    return {
        "regime": (REGIMES, regimes(order.kernel_ratio, order.angle_change, *tolerance)),
        "mechanism": (MECHANISMS, turns),
        "curve": (CURVES, _curve(slope0, target, limit, lower, upper)),
        "loss_curve": (CURVES, _curve(slope0, target, limit, loss_lower, loss_upper)),
        "kernel_path": (PATHS, path),
        "reach": (REACHES, reach),
    }


def _curve(slope0: Value, target: Value, limit: Value, lower: Value, upper: Value) -> np.ndarray:
    """Between two slopes, `lower` and `upper` in size, the curve steepens; elsewhere it flattens.

    A trajectory that starts before the lower one has a plateau there, one beyond the upper one only slows
    down. One whose target is out of reach ends at 0, before both.
    """
    toward = np.sign(target)
    steepens = np.less(toward * slope0, toward * upper) & np.equal(limit, target)
    flattens_first = np.less(toward * slope0, toward * lower)
    return np.where(np.equal(slope0, limit), 0, np.where(steepens, 2 + flattens_first, 1))
