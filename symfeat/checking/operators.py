"""Mutation operators: small, wrong rewritings of a claim, each in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import sympy as sp
from sympy.functions.elementary.piecewise import ExprCondPair

from symfeat.claims import All, Claim, Complete, Inequality, Limit, Notation, Rank
from symfeat.errors import DerivationError

Path = tuple[int, ...]
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "<"}
_SHARPENED = {"<=": "<", ">=": ">"}
_SHOWN = 60  # characters of an expression that a description shows


@dataclass(frozen=True)
class Mutation:
    """One change of a claim, in words, and the changed claim."""

    operator: str
    place: str
    before: str
    after: str
    claim: Claim

    def __str__(self) -> str:
        return f"{self.operator} in {self.place}: {self.before} -> {self.after}"


@dataclass(frozen=True)
class _Change:
    """Expression number `number` of a claim, with the part at `path` replaced."""

    operator: str
    number: int
    path: Path
    old: sp.Expr
    new: sp.Expr


def mutations(claim: Claim, notation: Notation, key: str, limit: int) -> tuple[Mutation, ...]:
    """At most `limit` different mutations: one of each operator in turn, at places that `key` picks.

    The choice depends on nothing but the claim and the key. A mutation that SymPy writes as the original,
    or that is no claim at all (a division by zero, an expression without a value), is passed over.
    """
    pools = [_shuffled(list(pool), key) for pool in _pools(claim, notation)]
    chosen: list[Mutation] = []
    while len(chosen) < limit and any(pools):
        for pool in pools:
            while pool and len(chosen) < limit:
                mutation = pool.pop()()
                if mutation and all(mutation.claim != m.claim for m in chosen):
                    chosen.append(mutation)
                    break
    return tuple(chosen)


def digest(key: str) -> int:
    """A number below 2^64 that depends on the text alone, in every process."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])


def _shuffled(pool: list[Any], key: str) -> list[Any]:
    return [item for _, item in sorted(enumerate(pool), key=lambda pair: digest(f"{key}/{pair[0]}"))]


def _pools(claim: Claim, notation: Notation) -> Iterator[Iterator[Callable[[], Mutation | None]]]:
    """For each operator, functions that build its mutations when they are asked for."""
    expressions = claim.expressions()
    for operator in (_signs, _factors, _exponents, _dropped):
        changes = (
            _Change(words, number, path, old, new)
            for number, expr in enumerate(expressions)
            for words, path, old, new in operator(expr)
        )
        yield (lambda c=change: _apply(claim, expressions, c, notation) for change in changes)
    swaps = _swaps(expressions, notation)
    yield (lambda c=change: _apply(claim, expressions, c, notation) for change in swaps)
    yield (lambda m=mutation: m for mutation in _of_claim(claim))


def _nodes(expr: sp.Basic) -> Iterator[tuple[Path, sp.Expr]]:
    """Every subexpression with its path of argument numbers; conditions of a Piecewise stay as they are."""
    seen: set[sp.Basic] = set()  # a part that occurs again is met once: programs share most of theirs

    def visit(part: sp.Basic, at: Path) -> Iterator[tuple[Path, sp.Expr]]:
        if part in seen or not isinstance(part, sp.Expr | ExprCondPair):
            return
        seen.add(part)
        if isinstance(part, sp.Expr):
            yield at, part
        for index, inner in enumerate(part.args):
            yield from visit(inner, (*at, index))

    yield from visit(expr, ())


def _terms(expr: sp.Expr) -> Iterator[tuple[Path, sp.Expr]]:
    """The terms of every sum and the arguments of every function; the whole expression where it is no sum."""
    if not expr.is_Add:
        yield (), expr
    for path, node in _nodes(expr):
        if node.is_Add or node.is_Function:
            for index, term in enumerate(node.args):
                if isinstance(term, sp.Expr) and not (node.is_Function and term.is_Add):
                    yield (*path, index), term


def _signs(expr: sp.Expr) -> Iterator[tuple[str, Path, sp.Expr, sp.Expr]]:
    yield from (("sign turned", path, term, -term) for path, term in _terms(expr))


def _factors(expr: sp.Expr) -> Iterator[tuple[str, Path, sp.Expr, sp.Expr]]:
    yield from (("factor 2", path, term, 2 * term) for path, term in _terms(expr))


