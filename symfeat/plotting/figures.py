"""Whole figures, for one or two columns of a paper; each returns a Matplotlib figure to save or to change.

`columns` are those of the paper, 1 or 2; `style` is `paper` or `screen`.
"""

import numpy as np
from matplotlib.figure import Figure

from symfeat.learning import Learning
from symfeat.network import Solution
from symfeat.plotting import panels
from symfeat.plotting.style import drawing_style, grid, letter


def learning_figure(learning: Learning, columns: int = 2, style: str = "paper") -> Figure:
    """The data with the learned line, the slope, the plane, the kernel, the angle and the norms over time."""
    solution, times, data = learning.solution, learning.times, learning.data
    with drawing_style(style):
        figure, axes = grid(columns, (2, 3) if columns == 2 else (3, 2), 4.2 if columns == 2 else 5.2)
        panels.fits(axes[0], solution, data.x, data.target, (data.x_name, data.target_name))
        panels.slope(axes[1], solution, times, learning.task.target, learning.descent)
        panels.plane(axes[2], solution)
        panels.kernel(axes[3], solution, times)
        panels.angle(axes[4], solution, times)
        panels.norms(axes[5], solution, times)
        letter(axes)
    return figure


def trajectory_figure(
    solution: Solution, times: np.ndarray, target: float, columns: int = 2, style: str = "paper"
) -> Figure:
    """Slope, kernel, angle and norms of one network over `times` (from 0 on, shape (points,))."""
    with drawing_style(style):
        figure, axes = grid(columns, (1, 4) if columns == 2 else (2, 2), 1.75 if columns == 2 else 3.3)
        panels.slope(axes[0], solution, times, target)
        panels.kernel(axes[1], solution, times)
        panels.angle(axes[2], solution, times)
        panels.norms(axes[3], solution, times)
        letter(axes)
    return figure


def plane_figure(solution: Solution, columns: int = 1, style: str = "paper") -> Figure:
    """The plane of slope and wedge, in which the trajectory is a horizontal segment."""
    with drawing_style(style):
        figure, axes = grid(columns, (1, 1), 2.1)
        panels.plane(axes[0], solution)
    return figure


def mechanism_figure(solution: Solution, times: np.ndarray, columns: int = 1, style: str = "paper") -> Figure:
    """The shares of rescaling and of turning in the relative change of the slope, over `times`."""
    with drawing_style(style):
        figure, axes = grid(columns, (1, 1), 2.1)
        panels.shares(axes[0], solution, times)
    return figure
