"""Expressions of claim files: text to SymPy through Python's syntax tree and a whitelist, never `eval`."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sympy as sp
from flint import fmpz

from symfeat.claimfiles.sizes import CHARACTERS, LEVELS
from symfeat.claimfiles.tree import Builder
from symfeat.errors import InputError

Result = TypeVar("Result")
_DIGITS = re.compile(r"(?<![\w.])\d{4000,}(?![\w.])")
_BRACKETS = re.compile(r"[()\[\]{}]")


def expression(text: str | int, names: Mapping[str, sp.Expr]) -> sp.Expr:
    """The expression that `text` says, in the symbols of `names`.

    Raises InputError for what the format does not allow, and for what would be too large.

    >>> x = sp.Symbol("x", positive=True)
    >>> expression("sqrt(x**2) + 0.1", {"x": x})
    x + 1/10
    """
    tree, source = _tree(text)
    return _guarded(lambda: Builder(names, source).expression(tree))


def relations(text: str, names: Mapping[str, sp.Expr]) -> list[tuple[sp.Expr, str, sp.Expr]]:
    """The relations that `text` says, each as (lhs, rel, rhs); `0 < x < 1` says two.

    >>> relations("0 < x <= 1", {"x": sp.Symbol("x")})
    [(0, '<', x), (x, '<=', 1)]
    """
    tree, source = _tree(text)
    return _guarded(lambda: Builder(names, source).relations(tree))


def _guarded(build: Callable[[], Result]) -> Result:
    try:
        return build()
    except RecursionError:
        raise InputError("nests too deep") from None
    except (InputError, MemoryError):
        raise
    except Exception as error:  # SymPy raises whatever it likes on what it does not like
        raise InputError(f"cannot be built: {' '.join(str(error).split())[:120]}") from error


def _tree(text: Any) -> tuple[ast.expr, str]:
    """The syntax tree, and the text it was read from; too many brackets are refused before it is read."""
    if isinstance(text, int) and not isinstance(text, bool):
        text = hex(text)
    if not isinstance(text, str):
        raise InputError(f"must be a string; got {type(text).__name__}")
    if len(text) > CHARACTERS:
        raise InputError(f"has {len(text):,} characters; {CHARACTERS:,} are allowed")
    if not text.strip():
        raise InputError("is empty")
    if any(ord(character) < 32 and character not in "\n\t\r" for character in text) or "#" in text:
        raise InputError("holds a character that no expression has")
    _check_nesting(text)
    line = " ".join(text.split())
    # Python reads long integers in hexadecimal only: in decimal, beyond some thousand digits, it refuses.
    line = _DIGITS.sub(lambda digits: hex(int(fmpz(digits.group()))), line)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(line, mode="eval").body, line
    except SyntaxError as error:
        raise InputError(f"is not an expression: {error.msg}") from None
    except (RecursionError, MemoryError):
        raise InputError("nests too deep, or joins too many terms") from None
    except ValueError as error:
        raise InputError(f"is not an expression: {error}") from None


def _check_nesting(text: str) -> None:
    """Refuse brackets beyond LEVELS: what Python's parser would recurse into."""
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "([{" else -1
        if depth > LEVELS:
            raise InputError(f"nests deeper than {LEVELS} levels")
