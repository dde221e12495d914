"""How wide a formula is when it is set, in em, from its source alone: good enough to break lines."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&]|\s+|.", re.DOTALL)
_RELATIONS = set("=<>") | {r"\le", r"\ge", r"\ne", r"\to", r"\equiv"}
_BINARY = set("+-") | {r"\cdot", r"\times"}
_WORDS = {
    r"\sinh", r"\cosh", r"\tanh", r"\log", r"\exp", r"\min", r"\max", r"\lim", r"\sin",
    r"\cos", r"\tan", r"\arctan",
}  # fmt: skip
_SPACES = {r"\,": 0.17, r"\;": 0.28, r"\quad": 1.0, r"\qquad": 2.0, r"\ ": 0.33, r"\!": -0.17, r"\:": 0.22}
_SCRIPT = 0.72
_NOTHING = {r"\left", r"\right", r"\displaystyle", r"\bigl", r"\bigr", r"\limits"}
_WRAPPERS = {
    r"\dot",
    r"\ddot",
    r"\xrightarrow",
    r"\mathrm",
    r"\operatorname",
    r"\text",
    r"\mathit",
    r"\hat",
    r"\bar",
}


def width(latex: str) -> float:
    r"""The natural width of a formula without the notation's macros; of several rows, the widest.

    >>> 2 < width(r"f - y") < 3
    True
    >>> width(r"\frac{a + b}{c}") < width("a + b + c")
    True
    """
    return _Reader(_TOKEN.findall(latex)).rows()


class _Reader:
    """Walks over the tokens once; each method consumes what it measures."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [t for t in tokens if not t.isspace()]
        self.at = 0

    def rows(self, end: str | None = None) -> float:
        """The widest row up to the token `end` (a closing brace or the end of an environment)."""
        widest = current = 0.0
        while self.at < len(self.tokens):
            token = self._next()
            if token == end:
                break
            if token == r"\\":
                widest, current = max(widest, current), 0.0
            else:
                current += self._token(token)
        return max(widest, current)

    def _next(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _group(self) -> float:
        """The argument of a command: a braced group or one token."""
        if self.at >= len(self.tokens):
            return 0.0
        token = self._next()
        return self.rows("}") if token == "{" else self._token(token)

    def _token(self, token: str) -> float:
        if token == "{":
            return self.rows("}")
        if token in "^_":
            return _SCRIPT * self._group()
        if token == r"\frac":
            return max(self._group(), self._group()) + 0.25
        if token == r"\sqrt":
            return self._group() + 0.85
        if token in _WRAPPERS:
            return self._group()
        if token == r"\begin":
            return self._environment()
        return self._glyph(token)

    def _environment(self) -> float:
        self.at = self.tokens.index("}", self.at) + 1
        inner = self.rows(r"\end")
        if self.at < len(self.tokens):
            self.at = self.tokens.index("}", self.at) + 1
        return inner + 0.4

    def _glyph(self, token: str) -> float:
        if token in _NOTHING:
            return 0.0
        if token in _SPACES:
            return _SPACES[token]
        if token in _RELATIONS:
            return 1.34
        if token in _BINARY:
            return 1.22
        if token in (r"\iff", r"\Longleftrightarrow"):
            return 2.6
        if token in _WORDS:
            return 0.5 * (len(token) - 1) + 0.15
        if token == "&":
            return 0.0
        if token in "()[]|,.;!" or token in (r"\lvert", r"\rvert", r"\{", r"\}", r"\lfloor", r"\rceil"):
            return 0.42
        return 0.5 if token.isdigit() else 0.62
