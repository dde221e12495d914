"""The mutation run: every statement and step is perturbed, and the checker has to notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from symfeat.checking.justify import claim_in_context
from symfeat.checking.ladder import check_claim
from symfeat.checking.operators import digest, has_no_value, mutations
from symfeat.checking.workers import Outcome, Pool, Progress
from symfeat.claims import Claim, Domain, Registry, Verdict, load_folder, weakest
from symfeat.errors import InputError

MUTANTS_PER_CLAIM = 6
Obligations = tuple[tuple[str, Claim], ...]


class Fate(StrEnum):
    """What became of a mutant."""

    REFUTED = "refuted"  # noticed, with a counterexample
    TRUE = "true"  # still a theorem, with its proof: not counted
    SURVIVED = "survived"  # neither: the checker would not have noticed


@dataclass(frozen=True)
class Mutant:
    """One small change of one claim, in words."""

    slug: str
    step: str
    index: int
    operator: str
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.slug}, {self.step}: {self.operator} in {self.place}: {self.before} -> {self.after}"


@dataclass(frozen=True)
class MutantReport:
    """A mutant's fate, and the engine, the part of the claim and the counterexample that decided it."""

    mutant: Mutant
    fate: Fate
    engine: str
    detail: str
    counterexample: dict[str, str] | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class MutationReport:
    """All mutants in the order of the registry; `untried`: claims that could not be perturbed, and why."""

    mutants: tuple[MutantReport, ...]
    untried: tuple[tuple[str, str], ...] = ()

    def having(self, fate: Fate) -> tuple[MutantReport, ...]:
        return tuple(m for m in self.mutants if m.fate is fate)

    @property
    def survivors(self) -> tuple[MutantReport, ...]:
        return self.having(Fate.SURVIVED)

    @property
    def exit_code(self) -> int:
        """0: every mutant was refuted or proved; 3 (undecided): one survived, or a claim was not tried."""
        return 3 if self.survivors or self.untried else 0

    def to_dict(self) -> dict[str, Any]:
        counts = {str(fate): len(self.having(fate)) for fate in Fate}
        untried = [{"claim": claim, "reason": reason} for claim, reason in self.untried]
        return {"counts": counts, "mutants": [asdict(m) for m in self.mutants], "untried": untried}


def mutate(
    registry: Registry,
    slugs: Iterable[str] | None = None,
    *,
    fraction: float | None = None,
    jobs: int | None = None,
    timeout: float = 60.0,
    on_progress: Progress | None = None,
) -> MutationReport:
    """Perturb every statement and step of the results (all by default) and check each mutant.

    At most six mutants a claim, the same ones in every run; `fraction` keeps a fixed share of them, picked by
    a hash of their names. Only the obligations that a change touches are checked again.
    """
    if fraction is not None and not 0 <= fraction <= 1:
        raise InputError(f"fraction must be from 0 to 1; got {fraction:g}")
    asked = set(registry.results if slugs is None else slugs)
    names = [
        (slug, name) for slug, result in registry.results.items() if slug in asked for name in result.parts
    ]
    reports: list[MutantReport] = []
    untried = [(problem.file, problem.message) for problem in registry.problems if slugs is None]
    done, total = 0, len(names)
    with Pool(partial(load_folder, registry.folder), jobs=jobs, timeout=timeout) as pool:
        for slug, name in names:
            pool.submit(mutants_of, slug, name)
        for outcome in pool.outcomes():
            if outcome.task.function is check_mutant:
                reports.append(outcome.value or _unfinished(outcome))
            elif outcome.value is None:
                untried.append((", ".join(outcome.task.arguments), outcome.failure))
            else:
                kept = [found for found in outcome.value if _kept(found[0], fraction)]
                total += len(kept)
                for found in kept:
                    pool.submit(check_mutant, *found)
            done += 1
            if on_progress:
                on_progress(done, total, _slug_of(outcome))
    place = {name: number for number, name in enumerate(names)}
    reports.sort(key=lambda r: (place[r.mutant.slug, r.mutant.step], r.mutant.index))
    return MutationReport(tuple(reports), tuple(sorted(untried)))


def mutants_of(registry: Registry, slug: str, name: str) -> list[tuple[Mutant, Obligations, Domain]]:
    """The mutants of one claim, each with the obligations that differ from the original's, and the domain."""
    claim, domain = claim_in_context(registry, slug, name)
    expand = registry.notation.expand  # before derivatives are taken: a definition may hide the time
    original = claim.map(expand).obligations()
    found = []
    for index, m in enumerate(mutations(claim, registry.notation, f"{slug}/{name}", MUTANTS_PER_CLAIM)):
        mutant = Mutant(slug, name, index, m.operator, m.place, m.before, m.after)
        obligations = m.claim.map(expand).obligations()
        changed = tuple(part for part in obligations if part not in original)
        if _says_nothing(changed, domain) and not _says_nothing(original, domain):
            continue
        # What no obligation tells apart from the original is checked in full.
        found.append((mutant, changed or obligations, domain))
    return found


def _says_nothing(obligations: Obligations, domain: Domain) -> bool:
    """Whether, under the assumptions, a side has no value."""
    return any(has_no_value(domain.apply(e)) for _, part in obligations for e in part.expressions())


def check_mutant(
    registry: Registry, mutant: Mutant, obligations: Obligations, domain: Domain
) -> MutantReport:
    """Decide the changed obligations until one is refuted."""
    checked = []
    for label, claim in obligations:
        report = check_claim(claim, domain, until_refuted=True)
        detail = f"{label}: {report.detail}" if label else report.detail
        checked.append((report, detail))
        if report.verdict is Verdict.REFUTED:
            break
    worst = weakest(report.verdict for report, _ in checked)
    report, detail = next(pair for pair in checked if pair[0].verdict is worst)
    fate = {Verdict.REFUTED: Fate.REFUTED, Verdict.PROVED: Fate.TRUE}.get(worst, Fate.SURVIVED)
    seconds = sum(report.seconds for report, _ in checked)
    return MutantReport(mutant, fate, report.engine, detail, report.counterexample, seconds)


def _kept(mutant: Mutant, fraction: float | None) -> bool:
    name = f"{mutant.slug}/{mutant.step}/{mutant.index}"
    return fraction is None or digest(name) < fraction * 2**64


def _unfinished(outcome: Outcome) -> MutantReport:
    mutant = outcome.task.arguments[0]
    return MutantReport(
        mutant, Fate.SURVIVED, "worker", f"undecided: {outcome.failure}", seconds=outcome.seconds
    )


def _slug_of(outcome: Outcome) -> str:
    first = outcome.task.arguments[0]
    return first.slug if isinstance(first, Mutant) else first
