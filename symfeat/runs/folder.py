"""A folder of experiments: each is a script with a settings file beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from symfeat.errors import ExperimentError, InputError, MissingExtraError
from symfeat.mounting import Mount, mount
from symfeat.places import experiments_folder
from symfeat.runs.experiment import Experiment, missing_extra


@dataclass(frozen=True)
class Folder:
    """The experiments of a folder, in the order of their names; a script is executed when it is loaded."""

    mounted: Mount
    names: tuple[str, ...]

    def load(self, name: str) -> Experiment:
        """The experiment of a name.

        Raises InputError for an unknown name, ExperimentError for a script that is not one experiment, and
        MissingExtraError for one that needs a package which is not installed.
        """
        if name not in self.names:
            raise InputError(f"NAME must be all or one of {', '.join(self.names)}; got {name!r}")
        file = self.mounted.folder / f"{name.replace('-', '_')}.py"
        try:
            return _experiment(self.mounted, file)
        except ExperimentError as error:
            if needs := missing_extra(error.__cause__):
                raise MissingExtraError(f"{name}: {needs}") from error
            raise ExperimentError(f"{file.name}: {error}") from error


def open_folder(path: str | Path | None = None) -> Folder:
    """A folder of experiments; those that come with symfeat unless a path is given.

    Raises ExperimentError where there is no such folder, or no experiment in it.

    >>> open_folder().load("scaling").settings(quick=True).width
    Traceback (most recent call last):
    AttributeError: there is no setting 'width'; there are seeds, other_sets, share, x, labels, sweep
    >>> open_folder().load("scaling").settings(quick=True).sweep.width
    (16, 32, 64, 128, 256)
    """
    mounted = mount(experiments_folder() if path is None else path, "experiments", ExperimentError)
    names = tuple(_names(mounted.folder.glob("*.toml")))
    if not names:
        raise ExperimentError(f"{mounted.folder}: has no experiment, a script with a settings file beside it")
    return Folder(mounted, names)


def _names(files: Iterable[Path]) -> Iterable[str]:
    scripts = sorted(file.stem for file in files if file.with_suffix(".py").is_file())
    return (stem.replace("_", "-") for stem in scripts)


def _experiment(mounted: Mount, file: Path) -> Experiment:
    found = [value for value in vars(mounted.module(file)).values() if isinstance(value, Experiment)]
    if len(found) != 1:
        raise ExperimentError(f"must define exactly one Experiment; found {len(found)}")
    experiment = found[0]
    if file.stem != experiment.name.replace("-", "_"):
        raise ExperimentError(f"the file's name does not match the experiment's, {experiment.name}")
    if experiment.missing:
        raise ExperimentError(f"has no @experiment.{experiment.missing[0]}")
    experiment.file = file
    return experiment
