"""`pytest --symfeat FOLDER`: every step is an item; a failure shows step, sides, point and engine."""

import shutil
import sys

import pytest

from symfeat.places import bundled_folder

pytest_plugins = ["pytester"]

WRONG = '''"""A square that is not one."""

from symfeat.claims import Identity, Result

from ..notation import v

result = Result("square-loses-a-term", title="A square that loses a term")


@result.step
def multiplied_out():
    """Forgets the middle."""
    return Identity((v + 1) ** 2, v**2 + 1)


@result.statement
def claim(multiplied_out):
    return multiplied_out
'''


@pytest.fixture
def folder(pytester):
    """A folder of one result, from the examples."""
    place = pytester.path / "mine"
    shutil.copytree(bundled_folder().parent / "examples" / "oscillator", place)
    return place


def section(folder, name: str, text: str):
    (folder / "s1").mkdir()
    file = folder / "s1" / name
    file.write_text(text)
    return file


def test_each_step_is_an_item(pytester, folder):
    run = pytester.runpytest("--symfeat", "-v", "mine")
    run.assert_outcomes(passed=3)
    for item in ("power", "statement", "justification"):
        run.stdout.fnmatch_lines([f"mine/friction_dissipates_energy.py::{item} PASSED*"])


def test_without_the_option_nothing_is_collected(pytester, folder):
    assert pytester.runpytest("mine").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_failure_can_be_read(pytester, folder):
    section(folder, "square_loses_a_term.py", WRONG)
    run = pytester.runpytest("--symfeat", "mine")
    run.assert_outcomes(passed=3, failed=3)
    run.stdout.fnmatch_lines(
        [
            "square-loses-a-term, multiplied_out: refuted",
            "  lhs (v + 1)**2",
            "  rhs v**2 + 1",
            "  ball: sides * and * at * bits*",
            "  counterexample: v = *",
        ]
    )
    run.stdout.no_fnmatch_line("*Traceback*")


def test_one_item_of_one_file_can_be_asked_for(pytester, folder):
    section(folder, "square_loses_a_term.py", WRONG)
    run = pytester.runpytest("--symfeat", "mine/s1/square_loses_a_term.py::statement")
    run.assert_outcomes(failed=1)
    pytester.runpytest("--symfeat", "mine/friction_dissipates_energy.py").assert_outcomes(passed=3)


def test_a_file_that_does_not_load_is_an_error_that_names_it(pytester, folder):
    section(folder, "does_not_load.py", "1 / 0")
    run = pytester.runpytest("--symfeat", "mine")
    run.assert_outcomes(errors=1)
    run.stdout.fnmatch_lines(["*mine/s1/does_not_load.py*", "ZeroDivisionError: division by zero"])


def test_a_notation_that_does_not_load_is_an_error(pytester, folder):
    (folder / "notation.py").write_text("x = ")
    run = pytester.runpytest("--symfeat", "mine")
    run.assert_outcomes(errors=1)
    run.stdout.fnmatch_lines(["notation.py: syntax error in line 1*"])


def test_a_step_over_its_time_limit_fails_and_the_rest_is_checked(pytester, folder):
    endless = WRONG.replace(
        "    return Identity((v + 1)", "    while True:\n        pass\n    return Identity((v + 1)"
    )
    section(folder, "square_loses_a_term.py", endless)
    run = pytester.runpytest("--symfeat", "--symfeat-timeout=3", "mine", "-k", "not justification")
    run.stdout.fnmatch_lines(
        ["square-loses-a-term, multiplied_out: undecided", "  worker: time limit of 3 s"]
    )
    assert run.parseoutcomes()["passed"] == 2


def test_the_plugin_imports_nothing_heavy(pytester):
    heavy = "{'sympy', 'numpy', 'mpmath', 'flint'}"
    code = f"import sys, symfeat.pytest_plugin; print(sorted({heavy} & set(sys.modules)))"
    assert pytester.run(sys.executable, "-c", code).outlines == ["[]"]
