"""Verdicts that were reached before, in the user's cache folder, so that an interrupted run resumes."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from symfeat.claims import ClaimReport, Finding, Verdict
from symfeat.places import PACKAGE
from symfeat.versions import versions

_CHECKING = ("claims", "algebra", "evaluate", "checking", "claimfiles")  # the rooms that a verdict depends on
_FINAL = (Verdict.PROVED, Verdict.REFUTED, Verdict.INVALID)


def cache_folder() -> Path:
    """Where the platform keeps what a program can make again."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "symfeat" / "claims"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "symfeat" / "claims"
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "symfeat" / "Cache" / "claims"
    return Path.home() / ".cache" / "symfeat" / "claims"


class Cache:
    """Reports by a claim's content, under the versions of all that a verdict depends on.

    A worker's end is nothing to remember. A verdict that more time might improve counts only for a run with
    no more time than it had.
    """

    def __init__(self, folder: Path, timeout: float) -> None:
        self.folder = folder
        self.timeout = timeout

    def get(self, raw: Mapping[str, Any]) -> ClaimReport | None:
        """The report on a claim that says the same, if there is one; what cannot be read is not there."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            stored = json.loads(self._path(raw).read_text(encoding="utf-8"))
            report = stored["report"]
            verdict = Verdict(report["verdict"])
            if verdict in _FINAL or stored["timeout"] >= self.timeout:
                found = [Finding(**{**f, "verdict": Verdict(f["verdict"])}) for f in report["findings"]]
                return ClaimReport(**{**report, "verdict": verdict, "findings": tuple(found)})
        return None

    def put(self, raw: Mapping[str, Any], report: ClaimReport) -> None:
        """Remember a report; a cache that cannot be written is no reason to stop."""
        path = self._path(raw)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"timeout": self.timeout, "report": asdict(report)})
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(path)

    def _path(self, raw: Mapping[str, Any]) -> Path:
        content = {key: value for key, value in raw.items() if key != "id"}
        said = json.dumps([content, _environment()], sort_keys=True)
        name = hashlib.sha256(said.encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.json"


@cache
def _environment() -> dict[str, str]:
    """Versions, and a digest of the code that checks: in a checkout it changes without a version."""
    digest = hashlib.sha256()
    for room in _CHECKING:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    known = versions()
    return {n: known[n] for n in ("python", "sympy", "mpmath", "python-flint")} | {"code": digest.hexdigest()}
