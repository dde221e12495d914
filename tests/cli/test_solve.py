"""`symfeat solve`: Hubble's table and anybody's CSV, from the file to the figure."""

import csv
import json
from pathlib import Path

import pytest

from symfeat.cli import main

HUBBLE = Path(__file__).parents[2] / "examples/hubble1929.csv"
SOLVE = ["solve", str(HUBBLE), "--x", "distance", "--target", "velocity", "--width", "16", "--seed", "0"]


@pytest.fixture
def solve(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def solve(*options, arguments=SOLVE, expected=0):
        assert main([*arguments, "-o", str(tmp_path / "out"), *options]) == expected
        return capsys.readouterr()

    return solve


def test_the_text_tells_the_task_the_trajectory_and_what_was_written(solve, tmp_path):
    text = solve().out
    for expected in ("24", "1.22991", "423.937", "25133.4", "Exact trajectory", "Mechanisms", "Phase"):
        assert expected in text
    lines = [line for line in text.splitlines() if not line.startswith(("Wrote", str(HUBBLE)))]
    assert max(map(len, lines)) <= 80
    assert f"Wrote {tmp_path}/out/trajectory.png" in text


def test_extreme_numbers_fit_the_table_whole(solve):
    assert "…" not in solve("--gamma", "1e-140").out


def test_the_files_hold_the_trajectory_the_picture_and_the_settings(solve, tmp_path):
    solve("--times", "11")
    rows = list(csv.DictReader((tmp_path / "out/trajectory.csv").read_text().splitlines()))
    assert len(rows) == 11
    assert float(rows[-1]["slope"]) == pytest.approx(423.937, rel=2e-3)
    assert (tmp_path / "out/trajectory.png").read_bytes().startswith(b"\x89PNG")
    settings = json.loads((tmp_path / "out/solve.json").read_text())
    assert settings["network"]["width"] == 16
    assert settings["versions"]["numpy"]


def test_json_is_all_of_stdout(solve):
    result = json.loads(solve("--json").out)
    assert result["task"]["target"] == pytest.approx(423.937, abs=1e-3)
    assert result["data"] == {"x": "distance", "target": "velocity", "rows": 24}
    assert result["milestones"]["time"][-1] == "inf"
    assert {"mechanisms", "phase", "solution", "files"} <= set(result)


def test_gradient_descent_of_the_network_follows_the_exact_trajectory(solve):
    deviations = [
        json.loads(solve("--json", "--compare-gd", step).out)["descent"]["deviation"]
        for step in ("2e-5", "1e-5")
    ]
    assert deviations[0] < 0.01
    assert deviations[1] / deviations[0] == pytest.approx(0.5, rel=0.1)
    assert "Gradient descent" in solve("--compare-gd", "1e-5").out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--compare-gd", "0.1"], "step must be below 2/(m2 K) = 0.00192"),
        (["--compare-gd", "1e-12"], "step 1e-12 needs more than"),
        (["--compare-gd", "0"], "step must be positive"),
        (["--gamma", "-1"], "gamma must be"),
        (["--eta-u", "nan"], "eta_u must be"),
        (["--compare-gd", "-1"], "step must be positive; got -1"),
        (["--compare-gd", "nan"], "step must be positive; got nan"),
        (["--compare-gd", "inf"], "step must be finite; got inf"),
        (["--width", "0"], "width must be at least 1; got 0"),
        (["--seed", "-1"], "seed must be at least 0; got -1"),
        (["--gamma", "wide"], "Invalid value for '--gamma'"),
        (["--gamma=wide"], "; got 'wide' (see 'symfeat solve --help')"),
        (["--gamma", "1e160"], "0 or within a factor of 2^500 of each other; got 2.47e+160"),
        (["--sigma-u", "1e308"], "sigma_u must keep the weights within the range of floats; got 1e+308"),
        (["--times", "1"], "times must be from 2 to 1000000; got 1"),
        (["--times", "1000000000"], "times must be from 2 to 1000000; got 1000000000"),
        (["--time-max", "nan"], "time_max must be positive"),
        (["--time-max", "-1"], "time_max must be positive"),
        (["--x", "speed"], "x: no column 'speed'"),
    ],
)
def test_bad_options_end_with_2_and_write_nothing(solve, tmp_path, options, message):
    out, err = solve(*options, expected=2)
    assert err.startswith("symfeat: error: ")
    assert message in err
    assert (out, err.count("\n")) == ("", 1)
    assert not (tmp_path / "out").exists()


def test_somebody_elses_file_is_replaced_only_by_force(solve, tmp_path):
    foreign = tmp_path / "out/trajectory.csv"
    foreign.parent.mkdir()
    foreign.write_text("mine")
    assert "trajectory.csv exists and was not written by symfeat" in solve(expected=2).err
    assert foreign.read_text() == "mine"
    solve("--force")
    solve()
    assert foreign.read_text().startswith("time,slope")


def test_columns_go_by_number_in_a_file_without_a_header(solve, tmp_path):
    path = tmp_path / "plain.tsv"
    path.write_text("1\t0\t2\n2\t0\t4\n")
    result = json.loads(solve("--json", "--target", "3", arguments=["solve", str(path)]).out)
    assert result["task"]["target"] == pytest.approx(2)
    assert result["data"]["target"] == "column 3"
