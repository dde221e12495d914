"""A learned regression on the page: its figures, its milestones, and what they mean in words."""

from __future__ import annotations

import math
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from symfeat.learning import Learning
from symfeat.plotting import learning_figure, mechanism_figure, plane_figure, save, trajectory_figure
from symfeat.report.markup import table
from symfeat.report.page import Figure, Section, drawing

_COLUMNS = {
    "share": "Learned",
    "time": "Time",
    "slope": "Slope",
    "loss": "Loss",
    "kernel": "Kernel",
    "angle": "Angle (rad)",
    "norm_u": "|u|",
    "norm_w": "|w|",
}


def figures(learning: Learning) -> dict[str, Any]:
    """The Matplotlib figures of one learned regression, by the name of their file."""
    solution, times, target = learning.solution, learning.times, learning.task.target
    return {
        "learning": learning_figure(learning),
        "trajectory": trajectory_figure(solution, times, target),
        "plane": plane_figure(solution),
        "mechanisms": mechanism_figure(solution, times),
    }


def svg(figure: Any) -> str:
    """A Matplotlib figure as SVG text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figure.svg"
        save(figure, path)
        return path.read_text(encoding="utf-8")


def trajectory_section(learning: Learning, title: str, drawings: dict[str, str]) -> Section:
    """The section with two of the `drawings` (SVG by name), the milestones and their reading."""
    data, task, solution = learning.data, learning.task, learning.solution
    told = (
        f"A linear network of width {learning.setting.width} (seed {learning.setting.seed}) learns the "
        f"regression of {data.target_name} on {data.x_name} over {data.rows} rows: second moment "
        f"{task.second_moment:.5g}, target slope {task.target:.5g}, irreducible loss "
        f"{task.irreducible_loss:.5g}. Every curve is exact."
    )
    start, end = float(solution.slope(0.0)), float(solution.limit)
    panels = Figure(
        drawings["learning"],
        "(a) The data, and the line that the network is. (b) The slope and its target. (c) The plane of "
        "slope and wedge: the trajectory is a horizontal segment. (d) The kernel. (e) The angle between the "
        "layers. (f) Their norms.",
        f"Six panels; the slope goes from {start:.3g} to {end:.3g}.",
    )
    shares = Figure(
        drawings["mechanisms"],
        "The shares of rescaling and of turning in the relative change of the slope, at every time.",
        "Shares of the two mechanisms over time.",
    )
    shown = drawing(panels) + drawing(shares)
    words = "".join(_paragraph(str(part)) for part in (solution.mechanisms(), solution.phase()))
    return Section("trajectory", title, f"<p>{escape(told)}</p>{shown}{words}{_milestones(learning)}")


def _paragraph(told: str) -> str:
    return f"<p>{escape(told).replace(chr(10), '<br>')}</p>"


def _milestones(learning: Learning) -> str:
    columns = learning.milestones()
    rows = zip(*(columns[name] for name in _COLUMNS), strict=True)
    cells = ([f"{100 * share:.4g} %", *(_number(value) for value in rest)] for share, *rest in rows)
    return table(_COLUMNS.values(), cells, numeric=range(len(_COLUMNS)))


def _number(value: float) -> str:
    return "∞" if math.isinf(value) else "–" if math.isnan(value) else f"{value:.4g}"
