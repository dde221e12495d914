"""Claims of tests in a short form: symbols as `n,m:N x:R`, assumptions apart by semicolons, both sides."""

import pytest

from symfeat.checking import check_claim
from symfeat.checking.rules import findings
from symfeat.claimfiles import build
from symfeat.claims.verdicts import Verdict

KINDS = {
    "N": "nonnegative_integer",
    "P": "positive_integer",
    "Z": "integer",
    "R": "real",
    "+": "positive",
    "C": "complex",
}


def _built(symbols, assume, lhs, rhs):
    declared = {
        name: KINDS[kind]
        for names, kind in (group.split(":") for group in symbols.split())
        for name in names.split(",")
    }
    given = [relation for relation in assume.split("; ") if relation]
    return build(
        {"id": "x", "kind": "identity", "symbols": declared, "assume": given, "lhs": lhs, "rhs": rhs}
    )


@pytest.fixture
def is_proved():
    """Whether a rule proves the identity."""

    def proved(symbols, assume, lhs, rhs):
        claim, domain = _built(symbols, assume, lhs, rhs)
        return all(
            any(finding.verdict is Verdict.PROVED for finding in findings(part, domain.known))
            for _, part in domain.unfold(claim)
        )

    return proved


@pytest.fixture
def verdict():
    """The checker's verdict on the identity."""

    def checked(symbols, assume, lhs, rhs):
        claim, domain = _built(symbols, assume, lhs, rhs)
        return str(check_claim(claim, domain, until_refuted=True).verdict)

    return checked
