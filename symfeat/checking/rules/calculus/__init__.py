"""Proof rules by calculus in one variable: linear differential equations and initial values."""

from symfeat.checking.rules.calculus.annihilating import by_equation
from symfeat.checking.rules.rule import Rule
from symfeat.claims.kinds import Identity

RULES: tuple[Rule, ...] = (Rule("annihilating equation", Identity, by_equation, 5.0),)
