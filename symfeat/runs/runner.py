"""Running an experiment: every point of its sweep that is not stored yet, then table, effects and figure."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symfeat.errors import ExperimentError, InputError, MissingExtraError
from symfeat.output import replacing
from symfeat.runs.effect import Effect
from symfeat.runs.experiment import Experiment
from symfeat.runs.settings import Setting, points
from symfeat.runs.sources import Sources, sources
from symfeat.runs.store import FOLDER, Run, Store
from symfeat.runs.table import Table
from symfeat.versions import versions_of

VERB = "experiment"
RECORD = "record.json"
_PACKAGES = {"numpy": "numpy", "jax": "jax", "sklearn": "scikit-learn", "scipy": "scipy"}


@dataclass(frozen=True, eq=False)
class Outcome:
    """What an experiment gave: the table of its runs, its effects, and the files that hold them.

    `seconds` is the processor time that its runs took when they were made, whatever else ran beside them;
    `reused` is how many of them were stored before.
    """

    name: str
    title: str
    quick: bool
    setting: Setting
    versions: Mapping[str, str]
    runs: int
    reused: int
    seconds: float
    table: Table
    effects: list[Effect]
    files: list[str]

    def record(self) -> dict[str, Any]:
        """What was run, with what, and how long it took: plain data."""
        return {
            "name": self.name,
            "title": self.title,
            "quick": self.quick,
            "settings": self.setting.to_dict(),
            "versions": dict(self.versions),
            "runs": self.runs,
            "rows": len(self.table),
            "seconds": round(self.seconds, 1),
        }

    def to_dict(self) -> dict[str, Any]:
        """The record with effects and files."""
        effects = [effect.to_dict() for effect in self.effects]
        return self.record() | {"reused": self.reused, "effects": effects, "files": self.files}

    def remarks(self) -> list[str]:
        """What each CSV file starts with."""
        fixed = {
            name: value for name, value in self.setting.to_dict().items() if name not in ("seeds", "sweep")
        }
        return [
            f"{self.name}: {self.title}" + (" (quick)" if self.quick else ""),
            *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fixed.items()),
            f"seeds = {json.dumps(list(self.setting.seeds))}",
            *(f"sweep of {name}: {json.dumps(list(values))}" for name, values in self.setting.sweep.items()),
            ", ".join(f"{name} {version}" for name, version in self.versions.items()),
        ]


def result_files(name: str) -> list[str]:
    """The names of the files that an experiment's results consist of."""
    return ["runs.csv", "effects.csv", RECORD, *(f"{name}.{ending}" for ending in ("svg", "pdf", "csv"))]


def carry_out(
    experiment: Experiment,
    folder: str | Path,
    *,
    quick: bool = False,
    force: bool = False,
    on_progress: Callable[[int, int, str], None] = lambda done, total, current: None,
) -> Outcome:
    """Run an experiment, with results in the folder of its name below `folder`.

    Each run is stored as soon as it is finished; one that was stored before with the same settings, versions
    and sources is not made again. `on_progress` hears of runs done, of all, and of the point that comes next.

    Raises ExperimentError for a settings file, a run, an effect or a figure that is at fault, and OutputError
    where a file that symfeat did not write is in the way and `force` is not given.

    >>> import tempfile
    >>> from symfeat.runs import open_folder
    >>> outcome = carry_out(open_folder().load("scaling"), tempfile.mkdtemp(), quick=True)
    >>> outcome.runs, len(outcome.table), outcome.effects[0].name
    (25, 1600, 'all-standard-kernel')
    """
    assert experiment.file is not None, "a loaded experiment"
    setting = experiment.settings(quick)
    made_of = sources(experiment.file)
    versions = _versions(made_of)
    home = Path(folder) / experiment.name
    with replacing(home, VERB, force=force, names=result_files(experiment.name)) as stage:
        finished, reused = _runs(experiment, setting, made_of, versions, Store(home / FOLDER), on_progress)
        table = _table(experiment, setting, finished)
        effects = experiment.found(table, setting)
        outcome = Outcome(
            experiment.name,
            experiment.title,
            quick,
            setting,
            versions,
            len(finished),
            reused,
            sum(run.seconds for _, run in finished),
            table,
            effects,
            [str(home / name) for name in result_files(experiment.name)],
        )
        _write(experiment, outcome, stage)
    return outcome


def _versions(made_of: Sources) -> dict[str, str]:
    """Versions of Python, symfeat, NumPy, and what else the runs import of the packages that matter."""
    used = [package for module, package in _PACKAGES.items() if module in made_of.packages | {"numpy"}]
    return {"python": platform.python_version(), **versions_of(("symfeat", *used))}


def _runs(
    experiment: Experiment,
    setting: Setting,
    made_of: Sources,
    versions: Mapping[str, str],
    store: Store,
    on_progress: Callable[[int, int, str], None],
) -> tuple[list[tuple[dict[str, Any], Run]], int]:
    """The runs with the values of their points, and how many of them were stored before."""
    finished, reused, todo = [], 0, points(setting)
    for done, point in enumerate(todo):
        where = {name: point[name] for name in setting.sweep}
        on_progress(done, len(todo), _said(where))
        content = {"settings": point.to_dict(), "versions": versions, "sources": made_of.digest}
        run = store.read(content)
        reused += run is not None
        if run is None:
            run = _run(experiment, point, where)
            store.write(content, run)
        finished.append((where, run))
    on_progress(len(todo), len(todo), "effects and figure")
    return finished, reused


def _run(experiment: Experiment, point: Setting, where: Mapping[str, Any]) -> Run:
    started = time.process_time()
    at = f"{experiment.name}: the run {_said(where)}".rstrip()  # without a sweep there is but one
    try:
        rows = experiment.call("run", point)
    except MissingExtraError:
        raise
    except ExperimentError as error:
        raise ExperimentError(f"{at} {str(error).removeprefix(f'{experiment.name}: run ')}") from error
    seconds = time.process_time() - started
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ExperimentError(f"{at} must return a list of dictionaries; got {rows!r:.80}")
    try:
        table = Table.from_rows(rows)
    except InputError as error:
        raise ExperimentError(f"{at} returned rows that make no table: {error}") from error
    if taken := [name for name in table.columns if name in where]:
        raise ExperimentError(f"{at} returned the column {taken[0]}, which the sweep gives")
    return Run(table.rows(), seconds)


def _table(experiment: Experiment, setting: Setting, finished: list[tuple[dict[str, Any], Run]]) -> Table:
    try:
        return Table.from_rows([{**where, **row} for where, run in finished for row in run.rows])
    except InputError as error:
        raise ExperimentError(f"{experiment.name}: the runs make no table together: {error}") from error


def _write(experiment: Experiment, outcome: Outcome, stage: Path) -> None:
    remarks = outcome.remarks()
    outcome.table.write(stage / "runs.csv", remarks)
    Table.from_rows([_row(effect) for effect in outcome.effects]).write(stage / "effects.csv", remarks)
    text = json.dumps(outcome.record(), indent=1, ensure_ascii=False)
    (stage / RECORD).write_text(text + "\n", encoding="utf-8")
    picture = experiment.drawn(outcome.table, outcome.setting)
    for ending in ("svg", "pdf"):
        picture.save(stage / f"{outcome.name}.{ending}")


def _row(effect: Effect) -> dict[str, Any]:
    """An effect as a row of a table, with a word for the truth value."""
    row = effect.to_dict()
    return row | {"clear": "whole interval" if row["clear"] else "value"}


def _said(where: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in where.items())
