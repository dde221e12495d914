"""Imports run one way, derivations see the contract alone, and the façade is light."""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import symfeat

ROOT = Path(__file__).parents[1]
TOP = ROOT / "derivations"
DERIVATIONS = sorted(TOP.rglob("*.py"))
ALLOWED = ("functools", "symfeat.claims", "symfeat.algebra", "sympy")
HEAVY = ("sympy", "mpmath", "flint", "matplotlib", "typer", "rich")
MOST_SECONDS = 0.050


def python(code: str, **environment: str) -> str:
    """Run code in a fresh interpreter, away from the checkout; return what it prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    settings = {"cwd": tempfile.gettempdir(), "env": os.environ | environment}
    done = subprocess.run(command, capture_output=True, text=True, **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def imported_modules(path: Path) -> list[str]:
    """Absolute module names that a file imports; relative ones keep their dots."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    return names


def is_allowed(module: str, path: Path) -> bool:
    """The contract and its like; notation and shared parts of the same folder and of the top one."""
    if module.startswith("."):
        own = module.lstrip(".")
        folder = path.parents[len(module) - len(own) - 1]
        shared = own == "notation" or (own.startswith("_") and own.isidentifier())
        return shared and folder in (path.parent, TOP) and (folder / f"{own}.py").is_file()
    return any(module == name or module.startswith(name + ".") for name in ALLOWED)


def test_import_contracts_are_kept():
    lint = "import importlinter.cli as cli; raise SystemExit(cli.lint_imports(no_cache=True, no_logo=True))"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_derivations_exist():
    assert DERIVATIONS


@pytest.mark.parametrize("path", DERIVATIONS, ids=lambda path: path.stem)
def test_a_derivation_imports_the_contract_algebra_sympy_its_notation_and_shared_parts_alone(path):
    assert [module for module in imported_modules(path) if not is_allowed(module, path)] == []


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("._scaling", True),
        (".notation", True),
        ("..notation", True),
        (".._stable", True),
        ("symfeat.claims", True),
        ("._networks", False),  # of another section
        ("..s6_boundaries._networks", False),
        ("..s6_boundaries.notation", False),
        (".wedge_is_conserved", False),
        ("...notation", False),
        ("symfeat.kernels", False),
        ("numpy", False),
    ],
)
def test_parts_of_other_sections_are_not_shared(module, allowed):
    assert is_allowed(module, TOP / "s7_scaling" / "mine.py") == allowed


@pytest.mark.parametrize("module", ["symfeat", "symfeat.kernels"])
def test_importing_is_light(module, tmp_path):
    """The smallest of several runs, so that a busy machine does not decide; the first of them compiles."""
    keep = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    code = (
        "import time, numpy, sys; start = time.perf_counter(); "
        f"import {module}; seconds = time.perf_counter() - start; "
        f"print(seconds, *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    seconds, heavy = [], set()
    for _ in range(5):
        first, *loaded = python(code, **keep).split()
        seconds.append(float(first))
        heavy.update(loaded)
    assert heavy == set()
    assert min(seconds) <= MOST_SECONDS


def test_the_facade_has_at_most_twenty_names_and_each_loads():
    assert 0 < len(symfeat.__all__) <= 20
    for name in symfeat.__all__:
        assert getattr(symfeat, name) is not None


def test_no_facade_name_is_a_room():
    rooms = {path.stem for path in (ROOT / "symfeat").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms.isdisjoint(symfeat.__all__)


def test_the_facade_lists_its_names():
    assert set(symfeat.__all__) <= set(dir(symfeat))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = symfeat.no_such_name  # pyright: ignore[reportAttributeAccessIssue]
