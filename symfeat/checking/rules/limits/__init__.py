"""Proof rules about limits."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
