"""Compiling a document with whatever TeX engine is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from symfeat.errors import GenerationError

_RUNS = 3  # labels, then the table of contents that they move, then what that moves
_SECONDS = 240
_PLAIN = ("-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape")
_COMMANDS = {
    "pdflatex": (_PLAIN, _RUNS),
    "xelatex": (_PLAIN, _RUNS),
    "lualatex": (_PLAIN, _RUNS),
    "tectonic": (("--only-cached", "--keep-logs"), 1),
}


def engine() -> str | None:
    """The name of the first TeX engine on the path, or None."""
    return next((name for name in _COMMANDS if shutil.which(name)), None)


def compile_pdf(document: str | Path, pdf: str | Path) -> list[str]:
    """Compile a document into `pdf`; return the overfull boxes that the engine reports.

    Raises GenerationError with the engine's first error, or when no engine is installed.
    """
    name = engine()
    if name is None:
        raise GenerationError(f"no TeX engine is installed; looked for {', '.join(_COMMANDS)}")
    document = Path(document).resolve()
    options, runs = _COMMANDS[name]
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(
            document.parent, scratch, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".symfeat*")
        )
        for _ in range(runs):
            _run([name, *options, document.name], scratch, document.name)
        log = (Path(scratch) / document.name).with_suffix(".log")
        report = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
        shutil.copyfile((Path(scratch) / document.name).with_suffix(".pdf"), pdf)
    if undefined := re.search(r"LaTeX Warning: (?:Reference|Citation) .* undefined", report):
        raise GenerationError(f"{document.name}: {undefined.group()}")
    return re.findall(r"^Overfull \\hbox.*$", report, re.MULTILINE)


def _run(command: list[str], folder: str, name: str) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", check=False,
            stdin=subprocess.DEVNULL, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GenerationError(f"{name}: {command[0]} did not finish within {_SECONDS} s") from None
    if done.returncode:
        error = re.search(r"^!.*$", done.stdout, re.MULTILINE) or re.search(
            r"^error.*$", done.stderr, re.MULTILINE
        )
        raise GenerationError(
            f"{name}: {command[0]} stops with {error.group() if error else done.returncode}"
        )
