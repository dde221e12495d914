"""Proof rules about numbers."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
