"""Figures of solutions and phases, in sizes and styles for papers; the only room that imports Matplotlib."""

from symfeat.plotting.figures import learning_figure, mechanism_figure, plane_figure, trajectory_figure
from symfeat.plotting.picture import Picture
from symfeat.plotting.style import FORMATS, STYLES, save

__all__ = [
    "FORMATS",
    "STYLES",
    "Picture",
    "learning_figure",
    "mechanism_figure",
    "plane_figure",
    "save",
    "trajectory_figure",
]
