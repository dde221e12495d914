"""Draws the figures of docs/phases.md again: `python docs/images/make.py`."""

import json
from pathlib import Path

import numpy as np

import symfeat as sf
from symfeat import plotting
from symfeat.model import Setting
from symfeat.phases import PhaseDiagram

FOLDER = Path(__file__).parent
DATA = FOLDER / "phases.json"  # what the figures show, in short: a test compares it with what they would show
PLANE = [(-0.6, 0.9), (0.3, 0.5), (-1.6, 0.3), (2.9, 0.7), (3.6, 0.2), (1.1, 1.2), (2.5, 1.05)]
SCALES = ("gamma", np.geomspace(1e-4, 10, 41))


def pictures() -> dict[str, plotting.Picture]:
    """Every figure, by the name of its file."""
    task, wide, narrow = (
        sf.Task(1.0, 1.0),
        {"columns": 2, "style": "screen"},
        {"columns": 1, "style": "screen"},
    )
    networks = sf.LinearNetwork([[1.0, 0.0]] * len(PLANE), PLANE)  # the slope and the wedge are the weights w
    ratios = ("eta_ratio", np.geomspace(1e-4, 1e4, 41))
    widths = ("width", np.unique(np.geomspace(2, 4096, 41).round()))
    diagram = PhaseDiagram.over(x=widths, y=SCALES, network=Setting(), task=task, samples=255)
    return {
        "phases-plane": plotting.trajectory_plane(sf.solve(networks, sf.Task(1.0, 2.0)), **narrow),
        "phases-mechanisms": plotting.three_mechanisms(**wide),
        "phases-map": plotting.phase_map(ratios, SCALES, Setting(width=256), task, samples=255, **wide),
        "phases-width": plotting.probability_map(diagram, **wide),
        "phases-alignment": plotting.alignment_curves(**narrow),
        "phases-exponents": plotting.exponent_diagram(**wide),
    }


def summary(found: dict[str, plotting.Picture]) -> dict[str, dict[str, list[float]]]:
    """For each column of numbers of each figure: how many there are, and their mean."""
    numbers = {
        name: {key: np.asarray(column) for key, column in picture.data.items()}
        for name, picture in found.items()
    }
    return {
        name: {
            key: [int(np.isfinite(v).sum()), float(np.mean(v[np.isfinite(v)]))]
            for key, v in columns.items()
            if v.dtype.kind in "if"
        }
        for name, columns in numbers.items()
    }


def main() -> None:
    """Write figures and summary."""
    found = pictures()
    for name, picture in found.items():
        plotting.save(picture.figure, FOLDER / f"{name}.svg")
    DATA.write_text(json.dumps(summary(found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
