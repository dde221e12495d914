"""The signs that an expression may have, and their arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import sympy as sp


@dataclass(frozen=True)
class Sign:
    """The signs that an expression may have, a non-empty subset of {-1, 0, 1}."""

    possible: frozenset[int]

    @property
    def positive(self) -> bool:
        return self.possible == {1}

    @property
    def negative(self) -> bool:
        return self.possible == {-1}

    @property
    def nonnegative(self) -> bool:
        return -1 not in self.possible

    @property
    def nonpositive(self) -> bool:
        return 1 not in self.possible

    @property
    def nonzero(self) -> bool:
        return 0 not in self.possible

    @property
    def known(self) -> bool:
        return len(self.possible) == 1

    def __mul__(self, other: Sign) -> Sign:
        return Sign(frozenset(a * b for a, b in product(self.possible, other.possible)))

    def __add__(self, other: Sign) -> Sign:
        sums: set[int] = set()
        for a, b in product(self.possible, other.possible):
            sums |= {-1, 0, 1} if a * b < 0 else {a + b and (1 if a + b > 0 else -1)}
        return Sign(frozenset(sums))

    def __pow__(self, n: int) -> Sign:
        return Sign(frozenset(a**n for a in self.possible))

    def __neg__(self) -> Sign:
        return Sign(frozenset(-a for a in self.possible))

    def without_zero(self) -> Sign:
        return Sign(self.possible - {0} or self.possible)


UNKNOWN = Sign(frozenset({-1, 0, 1}))
ZERO, POSITIVE, NONNEGATIVE = Sign(frozenset({0})), Sign(frozenset({1})), Sign(frozenset({0, 1}))


def sign_by_assumption(expr: sp.Expr) -> Sign:
    """What SymPy's assumptions on symbols say."""
    if expr.is_extended_real is not True:
        return UNKNOWN
    ruled_out = {
        1: expr.is_positive is False,
        0: expr.is_zero is False,
        -1: expr.is_negative is False,
    }
    return Sign(frozenset(s for s, out in ruled_out.items() if not out) or frozenset({-1, 0, 1}))


def sign_from_facts(expr: sp.Expr, facts: Mapping[sp.Expr, bool]) -> Sign | None:
    """The sign that a fact, or for a difference the sum of two, gives to the expression as it is written.

    Facts are expressions known to be nonnegative, or positive where they map to True.
    """
    for whole, direction in ((expr, POSITIVE), (-expr, -POSITIVE)):
        if whole in facts:
            return direction * (POSITIVE if facts[whole] else NONNEGATIVE)
        if expr.is_Add and len(expr.args) == 2:
            for fact, strict in facts.items():
                if (rest := whole - fact) in facts:
                    return direction * (POSITIVE if strict or facts[rest] else NONNEGATIVE)
    return None


def sign_of_sum(terms: Sequence[tuple[sp.Expr, Sign]]) -> Sign:
    """The sign of a sum, also where each term that may be negative has a partner >= 0 of no smaller square.

    A term may stand there twice, and each needs a partner of its own. Squares compare real terms alone:
    that of a number which is not real says nothing about its size.
    """
    whole = sum((sign for _, sign in terms), ZERO)
    if whole != UNKNOWN:
        return whole
    partners = [(term, sign) for term, sign in terms if sign.nonnegative]
    whole = ZERO
    for term in (term for term, sign in terms if not sign.nonnegative):
        for pair in partners:
            if not (term.is_extended_real and pair[0].is_extended_real):
                continue
            gap = sign_by_assumption(sp.expand(pair[0] ** 2 - term**2))
            if gap.nonnegative:
                break
        else:
            return UNKNOWN
        partners.remove(pair)
        whole = whole + (POSITIVE if gap.positive else NONNEGATIVE)
    return sum((sign for _, sign in partners), whole)
