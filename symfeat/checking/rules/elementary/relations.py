"""Integer relations between logarithms: proposed by lattice reduction, proved by exponentials and a ball."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp
from flint import acb, arb, fmpz_mat

from symfeat.checking.exact import NotReducible
from symfeat.evaluate.ball import ball, working_bits
from symfeat.evaluate.program import UndecidedComparison

BITS = 320
_SCALE = 140  # bits to which a relation is looked for
_TRUST = 2**24  # what is left of a true relation is at most this, of one by chance far more
LARGEST = 5000  # coefficient of a relation


def values(meanings: Sequence[sp.Expr], point: dict[sp.Symbol, Any], bits: int = BITS) -> list[acb]:
    """Balls around what logarithms are at a point."""
    try:
        found = [acb(ball(meaning, point, bits)) for meaning in meanings]
    except UndecidedComparison as error:
        raise NotReducible("a branch is in doubt at a point") from error
    if not all(value.is_finite() for value in found):
        raise NotReducible("a logarithm has no value at a point")
    return found


def proposed_relation(columns: Sequence[Sequence[acb]]) -> list[int] | None:
    """Integers n_k, the first not zero, with sum n_k v_k = 0 at all points; v_k in the k-th column."""
    with working_bits(BITS):
        rows = []
        for k, column in enumerate(columns):
            unit = [int(k == j) for j in range(len(columns))]
            rows.append(
                unit + [part for value in column for part in (_whole(value.real), _whole(value.imag))]
            )
        reduced = fmpz_mat(rows).lll().tolist()
    size = len(columns)
    for row in reduced:
        whole, rest = [int(n) for n in row[:size]], [abs(int(n)) for n in row[size:]]
        if whole[0] and max(rest) < _TRUST and max(map(abs, whole)) <= LARGEST:
            return whole
    return None


def _whole(value: arb) -> int:
    """The value times a power of two, to the nearest whole number as far as the ball tells."""
    middle = arb(value.mid())
    scaled = (middle * arb(2) ** _SCALE + arb(1) / 2).floor()
    found = scaled.unique_fmpz()
    if found is None:
        raise NotReducible("a logarithm's value is not sharp enough")
    return int(found)
