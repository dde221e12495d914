"""Running text with formulas, references and citations in it, before it becomes LaTeX or HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from symfeat.latex.layout import Display

_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"$<$", ">": r"$>$", "|": r"$|$",
    "\u00a0": "~",
    "\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'", "\u201c": "``", "\u201d": "''",
    "\u2026": r"\ldots{}",
}  # fmt: skip
_LAST_PLAIN = "\u017f"  # the end of the Latin letters that the T1 encoding knows


@dataclass(frozen=True)
class Span:
    """A piece of a line: text, a formula, a reference to a result (by slug) or a citation (by key)."""

    kind: Literal["text", "code", "math", "ref", "cite"]
    value: str


@dataclass(frozen=True)
class Text:
    """A piece of a paragraph."""

    spans: tuple[Span, ...]


Block = Text | Display


def text(*parts: str | Span) -> Text:
    """A text from plain strings and spans."""
    return Text(tuple(Span("text", part) if isinstance(part, str) else part for part in parts))


def math(latex: str) -> Span:
    """A formula in the running text."""
    return Span("math", latex)


def listed(items: Iterable[Span], last: str = "and") -> list[Span]:
    """Items with commas between them and a word before the last one."""
    items = list(items)
    spans: list[Span] = []
    for index, item in enumerate(items):
        if index:
            spans.append(Span("text", f" {last} " if index == len(items) - 1 else ", "))
        spans.append(item)
    return spans


def escaped(plain: str) -> str:
    """Plain text with LaTeX's own characters made harmless.

    >>> print(escaped("50 % of R&D"))
    50 \\% of R\\&D
    """
    return "".join(_ESCAPES.get(c, c if c <= _LAST_PLAIN else rf"\texttt{{U+{ord(c):04X}}}") for c in plain)


def to_latex(span: Span, known: Iterable[str]) -> str:
    """A span as LaTeX; a reference to a result outside `known` is its slug in words."""
    if span.kind == "math":
        return f"${span.value}$"
    if span.kind == "code":
        return rf"\texttt{{{escaped(span.value)}}}"
    if span.kind == "cite":
        return rf"\cite{{{span.value}}}"
    if span.kind == "ref":
        if span.value in known:
            return rf"Theorem~\ref{{thm:{span.value}}}"
        return rf"the result \emph{{{escaped(span.value.replace('-', ' '))}}}"
    return escaped(span.value)
