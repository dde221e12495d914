"""What every verb shares: exit codes, text and JSON on stdout, errors and progress on stderr."""

import json
import math
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

STALE, INPUT_ERROR, INTERRUPTED = 1, 2, 130
_STYLES = {
    "proved": "green",
    "supported": "cyan",
    "refuted": "bold red",
    "undecided": "yellow",
    "invalid": "bold red",
    "fits": "green",
    "does not fit": "bold red",
}


def print_error(message: str, as_json: bool) -> None:
    """Print an error as one line on stderr and, for a program that reads JSON, as an object on stdout too."""
    line = " ".join(message.split())
    print(f"symfeat: error: {line}", file=sys.stderr)
    if as_json:
        print_json({"error": line})


def print_json(payload: Mapping[str, Any]) -> None:
    """Print one JSON object; a nan becomes null and an infinity the string `inf` or `-inf`."""
    print(to_json(payload))


def to_json(payload: Mapping[str, Any]) -> str:
    """The text that `print_json` prints."""
    return json.dumps(_plain(payload), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value


def print_text(text: str = "", indent: str = "", hang: int = 0) -> None:
    """Print lines folded at the terminal's width (80 columns elsewhere), after `indent`, then `hang`."""
    width = max(_stdout().width, 40)
    for line in text.splitlines() or [""]:
        folded = textwrap.wrap(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=" " * (len(indent) + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        print("\n".join(folded))


def paragraphs(text: str) -> str:
    """Prose with one line a paragraph, to be folded anew."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def print_facts(title: str, facts: Mapping[str, str]) -> None:
    """Print a title and below it one line a fact, name and value; a long value is folded below itself."""
    width = max(map(len, facts))
    print_text(title)
    for name, value in facts.items():
        print_text(value, indent=f"  {name:<{width}}  ")
    print_text()


def print_lines(title: str, lines: Iterable[str]) -> None:
    """Print a title, if there is one, and the lines indented below it; nothing where there are no lines."""
    lines = list(lines)
    if not lines:
        return
    if title:
        print_text(title)
    for line in lines:
        print_text(line.lstrip(), indent="  " + " " * (len(line) - len(line.lstrip())), hang=4)
    print_text()


def verdict_text(verdict: str) -> Text:
    """A verdict in its colour, where there are colours."""
    return Text(verdict, style=_STYLES.get(verdict, ""))


def print_table(
    header: Iterable[str], rows: Iterable[Iterable[str | Text]], left: int = 1, folded: int | None = None
) -> None:
    """Print a table whose first `left` columns are text and whose others are numbers.

    Where it is too wide, the column `folded` goes on below itself; the others keep their width.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for index, name in enumerate(header):
        numeric = index >= left
        justify, width = ("right", 9) if numeric else ("left", None)
        table.add_column(
            Text(name), justify=justify, no_wrap=index != folded, overflow="fold", min_width=width
        )
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    _stdout().print(table)


def number(value: float) -> str:
    """A number as a table shows it: six significant digits at most."""
    return "-" if math.isnan(value) else f"{value:.6g}"


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yield a function of (done, total, current) that moves a progress bar if stderr is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total, current: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn(label),
        BarColumn(20),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, current: bar.update(task, completed=done, total=total, description=current)


def track(steps: range, label: str) -> Iterator[int]:
    """Iterate with a progress bar on stderr if that is a terminal, and silently otherwise."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from steps
        return
    from rich.progress import track as with_bar

    yield from with_bar(steps, label, console=console, transient=True)


def _stdout() -> Console:
    return Console(highlight=False, markup=False, emoji=False)
