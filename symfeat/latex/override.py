"""A result's hand-set statement, a formula or text around formulas: used only if it keeps to the notation."""

from __future__ import annotations

import re

import sympy as sp

from symfeat.claims import Notation, Result
from symfeat.errors import DerivationError
from symfeat.latex.layout import Display
from symfeat.latex.lint import MATHEMATICS, lint
from symfeat.latex.names import expand_macros, macros
from symfeat.latex.text import Block, Span, Text

_WORDS = re.compile(r"\\(?:text|mathrm|mathbf|operatorname)\{[^{}]*\}")
_DISPLAY = re.compile(r"\\\[(.*?)\\\]", re.DOTALL)
_MATH = re.compile(r"\$([^$]*)\$")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[^{}]*\}")
_ALWAYS = {"d", "e"}  # the differential and the base of the exponential


def checked_override(result: Result, notation: Notation) -> str | None:
    r"""The hand-set LaTeX of a result's statement, or None: one formula, or text with `$...$` and `\[...\]`.

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
    formulas = " ".join(_formulas(source))
    if strange := [letter for letter in _letters(formulas) if letter not in allowed]:
        raise DerivationError(f"{result.file}: latex uses {strange[0]}, which is no symbol of the notation")
    commands = set(re.findall(r"\\[A-Za-z]+", source)) - MATHEMATICS - macros(notation).keys()
    if commands:
        raise DerivationError(f"{result.file}: latex uses {min(commands)}, which is no command for formulas")
    return source.strip()


def override_blocks(source: str) -> list[Block]:
    r"""A hand-set statement as texts and displays.

    >>> [type(block).__name__ for block in override_blocks(r"At $t$ \[ f = y \] holds.")]
    ['Text', 'Display', 'Text']
    """
    if not _has_text(source):
        return [Display((("", source.strip()),))]
    blocks: list[Block] = []
    for index, part in enumerate(_DISPLAY.split(source)):
        if index % 2:
            blocks.append(Display((("", part.strip()),)))
        elif part.strip():
            words = enumerate(_MATH.split(" ".join(part.split())))
            blocks.append(Text(tuple(Span("math" if i % 2 else "text", word) for i, word in words if word)))
    return blocks


def override_symbols(source: str, notation: Notation) -> set[sp.Symbol]:
    """The symbols in a hand-set statement, less those that it defines itself."""
    formulas = expand_macros(" ".join(_formulas(source)), notation)
    used = set()
    for entry in notation.entries:
        name = rf"(?<![A-Za-z\\]){re.escape(entry.latex)}(?![A-Za-z_])"
        if re.search(name, formulas) and not re.search(rf"{name} *&?=", formulas):
            used.add(entry.symbol)
    return used


def _has_text(source: str) -> bool:
    return bool(_DISPLAY.search(source) or _MATH.search(source))


def _formulas(source: str) -> list[str]:
    return [*_DISPLAY.findall(source), *_MATH.findall(_DISPLAY.sub(" ", source))] or [source]


def _letters(source: str) -> list[str]:
    """Letters that stand for quantities: those outside words and names of commands."""
    bare = _ENVIRONMENT.sub(" ", _WORDS.sub(" ", source))
    return re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", bare))
