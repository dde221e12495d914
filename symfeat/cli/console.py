"""What every verb shares: exit codes, text and JSON on stdout, errors and progress on stderr."""

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

REFUTED, INPUT_ERROR, UNDECIDED, INTERRUPTED = 1, 2, 3, 130


def exit_code(codes: Iterable[int]) -> int:
    """The code to leave with after several outcomes: the first of 1, 2, 3 that occurs, or 0."""
    return min((code for code in codes if code), default=0)


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


def print_text(text: str = "") -> None:
    """Print a paragraph, folded at the width of the terminal (80 columns elsewhere)."""
    _stdout().print(text)


def print_facts(title: str, facts: Mapping[str, str]) -> None:
    """Print a title and below it one line a fact, its name and its value."""
    width = max(map(len, facts))
    print_text(title)
    for name, value in facts.items():
        print(f"  {name:<{width}}  {value}")
    print_text()


def print_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table whose first column is text and whose others are numbers."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for index, name in enumerate(header):
        table.add_column(Text(name), justify="right" if index else "left", no_wrap=True, min_width=8)
    for row in rows:
        table.add_row(*map(Text, row))
    _stdout().print(table)


def number(value: float) -> str:
    """A number as a table shows it: six significant digits at most."""
    return "-" if math.isnan(value) else f"{value:.6g}"


def track(steps: range, label: str) -> Iterator[int]:
    """Iterate with a progress bar on stderr if that is a terminal, and silently otherwise."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from steps
        return
    from rich.progress import track as progress

    yield from progress(steps, label, console=console, transient=True)


def _stdout() -> Console:
    return Console(highlight=False, markup=False, emoji=False)
