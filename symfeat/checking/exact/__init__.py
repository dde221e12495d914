"""The exact engine: normal forms, signs, limits and ranks, each an argument that proves."""

from symfeat.checking.exact.prove import Unproved, found_limits, found_rank, prove
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.tower import Tower

__all__ = [
    "NotReducible",
    "Tower",
    "Unproved",
    "found_limits",
    "found_rank",
    "prove",
]
