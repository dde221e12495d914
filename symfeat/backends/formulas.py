"""Formulas and arguments as text, for the command line."""

from __future__ import annotations

import re
from typing import Any

import sympy as sp

from symfeat.errors import InputError

_ARGUMENT = re.compile(r"\s*([^\W\d]\w*)\s*(>=?)?\s*(0)?\s*")
_NAMED = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)\s*(.*)", re.DOTALL)


def parse(formulas: list[str], arguments: str = "") -> tuple[dict[str, sp.Expr], tuple[sp.Symbol, ...]]:
    """Formulas `name=text` or `text` (then named `value`, or `value0`, ...) and arguments `x, y>0, z>=0`.

    Without `arguments` they are the symbols of the formulas, by name. Every argument is a real number. The
    text of a formula is SymPy's, which is Python: it must come from the user, not from a file.

    Raises InputError for text that is no formula of these arguments, or no list of arguments.

    >>> parse(["decay=exp(-k*t)"], "t>=0, k>0")
    ({'decay': exp(-k*t)}, (t, k))
    """
    symbols = _arguments(arguments) if arguments.strip() else None
    known = {symbol.name: symbol for symbol in symbols or ()}
    found: dict[str, sp.Expr] = {}
    for i, text in enumerate(formulas):
        named = _NAMED.fullmatch(text)
        name = named[1] if named else f"value{i}" if len(formulas) > 1 else "value"
        if name in found:
            raise InputError(f"expr must name each formula once; got {name} twice")
        found[name] = _formula(named[2] if named else text, known)
    if symbols is not None:
        return found, symbols
    free = sorted({symbol.name for value in found.values() for symbol in value.free_symbols})
    real = {name: sp.Symbol(name, real=True) for name in free}
    swaps = {name: value.subs({s: real[s.name] for s in value.free_symbols}) for name, value in found.items()}
    return swaps, tuple(real.values())


def _arguments(text: str) -> tuple[sp.Symbol, ...]:
    symbols = []
    for part in text.split(","):
        match = _ARGUMENT.fullmatch(part)
        if not match or bool(match[2]) != bool(match[3]):
            raise InputError(f"args must be names, each perhaps with >0 or >=0; got {part.strip() or text!r}")
        assumption = {None: {"real": True}, ">": {"positive": True}, ">=": {"nonnegative": True}}[match[2]]
        symbols.append(sp.Symbol(match[1], **assumption))
    return tuple(symbols)


def _formula(text: str, known: dict[str, Any]) -> sp.Expr:
    # The user's names win over SymPy's: `beta`, `S` or `E` may be arguments.
    try:
        value = sp.sympify(text, locals=dict(known))
    except (sp.SympifyError, SyntaxError, TypeError, AttributeError, ValueError) as error:
        reason = f"{type(error).__name__}; --args names symbols that SymPy takes for something else"
        raise InputError(f"expr must be a formula; got {text!r} ({reason})") from None
    if not isinstance(value, sp.Expr):
        raise InputError(f"expr must be a formula; got {text!r}")
    if known and (missing := sorted(s.name for s in value.free_symbols - set(known.values()))):
        raise InputError(f"args must name every symbol of the formula; {missing[0]} is missing")
    return value
