"""Proof rules about integrals."""

from symfeat.checking.rules.integrals.values import by_known_integrals
from symfeat.checking.rules.rule import Rule
from symfeat.claims.kinds import Identity

RULES: tuple[Rule, ...] = (Rule("integrals", Identity, by_known_integrals, 10.0, reduces=True),)
