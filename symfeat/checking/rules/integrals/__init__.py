"""Proof rules about integrals."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
