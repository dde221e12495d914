"""An experiment is run point by point: what is finished stays, what is at fault is named."""

import json
import subprocess
import sys

import pytest

from symfeat.errors import ExperimentError, OutputError
from symfeat.runs import Table, carry_out, open_folder
from symfeat.runs.store import Store

from .conftest import GROWTH, SCRIPT, SETTINGS

FILES = [
    ".symfeat",
    "draw-means.csv",
    "draw-means.pdf",
    "draw-means.svg",
    "effects.csv",
    "record.json",
    "runs.csv",
]


@pytest.fixture
def go(folder, tmp_path):
    """`go(...)` writes the folder with these files, loads the experiment, and runs it."""

    def go(quick=False, on_progress=lambda done, total, current: None, force=False, **files):
        experiment = open_folder(folder(**files)).load("draw-means")
        return carry_out(experiment, tmp_path / "out", quick=quick, force=force, on_progress=on_progress)

    return go


def stored(tmp_path):
    return sorted((tmp_path / "out" / "draw-means" / ".runs").iterdir())


def test_the_results_are_a_table_effects_a_figure_and_a_record(go, tmp_path):
    outcome = go()
    home = tmp_path / "out" / "draw-means"
    assert sorted(path.name for path in home.iterdir() if path.is_file()) == FILES
    table = Table.read(home / "runs.csv")
    assert table.columns == ["word", "scale", "seed", "mean"]
    assert table.rows() == outcome.table.rows()
    assert len(table) == 6 * 4
    assert table.where(word="two", scale=0.1, seed=1)["mean"].tolist() == [0.1 / 3]
    effects = Table.read(home / "effects.csv")
    assert effects["verdict"].tolist() == ["fits", "does not fit"]
    record = json.loads((home / "record.json").read_text())
    assert record["settings"]["sweep"] == {"word": ["one", "two"], "scale": [0.1, 1.0, 10.0]}
    assert set(record["versions"]) == {"python", "symfeat", "numpy"}
    head = (home / "runs.csv").read_text().splitlines()[:5]
    assert head[:4] == [
        "# draw-means: Means of draws",
        "# steps = 10",
        "# seeds = [0, 1, 2, 3]",
        '# sweep of word: ["one", "two"]',
    ]


def test_what_was_run_before_is_not_run_again(go, calls):
    assert go().reused == 0
    assert len(calls()) == 6
    again = go()
    assert (again.runs, again.reused, calls()) == (6, 6, [])


def test_after_an_interruption_only_the_rest_is_run_and_the_results_are_the_same(go, calls, tmp_path):
    def interrupt(done, total, current):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(on_progress=interrupt)
    assert len(calls()) == 4
    home = tmp_path / "out" / "draw-means"
    assert [path.name for path in home.iterdir()] == [".runs"]
    assert go().reused == 4
    assert calls() == ["two 1.0", "two 10.0"]
    resumed = (home / "runs.csv").read_bytes()
    for path in stored(tmp_path):
        path.unlink()
    go()
    assert (home / "runs.csv").read_bytes() == resumed


def test_progress_counts_runs_and_names_the_next(go):
    heard = []
    go(quick=True, on_progress=lambda *step: heard.append(step))
    assert heard == [
        (0, 2, "word=one, scale=1.0"),
        (1, 2, "word=two, scale=1.0"),
        (2, 2, "effects and figure"),
    ]


def test_quick_runs_are_others_since_their_seeds_are(go, calls):
    go()
    calls()
    assert go(quick=True).reused == 0
    assert calls() == ["one 1.0", "two 1.0"]


@pytest.mark.parametrize("damage", ["", "{", '{"run": {"rows": []}, "digest": ""}', "[]"])
def test_a_damaged_run_is_made_again(go, calls, tmp_path, damage):
    go()
    calls()
    first, second, *_ = stored(tmp_path)
    first.write_text(damage)
    second.write_text(second.read_text().replace('"mean": 0.', '"mean": 1.'))
    assert go().reused == 4
    assert len(calls()) == 2


def test_a_change_of_effects_figure_prose_or_title_keeps_the_runs(go, calls):
    go()
    calls()
    changes = (
        ("One point.", "Another."),
        ('"< 10"', '"< 20"'),
        ("drawn", "sketch"),
        ("Means of", "Mean of"),
    )
    for change in changes:
        assert change[0] in SCRIPT
        assert go(script=SCRIPT.replace(*change)).reused == 6
    assert go(growth="# a comment\n" + GROWTH).reused == 6
    assert calls() == []


