"""The ladder: engines look at a claim in turn; a refutation ends it; only an exact proof is called proof."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from symfeat.checking.budget import OutOfTime, limited, remaining, within
from symfeat.checking.instances import refuted_instance
from symfeat.checking.numeric import agree, draw_sample, refute, search, weigh
from symfeat.checking.points import Sample
from symfeat.checking.rules import findings
from symfeat.checking.search.trial import Trial
from symfeat.claims.assumptions import Domain
from symfeat.claims.kinds import Claim, Identity
from symfeat.claims.verdicts import ClaimReport, Finding, Verdict, weakest
from symfeat.errors import DerivationError, EvaluationError

NUMERIC_SECONDS = 5.0  # the share of time of one numeric engine in a worker
PROOF_SHARE = 0.6  # of the time that a worker has left, for proofs: sampling is to have its turn after them
_SAMPLING_SECONDS = 8.0  # that sampling has use for, however long the whole may take
_BEST_FIRST = (Verdict.REFUTED, Verdict.PROVED, Verdict.SUPPORTED, Verdict.UNDECIDED)


def check_claim(
    claim: Claim,
    domain: Domain,
    *,
    digits: int = 50,
    seed: int = 0,
    until_refuted: bool = False,
    until_decided: bool = False,
) -> ClaimReport:
    """Check every obligation of a claim: balls refute, rules prove, sampling supports.

    A refutation by any engine ends the check; `proved` comes from the proof rules alone; agreement of both
    sides to `digits` digits at the sampled points is `supported`. `until_refuted` stops at the first engine
    that knows; `until_decided` does not sample what is proved.

    >>> import sympy as sp
    >>> from symfeat.claims import Identity, Notation, domain_of
    >>> notation = Notation("example")
    >>> x = notation.symbol("x", "x", "a real number", real=True)
    >>> str(check_claim(Identity(sp.sqrt(x**2), sp.Abs(x)), domain_of(notation, ())).verdict)
    'proved'
    >>> str(check_claim(Identity(sp.sqrt(x**2), x), domain_of(notation, ())).verdict)
    'refuted'
    """
    started = time.perf_counter()
    parts = [(label, part, draw_sample(part, domain, seed)) for label, part in domain.unfold(claim)]
    # A counterexample to any part is found sooner than a proof of the others.
    first = {
        label: found for label, part, sample in parts if (found := _guarded("ball", refute, part, sample))
    }
    reports: list[tuple[str, ClaimReport]] = []
    parts.sort(key=lambda part: part[0] not in first or first[part[0]].verdict is not Verdict.REFUTED)
    for label, part, sample in parts:
        known = first.get(label)
        met = _engines(part, domain, sample, digits, known, brief=until_refuted or until_decided)
        reports.append((label, _concluded(list(met))))
        if reports[-1][1].verdict is Verdict.REFUTED:
            break
    verdict = weakest(report.verdict for _, report in reports)
    label, decisive = next((label, r) for label, r in reports if r.verdict is verdict)
    detail = f"{label}: {decisive.detail}" if label and verdict is not Verdict.PROVED else decisive.detail
    return ClaimReport(
        verdict,
        decisive.engine,
        detail,
        _merge([report.findings for _, report in reports]),
        decisive.counterexample,
        time.perf_counter() - started,
    )


def _engines(
    claim: Claim, domain: Domain, sample: Sample, digits: int, by_balls: Finding | None, *, brief: bool
) -> Iterator[Finding]:
    """What the engines find, in turn; nothing is asked after a refutation, nor, if `brief`, after a proof."""
    if not sample.points:
        why = f"no sample point satisfies the assumptions ({sample.drawn} drawn)"
        yield Finding("sampling", Verdict.UNDECIDED, why)
        return
    if by_balls is not None:
        yield by_balls
        if by_balls.verdict is Verdict.REFUTED:
            return
    attempts = _proofs(claim, domain, sample)
    yield from attempts
    if any(finding.verdict is Verdict.REFUTED for finding in attempts):
        return
    proved = any(finding.verdict is Verdict.PROVED for finding in attempts)
    if not proved and (found := _guarded("values", refuted_instance, claim, sample)) is not None:
        yield found
        if found.verdict is Verdict.REFUTED:
            return
    if not (proved and brief):
        weighed = _guarded("sampling", agree if proved else weigh, claim, sample, digits)
        if weighed is not None:
            yield weighed


def _proofs(claim: Claim, domain: Domain, sample: Sample) -> list[Finding]:
    """What the proof rules find in their share of the time that is left; a refutation is the last of it.

    Where the first rule, the cheapest one, proves nothing, a counterexample is searched for at more points.
    """

    def refuted(same: Claim) -> Finding | None:
        trial = Trial(same.lhs, same.rhs) if isinstance(same, Identity) else None
        return refute(same, replace(sample, trial=trial))

    found: list[Finding] = []
    began = time.perf_counter()
    left = remaining()
    until = time.monotonic() + left - min((1 - PROOF_SHARE) * left, _SAMPLING_SECONDS)
    rules = findings(claim, domain.known, refuted)
    while True:
        try:
            with within(until - time.monotonic()):
                finding = next(rules, None)
        except OutOfTime:
            finding = None
            spent = time.perf_counter() - began
            found.append(Finding("rules", Verdict.UNDECIDED, "the time for proofs is spent", seconds=spent))
        if finding is None:
            return found
        found.append(replace(finding, seconds=time.perf_counter() - began))
        if finding.verdict in (Verdict.PROVED, Verdict.REFUTED):
            return found
        if len(found) == 1:
            seen = _guarded("ball", search, claim, sample)
            if seen is not None and seen.verdict is Verdict.REFUTED:
                return [*found, seen]
        began = time.perf_counter()


def _guarded(name: str, engine: Callable[..., Finding | None], *arguments: object) -> Finding | None:
    """A numeric engine's finding with its time; what stops the engine decides nothing."""
    began = time.perf_counter()
    try:
        with limited(NUMERIC_SECONDS):
            finding = engine(*arguments)
    except EvaluationError as error:
        finding = Finding(name, Verdict.UNDECIDED, str(error))
    except RecursionError:
        finding = Finding(name, Verdict.UNDECIDED, "an expression nests too deep")
    except OutOfTime:
        finding = Finding(name, Verdict.UNDECIDED, "its share of time is spent")
    except (MemoryError, DerivationError):
        raise
    except Exception as error:  # what a library raises on a stranger's claim costs this engine alone
        finding = Finding(name, Verdict.UNDECIDED, f"stopped by {type(error).__name__}: {error}")
    return finding and replace(finding, seconds=time.perf_counter() - began)


def _concluded(findings: list[Finding]) -> ClaimReport:
    """The best word that an engine has for one primitive claim."""
    # Where nothing is decided, the engine that looked last has the most to say of why.
    best = min(reversed(findings), key=lambda finding: _BEST_FIRST.index(finding.verdict))
    if best.verdict is Verdict.PROVED:  # the rules that could not are of no interest
        findings = [f for f in findings if f.engine in ("ball", "sampling") or f.verdict is Verdict.PROVED]
    return ClaimReport(best.verdict, best.engine, best.detail, tuple(findings), best.counterexample)


def _merge(groups: list[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """One finding an engine over all obligations: its weakest verdict, its total time."""
    merged: dict[str, list[Finding]] = {}
    for group in groups:
        for finding in group:
            merged.setdefault(finding.engine, []).append(finding)
    result = []
    for engine, found in merged.items():
        verdict = weakest(f.verdict for f in found)
        worst = next(f for f in found if f.verdict is verdict)
        seconds = sum(f.seconds for f in found)
        result.append(Finding(engine, verdict, worst.detail, worst.counterexample, seconds))
    return tuple(result)
