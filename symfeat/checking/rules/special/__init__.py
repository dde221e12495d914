"""Proof rules about special."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
