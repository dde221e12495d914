"""Figures of solutions and phases, in sizes and styles for papers; the only room that imports Matplotlib."""

from symfeat.plotting.alignment import alignment_curves
from symfeat.plotting.curves import learning_curves, three_mechanisms
from symfeat.plotting.exponents import exponent_diagram
from symfeat.plotting.figures import learning_figure, mechanism_figure, plane_figure, trajectory_figure
from symfeat.plotting.maps import phase_map
from symfeat.plotting.measured import measured
from symfeat.plotting.picture import Picture, picture_files
from symfeat.plotting.planes import trajectory_plane
from symfeat.plotting.probabilities import probability_map
from symfeat.plotting.setting import setting_pictures
from symfeat.plotting.style import FORMATS, STYLES, save

__all__ = [
    "FORMATS",
    "STYLES",
    "Picture",
    "alignment_curves",
    "exponent_diagram",
    "learning_curves",
    "learning_figure",
    "measured",
    "mechanism_figure",
    "phase_map",
    "picture_files",
    "plane_figure",
    "probability_map",
    "save",
    "setting_pictures",
    "three_mechanisms",
    "trajectory_figure",
    "trajectory_plane",
]
