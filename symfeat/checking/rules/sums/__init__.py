"""Proof rules about sums, products and sequences of integers."""

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.rule import Ask, Relations, Rule
from symfeat.checking.rules.sums.binomial_theorem import by_binomial_theorem
from symfeat.checking.rules.sums.bounded import by_creative_telescoping
from symfeat.checking.rules.sums.induction import SUMS, by_induction
from symfeat.checking.rules.sums.infinite_products import by_gamma_products
from symfeat.checking.rules.sums.integer_form import vanishes
from symfeat.checking.rules.sums.power_series import by_power_series
from symfeat.checking.rules.sums.series import by_known_series
from symfeat.claims.kinds import Identity


def by_integer_form(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove an identity in integer symbols by its form in exponentials, signs and gamma functions."""
    difference = claim.lhs - claim.rhs
    if not any(s.is_integer for s in difference.free_symbols) or difference.has(*SUMS):
        raise Unproved("no integer symbol, or a sum")
    if not vanishes(difference, relations):
        raise Unproved("the form in exponentials, signs and gamma functions is not zero")
    return "both sides are one function of exponentials, signs and gamma functions of the integers"


RULES: tuple[Rule, ...] = (
    Rule("integer form", Identity, by_integer_form),
    Rule("induction", Identity, by_induction, 6.0),
    Rule("binomial theorem", Identity, by_binomial_theorem),
    Rule("infinite sums", Identity, by_known_series, 4.0, reduces=True),
    Rule("power series", Identity, by_power_series, 5.0),
    Rule("infinite products", Identity, by_gamma_products, 4.0, reduces=True),
    Rule("creative telescoping", Identity, by_creative_telescoping, 6.0),
)
