"""Figures of a solution, in sizes and styles for papers; the only room that imports Matplotlib."""

from symfeat.plotting.figures import learning_figure, mechanism_figure, plane_figure, trajectory_figure
from symfeat.plotting.style import save

__all__ = ["learning_figure", "mechanism_figure", "plane_figure", "save", "trajectory_figure"]