def test_a_change_of_what_a_run_is_made_of_makes_it_again(go, calls):
    go()
    assert go(growth=GROWTH.replace("/ 3", "/ 7")).reused == 0
    assert go(script=SCRIPT.replace("grown(s,", "grown(s + 1,")).reused == 0
    assert go(settings=SETTINGS.replace("steps = 10", "steps = 11")).reused == 0
    assert go(settings=SETTINGS.replace('["one", "two"]', '["one", "three"]')).reused == 3


WRITER = """
import sys
from pathlib import Path
from symfeat.runs.store import Run, Store

store, run = Store(Path(sys.argv[1])), Run([{"seed": i, "x": i / 7} for i in range(2000)], 1.5)
for _ in range(30):
    store.write({"a": 1}, run)
    assert store.read({"a": 1}) == run
"""


def test_processes_that_write_the_same_run_never_see_a_part_of_it(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path / ".runs")]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * 2
    assert len(list((tmp_path / ".runs").iterdir())) == 1
    assert Store(tmp_path / ".runs").read({"a": 2}) is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("grown(s, setting.scale)", "1 / (setting.scale - 1)"), "word=one, scale=1.0 failed in line 16"),
        (("setting.scale)}", "setting.scala)}"), "AttributeError: there is no setting 'scala'"),
        (('"mean": grown', '"scale": grown'), "returned the column scale, which the sweep gives"),
        (("grown(s, setting.scale)}", "float('inf')}"), "mean must be finite or nan; row 0 has inf"),
        (("grown(s, setting.scale)}", "None}"), "mean must be numbers or words; row 0 has None"),
        (("return [{", "return 3, [{"), "must return a list of dictionaries"),
        (("for s in setting.seeds]", "for s in []]"), "rows must be at least one"),
        (('"mean": g', '**({"odd": 1} if setting.scale > 1 else {}), "mean": g'), "make no table together"),
    ],
)
def test_a_run_at_fault_is_named_with_its_point(go, change, message):
    assert change[0] in SCRIPT
    with pytest.raises(ExperimentError) as error:
        go(script=SCRIPT.replace(*change))
    assert str(error.value).startswith("draw-means: the run")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_runs_before_the_one_at_fault_stay(go, calls):
    with pytest.raises(ExperimentError, match=r"word=one, scale=10.0 failed"):
        go(script=SCRIPT.replace("grown(s, setting.scale)}", "1 / (10 - setting.scale)}"))
    assert len(calls()) == 3
    with pytest.raises(ExperimentError):
        go(script=SCRIPT.replace("grown(s, setting.scale)}", "1 / (10 - setting.scale)}"))
    assert calls() == ["one 10.0"]


def test_an_undefined_number_goes_through(go):
    outcome = go(script=SCRIPT.replace("grown(s, setting.scale)}", "float('nan')}"))
    assert [effect.verdict for effect in outcome.effects] == ["does not fit", "does not fit"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("return [\n        Effect(", "return [\n        len("), "draw-means: effects failed in line"),
        (('"mean-is-large"', '"mean-is-small"'), "two effects have one name"),
        (("return Drawn()", "return None"), "draw-means: figure must return a Picture; got None"),
        (("return [\n        Eff", "return []\n    [\n        Eff"), "effects must return a list of Effect"),
        (
            ("return Drawn()", "return 1 / 0"),
            "draw-means: figure failed in line 33 of draw_means.py: ZeroDivision",
        ),
    ],
)
def test_effects_and_figures_at_fault_are_named(go, change, message):
    assert change[0] in SCRIPT
    with pytest.raises(ExperimentError) as error:
        go(script=SCRIPT.replace(*change))
    assert message in str(error.value)


def test_files_that_symfeat_did_not_write_stay_before_anything_is_run(go, calls, tmp_path):
    home = tmp_path / "out" / "draw-means"
    home.mkdir(parents=True)
    (home / "runs.csv").write_text("mine")
    with pytest.raises(OutputError, match="was not written by symfeat"):
        go()
    assert calls() == []
    assert (home / "runs.csv").read_text() == "mine"
    go(force=True)
    assert (home / "runs.csv").read_text() != "mine"
