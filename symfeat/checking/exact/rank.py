"""Exact generic rank of a matrix of expressions: a lower bound at a rational point, met by an upper bound."""

from __future__ import annotations

import random
from collections.abc import Sequence

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from symfeat.checking.exact.cases import BRANCHING
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.tower import Tower

Matrix = Sequence[Sequence[sp.Expr]]


def rank_at_a_point(matrix: Matrix, seed: int = 0) -> int:
    """The rank at a random rational point; positive symbols take squares, to have rational roots."""
    source = random.Random(seed)
    symbols = sorted({s for row in matrix for e in row for s in e.free_symbols}, key=str)
    point = {
        s: sp.Rational(source.randint(2, 40), source.randint(2, 40)) ** (2 if s.is_nonnegative else 1)
        for s in symbols
    }
    rows = [[sp.sympify(e).subs(point) for e in row] for row in matrix]
    if any(not e.is_Rational for row in rows for e in row):
        raise NotReducible("the matrix is not rational at a rational point")
    return int(DomainMatrix.from_list_sympy(len(rows), len(rows[0]), rows).to_field().rank())


def proved_rank(matrix: Matrix, null: Sequence[sp.Expr] = ()) -> int:
    """The generic rank; `null` is a non-zero vector that every row annihilates: an upper bound."""
    if any(sp.sympify(e).has(*BRANCHING) for row in matrix for e in row):
        raise NotReducible("the rank of a matrix with branches differs from case to case")
    lower = rank_at_a_point(matrix)
    upper = min(len(matrix), len(matrix[0]))
    if null:
        products = [sp.Add(*(a * b for a, b in zip(row, null, strict=True))) for row in matrix]
        if all(Tower([p]).is_zero(p) for p in products) and not all(Tower([n]).is_zero(n) for n in null):
            upper = min(upper, len(matrix[0]) - 1)
    if lower < upper:
        upper = int(
            DomainMatrix.from_list_sympy(len(matrix), len(matrix[0]), [list(r) for r in matrix])
            .to_field()
            .rank()
        )
    if lower != upper:
        raise NotReducible(f"the rank lies between {lower} and {upper}")
    return lower
