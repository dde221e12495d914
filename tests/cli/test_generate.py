"""`generate`: what it writes is current until a derivation changes."""

import json

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
    monkeypatch.setattr("symfeat.backends.generate.KERNELS", tmp_path / "kernels")

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
    assert list(shown["differences"]) == ["square.py"]


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
    assert "another text for square.py" in stale["told"]
    run("import (", "--check", expected=2)
    broken = doctor(2)
    assert broken["current"] is None
    assert broken["told"].startswith("not checked: s1/case.py: syntax error in line 1")


def test_a_kernel_that_is_no_longer_declared_is_removed(run, tmp_path):
    run(KERNEL)
    assert "Removed" in run("")
    assert [path.name for path in (tmp_path / "kernels").glob("*.py")] == ["__init__.py"]
