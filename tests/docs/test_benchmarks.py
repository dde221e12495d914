"""The page of the benchmarks says what its numbers say, and the peers evaluate the right formulas."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from symfeat import kernels

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
WRITE = """
import json, pathlib, sys
sys.path.insert(0, sys.argv[1])
import page
found = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(page.page(found))
"""
FORMULAS = runpy.run_path(str(BENCHMARKS / "formulas.py"))


def test_the_page_is_what_the_numbers_give():
    pytest.importorskip("scipy")
    command = [sys.executable, "-c", WRITE, str(BENCHMARKS), str(ROOT / "docs" / "benchmarks.json")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def test_the_numbers_name_no_machine():
    found = json.loads((ROOT / "docs" / "benchmarks.json").read_text(encoding="utf-8"))
    assert set(found["machine"]) == {"system", "processor", "cores", "caches"}


def values(formula, arguments):
    assignments = list(formula.assignments)
    outputs = list(formula.outputs)
    function = sp.lambdify(formula.args, outputs, "numpy", cse=lambda given: (assignments, given))
    with np.errstate(all="ignore"):
        return function(*arguments)


@pytest.mark.parametrize("form", ["stable", "textbook"])
def test_what_the_peers_compute_is_the_trajectory(form):
    formula = FORMULAS[form]()
    arguments = FORMULAS["sample"](20)
    expected = kernels.trajectory(*arguments)
    for variant in (formula, formula.shared(), FORMULAS["plainer"](formula)):
        for ours, theirs in zip(expected, values(variant, arguments), strict=True):
            np.testing.assert_allclose(theirs, ours, rtol=1e-6, atol=1e-9)
