"""`generate`: what it writes is current until a derivation changes."""

import json
import math
import runpy

import pytest

from symfeat.claims import load_folder
from symfeat.cli import main

KERNEL = """
@result.kernel("square")
def square():
    value = {"value": (x + y) ** 2}
    return {"args": {"left": x, "right": y}, "outputs": value, "computes": value}
"""


@pytest.fixture
def run(folder, tmp_path, monkeypatch, capsys):
    """Run the verb on a corpus of one kernel and a package in a temporary folder."""
    monkeypatch.setattr("symfeat.backends.generate.PACKAGE", tmp_path)

    def run(body, *arguments, expected=0):
        place = folder(case=body)
        monkeypatch.setattr("symfeat.claims.bundled", lambda: load_folder(place))
        assert main(["generate", *arguments]) == expected
        return capsys.readouterr().out

    return run


def test_generated_kernels_are_current_until_the_derivation_changes(run, tmp_path):
    assert "1 kernels, out of date" in run(KERNEL, "--check", expected=1)
    assert not (tmp_path / "kernels").exists()
    assert f"Wrote {tmp_path / 'kernels' / 'square.py'}" in run(KERNEL)
    assert "1 kernels, current, with SymPy" in run(KERNEL, "--check")
    changed = KERNEL.replace("(x + y) ** 2}", "(x + y) ** 3}")
    assert "+" in run(changed, "--check", expected=1)
    shown = json.loads(run(changed, "--check", "--json", expected=1))
    assert "kernels/square.py" in shown["differences"]
    assert "kernels/__init__.py" not in shown["differences"]


def test_a_derivation_that_does_not_load_keeps_its_kernel(run, tmp_path):
    run(KERNEL)
    for options in ([], ["--check"]):
        run("import (", *options, expected=2)
    assert (tmp_path / "kernels" / "square.py").is_file()


def test_doctor_says_whether_the_kernels_are_current(run, capsys):
    def doctor(expected):
        assert main(["doctor", "--json"]) == expected
        return json.loads(capsys.readouterr().out)["kernels"]

    run(KERNEL)
    assert doctor(0)["current"] is True
    run(KERNEL.replace("(x + y) ** 2}", "(x + y) ** 3}"), "--check", expected=1)
    stale = doctor(1)
    assert stale["current"] is False
    assert "another text for " in stale["told"]
    run("import (", "--check", expected=2)
    broken = doctor(2)
    assert broken["current"] is None
    assert broken["told"].startswith("not checked: s1/case.py: syntax error in line 1")


def test_a_kernel_that_is_no_longer_declared_is_removed(run, tmp_path):
    run(KERNEL)
    assert "Removed" in run("")
    assert [path.name for path in (tmp_path / "kernels").glob("*.py")] == ["__init__.py"]


def test_a_formula_becomes_a_module_that_runs_by_itself(tmp_path, capsys):
    place = tmp_path / "decay.py"
    options = ["--expr", "amount=a*exp(-k*t)", "--args", "t>=0, a, k>0", "-o", str(place)]
    for _ in range(2):  # its own file is written anew
        assert main(["generate", *options]) == 0
        assert f"Wrote {place}" in capsys.readouterr().out
    module = runpy.run_path(str(place))
    assert module["decay"](0.0, 3.0, 1.0) == (3.0,)
    assert math.isnan(module["decay"](-1.0, 3.0, 1.0).amount)
    assert "amount = a*exp(-k*t)" in module["decay"].__doc__


def test_a_formula_goes_to_stdout_with_its_derivatives(capsys):
    assert main(["generate", "--expr", "x**2*y", "--expr", "x + y", "--gradient"]) == 0
    text = capsys.readouterr().out
    assert "def compiled(x, y, *, out=None):" in text
    assert all(name in text for name in ("value0", "value1", "d_value0_d_x", "d_value1_d_y"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--expr", "gamma(x"], "expr must be a formula; got 'gamma(x'"),
        (["--expr", "E*S"], "--args names symbols that SymPy takes for something else"),
        (["--expr", "x > 1"], "expr must be a formula; got 'x > 1'"),
        (["--expr", "mystery(x)"], "mystery has no numeric form"),
        (["--expr", "x + y", "--args", "x"], "args must name every symbol of the formula; y is missing"),
        (["--expr", "x", "--args", "x, y"], "the argument y is not used"),
        (["--expr", "x", "--args", "x, x"], "args must have different names; got x twice"),
        (["--expr", "x", "--args", "x > 1"], "args must be names, each perhaps with >0 or >=0; got 'x > 1'"),
        (["--expr", "a=x", "--expr", "a=2*x"], "expr must name each formula once; got a twice"),
        (["--expr", "x", "--backend", "abacus"], "backend must be one of numpy"),
        (["--gradient"], "expr must be given"),
        (["--backend", "c"], "expr must be given"),
        (["--expr", "x", "--check"], "check must go with the kernels of the corpus"),
        (["--expr", "3"], "args must hold at least one symbol; got none"),
        (["--expr", "x", "-o", "decay.txt"], "output must end in .py; got decay.txt"),
    ],
)
def test_what_is_no_formula_is_an_input_error(options, message, capsys):
    assert main(["generate", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_foreign_file_is_kept(tmp_path, capsys):
    place = tmp_path / "mine.py"
    place.write_text("x = 1\n")
    assert main(["generate", "--expr", "x", "-o", str(place)]) == 2
    assert place.read_text() == "x = 1\n"
    assert main(["generate", "--expr", "x", "-o", str(place), "--force"]) == 0
    assert "def mine(x" in place.read_text()


def test_every_stage_of_a_program_is_shown(capsys):
    slug = "irreducible-loss-is-the-mean-square-of-the-rest"
    assert main(["show", slug, "--program"]) == 0
    text = capsys.readouterr().out
    assert "Share repeated operations: 9 assignments, 9 operations" in text
    assert "s5 = mul(datum, target)" in text
    assert main(["show", slug, "--program", "--json"]) == 0
    passes = json.loads(capsys.readouterr().out)["passes"]
    assert [stage["name"] for stage in passes][-1] == "reuse buffers"
    assert main(["show", "wedge-is-conserved", "--program"]) == 2
    assert "wedge-is-conserved declares none" in capsys.readouterr().err
