"""A result's hand-set formula: used only if it keeps to the notation."""

from __future__ import annotations

import re

from symfeat.claims import Notation, Result
from symfeat.errors import DerivationError
from symfeat.latex.lint import MATHEMATICS, lint
from symfeat.latex.names import macros

_WORDS = re.compile(r"\\(?:text|mathrm|operatorname)\{[^{}]*\}")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[^{}]*\}")
_ALWAYS = {"d", "e"}  # the differential and the base of the exponential


def checked_override(result: Result, notation: Notation) -> str | None:
    """The hand-set LaTeX of a result's statement, or None.

    Raises DerivationError when it does not parse, or uses a command or a letter that is neither
    LaTeX's mathematics nor the notation's.
    """
    source = result.latex_override()
    if source is None:
        return None
    if problems := lint(source, macros(notation)):
        raise DerivationError(f"{result.file}: latex: {problems[0]}")
    symbols = " ".join(entry.latex for entry in notation.entries)
    allowed = set(_letters(symbols)) | _ALWAYS
    if strange := [letter for letter in _letters(source) if letter not in allowed]:
        raise DerivationError(f"{result.file}: latex uses {strange[0]}, which is no symbol of the notation")
    commands = set(re.findall(r"\\[A-Za-z]+", source)) - MATHEMATICS - macros(notation).keys()
    if commands:
        raise DerivationError(f"{result.file}: latex uses {min(commands)}, which is no command for formulas")
    return source.strip()


def _letters(source: str) -> list[str]:
    """Letters that stand for quantities: those outside words and names of commands."""
    bare = _ENVIRONMENT.sub(" ", _WORDS.sub(" ", source))
    return re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", bare))
