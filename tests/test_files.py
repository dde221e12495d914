"""Files stay small enough to be read: one screen for a derivation, one sitting for everything else."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHECKED = [
    *sorted((ROOT / "symfeat").rglob("*.py")),
    *sorted((ROOT / "derivations").rglob("*.py")),
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("*.md")),
    ROOT / "Makefile",
    ROOT / "pyproject.toml",
]
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" + "XX")


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def longer_than(limit: int, paths: list[Path]) -> dict[str, int]:
    return {str(path.relative_to(ROOT)): n for path in paths if (n := line_count(path)) > limit}


def test_a_derivation_fits_on_a_screen():
    results = [path for path in (ROOT / "derivations").rglob("*.py") if path.name != "notation.py"]
    assert results
    assert longer_than(120, results) == {}


def test_a_module_fits_in_the_head():
    generated = ROOT / "symfeat" / "kernels"
    modules = [path for path in (ROOT / "symfeat").rglob("*.py") if generated not in path.parents]
    assert modules
    assert longer_than(300, modules) == {}


def test_the_readme_is_short():
    assert line_count(ROOT / "README.md") <= 120


@pytest.mark.parametrize("mark", UNFINISHED)
def test_nothing_is_left_unfinished(mark):
    assert [str(path.relative_to(ROOT)) for path in CHECKED if mark in path.read_text(encoding="utf-8")] == []


def test_the_package_is_typed():
    assert (ROOT / "symfeat" / "py.typed").is_file()
