"""Proof rules about numbers: exact equality of algebraic numbers, logarithms and angles."""

from symfeat.checking.rules.numbers.equality import prove_equal_numbers
from symfeat.checking.rules.rule import Rule
from symfeat.claims.kinds import Identity

RULES: tuple[Rule, ...] = (Rule("exact numbers", Identity, prove_equal_numbers),)
