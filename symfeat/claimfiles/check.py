"""Checking one claim of a file: in this process, or in a worker within the time that the claim has."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from sympy.core.cache import clear_cache

from symfeat.checking import budget
from symfeat.checking.ladder import check_claim
from symfeat.checking.rules import rules
from symfeat.checking.workers import WORKER
from symfeat.claimfiles.build import build
from symfeat.claimfiles.sizes import BITS
from symfeat.claims import ClaimReport, Verdict
from symfeat.errors import SymfeatError

PARSER = "parser"  # the engine that objects to a malformed claim
_SHARE = 0.9  # of a claim's time, after which a worker itself gives up, before it is killed
_FRAMES = 5_000  # of Python's stack: SymPy takes several for each of the levels that an expression may have


def check_raw(raw: Mapping[str, Any]) -> ClaimReport:
    """Check a claim as a file gives it, without a limit on time or memory (see `symfeat.verify`).

    >>> claim = {"kind": "identity", "symbols": {"x": "real"}, "lhs": "sqrt(x**2)"}
    >>> str(check_raw({**claim, "rhs": "Abs(x)"}).verdict)
    'proved'
    >>> check_raw({**claim, "rhs": "x.real"}).detail
    'rhs: attributes are not allowed in an expression'
    """
    try:
        claim, domain = build(raw)
        return check_claim(claim, domain, until_decided=True)
    except SymfeatError as error:
        return ClaimReport(Verdict.INVALID, PARSER, str(error))


def prepare() -> None:
    """Make a worker ready for claims: all is imported, attempts can be interrupted, large integers print."""
    rules()
    budget.enable()
    sys.setrecursionlimit(max(_FRAMES, sys.getrecursionlimit()))
    sys.set_int_max_str_digits(BITS)


def check_within(prepared: None, place: int, raw: Mapping[str, Any], seconds: float) -> ClaimReport:
    """Check a claim in a worker that has `seconds` for it; its `place` in the file is for the caller."""
    try:
        with budget.within(_SHARE * seconds):
            return check_raw(raw)
    except budget.OutOfTime:
        return ClaimReport(
            Verdict.UNDECIDED, WORKER, f"time limit of {seconds:g} s", seconds=_SHARE * seconds
        )
    finally:
        # No claim inherits what another one left: memory, or facts that an interruption left half worked out.
        clear_cache()
