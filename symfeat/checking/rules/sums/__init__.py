"""Proof rules about sums."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
