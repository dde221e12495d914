"""Proof rules about inequalities."""

from symfeat.checking.rules.inequalities.induction import prove_by_induction
from symfeat.checking.rules.inequalities.moduli import prove_by_moduli
from symfeat.checking.rules.inequalities.search import prove_by_search
from symfeat.checking.rules.rule import Rule
from symfeat.claims.kinds import Inequality

RULES: tuple[Rule, ...] = (
    Rule("triangle inequality", Inequality, prove_by_moduli, 4.0),
    Rule("inequality search", Inequality, prove_by_search, 4.0),
    Rule("induction", Inequality, prove_by_induction, 6.0),
)
