"""Proof rules about elementary."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
