"""Asymptotic expansions with exact coefficients and bounded remainders, from which limits are read off."""

from symfeat.checking.asymptotics.limit import eventual_limit
from symfeat.checking.asymptotics.oscillation import why_no_limit

__all__ = ["eventual_limit", "why_no_limit"]
