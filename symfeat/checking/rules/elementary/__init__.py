"""Proof rules about elementary functions: normal forms in exponentials, and branches by continuity."""

from symfeat.checking.rules.elementary.continuity import prove_by_continuity
from symfeat.checking.rules.elementary.exponentials import prove_by_exponentials
from symfeat.checking.rules.elementary.steps import prove_by_steps
from symfeat.checking.rules.rule import Rule
from symfeat.claims.kinds import Identity

RULES: tuple[Rule, ...] = (
    Rule("exponentials", Identity, prove_by_exponentials),
    Rule("steps", Identity, prove_by_steps),
    Rule("continuity", Identity, prove_by_continuity, 4.0),
)
