"""Proof rules about inequalities."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
