"""Phases of learning: of one network in words, of ensembles over hyperparameters, and of scalings."""

from symfeat.phases.alignment import alignment_probability
from symfeat.phases.crossings import Crossing, crossings
from symfeat.phases.diagram import PhaseDiagram, Spread
from symfeat.phases.portrait import Portrait, portrait
from symfeat.phases.scaling import PARAMETRISATIONS, ScalingPhase, parametrisation, scaling_phase
from symfeat.phases.widths import width_crossings

__all__ = [
    "PARAMETRISATIONS",
    "Crossing",
    "PhaseDiagram",
    "Portrait",
    "ScalingPhase",
    "Spread",
    "alignment_probability",
    "crossings",
    "parametrisation",
    "portrait",
    "scaling_phase",
    "width_crossings",
]
