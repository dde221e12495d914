"""References from a BibTeX file, as a bibliography that needs no second program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from symfeat.errors import DerivationError

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,")
_FIELD = re.compile(r"(\w+)\s*=\s*")


@dataclass(frozen=True)
class Reference:
    """One entry of a BibTeX file."""

    key: str
    kind: str
    fields: dict[str, str]

    @property
    def authors(self) -> list[str]:
        """Names in reading order, given name first."""
        names = re.split(r"\s+and\s+", self.fields.get("author", ""))
        return [" ".join(reversed([part.strip() for part in name.split(",", 1)])) for name in names if name]

    @property
    def place(self) -> str:
        """Where it appeared: journal with volume and pages, or proceedings."""
        get = self.fields.get
        journal = " ".join(filter(None, (get("journal") or get("booktitle"), get("volume"))))
        return ", ".join(
            filter(None, (journal, get("pages"), get("eprint") and f"arXiv:{get('eprint')}", get("year")))
        )

    def plain(self) -> str:
        """The reference in one line, without markup."""
        return _unbraced(f"{_listed(self.authors)}. {self.fields.get('title', '')}. {self.place}.")

    def latex(self) -> str:
        """The reference as an item of a bibliography."""
        title = self.fields.get("title", "")
        return rf"\bibitem{{{self.key}}} {_listed(self.authors)}. \emph{{{title}}}. {self.place}."


def references(folder: Path) -> dict[str, Reference]:
    """The entries of a derivation folder's `references.bib` by key; none if there is no such file.

    Raises DerivationError for a file whose braces do not match.
    """
    path = folder / "references.bib"
    if not path.is_file():
        return {}
    source = path.read_text(encoding="utf-8")
    found = {}
    for match in _ENTRY.finditer(source):
        if match.group(1).lower() in ("comment", "string", "preamble"):
            continue
        found[match.group(2)] = Reference(
            match.group(2), match.group(1).lower(), _fields(source, match.end())
        )
    return found


def bibliography(entries: dict[str, Reference], cited: set[str]) -> str:
    """A `thebibliography` of the cited entries, in the order of the file; empty if none is cited."""
    items = [entry.latex() for key, entry in entries.items() if key in cited]
    if not items:
        return ""
    return "\\begin{thebibliography}{9}\n" + "\n".join(items) + "\n\\end{thebibliography}\n"


def _fields(source: str, at: int) -> dict[str, str]:
    fields = {}
    while match := _FIELD.match(source, _skip(source, at)):
        value, at = _value(source, match.end())
        fields[match.group(1).lower()] = " ".join(value.split())
    return fields


def _skip(source: str, at: int) -> int:
    while at < len(source) and (source[at].isspace() or source[at] == ","):
        at += 1
    return at


def _value(source: str, at: int) -> tuple[str, int]:
    """A field's value, braced, quoted or bare, and where it ends."""
    if source[at] == '"':
        end = source.index('"', at + 1)
        return source[at + 1 : end], end + 1
    if source[at] != "{":
        end = re.compile(r"[,}\s]").search(source, at)
        return source[at : end.start() if end else len(source)], end.start() if end else len(source)
    depth = 0
    for end in range(at, len(source)):
        depth += (source[end] == "{") - (source[end] == "}")
        if depth == 0:
            return source[at + 1 : end], end + 1
    raise DerivationError("references.bib: a brace is not closed")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def _unbraced(value: str) -> str:
    return value.replace("{", "").replace("}", "").replace("--", "\u2013").replace("~", "\u00a0")
