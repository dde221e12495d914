"""`generate`: what it writes is current until a derivation changes."""

import json

import pytest

from symfeat.claims import load_folder
from symfeat.cli import main

KERNEL = """
@result.step
def expanded():
    return Identity((x + y) ** 2, expand((x + y) ** 2))

@result.statement
def claim(expanded):
    return Identity((x + y) ** 2, x**2 + 2 * x * y + y**2)

@result.kernel("square")
def square():
    value = {"value": (x + y) ** 2}
    return {"args": {"left": x, "right": y}, "outputs": value, "computes": value}
"""


@pytest.fixture
def run(folder, tmp_path, monkeypatch, capsys):
    """Run the verb on a corpus of one kernel and a package in a temporary folder."""
    monkeypatch.setattr("symfeat.__file__", str(tmp_path / "__init__.py"))

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


def test_a_kernel_that_is_no_longer_declared_is_removed(run, tmp_path):
    run(KERNEL)
    assert "Removed" in run("")
    assert [path.name for path in (tmp_path / "kernels").glob("*.py")] == ["__init__.py"]
