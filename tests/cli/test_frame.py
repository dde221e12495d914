"""What every verb shares: exit codes, one-line errors, JSON, quick help, nothing but text on a pipe."""

import json
import subprocess
import sys

import pytest

from symfeat.cli import main
from symfeat.cli.app import app
from symfeat.cli.console import to_json

VERBS = [command.name for command in app.registered_commands]


def test_json_has_no_nan_and_no_infinity():
    text = to_json({"a": float("nan"), "b": [float("inf"), -float("inf"), 1.5], "c": {"d": None}})
    assert json.loads(text) == {"a": None, "b": ["inf", "-inf", 1.5], "c": {"d": None}}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_that_fits_80_columns_and_takes_json(verb, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([verb, "--help"]) == 0
    text = capsys.readouterr().out
    assert "--json" in text
    assert max(map(len, text.splitlines())) <= 80


def test_usage_errors_end_with_2_and_one_line(capsys):
    for arguments in (["--nonsense"], ["nonsense"], ["solve"], ["solve", "a.csv", "--width", "0"]):
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("symfeat: error: ")
        assert err.count("\n") == 1


def test_too_little_memory_ends_with_2_and_one_line(monkeypatch, capsys):
    def greedy(*_):
        raise MemoryError("Unable to allocate 8 TiB")

    monkeypatch.setattr("symfeat.data.read_regression", greedy)
    assert main(["solve", "a.csv"]) == 2
    assert capsys.readouterr().err == "symfeat: error: not enough memory: Unable to allocate 8 TiB\n"


def test_without_a_verb_help_is_printed_and_the_code_is_2(capsys):
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert "Usage" in out
    assert err == ""


def test_an_error_is_json_too_where_json_is_asked_for(capsys):
    assert main(["solve", "absent.csv", "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out) == {"error": "absent.csv cannot be read: No such file or directory"}
    assert err == "symfeat: error: absent.csv cannot be read: No such file or directory\n"


def test_an_interruption_ends_with_130(monkeypatch, tmp_path, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("symfeat.data.read_regression", interrupt)
    assert main(["solve", "a.csv", "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "symfeat: interrupted\n"
    assert not (tmp_path / "out").exists()


def test_the_package_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "symfeat", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("symfeat 0.")


def test_the_version_is_printed(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("symfeat 0.")


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_help_imports_nothing_heavy():
    code = "import sys; from symfeat.cli import main; main(['--help']); print(*sys.modules)"
    heavy = {"sympy", "matplotlib", "flint", "mpmath", "numpy"}
    assert heavy & set(run(code).split()) == set()


def test_a_reader_that_leaves_early_gets_no_traceback():
    program = "import sys; from symfeat.cli import main; sys.exit(main())"
    command = f"{sys.executable} -c '{program}' doctor --json | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_doctor_lists_versions_and_the_corpus(capsys):
    assert main(["doctor", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["missing"] == []
    assert {"python", "numpy", "sympy", "python-flint"} <= set(result["versions"])
    assert result["corpus"].endswith("derivations")


def test_doctor_ends_with_2_if_something_is_missing(capsys, monkeypatch):
    monkeypatch.setattr("symfeat.versions.PACKAGES", ("numpy", "no-such-package"))
    assert main(["doctor"]) == 2
    out = capsys.readouterr().out
    assert "Missing: no-such-package" in out
    assert "kernels  not checked" in out


def test_doctor_runs_where_a_package_is_missing():
    """What tells what is missing must not need it."""
    code = (
        "import sys; sys.modules['sympy'] = None; sys.modules['mpmath'] = None\n"
        "from symfeat import versions; versions.PACKAGES += ('no-such-package',)\n"
        "from symfeat.cli import main; print(main(['doctor']))"
    )
    assert run(code).endswith("Missing: no-such-package\n2\n")
