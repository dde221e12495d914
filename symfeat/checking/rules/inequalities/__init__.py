"""Proof rules about inequalities."""

from symfeat.checking.rules.inequalities.search import prove_by_search
from symfeat.checking.rules.rule import Rule
from symfeat.claims.kinds import Inequality

RULES: tuple[Rule, ...] = (Rule("inequality search", Inequality, prove_by_search, 6.0),)
