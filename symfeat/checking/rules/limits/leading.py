"""Limits whose branches are decided far out, by signs of leading terms, and not on all of the domain."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.asymptotics import eventual_limit
from symfeat.checking.exact import Unproved
from symfeat.checking.exact.cases import facts_of
from symfeat.checking.exact.limits import approaches
from symfeat.checking.rules.rule import Ask, Relations, Rule
from symfeat.claims.kinds import Identity, Limit


def prove_limit(claim: Limit, relations: Relations, ask: Ask) -> str:
    """Expand along each way of approach; the leading term is compared with the value by the whole ladder."""
    for moved, away in approaches(claim):
        found = eventual_limit(moved, away, facts_of(relations))
        if found == claim.value:
            continue
        if found in (sp.oo, -sp.oo) or claim.value in (sp.oo, -sp.oo):
            raise Unproved(f"the limit is {found}")
        ask(Identity(found, claim.value))
    return "leading terms of an asymptotic expansion"


RULE = Rule("asymptotic expansion", Limit, prove_limit, 6.0)
