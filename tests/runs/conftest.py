"""A small folder of experiments, without figures that need Matplotlib."""

from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = '''
from pathlib import Path

from symfeat.runs import Effect, Experiment, interval

from .growth import grown

experiment = Experiment("draw-means", title="Means of draws")
CALLS = Path(__file__).with_name("calls.txt")

@experiment.run
def run(setting):
    """One point."""
    with CALLS.open("a") as calls:
        calls.write(f"{setting.word} {setting.scale}\\n")
    return [{"seed": s, "mean": grown(s, setting.scale)} for s in setting.seeds]

@experiment.effects
def effects(table, setting):
    rows = table.where(scale=setting.sweep.scale[0])
    return [
        Effect("mean-is-small", *interval(rows["mean"]), "< 10", "the mean of the draws"),
        Effect("mean-is-large", *interval(rows["mean"]), "> 10", "the mean of the draws, again"),
    ]

class Drawn:
    def save(self, path):
        path.write_text("drawn")
        path.with_suffix(".csv").write_text("x\\n1\\n")

@experiment.figure
def figure(table, setting, style):
    return Drawn()
'''
GROWTH = """
def grown(seed, scale):
    return seed * scale / 3
"""
SETTINGS = """
[full]
seeds = 4
steps = 10
[full.sweep]
word = ["one", "two"]
scale = [0.1, 1, 10]
[quick]
seeds = 2
[quick.sweep]
scale = [1]
"""


@pytest.fixture
def folder(tmp_path) -> Callable[..., Path]:
    """`folder(script=..., settings=...)` writes a folder with one experiment and returns it."""

    def write(script: str = SCRIPT, settings: str = SETTINGS, growth: str = GROWTH) -> Path:
        home = tmp_path / "experiments"
        home.mkdir(exist_ok=True)
        (home / "draw_means.py").write_text(script)
        (home / "draw_means.toml").write_text(settings)
        (home / "growth.py").write_text(growth)
        return home

    return write


@pytest.fixture
def calls(tmp_path) -> Callable[[], list[str]]:
    """The runs that were made since the last call."""

    def read() -> list[str]:
        file = tmp_path / "experiments" / "calls.txt"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines

    return read
