"""Experiments: what one is, its settings, its runs, which survive an interruption, and what they show.

A script `experiments/<name>.py` defines one `Experiment`; `experiments/<name>.toml` has its settings. Its
results are a table of all runs, effects with 95 % intervals over the seeds, and a figure.
"""

from symfeat.runs.effect import Effect
from symfeat.runs.experiment import Experiment
from symfeat.runs.folder import Folder, open_folder
from symfeat.runs.interval import Interval, interval
from symfeat.runs.runner import RECORD, Outcome, carry_out
from symfeat.runs.settings import Setting, points, read_settings
from symfeat.runs.table import Table

__all__ = [
    "RECORD",
    "Effect",
    "Experiment",
    "Folder",
    "Interval",
    "Outcome",
    "Setting",
    "Table",
    "carry_out",
    "interval",
    "open_folder",
    "points",
    "read_settings",
]
