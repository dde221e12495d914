"""The words of a verdict and what a check returns: plain data that crosses process borders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a check found; never a bare boolean."""

    PROVED = "proved"  # by an exact argument
    SUPPORTED = "supported"  # by numbers alone; never called proof
    REFUTED = "refuted"  # with a certificate that fits the kind of claim
    UNDECIDED = "undecided"  # and why
    INVALID = "invalid"  # malformed


# A refutation always wins; then whatever keeps the whole from being proved.
_WORST_FIRST = (Verdict.REFUTED, Verdict.INVALID, Verdict.UNDECIDED, Verdict.SUPPORTED, Verdict.PROVED)
_CODES = {Verdict.REFUTED: 1, Verdict.INVALID: 2, Verdict.UNDECIDED: 3}


def weakest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of a conjunction."""
    return min(verdicts, key=_WORST_FIRST.index)


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """0: all proved or supported; 1: a refutation; 2: malformed; 3: undecided; the first of 1, 2, 3."""
    return min((_CODES[verdict] for verdict in verdicts if verdict in _CODES), default=0)


@dataclass(frozen=True)
class Finding:
    """What one engine says of one claim."""

    engine: str
    verdict: Verdict
    detail: str
    counterexample: dict[str, str] | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class ClaimReport:
    """A claim's verdict, with the findings of every engine that looked at it."""

    verdict: Verdict
    engine: str
    detail: str
    findings: tuple[Finding, ...] = ()
    counterexample: dict[str, str] | None = None
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class StepReport:
    """A named step of a result (or its statement) with its verdict."""

    name: str
    report: ClaimReport

    @property
    def verdict(self) -> Verdict:
        return self.report.verdict


@dataclass(frozen=True)
class ResultReport:
    """A result's verdict: its steps, its statement, and what was objected to.

    `as_declared` compares the verdict with what the result declares (`expect`).
    """

    slug: str
    verdict: Verdict
    expected: Verdict
    detail: str
    steps: tuple[StepReport, ...] = ()
    unused_assumptions: tuple[str, ...] = ()
    witness: dict[str, str] = field(default_factory=dict)
    file: str = ""
    seconds: float = 0.0

    @property
    def as_declared(self) -> bool:
        return self.verdict is self.expected or self.verdict is Verdict.PROVED

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"as_declared": self.as_declared}
