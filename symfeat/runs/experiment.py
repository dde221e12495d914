"""The contract of an experiment: a script that says what a run is, what theory expects, what is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from symfeat.errors import ExperimentError, MissingExtraError, SymfeatError
from symfeat.runs.effect import Effect
from symfeat.runs.settings import Setting, read_settings
from symfeat.runs.table import Table

_RESERVED = ("all", "runs", "effects", "results")  # what the command line and the results call by these names
INSTALL = 'pip install "symfeat[experiments]"'
_EXTRAS = ("jax", "jaxlib", "sklearn")
_PARTS = ("run", "effects", "figure")

Row = dict[str, int | float | str]
F = TypeVar("F", bound=Callable[..., Any])


class Picture(Protocol):
    """What a figure function returns: `symfeat.plotting.Picture`, or anything that is saved like it."""

    def save(self, path: str | Path) -> Any:
        """Write the figure at `path`, and its data as CSV beside it."""


class Experiment:
    """An experiment: `experiments/<name>.py` defines exactly one, with an underscore for each hyphen.

    Its decorators take the three functions that make it up:

    - `run(setting) -> rows`: one point of the sweep, all its seeds at once; a row for each seed (and time)
      is a dictionary of numbers and words, nan where a number is undefined;
    - `effects(table, setting) -> list of Effect`: what theory expects, and what the table of all runs says;
    - `figure(table, setting, style) -> Picture`, with `symfeat.plotting` imported inside.

    Raises ExperimentError for a name that is no slug or is taken, and a function that is given twice.

    >>> experiment = Experiment("draws", title="Means of draws")
    >>> @experiment.run
    ... def run(setting):
    ...     return [{"seed": seed, "mean": setting.scale * seed} for seed in setting.seeds]
    >>> experiment.call("run", Setting({"seeds": (0, 1), "scale": 0.5}))
    [{'seed': 0, 'mean': 0.0}, {'seed': 1, 'mean': 0.5}]
    """

    def __init__(self, name: str, *, title: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or name in _RESERVED:
            wanted = f"a slug such as output-scale, and none of {', '.join(_RESERVED)}"
            raise ExperimentError(f"name must be {wanted}; got {name!r}")
        if not title.strip() or "\n" in title:
            raise ExperimentError(f"{name}: title must be one line; got {title!r}")
        self.name = name
        self.title = title
        self.file: Path | None = None  # the script, once the loader has found it
        self._functions: dict[str, Callable[..., Any]] = {}

    def run(self, function: F) -> F:
        """Take the function that makes one run."""
        return self._take("run", function)

    def effects(self, function: F) -> F:
        """Take the function that measures the effects."""
        return self._take("effects", function)

    def figure(self, function: F) -> F:
        """Take the function that draws the figure."""
        return self._take("figure", function)

    @property
    def missing(self) -> list[str]:
        """The decorators that were not used."""
        return [part for part in _PARTS if part not in self._functions]

    def settings(self, quick: bool = False) -> Setting:
        """The settings in the TOML file beside the script."""
        if self.file is None:
            raise ExperimentError(f"{self.name}: was not loaded from a folder, so it has no settings file")
        return read_settings(self.file.with_suffix(".toml"), quick)

    def call(self, part: str, *arguments: Any) -> Any:
        """Call one of the functions: `run`, `effects` or `figure`.

        Raises ExperimentError, which names the experiment and the line, for whatever the function raises.
        """
        try:
            return self._functions[part](*arguments)
        except Exception as error:
            if needs := missing_extra(error):
                raise MissingExtraError(f"{self.name}: {needs}") from error
            where = self._line(error)
            raise ExperimentError(f"{self.name}: {part} failed{where}: {_said(error)}") from error

    def found(self, table: Table, setting: Setting) -> list[Effect]:
        """The effects that the table shows, checked."""
        effects = self.call("effects", table, setting)
        if not isinstance(effects, list) or {type(effect) for effect in effects} != {Effect}:
            raise ExperimentError(f"{self.name}: effects must return a list of Effect; got {effects!r:.80}")
        names = [effect.name for effect in effects]
        if len(set(names)) < len(names):
            raise ExperimentError(f"{self.name}: two effects have one name among {', '.join(names)}")
        return effects

    def drawn(self, table: Table, setting: Setting, style: str = "paper") -> Picture:
        """The figure, checked to be one that can be saved."""
        picture = self.call("figure", table, setting, style)
        if not hasattr(picture, "save"):
            raise ExperimentError(f"{self.name}: figure must return a Picture; got {picture!r:.80}")
        return picture

    def _take(self, part: str, function: F) -> F:
        if part in self._functions:
            raise ExperimentError(f"{self.name}: @experiment.{part} is used twice")
        self._functions[part] = function
        return function

    def _line(self, error: BaseException) -> str:
        """Where in the experiment's folder it happened: the innermost line there."""
        place, trace = "", error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            if self.file is not None and file.parent == self.file.parent:
                place = f" in line {trace.tb_lineno} of {file.name}"
            trace = trace.tb_next
        return place


def missing_extra(error: BaseException | None) -> str:
    """What an experiment needs and what brings it, if it failed since a package of the extra is missing."""
    if isinstance(error, ModuleNotFoundError) and str(error.name).split(".", maxsplit=1)[0] in _EXTRAS:
        return f"needs {error.name}; {INSTALL} brings it"
    return ""


def _said(error: BaseException) -> str:
    if isinstance(error, SymfeatError):
        return str(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
