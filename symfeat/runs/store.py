"""Finished runs, kept on disk by what they are made of: whoever asks for the same run again gets its rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symfeat.output import write_file

FOLDER = ".runs"


@dataclass(frozen=True)
class Run:
    """A finished run: its rows, and how many seconds of processor time it took."""

    rows: list[dict[str, int | float | str]]
    seconds: float


@dataclass(frozen=True)
class Store:
    """A folder with one file for each finished run.

    A file is written as a whole or not at all, and its name is a digest of all that the run depends on: an
    interruption loses no finished run, and two processes that make the same run write the same file.
    """

    folder: Path

    def read(self, content: Mapping[str, Any]) -> Run | None:
        """The run with this content; None where there is none, or its file was damaged."""
        try:
            record = json.loads(self._file(content).read_text(encoding="utf-8"))
            run = record["run"]
            if record["digest"] != _digest(run):
                return None
            return Run(run["rows"], run["seconds"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, content: Mapping[str, Any], run: Run) -> None:
        """Keep a run. Raises OutputError where the folder cannot be written into."""
        plain = {"rows": run.rows, "seconds": run.seconds}
        text = json.dumps({"content": content, "run": plain, "digest": _digest(plain)}, indent=1)
        write_file(self._file(content), text + "\n", force=True)

    def _file(self, content: Mapping[str, Any]) -> Path:
        return self.folder / f"{_digest(content)[:32]}.json"


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
