"""A linear differential equation that an expression satisfies, found by elimination and exact.

The expression and its derivatives are written in independent functions. Of the first few, a combination with
polynomial coefficients in which every function cancels is an equation that holds wherever all are finite.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.special.derivatives import slope
from symfeat.checking.rules.special.field import Field
from symfeat.checking.rules.special.relations import independent, is_discrete
from symfeat.checking.rules.special.writing import Positive

HIGHEST_ORDER = 3
MOST_ROWS = 60


def annihilator(expr: sp.Expr, x: sp.Symbol, positive: Positive) -> list[sp.Expr]:
    """Coefficients c_0, ..., c_r, polynomials in x, with sum c_k expr^(k) = 0; just c_0 if expr is 0."""
    derivatives = [expr]
    for order in range(HIGHEST_ORDER + 1):
        if order:
            derivatives.append(slope(derivatives[-1], x))
        found = _dependence(derivatives, x, positive)
        if found is not None:
            return found
    raise Unproved(f"no linear equation of order {HIGHEST_ORDER} or less was found")


def _dependence(derivatives: Sequence[sp.Expr], x: sp.Symbol, positive: Positive) -> list[sp.Expr] | None:
    marks = [sp.Dummy(f"t{k}") for k in range(len(derivatives))]
    whole = independent(sp.Add(*(t * d for t, d in zip(marks, derivatives, strict=True))), positive)
    field = Field(whole, positive)
    if any(is_discrete(factor) for factor in field.denominator_factors()):
        raise Unproved("a denominator may vanish at integers")
    if field.is_zero:
        return [sp.S.One]
    rows = [row for row in _rows(field, marks, x) if any(row)]
    if len(marks) == 1 or len(rows) > MOST_ROWS:
        return None
    return _null_vector(rows, field)


def _rows(field: Field, marks: list[sp.Dummy], x: sp.Symbol) -> list[list[Any]]:
    """For each monomial in functions of x its coefficients, polynomials in symbols and constants."""
    places = [field.place(t) for t in marks]
    functions = [i for i, meaning in enumerate(field.meanings) if _moves(meaning, x) and i not in places]
    rows: dict[tuple[int, ...], list[dict[tuple[int, ...], Any]]] = {}
    for exponents, coefficient in field.numerator.to_dict().items():
        key = tuple(exponents[i] for i in functions)
        mark = next(k for k, place in enumerate(places) if place is not None and exponents[place])
        rest = list(exponents)
        for i in (*functions, *(p for p in places if p is not None)):
            rest[i] = 0
        rows.setdefault(key, [{} for _ in marks])[mark][tuple(rest)] = coefficient
    return [[field.polynomial(terms) for terms in row] for row in rows.values()]


def _moves(meaning: sp.Expr, x: sp.Symbol) -> bool:
    """Whether a generator is a function of x, as the unnamed functions of a basis are."""
    symbols = meaning.free_symbols
    return meaning != x and (x in symbols or any(isinstance(s, sp.Dummy) for s in symbols))


def _null_vector(rows: list[list[Any]], field: Field) -> list[sp.Expr] | None:
    """Polynomials that combine the columns to zero, by minors; None if the columns are independent."""
    order = len(rows[0]) - 1
    for chosen in combinations(range(min(len(rows), 6)), order):
        minors = [
            _determinant([[rows[i][j] for j in range(order + 1) if j != column] for i in chosen])
            for column in range(order + 1)
        ]
        if not minors[order]:
            continue
        signed = [m if (order - k) % 2 == 0 else -m for k, m in enumerate(minors)]
        if any(sum((c * v for c, v in zip(row, signed, strict=True)), 0 * signed[0]) for row in rows):
            return None
        common = signed[0]
        for v in signed[1:]:
            common = common.gcd(v)
        return [field.spelled(v / common) for v in signed]
    return None


def _determinant(matrix: list[list[Any]]) -> Any:
    if len(matrix) == 1:
        return matrix[0][0]
    total = 0 * matrix[0][0]
    for column, entry in enumerate(matrix[0]):
        if entry:
            minor = [row[:column] + row[column + 1 :] for row in matrix[1:]]
            total = total + (-1) ** column * entry * _determinant(minor)
    return total
