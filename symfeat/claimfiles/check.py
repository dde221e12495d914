"""Checking one claim of a file, in this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symfeat.checking.ladder import check_claim
from symfeat.claimfiles.build import build
from symfeat.claims import ClaimReport, Verdict
from symfeat.errors import SymfeatError

PARSER = "parser"  # the engine that objects to a malformed claim


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
    except SymfeatError as error:
        return ClaimReport(Verdict.INVALID, PARSER, str(error))
    return check_claim(claim, domain, until_decided=True)
