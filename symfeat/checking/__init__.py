"""Checking claims and results."""

from symfeat.checking.justify import check_result, check_step, conclude
from symfeat.checking.ladder import check_claim

__all__ = [
    "check_claim",
    "check_result",
    "check_step",
    "conclude",
]
