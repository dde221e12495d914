"""The commands that the README and the docs show exist, with the options shown."""

import re
from pathlib import Path

import pytest
import typer.main

from symfeat.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md"]
SHOWN = re.compile(r"(?:^    |`)symfeat ([a-z]+)([^`#\n]*)", re.MULTILINE)
COMMANDS = [
    (page.relative_to(ROOT).as_posix(), verb, tuple(re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest)))
    for page in PAGES
    for verb, rest in SHOWN.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "verb", "options"), sorted(set(COMMANDS)))
def test_a_command_that_is_shown_exists(page, verb, options):
    verbs = typer.main.get_group(app).commands
    assert verb in verbs, f"{page} shows symfeat {verb}"
    known = {name for option in verbs[verb].params for name in (*option.opts, *option.secondary_opts)}
    assert set(options) <= known, f"{page} shows an option that symfeat {verb} does not have"
