"""What `symfeat verify` does with a claim file: a table of verdicts, or JSON."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from symfeat.cli.console import (
    INTERRUPTED,
    print_json,
    print_lines,
    print_table,
    print_text,
    progress,
    verdict_text,
)

if TYPE_CHECKING:
    from symfeat.claimfiles import CheckedClaim


def verify_file(path: Path, jobs: int | None, timeout: float | None, cache: bool, json: bool) -> int:
    """Check the claims of a file and print the verdicts."""
    claims: list[CheckedClaim] = []
    try:
        from symfeat.claimfiles import verify_claims
        from symfeat.claimfiles.verify import SECONDS
        from symfeat.claims.verdicts import exit_code

        limit = SECONDS if timeout is None else timeout
        with progress("verify") as advance:
            claims = verify_claims(path, jobs=jobs, timeout=limit, cache=cache, on_progress=advance)
        code = exit_code(claim.verdict for claim in claims)
    except KeyboardInterrupt as stop:  # ClaimsInterrupted, or one that came before the first claim
        claims, code = getattr(stop, "claims", []), INTERRUPTED
    if json:
        print_json({"claims": [claim.to_dict() for claim in claims]})
    else:
        _show(claims)
    return code


def _show(claims: "list[CheckedClaim]") -> None:
    rows = [(verdict_text(str(c.verdict)), c.engine, c.id, f"{c.seconds:.2f}") for c in claims]
    print_table(("verdict", "engine", "claim", "seconds"), rows, left=3, folded=2)
    print_text()
    for claim in claims:
        if claim.verdict in ("refuted", "undecided", "invalid"):
            print_text(f"{claim.id}: {claim.verdict}")
            print_lines("", [claim.detail, *_point(claim)])
    counts = Counter(str(claim.verdict) for claim in claims)
    print_text(", ".join(f"{count} {verdict}" for verdict, count in counts.items()) or "no claims")


def _point(claim: "CheckedClaim") -> list[str]:
    if not claim.counterexample:
        return []
    return ["counterexample: " + ", ".join(f"{name} = {at}" for name, at in claim.counterexample.items())]
