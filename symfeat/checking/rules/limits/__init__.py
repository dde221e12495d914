"""Proof rules about limits, and about what does not jump."""

from symfeat.checking.rules.limits import leading, regularity
from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = (leading.RULE, regularity.RULE)