def _exponents(expr: sp.Expr) -> Iterator[tuple[str, Path, sp.Expr, sp.Expr]]:
    for path, node in _nodes(expr):
        if node.is_Pow or node.is_Symbol:
            yield "exponent + 1", path, node, node * (node.base if node.is_Pow else node)  # type: ignore[attr-defined]


def _dropped(expr: sp.Expr) -> Iterator[tuple[str, Path, sp.Expr, sp.Expr]]:
    for path, node in _nodes(expr):
        if node.is_Add:
            for index, term in enumerate(node.args):
                yield "term dropped", (*path, index), term, sp.S.Zero  # type: ignore[misc]


def _swaps(expressions: tuple[sp.Expr, ...], notation: Notation) -> Iterator[_Change]:
    """In one expression, write a symbol for another one of the same unit that occurs in the claim."""
    present = sorted({s for expr in expressions for s in expr.free_symbols}, key=str)
    units = {}
    for symbol in present:
        try:
            units[symbol] = notation.entry(symbol).unit  # type: ignore[arg-type]
        except DerivationError:
            units[symbol] = str(symbol)  # undeclared, as an auxiliary variable of a step: of no kind
    for number, expr in enumerate(expressions):
        for old in present:
            for new in present:
                if old != new and units[old] == units[new] and old in expr.free_symbols:
                    yield _Change("symbol swapped", number, (), old, new)  # type: ignore[arg-type]


def _replaced(expr: Any, path: Path, new: sp.Expr) -> Any:
    if not path:
        return new
    args = list(expr.args)
    args[path[0]] = _replaced(args[path[0]], path[1:], new)
    return expr.func(*args)


def _apply(
    claim: Claim, expressions: tuple[sp.Expr, ...], change: _Change, notation: Notation
) -> Mutation | None:
    original = expressions[change.number]
    if change.operator == "symbol swapped":
        changed: Any = original.xreplace({change.old: change.new})
    else:
        changed = _replaced(original, change.path, change.new)
    if changed == original or (has_no_value(changed) and not has_no_value(original)):
        return None
    number = count()
    try:
        mutant = claim.map(lambda e: changed if next(number) == change.number else e)
        sides = _sides(mutant, notation)
    except (DerivationError, ArithmeticError, ValueError, TypeError):
        return None
    # A branch may say that there is no value; a mutation that makes a value vanish is none.
    if any(map(has_no_value, sides)) and not any(map(has_no_value, _sides(claim, notation))):
        return None
    place = f"expression {change.number + 1} of {len(expressions)}"
    return Mutation(change.operator, place, _shown(change.old), _shown(change.new), mutant)


def _sides(claim: Claim, notation: Notation) -> list[sp.Expr]:
    return [e for _, part in claim.map(notation.expand).obligations() for e in part.expressions()]


def has_no_value(expr: sp.Expr) -> bool:
    """Whether an expression has, somewhere, no value at all."""
    return expr.has(sp.nan, sp.zoo)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 4]} ..."


def _of_claim(claim: Claim, place: str = "the claim") -> Iterator[Mutation]:
    """Mutations of what is not an expression: relations, ranks, limits."""

    def changed(what: str, field: str, value: Any) -> Mutation:
        before, after = _shown(getattr(claim, field)), _shown(value)
        return Mutation(what, place, before, after, replace(claim, **{field: value}))

    if isinstance(claim, All):
        for index, part in enumerate(claim.parts):
            for mutation in _of_claim(part, f"part {index + 1}"):
                parts = [mutation.claim if i == index else p for i, p in enumerate(claim.parts)]
                yield replace(mutation, claim=All(*parts))
    elif isinstance(claim, Inequality):
        yield changed("relation turned", "rel", _TURNED[claim.rel])
        if claim.rel in _SHARPENED:
            yield changed("relation made strict", "rel", _SHARPENED[claim.rel])
    elif isinstance(claim, Limit):
        yield changed("other limit", "value", claim.value + 1 if claim.value.is_finite else sp.S.Zero)
    elif isinstance(claim, Rank):
        yield from (changed("other rank", "rank", claim.rank + step) for step in (1, -1))
    elif isinstance(claim, Complete):
        yield from (changed("other number of laws", "count", claim.count + step) for step in (1, -1))
