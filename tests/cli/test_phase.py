"""`symfeat phase`: a setting in words, its boundaries, its pictures, and what is wrong with bad input."""

import json
from pathlib import Path

import pytest

from symfeat.cli import main

HUBBLE = Path(__file__).parents[2] / "examples/hubble1929.csv"
PHASE = ["phase", str(HUBBLE), "--x", "distance", "--target", "velocity", "--width", "64"]


@pytest.fixture
def phase(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def phase(*options, arguments=PHASE, expected=0):
        assert main([*arguments, *options]) == expected
        return capsys.readouterr()

    return phase


@pytest.fixture
def small(tmp_path):
    """A file whose target slope is 0.7, at a width of 1 unless another is given."""
    path = tmp_path / "small.csv"
    path.write_text("s,q\n1,0.7\n2,1.4\n")
    return ["phase", str(path), "--width", "1"]


def test_the_text_says_what_will_happen_and_what_would_change_it(phase):
    text = phase("--gamma", "10").out
    for expected in (
        "velocity against distance",
        "Network of width 64, seed 0",
        "feature learning (kernel x 1.226, angle -0.8064 rad)",
        "slows down throughout",
        "falls to its floor, then grows",
        "time constant       5.70149e-05",
        "Nearest boundary: sigma_w x 1.393 crosses kernel change",
        "gamma x 1.495 (to 14.95)",
        "angle change: no single hyperparameter crosses it within a factor of 2^20",
        "Other seeds: 1001 networks of this setting",
        "Other widths: where half of 1001 networks cross a boundary",
        "width x 6.875 (to 440): angle change, to kernel phase",
        "Probability that the layers align, |f0| < |y|: 1 (closed form)",
    ):
        assert expected in text
    assert max(map(len, text.splitlines())) <= 80
    assert "Wrote" not in text


def test_json_is_all_of_stdout_and_crossings_cross(phase):
    result = json.loads(phase("--gamma", "10", "--json").out)
    assert result["portrait"]["regime"] == "feature learning"
    assert sum(result["probability"].values()) == pytest.approx(1)
    assert result["out_of_range"] == ["angle change"]
    assert {(c["parameter"], c["boundary"]) for c in result["width_crossings"]} == {
        ("width", "kernel change"),
        ("width", "angle change"),
    }
    wide = json.loads(phase("--gamma", "10", "--width", "100", "--json").out)
    assert wide["probability"]["turning at constant kernel"] > 0.5 > wide["probability"]["feature learning"]
    scale = next(
        c for c in result["crossings"] if (c["parameter"], c["boundary"]) == ("gamma", "kernel change")
    )
    for share, expected in ((0.999, "feature learning"), (1.001, "turning at constant kernel")):
        beside = json.loads(phase("--gamma", repr(scale["value"] * share), "--json").out)
        assert beside["portrait"]["regime"] == expected


def test_tolerances_move_the_boundaries(phase):
    loose = json.loads(phase("--gamma", "10", "--tolerance", "0.3", "--angle-tolerance", "1", "--json").out)
    assert loose["portrait"]["regime"] == "kernel phase"
    assert loose["tolerances"] == {"kernel": 0.3, "angle": 1.0}


def test_pictures_are_written_with_their_data_and_replaced(phase, tmp_path):
    out = tmp_path / "out"
    text = phase("-o", str(out), "--columns", "1", "--scaling", "ntk").out
    names = [
        f"{name}.{end}"
        for name in ("plane", "map", "width", "alignment", "exponents")
        for end in ("svg", "csv")
    ]
    assert [line.removeprefix(f"Wrote {out}/") for line in text.splitlines() if line.startswith("Wrote")] == [
        *names,
        "phase.json",
    ]
    assert {path.name for path in out.iterdir()} == {*names, "phase.json", ".symfeat"}
    record = json.loads((out / "phase.json").read_text())
    assert record["files"] == [f"{out}/{name}" for name in [*names, "phase.json"]]
    assert record["versions"]["matplotlib"]
    assert "ntk" in (out / "exponents.csv").read_text()
    phase("-o", str(out), arguments=["phase", "--scaling", "mup"])
    assert {path.name for path in out.iterdir()} == {
        "exponents.svg",
        "exponents.csv",
        "phase.json",
        ".symfeat",
    }


def test_somebody_elses_file_is_replaced_only_by_force(phase, tmp_path):
    (tmp_path / "exponents.csv").write_text("mine")
    scaling = ["phase", "--scaling", "ntk", "-o", str(tmp_path)]
    assert "exponents.csv exists and was not written by symfeat" in phase(arguments=scaling, expected=2).err
    assert (tmp_path / "exponents.csv").read_text() == "mine"
    phase("--force", arguments=scaling)
    assert (tmp_path / "exponents.csv").read_text().startswith("scaling,c_d")


@pytest.mark.parametrize(
    ("scaling", "words"),
    [
        ("ntk", "kernel phase: the angle rests"),
        ("xavier", "feature learning: the angle moves"),
        ("c_gamma=-1", "feature learning"),
        ("c_u=-3, c_eta_u=-1", "turning at constant kernel: the angle moves"),
        ("c_d=0,c_gamma=1/2", "the output at time 0 diverges"),
    ],
)
def test_a_scaling_is_told_in_words_without_data(phase, scaling, words):
    assert words in phase(arguments=["phase", "--scaling", scaling]).out
    told = json.loads(phase(arguments=["phase", "--json", "--scaling", scaling]).out)
    assert set(told) == {"scaling", "scaling_phase"}


def test_one_neuron_has_no_layers_to_align(phase, small):
    text = phase(arguments=small).out
    assert "Probability that the kernel grows, |f0| < |y|" in text
    assert "Other widths" not in text
    assert "angle change: no single hyperparameter crosses it within a factor of 2^20" in text


def test_columns_go_by_number(phase, small):
    assert json.loads(phase("--json", arguments=small).out)["data"] == {"x": "s", "target": "q", "rows": 2}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--x", "speed"], "x: no column 'speed'"),
        (["--width", "0"], "width must be at least 1; got 0"),
        (["--seed", "-1"], "seed must be at least 0; got -1"),
        (["--gamma", "-1"], "gamma must be positive; got -1"),
        (["--sigma-w", "0"], "sigma_w must be positive; got 0"),
        (["--gamma", "1e200"], "got"),
        (["--tolerance", "0"], "kernel_tolerance must be positive; got 0"),
        (["--angle-tolerance", "4"], "angle_tolerance must be below pi; got 4"),
        (["--scaling", "ntq"], "ntq"),
        (["--scaling", "c_gamma=0.1x"], "c_gamma must be rational"),
        (["--scaling", "c_gamma=1e99999999"], "c_gamma must have at most 100 digits above and below"),
        (["--scaling", "c_gamma=1e5000"], "c_gamma must have at most 100 digits above and below"),
        (
            ["--scaling", "c_x=1"],
            "scaling must set c_d, c_gamma, c_u, c_w, c_eta_u, c_eta_w, each once at most",
        ),
        (["--scaling", "c_u=1,c_u=2"], "each once at most; got 'c_u=1,c_u=2'"),
        (["--style", "poster"], "style must be paper or screen; got 'poster'"),
        (["--format", "gif"], "format must be svg, png or pdf; got 'gif'"),
        (["--columns", "3"], "columns must be 1 or 2; got 3"),
        (["--gamma", "wide"], "Invalid value for '--gamma'"),
    ],
)
def test_bad_options_end_with_2_and_write_nothing(phase, tmp_path, options, message):
    out, err = phase(*options, "-o", str(tmp_path / "out"), expected=2)
    assert err.startswith("symfeat: error: ")
    assert message in err
    assert (out, err.count("\n")) == ("", 1)
    assert not (tmp_path / "out").exists()


def test_an_explicit_growth_of_the_width_is_drawn(phase, tmp_path):
    phase(arguments=["phase", "--scaling", "c_d=1,c_gamma=-1", "-o", str(tmp_path / "out")])
    assert "c_d=1,c_gamma=-1" in (tmp_path / "out/exponents.csv").read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--style", "foo"], "style must be paper or screen; got 'foo'"),
        (["--format", "gif"], "format must be svg, png or pdf; got 'gif'"),
        (["--columns", "3"], "columns must be 1 or 2; got 3"),
    ],
)
def test_looks_are_checked_also_where_nothing_is_drawn(phase, options, message):
    assert message in phase(*options, arguments=["phase", "--scaling", "ntk"], expected=2).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["phase"], "FILE or --scaling must be given; got neither"),
        (["phase", "none.csv"], "none.csv"),
    ],
)
def test_a_file_or_a_scaling_is_needed(phase, arguments, message):
    assert message in phase(arguments=arguments, expected=2).err
