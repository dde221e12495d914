"""Identities between elementary functions that hold in normal form, on the whole complex plane."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.elementary.functions import BY_EXPONENTIAL, REWRITTEN
from symfeat.checking.rules.elementary.inverse import INVERSE
from symfeat.checking.rules.elementary.normal import NormalForm
from symfeat.checking.rules.elementary.units import with_units
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Identity

ELEMENTARY = (*BY_EXPONENTIAL, *REWRITTEN, *INVERSE, sp.exp, sp.log, sp.Pow)


def prove_by_exponentials(claim: Identity, relations: Relations, ask: Ask) -> str:
    """The difference is zero once circular, hyperbolic and inverse functions are exponentials and roots."""
    difference = claim.lhs - claim.rhs
    if not difference.has(*ELEMENTARY):
        raise Unproved("no elementary function stands in it")
    if not with_units(lambda units: _vanishes(difference, units)):
        raise Unproved("the normal form of the difference is not zero")
    return "the normal form in exponentials is zero"


def _vanishes(difference: sp.Expr, units: dict[Any, int]) -> bool:
    form = NormalForm(units)
    return form.is_zero(form.element(difference))
