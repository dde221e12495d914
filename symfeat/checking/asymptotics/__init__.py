"""Asymptotic expansions with exact coefficients and bounded remainders, from which limits are read off."""

from symfeat.checking.asymptotics.limit import eventual_limit

__all__ = ["eventual_limit"]
