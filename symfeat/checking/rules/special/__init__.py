"""Proof rules about special functions: relations between contiguous functions and between families."""

from symfeat.checking.rules.rule import Rule
from symfeat.checking.rules.special.relations import by_relations
from symfeat.claims.kinds import Identity

RULES: tuple[Rule, ...] = (Rule("contiguous relations", Identity, by_relations, 4.0),)
