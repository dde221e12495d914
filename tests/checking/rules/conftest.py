"""Claims of tests in a short form: symbols as `n,m:N x:R`, assumptions apart by semicolons, both sides."""

import pytest

from symfeat.checking.rules import findings
from symfeat.checking.workers import Pool
from symfeat.claimfiles import build, check_within, prepare
from symfeat.claims.verdicts import Verdict

SECONDS = 20.0
KINDS = {
    "N": "nonnegative_integer",
    "P": "positive_integer",
    "Z": "integer",
    "R": "real",
    "+": "positive",
    "C": "complex",
}


def _raw(symbols, assume, lhs, rhs):
    declared = {
        name: KINDS[kind]
        for names, kind in (group.split(":") for group in symbols.split())
        for name in names.split(",")
    }
    given = [relation for relation in assume.split("; ") if relation]
    return {"id": "x", "kind": "identity", "symbols": declared, "assume": given, "lhs": lhs, "rhs": rhs}


@pytest.fixture
def is_proved():
    """Whether a rule proves the identity."""

    def proved(symbols, assume, lhs, rhs):
        claim, domain = build(_raw(symbols, assume, lhs, rhs))
        return all(
            any(finding.verdict is Verdict.PROVED for finding in findings(part, domain.known))
            for _, part in domain.unfold(claim)
        )

    return proved


@pytest.fixture(scope="module")
def verdict():
    """The verdict on the identity, as for a claim of a file: a worker's, which no slow search outlives."""
    with Pool(prepare, jobs=1, timeout=SECONDS) as pool:

        def checked(symbols, assume, lhs, rhs):
            pool.submit(check_within, 0, _raw(symbols, assume, lhs, rhs), SECONDS)
            (outcome,) = pool.outcomes()
            return str(outcome.value.verdict) if outcome.value else "undecided"

        yield checked
