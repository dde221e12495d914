"""The macros that stand for a notation's symbols, so that a paper can rename one in a single place."""

from __future__ import annotations

import re

from symfeat.claims import Entry, Notation
from symfeat.errors import DerivationError

PREFIX = r"\sf"
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Commands of LaTeX itself that begin with the prefix.
_TAKEN = {r"\sf", r"\sfcode", r"\sfdefault", r"\sffamily", r"\sfsubstitution"}


def macro_name(name: str) -> str:
    r"""The command of the symbol called `name`: letters only, an index capitalised, digits spelled out.

    >>> print(macro_name("f0"), macro_name("eta_u"))
    \sffzero \sfetaU
    """
    name = re.sub(r"_([a-z])", lambda match: match.group(1).upper(), name)
    letters = "".join(_DIGITS[int(c)] if c.isdigit() else c for c in name if c.isalnum() and c.isascii())
    command = PREFIX + letters
    return command + "sym" if command in _TAKEN else command


def dotted(latex: str) -> str:
    r"""The time derivative of a symbol: a dot over its letter, not over its index.

    >>> print(dotted(r"\eta_u"))
    \dot{\eta}_u
    """
    letter = re.match(r"\\[A-Za-z]+|.", latex)
    head = letter.group() if letter else latex
    return rf"\dot{{{head}}}{latex[len(head) :]}"


def guarded(latex: str) -> str:
    """A symbol that can carry an exponent: braces where its own form has one already."""
    return f"{{{latex}}}" if "^" in latex else latex


def macros(notation: Notation) -> dict[str, str]:
    """Command -> what it stands for, for each symbol and each symbol's time derivative.

    Raises DerivationError when the names of two symbols lead to one command.
    """
    found: dict[str, str] = {}
    for entry in notation.entries:
        command = macro_name(entry.name)
        for name, meaning in ((command, guarded(entry.latex)), (command + "dot", dotted(entry.latex))):
            if name in found:
                raise DerivationError(
                    f"notation.py: symbol {entry.name} needs the command {name}, which is taken"
                )
            found[name] = meaning
    return found


def expand_macros(latex: str, notation: Notation) -> str:
    """The same formula with the notation's own symbols in place of the commands."""
    return expanded(latex, macros(notation))


def expanded(latex: str, known: dict[str, str]) -> str:
    """A formula with what its commands stand for in their place."""
    return re.sub(r"\\[A-Za-z]+", lambda match: known.get(match.group(), match.group()), latex)


def macro_file(notation: Notation) -> str:
    """A LaTeX file that defines a command for each symbol of the notation."""
    lines = [f"% Symbols: {notation.name}. Change a symbol here and it changes everywhere."]
    for entry in notation.entries:
        command = macro_name(entry.name)
        lines.append(rf"\newcommand{{{command}}}{{{guarded(entry.latex)}}}% {_comment(entry)}")
        lines.append(rf"\newcommand{{{command}dot}}{{{dotted(entry.latex)}}}")
    return "\n".join(lines) + "\n"


def _comment(entry: Entry) -> str:
    return " ".join(entry.meaning.split())
