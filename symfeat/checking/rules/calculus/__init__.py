"""Proof rules about calculus."""

from symfeat.checking.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
