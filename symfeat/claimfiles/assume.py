"""Assumptions of a claim: signs narrow their symbols, what the symbols imply is dropped, the rest remains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symfeat.claimfiles.parse import relations
from symfeat.claims.assumptions import narrow
from symfeat.errors import DerivationError, InputError, SymfeatError

_MIRRORED = {"<": ">", "<=": ">="}


@dataclass(frozen=True)
class Assumed:
    """Symbols by name, as narrow as the assumptions make them, and the relations that say more than that."""

    names: dict[str, sp.Expr]
    relations: tuple[Relational, ...]


def assumed(texts: Iterable[str], names: dict[str, sp.Expr]) -> Assumed:
    """Read the assumptions `texts` about the symbols of `names`.

    Raises InputError for a text that is no relation between real expressions, and for an assumption that is
    false whatever the symbols are.

    >>> found = assumed(["x > 0", "x > -1", "x < y"], {n: sp.Symbol(n, real=True) for n in "xy"})
    >>> found.relations, [symbol.is_positive for symbol in found.names.values()]
    ((x < y,), [True, True])
    """
    sides = [(text, *relation) for text in texts for relation in _parsed(text, names)]
    narrowed: dict[sp.Expr, sp.Expr] = {}
    # Each round may narrow a symbol by another that an earlier round has narrowed: y > x, x > 0.
    for _ in range(1 + len(names)):
        before = dict(narrowed)
        for text, lhs, rel, rhs in sides:
            _narrow(lhs.xreplace(narrowed), rel, rhs.xreplace(narrowed), narrowed, text)
        if narrowed == before:
            break
    rest: dict[Relational, None] = {}
    for text, lhs, rel, rhs in sides:
        relation = _relation(lhs.xreplace(narrowed), rel, rhs.xreplace(narrowed), text)
        if relation == sp.false:
            raise InputError(f"assume: {text} is false, whatever the symbols are, given the others")
        if isinstance(relation, Relational):
            rest[relation] = None
    return Assumed({name: narrowed.get(symbol, symbol) for name, symbol in names.items()}, tuple(rest))


def _parsed(text: str, names: dict[str, sp.Expr]) -> list[tuple[sp.Expr, str, sp.Expr]]:
    try:
        found = relations(text, names)
        for lhs, rel, rhs in found:
            if rel not in ("<", "<=", ">", ">="):
                raise InputError("compares by something else than < <= > >=")
            for side in (lhs, rhs):
                real = all(s.is_extended_real for s in side.free_symbols) and not side.has(sp.I)
                if side.is_extended_real is False or (not real and side.is_extended_real is None):
                    raise InputError(f"{side} is not a real expression")
    except SymfeatError as error:
        raise InputError(f"assume: {text[:80]}: {error}") from None
    return found


def _relation(lhs: sp.Expr, rel: str, rhs: sp.Expr, text: str) -> Any:
    try:
        return sp.Rel(lhs, rhs, rel)
    except TypeError:
        raise InputError(f"assume: {text} compares numbers that are not real") from None


def _narrow(lhs: sp.Expr, rel: str, rhs: sp.Expr, narrowed: dict[sp.Expr, sp.Expr], text: str) -> None:
    """Give symbols the sign that the relation gives them, as it is linear in them."""
    if rel in _MIRRORED:
        lhs, rel, rhs = rhs, _MIRRORED[rel], lhs
    difference = lhs - rhs  # > 0 or >= 0
    for symbol in sorted(difference.free_symbols, key=str):
        words = _sign(difference, symbol, strict=rel == ">")
        new = {word: truth for word, truth in words.items() if getattr(symbol, f"is_{word}") is not truth}
        if new:
            try:
                changed = narrow(symbol, **new)  # type: ignore[arg-type]
            except DerivationError:
                raise InputError(
                    f"assume: {text} contradicts the kind of {symbol} or another assumption"
                ) from None
            for old in [s for s, now in narrowed.items() if now == symbol] or [symbol]:
                narrowed[old] = changed
            difference = difference.xreplace({symbol: changed})


def _sign(difference: Any, symbol: Any, *, strict: bool) -> dict[str, bool]:
    """What `difference > 0` (or >= 0) says of the symbol's sign, or of a complex symbol's being zero."""
    if symbol.is_extended_real is not True:  # re(z) > 0, Abs(z) >= 1 and the like fail at 0
        at_zero = difference.xreplace({symbol: sp.S.Zero})
        excluded = at_zero.is_Rational and (at_zero < 0 or (at_zero == 0 and strict))
        return {"zero": False} if excluded else {}
    slope = difference.coeff(symbol, 1)
    rest = difference - slope * symbol
    if not slope.is_Rational or slope == 0 or symbol in rest.free_symbols:
        return {}
    bound: Any = -rest / slope  # symbol > bound, or symbol < bound
    if slope > 0:
        if bound.is_positive or (bound.is_nonnegative and strict):
            return {"positive": True}
        whole = symbol.is_integer and bound.is_Rational and (bound >= -1 if strict else bound > -1)
        return {"nonnegative": True} if whole or bound.is_nonnegative else {}
    if bound.is_negative or (bound.is_nonpositive and strict):
        return {"negative": True}
    return {"nonpositive": True} if bound.is_nonpositive else {}
