"""Verifying a claim file: each claim in a worker under limits, known verdicts from the cache."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from symfeat.checking.workers import WORKER, Outcome, Pool, Progress
from symfeat.claimfiles.cache import Cache, cache_folder
from symfeat.claimfiles.check import PARSER, check_within, prepare
from symfeat.claimfiles.read import Entry, printable, read
from symfeat.claims import ClaimReport, Finding, Verdict

SECONDS = 20.0  # that a claim of a file may take
_MEMORY = 1 << 30  # bytes that a claim may take


@dataclass(frozen=True)
class CheckedClaim:
    """The verdict on one claim of a file, with the engine that it comes from.

    `counterexample` maps symbols to values where the claim fails; `findings` is what each engine said.
    """

    id: str
    verdict: Verdict
    engine: str
    detail: str
    counterexample: dict[str, str] | None
    seconds: float
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, without the findings."""
        return {
            "id": self.id,
            "verdict": str(self.verdict),
            "engine": self.engine,
            "detail": self.detail,
            "counterexample": self.counterexample,
            "seconds": self.seconds,
        }


class ClaimsInterrupted(KeyboardInterrupt):
    """Ctrl-C while verifying; `claims` holds those that were finished."""

    def __init__(self, claims: list[CheckedClaim]) -> None:
        super().__init__("interrupted")
        self.claims = claims


def verify_claims(
    path: str | Path,
    *,
    jobs: int | None = None,
    timeout: float = SECONDS,
    cache: bool = True,
    on_progress: Progress | None = None,
) -> list[CheckedClaim]:
    """Check every claim of a file, each in a worker under a limit of `timeout` seconds, in the file's order.

    With `cache`, verdicts are kept in the user's cache folder and found there again. Ctrl-C ends the workers
    and raises ClaimsInterrupted, which holds what is finished.

    Raises InputError for a file that is not a claim file; a malformed claim of one is `invalid` by itself.
    """
    entries: list[Entry] = []
    known = Cache(cache_folder(), timeout) if cache else None
    found: dict[int, ClaimReport] = {}
    advance = on_progress or (lambda done, total, current: None)
    try:
        with Pool(prepare, jobs=jobs, timeout=timeout, memory=_MEMORY) as pool:
            entries = read(path)
            for place, entry in enumerate(entries):
                report = ClaimReport(Verdict.INVALID, PARSER, entry.problem) if entry.problem else None
                report = report or (known.get(entry.raw) if known else None)
                if report:
                    found[place] = report
            for place, entry in enumerate(entries):
                if place not in found:
                    pool.submit(check_within, place, entry.raw, timeout)
            for outcome in pool.outcomes():
                place, raw, _ = outcome.task.arguments
                found[place] = _report(outcome)
                if known and found[place].engine != WORKER:
                    known.put(raw, found[place])
                advance(len(found), len(entries), entries[place].id)
    except KeyboardInterrupt:
        raise ClaimsInterrupted(_checked(entries, found)) from None
    return _checked(entries, found)


def _report(outcome: Outcome) -> ClaimReport:
    if outcome.value is None:
        return ClaimReport(Verdict.UNDECIDED, WORKER, outcome.failure, seconds=outcome.seconds)
    return replace(outcome.value, seconds=outcome.seconds)


def _checked(entries: list[Entry], found: dict[int, ClaimReport]) -> list[CheckedClaim]:
    """The claims that have a report, in the file's order."""
    return [
        CheckedClaim(
            entries[place].id,
            report.verdict,
            report.engine,
            printable(report.detail),
            report.counterexample,
            report.seconds,
            report.findings,
        )
        for place, report in sorted(found.items())
    ]
