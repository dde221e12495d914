"""Structural lint of LaTeX: what a compiler would stumble over, found without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}$]|\n|[^\\{}$\n]+", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")


def _vocabulary() -> dict[str, frozenset[str]]:
    """The words of `commands.txt` by section."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in files("symfeat.latex").joinpath("commands.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            sections[line.strip("[]")] = words = []
        elif not line.startswith("#"):
            words += line.split()
    return {name: frozenset(words) for name, words in sections.items()}


_KNOWN = _vocabulary()
ENVIRONMENTS, MATHEMATICS, TEXT = _KNOWN["environments"], _KNOWN["mathematics"], _KNOWN["text"]


def lint(source: str, commands: Iterable[str] = (), cited: Iterable[str] | None = None) -> list[str]:
    r"""One line for each thing that is wrong; `commands` are known beside LaTeX's own.

    With `cited`, references and citations must be defined in the source or among these keys.

    >>> lint(r"\left( \frac{a}{b} \right)")
    []
    >>> lint(r"\left( \fraction{a}{b}")
    ['line 1: unknown command \\fraction', 'line 1: \\left without \\right']
    """
    source = _COMMENT.sub("", source)
    known = (
        set(MATHEMATICS | TEXT)
        | {r"\ "}
        | set(commands)
        | set(re.findall(r"\\newcommand\{(\\[A-Za-z]+)\}", source))
    )
    problems = _structure(source, known)
    labels = Counter(re.findall(r"\\label\{([^}]*)\}", source))
    problems += [f"label {name} is defined {n} times" for name, n in labels.items() if n > 1]
    if cited is not None:
        keys = set(re.findall(r"\\bibitem\{([^}]*)\}", source)) | set(cited)
        problems += [f"reference to {r}, which has no label" for r in _used(source, "ref") if r not in labels]
        problems += [f"citation of {c}, which has no entry" for c in _used(source, "cite") if c not in keys]
    return problems


def _used(source: str, command: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf"\\{command}\{{([^}}]*)\}}", source)))


def _structure(source: str, known: set[str]) -> list[str]:
    """Braces, environments, \\left and \\right, dollars, and unknown commands."""
    problems: list[str] = []
    stack: list[tuple[str, int]] = []  # what is open, and the line where it was opened
    line = 1
    tokens = _TOKEN.findall(source)
    for index, token in enumerate(tokens):
        if token.startswith("\\") and token not in known and token.rstrip("*") not in known:
            problems.append(f"line {line}: unknown command {token}")
        if token in ("\\begin", "\\end"):
            name = "".join(tokens[index + 2 : index + 3])
            if name not in ENVIRONMENTS:
                problems.append(f"line {line}: unknown environment {name}")
            _change(stack, problems, line, name, token == "\\begin")
        elif token in ("{", "}"):
            _change(stack, problems, line, "{", token == "{")
        elif token in (r"\left", r"\right"):
            _change(stack, problems, line, r"\left", token == r"\left")
        elif token in (r"\[", r"\]"):
            _change(stack, problems, line, r"\[", token == r"\[")
        elif token == "$":
            _change(stack, problems, line, "$", not (stack and stack[-1][0] == "$"))
        line += token.count("\n")
    problems += [f"line {where}: {_missing(name)}" for name, where in stack]
    return problems


def _change(stack: list[tuple[str, int]], problems: list[str], line: int, name: str, opens: bool) -> None:
    if opens:
        stack.append((name, line))
    elif stack and stack[-1][0] == name:
        stack.pop()
    else:
        problems.append(f"line {line}: {name} is closed where {stack[-1][0] if stack else 'nothing'} is open")


def _missing(name: str) -> str:
    closing = {
        "{": "{ without }",
        "$": "$ without $",
        r"\left": r"\left without \right",
        r"\[": r"\[ without \]",
    }
    return closing.get(name, f"\\begin{{{name}}} without \\end{{{name}}}")
