"""A folder of experiments is loaded without being installed; a script that is none is named."""

import sys

import pytest

from symfeat.errors import ExperimentError, InputError
from symfeat.runs import Experiment, open_folder
from symfeat.runs.sources import sources

from .conftest import SCRIPT


def test_a_script_with_settings_is_an_experiment_and_its_neighbours_are_not(folder):
    home = folder()
    assert open_folder(home).names == ("draw-means",)
    experiment = open_folder(str(home)).load("draw-means")
    assert (experiment.name, experiment.title) == ("draw-means", "Means of draws")
    assert experiment.settings().steps == 10


def test_a_folder_that_is_opened_again_is_read_anew_and_stays_private(folder):
    open_folder(folder()).load("draw-means")
    again = open_folder(folder(script=SCRIPT.replace("Means of", "The"))).load("draw-means")
    assert again.title == "The draws"
    assert "growth" not in sys.modules
    assert "draw_means" not in sys.modules


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("x = (", "draw_means.py: syntax error in line 1"),
        ("x = 1", "draw_means.py: must define exactly one Experiment; found 0"),
        (SCRIPT.replace('"draw-means"', '"other"'), "does not match the experiment's, other"),
        (SCRIPT.replace("@experiment.figure", ""), "draw_means.py: has no @experiment.figure"),
        (SCRIPT.replace("@experiment.figure", "@experiment.run"), "@experiment.run is used twice"),
        (SCRIPT.replace('"draw-means"', '"Draw Means"'), "name must be a slug such as output-scale"),
        (SCRIPT.replace('"draw-means"', '"runs"'), "and none of all, runs, effects, results; got 'runs'"),
        (SCRIPT.replace("Means of draws", ""), "draw-means: title must be one line"),
        ("raise SystemExit(3)", "draw_means.py: SystemExit: 3"),
        ("import nonsense_of_nobody", "draw_means.py: ModuleNotFoundError: No module named"),
    ],
)
def test_a_script_that_is_no_experiment_is_named(folder, script, message):
    with pytest.raises(ExperimentError) as error:
        open_folder(folder(script=script)).load("draw-means")
    assert message in str(error.value)


@pytest.mark.parametrize("place", ["at the top", "in the run"])
def test_a_missing_extra_is_one_line_that_says_what_brings_it(folder, monkeypatch, tmp_path, place):
    from symfeat.runs import carry_out

    for name in ("jax", "sklearn"):
        monkeypatch.setitem(sys.modules, name, None)  # as if it were not installed
        line = f"import {name}"
        script = (
            f"{line}\n{SCRIPT}"
            if place == "at the top"
            else SCRIPT.replace("    with", f"    {line}\n    with")
        )
        with pytest.raises(ExperimentError) as error:
            carry_out(open_folder(folder(script=script)).load("draw-means"), tmp_path / "out")
        assert str(error.value).endswith(f'needs {name}; pip install "symfeat[experiments]" brings it')


def test_unknown_names_and_folders_are_named(folder, tmp_path):
    with pytest.raises(InputError, match="NAME must be all or one of draw-means; got 'draw-mean'"):
        open_folder(folder()).load("draw-mean")
    with pytest.raises(ExperimentError, match="is not a folder of experiments"):
        open_folder(tmp_path / "absent")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ExperimentError, match="has no experiment"):
        open_folder(tmp_path / "empty")


def test_an_experiment_that_was_not_loaded_has_no_settings():
    with pytest.raises(ExperimentError, match="was not loaded from a folder"):
        Experiment("toy", title="Toy").settings()


def test_the_sources_of_a_run_are_what_it_reaches(folder):
    home = folder()
    found = sources(home / "draw_means.py")
    assert found.packages == {"pathlib"}
    lazily = SCRIPT.replace(
        "    with CALLS", "    from symfeat import solve\n    import jax.numpy\n    with CALLS"
    )
    script = folder(script=lazily) / "draw_means.py"
    assert {"jax", "numpy"} <= sources(script).packages  # the latter by way of symfeat.network
    assert sources(script).digest != found.digest


@pytest.mark.parametrize("name", ["solve", "LinearNetwork"])
def test_a_run_reaches_what_it_calls_by_the_facade(folder, name):
    whole = sources(folder(script=reaching(f"import symfeat as sf\n    sf.{name}")) / "draw_means.py")
    assert "numpy" in whole.packages  # by way of symfeat.network
    assert "numpy" not in sources(folder() / "draw_means.py").packages


@pytest.mark.parametrize("block", ["if True:\n    {}", "try:\n    {}\nexcept ImportError:\n    pass"])
@pytest.mark.parametrize("line", ["def more(): return {}", "more = {}"])
def test_a_run_reaches_names_that_are_bound_in_a_branch(folder, block, line):
    script = block.format(line) + "\n" + reaching("more")
    one, other = (sources(folder(script=script.replace("{}", n, 1)) / "draw_means.py").digest for n in "12")
    assert one != other


def reaching(text: str) -> str:
    """The script with a line more at the start of its run."""
    return SCRIPT.replace("    with CALLS", f"    {text}\n    with CALLS")


def test_a_run_that_is_no_function_of_the_script_is_made_of_all_of_it(folder):
    script = SCRIPT.replace("@experiment.run\n", "").replace(
        "class Drawn", "experiment.run(run)\n\nclass Drawn"
    )
    first = sources(folder(script=script) / "draw_means.py")
    again = sources(folder(script=script.replace("< 10", "< 20")) / "draw_means.py")
    assert first.digest != again.digest
    assert open_folder(folder(script=script)).load("draw-means").missing == []


def test_the_experiments_that_ship_have_one_file_each():
    names = open_folder().names
    assert {"scaling", "alignment-probability"} <= set(names)
