"""One setting on the phase diagrams: what its network does, what others do, and the nearest boundaries."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from symfeat.mechanisms import NOTICEABLE
from symfeat.model import Setting, Task
from symfeat.network import Solution, solve
from symfeat.phases.crossings import ROUNDING, Crossing, crossings
from symfeat.phases.diagram import PhaseDiagram
from symfeat.phases.portrait import Portrait, portrait
from symfeat.phases.widths import width_crossings

SAMPLES = 1001


@dataclass(frozen=True, eq=False)
class Placement:
    """Where a setting stands; make one by `place`.

    Attributes:
        setting: how the network was drawn.
        task: what it learns.
        kernel_tolerance: relative change of the kernel that counts.
        angle_tolerance: change of the angle that counts, in radians.
        solution: its exact training.
        portrait: what it is like.
        crossings: which change of one hyperparameter crosses which boundary, the nearest first.
        width_crossings: the widths at which half of `SAMPLES` networks are beyond a tolerance.
        probability: for each regime, the fraction of `SAMPLES` networks of the setting in it.
        alignment: probability of |f0| < |y| in closed form: for width 2 and beyond, that the layers align.
    """

    setting: Setting
    task: Task
    kernel_tolerance: float
    angle_tolerance: float
    solution: Solution
    portrait: Portrait
    crossings: tuple[Crossing, ...]
    width_crossings: tuple[Crossing, ...]
    probability: dict[str, float]
    alignment: float

    @property
    def out_of_range(self) -> list[str]:
        """The chief boundaries that no hyperparameter crosses within the range that is searched."""
        met = {crossing.boundary for crossing in self.crossings}
        sizes = "alignment | disalignment" if self.solution.wedge else "growth | shrinkage"
        return [each for each in ("kernel change", "angle change", sizes) if each not in met]

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "network": asdict(self.setting),
            "tolerances": {"kernel": self.kernel_tolerance, "angle": self.angle_tolerance},
            "solution": self.solution.to_dict(),
            "portrait": self.portrait.to_dict(),
            "crossings": [crossing.to_dict() for crossing in self.crossings],
            "width_crossings": [crossing.to_dict() for crossing in self.width_crossings],
            "out_of_range": self.out_of_range,
            "probability": self.probability,
            "alignment_probability": self.alignment,
        }


def change(crossing: Crossing) -> str:
    """What a crossing takes, in words.

    >>> change(Crossing("gamma", 0.5, 5.0, "kernel change", "kernel phase", "feature learning"))
    'gamma x 0.5 (to 5)'
    """
    if not crossing.factor:
        return f"{crossing.parameter} through 0"
    if abs(crossing.factor - 1) < ROUNDING:
        least = {0: "change", 1: "increase", -1: "decrease"}[int(np.sign(crossing.factor - 1))]
        return f"the least {least} of {crossing.parameter}"
    factor, value = f"{crossing.factor:.4g}", f"{crossing.value:.4g}"
    return f"{crossing.parameter} x {factor}" + (f" (to {value})" if value != factor else "")


def place(
    setting: Setting, task: Task, kernel_tolerance: float = NOTICEABLE, angle_tolerance: float = NOTICEABLE
) -> Placement:
    """The place of a setting on the phase diagrams.

    Raises InputError for tolerances that are not positive, and for what `solve` refuses.

    >>> placed = place(Setting(width=64), Task(1.0, 1.0))
    >>> placed.portrait.mechanism, placed.crossings[0].parameter, placed.crossings[0].after
    ('disalignment', 'gamma', 'alignment')
    """
    tolerances: Any = {"kernel_tolerance": kernel_tolerance, "angle_tolerance": angle_tolerance}
    solution = solve(setting.network(), task)
    here: Any = {"x": ("gamma", [setting.gamma]), "y": ("target", [task.target])}
    around = PhaseDiagram.over(**here, network=setting, task=task, samples=SAMPLES, **tolerances)
    return Placement(
        setting,
        task,
        kernel_tolerance,
        angle_tolerance,
        solution,
        portrait(solution, **tolerances),
        crossings(setting, task, **tolerances),
        width_crossings(setting, task, **tolerances, samples=SAMPLES),
        {word: float(share[0, 0]) for word, share in around.probability.items()},
        float(around.alignment_closed_form[0, 0]),
    )
