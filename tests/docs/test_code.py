"""The Python in the README and in the docs runs as written, each page from top to bottom."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINES = r"((?:(?!```).*\n)*)```"  # of one block: none of them is a fence
SHOWN_OUTPUT = re.compile(rf"^```python\n{LINES}\n\n```text\n{LINES}$", re.MULTILINE)
DERIVATION = re.compile(r"`(derivations/[^`]*\.py)`[^`]*^```py\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def code_of(page: Path) -> str:
    return "\n".join(BLOCK.findall(page.read_text(encoding="utf-8")))


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter, in a folder that has the examples and nothing else."""
    (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("page", [page for page in PAGES if code_of(page)], ids=lambda page: page.stem)
def test_code_runs_as_written(page, tmp_path):
    done = run(code_of(page), tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_readme_and_the_quick_start_have_code_to_run():
    assert code_of(ROOT / "README.md")
    assert code_of(ROOT / "docs" / "quickstart.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_output_that_is_shown_is_what_the_code_prints(page, tmp_path):
    for number, (code, output) in enumerate(SHOWN_OUTPUT.findall(page.read_text(encoding="utf-8"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert run(code, folder).stdout == output


def test_a_derivation_is_shown_as_it_stands_in_its_file():
    shown = DERIVATION.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown
    assert [file for file, text in shown if text not in (ROOT / file).read_text(encoding="utf-8")] == []


def test_the_readme_shows_pictures_that_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
