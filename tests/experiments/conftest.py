"""The experiments that ship: their folder, their modules, and the results of their quick versions."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from symfeat.errors import ExperimentError
from symfeat.mounting import mount
from symfeat.runs import Outcome, carry_out, open_folder

FOLDER = Path(__file__).parents[2] / "experiments"


@pytest.fixture(scope="session")
def module() -> Callable[[str], ModuleType]:
    """`module("scaling")` is a file of the folder as a module."""
    mounted = mount(FOLDER, "experiments", ExperimentError)
    return lambda name: mounted.module(FOLDER / f"{name}.py")


@pytest.fixture(scope="session")
def quick(tmp_path_factory) -> Callable[[str], Outcome]:
    """`quick("scaling")` is what the quick version of an experiment gives; it is run once."""
    done: dict[str, Outcome] = {}

    def run(name: str) -> Outcome:
        if name not in done:
            experiment = open_folder(FOLDER).load(name)
            done[name] = carry_out(experiment, tmp_path_factory.mktemp("results"), quick=True)
        return done[name]

    return run
