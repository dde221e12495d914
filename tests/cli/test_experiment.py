"""`symfeat experiment`: listing, running, going on after an interruption; what does not fit is said."""

import json
import shutil
import sys

import pytest

from symfeat.cli import main
from symfeat.runs import Table

SCRIPT = """
from symfeat.runs import Effect, Experiment, interval

experiment = Experiment("{name}", title="Means of draws, with a title that is long enough to be folded here")

@experiment.run
def run(setting):
    return [{{"seed": seed, "mean": seed * setting.scale}} for seed in setting.seeds]

@experiment.effects
def effects(table, setting):
    found = interval(table.where(scale=setting.sweep.scale[0])["mean"])
    return [
        Effect("mean-is-small", *found, "< 10", "the mean of the draws at the first scale"),
        Effect("mean-is-large-where-it-should-not-be-at-all", *found, "> 10", "the same mean"),
    ]

class Drawn:
    def save(self, path):
        path.write_text("drawn")
        path.with_suffix(".csv").write_text("x\\n1\\n")

@experiment.figure
def figure(table, setting, style):
    return Drawn()
"""
SETTINGS = """
[full]
seeds = 4
[full.sweep]
scale = [0.1, 1.0]
[quick]
seeds = 2
[quick.sweep]
scale = [1.0]
"""


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "experiments"
    folder.mkdir()
    for name in ("draw-means", "other-means"):
        stem = name.replace("-", "_")
        (folder / f"{stem}.py").write_text(SCRIPT.format(name=name))
        (folder / f"{stem}.toml").write_text(SETTINGS)
    return folder


@pytest.fixture
def experiment(home, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments, expected=0):
        verb = ["experiment", *arguments, "--folder", str(home), "-o", str(tmp_path / "out")]
        assert main(verb) == expected
        return capsys.readouterr()

    return run


def test_without_a_name_the_experiments_are_listed(experiment, tmp_path):
    text = experiment().out
    assert text.splitlines()[0].split() == ["experiment", "title", "runs", "seeds"]
    assert text.splitlines()[1].split()[-2:] == ["2", "4"]
    assert "other-means" in text
    assert max(map(len, text.splitlines())) <= 80
    listed = json.loads(experiment("--json", "--quick").out)
    assert [(one["name"], one["runs"], one["seeds"]) for one in listed["experiments"]] == [
        ("draw-means", 1, 2),
        ("other-means", 1, 2),
    ]
    assert listed["problems"] == []
    assert not (tmp_path / "out").exists()


def test_a_script_at_fault_is_named_below_the_others(experiment, home):
    (home / "other_means.py").write_text("import nonsense_of_nobody")
    done = experiment(expected=2)
    assert "draw-means" in done.out
    assert done.err.startswith("symfeat: error: other_means.py: ModuleNotFoundError")
    assert experiment("all", expected=2).err.startswith("symfeat: error: other_means.py")


def test_what_fits_and_what_does_not_are_said_as_plainly_and_the_code_is_0(experiment, tmp_path):
    text = experiment("draw-means").out
    assert "2 runs, 0 s of processor time\n" in text
    verdicts = [line[:13].strip() for line in text.splitlines() if "10 " in line and "0.15" in line]
    assert verdicts == ["fits", "does not fit"]
    assert "What does not fit\n  mean-is-large-where-it-should-not-be-at-all: the same mean" in text
    assert f"Wrote {tmp_path}/out/draw-means: 6 files" in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("Wrote")) <= 80
    assert "1 runs" not in text
    assert "2 of them stored before" in experiment("draw-means").out


def test_all_runs_all_and_json_has_effects_and_files(experiment, tmp_path):
    done = json.loads(experiment("all", "--quick", "--json").out)
    assert done["exit_code"] == 0
    assert [one["name"] for one in done["experiments"]] == ["draw-means", "other-means"]
    first = done["experiments"][0]
    assert first["settings"] == {"seeds": [0, 1], "sweep": {"scale": [1.0]}}
    assert (first["quick"], first["runs"], first["reused"], first["rows"]) == (True, 1, 0, 2)
    assert [effect["verdict"] for effect in first["effects"]] == ["fits", "does not fit"]
    assert set(first["effects"][0]) == {
        "name", "value", "low", "high", "expected", "words", "clear", "verdict",
    }  # fmt: skip
    assert len(first["files"]) == 6
    assert Table.read(tmp_path / "out" / "draw-means" / "runs.csv")["mean"].tolist() == [0.0, 1.0]


def test_an_interruption_keeps_what_is_finished_and_says_how_to_go_on(experiment, home):
    script = home / "draw_means.py"
    text = script.read_text()
    broken = "    if setting.scale == 1.0:\n        raise KeyboardInterrupt\n    return [{"
    script.write_text(text.replace("    return [{", broken, 1))
    done = experiment("all", "--json", expected=130)
    assert done.err.splitlines() == [
        "symfeat: finished runs are kept; the same command goes on from them",
        "symfeat: interrupted",
    ]
    assert json.loads(done.out) == {"experiments": [], "exit_code": 130}
    stored = home.parent / "out" / "draw-means" / ".runs"
    assert len(list(stored.iterdir())) == 1
    assert experiment("draw-means", expected=130).out == ""


def test_a_run_at_fault_ends_with_2_and_one_line_that_names_its_point(experiment, home):
    script = home / "draw_means.py"
    script.write_text(script.read_text().replace("seed * setting.scale", "seed / (setting.scale - 1)"))
    done = experiment("draw-means", expected=2)
    assert done.err == (
        "symfeat: error: draw-means: the run scale=1.0 failed in line 8 of draw_means.py: "
        "ZeroDivisionError: float division by zero\n"
    )


def test_bad_input_ends_with_2(experiment, home, tmp_path):
    assert "NAME must be all or one of draw-means, other-means; got 'x'" in experiment("x", expected=2).err
    (tmp_path / "out" / "draw-means").mkdir(parents=True)
    (tmp_path / "out" / "draw-means" / "effects.csv").write_text("mine")
    assert "was not written by symfeat; --force replaces it" in experiment("draw-means", expected=2).err
    experiment("draw-means", "--force")
    (home / "draw_means.toml").write_text("[full]\n")
    assert "draw_means.toml: [full] has no seeds" in experiment("draw-means", expected=2).err
    shutil.rmtree(home)
    assert "is not a folder of experiments" in experiment(expected=2).err


def test_a_missing_extra_is_one_line_that_says_what_brings_it(experiment, home, monkeypatch):
    monkeypatch.setitem(sys.modules, "jax", None)  # as if it were not installed
    script = home / "draw_means.py"
    script.write_text("import jax\n" + script.read_text())
    line = 'draw-means: needs jax; pip install "symfeat[experiments]" brings it\n'
    assert experiment("draw-means", expected=2).err == f"symfeat: error: {line}"
    listed = experiment()
    assert listed.err == ""
    assert listed.out.splitlines()[1].startswith("other-means")
    assert listed.out.endswith(f"\n\n{line}")
    assert list(json.loads(experiment("--json").out)["missing"].values()) == [["draw-means"]]
