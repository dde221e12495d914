"""What makes a result proved: each step proved, the last one reaching the statement, nothing left unused."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import sympy as sp

from symfeat.checking.budget import OutOfTime, limited
from symfeat.checking.exact import Unproved, prove
from symfeat.checking.ladder import check_claim
from symfeat.checking.points import sample_points
from symfeat.claims.assumptions import Domain, domain_of
from symfeat.claims.kinds import Claim, Identity
from symfeat.claims.registry import Registry
from symfeat.claims.result import PROGRAM, STATEMENT
from symfeat.claims.systems import All
from symfeat.claims.verdicts import ClaimReport, ResultReport, StepReport, Verdict, weakest
from symfeat.errors import DerivationError

_FORGETTING = 2.0  # the share of time in which the proofs without one assumption have to be found


def check_result(registry: Registry, slug: str) -> ResultReport:
    """Check one result in this process: every step, the statement, and the justification."""
    steps = [check_step(registry, slug, name) for name in registry[slug].parts]
    return conclude(registry, slug, steps)


def check_step(registry: Registry, slug: str, name: str) -> StepReport:
    """Check one step of a result, or its statement; what is malformed is `invalid`."""
    try:
        claim, domain = claim_in_context(registry, slug, name)
        return StepReport(name, check_claim(claim, domain))
    except DerivationError as error:
        detail = str(error).removeprefix(f"{slug}: ")
        return StepReport(name, ClaimReport(Verdict.INVALID, "contract", detail))


def claim_in_context(registry: Registry, slug: str, name: str) -> tuple[Claim, Domain]:
    """A step's claim (or the statement's), and its domain with the earlier steps that it builds on."""
    result = registry[slug]
    domain = domain_of(registry.notation, result.given)
    claims = registry.claims(slug)
    claim = claims[name]
    local = result.program().free if name == PROGRAM else frozenset()
    require_well_formed(claim, registry, name, local)
    # Used results speak under their own assumptions, so only this result's own earlier steps are lemmas.
    earlier = takewhile(lambda known: known != name, claims)
    return claim, domain.with_lemmas(claims[other] for other in earlier)


def require_well_formed(
    claim: Claim, registry: Registry, where: str, local: frozenset[sp.Symbol] = frozenset()
) -> None:
    """Only declared symbols (and `local` ones), and exact numbers: a Float has already been rounded."""
    for expr in claim.expressions():
        if floats := sorted(expr.atoms(sp.Float), key=float):
            raise DerivationError(f"{where} contains the Float {floats[0]}; write an exact Rational")
        for symbol in sorted(expr.free_symbols - local, key=str):
            try:
                if not isinstance(symbol, sp.Indexed):
                    registry.notation.entry(symbol)  # type: ignore[arg-type]
            except DerivationError as error:
                raise DerivationError(f"{where}: {error}") from error


def conclude(registry: Registry, slug: str, steps: Sequence[StepReport]) -> ResultReport:
    """The result's verdict from those of its steps and statement (given in order), and its justification."""
    started = time.perf_counter()
    result = registry[slug]
    verdict = weakest(step.verdict for step in steps)
    failing = next((s for s in steps if s.verdict is verdict), None)
    detail = "" if verdict is Verdict.PROVED else _explain(failing)
    unused: tuple[str, ...] = ()
    witness: dict[str, str] = {}
    if verdict in (Verdict.PROVED, Verdict.SUPPORTED):
        try:
            objection = _objection(registry, slug)
            domain = domain_of(registry.notation, result.given)
            witness = _witness(domain)
            unused = _unused_assumptions(registry, slug, domain)
        except DerivationError as error:
            verdict, objection = Verdict.INVALID, str(error)
        if objection:
            verdict = verdict if verdict is Verdict.INVALID else Verdict.UNDECIDED
            detail = objection
    seconds = sum(s.report.seconds for s in steps) + time.perf_counter() - started
    return ResultReport(
        slug, verdict, result.expect, detail, tuple(steps), unused, witness, result.file, seconds
    )


def _explain(step: StepReport | None) -> str:
    if step is None:
        return "has no step"
    if step.verdict in (Verdict.UNDECIDED, Verdict.SUPPORTED) and step.name not in (STATEMENT, PROGRAM):
        return f"step {step.name} is not justified: {step.report.detail}"
    if step.verdict is Verdict.INVALID:  # these words name the place themselves
        return step.report.detail
    return f"{step.name}: {step.report.detail}"


def _objection(registry: Registry, slug: str) -> str:
    """Why the derivation does not carry its statement, although every claim holds; empty if it does."""
    result = registry[slug]
    if not result.steps:
        return "has no step, so the statement is not derived"
    if unconsumed := result.unconsumed():
        what = "used result" if unconsumed[0] in result.uses else "step"
        return f"{what} {unconsumed[0]} is not used"
    claims = registry.claims(slug)
    last = result.steps[-1].name
    domain = domain_of(registry.notation, result.given)
    if says_nothing(claims[STATEMENT]):
        return "a part of the statement says nothing: its two sides are written alike"
    if not says_the_same(claims[last], claims[STATEMENT], domain):
        return f"the last step, {last}, does not reach the statement"
    return ""


def says_nothing(statement: Claim) -> bool:
    """Whether a part of the statement is an identity of an expression with itself."""
    parts = statement.parts if isinstance(statement, All) else (statement,)
    return any(isinstance(part, Identity) and part.lhs == part.rhs for part in parts)


def says_the_same(first: Claim, second: Claim, domain: Domain) -> bool:
    """Same kind and shape, and expressions that are equal in normal form, place by place."""
    if first.shape() != second.shape():
        return False
    left, right = first.expressions(), second.expressions()
    return len(left) == len(right) and all(
        a == b or _equal(domain.apply(a), domain.apply(b), domain) for a, b in zip(left, right, strict=True)
    )


def _equal(left: sp.Expr, right: sp.Expr, domain: Domain) -> bool:
    if left == right:
        return True
    try:
        prove(Identity(left, right), domain.relations)
    except Unproved:
        return False
    return True


def _witness(domain: Domain) -> dict[str, str]:
    """A point that satisfies the assumptions, which therefore do not contradict each other."""
    symbols: set[Any] = {s for g in domain.given for s in g.free_symbols}
    symbols = {s for e in symbols for s in domain.apply(e).free_symbols}
    if not symbols:
        return {}
    sample = sample_points(symbols, 1, given=domain.relations)
    if not sample.points:
        raise DerivationError("no point satisfies all assumptions together")
    return {s.name: str(v) for s, v in sorted(sample.points[0].items(), key=lambda item: item[0].name)}


def _unused_assumptions(registry: Registry, slug: str, domain: Domain) -> tuple[str, ...]:
    """Assumptions without which every step and the statement are still proved, and well defined."""
    claims = list(registry.claims(slug).values())
    return tuple(
        str(assumption)
        for index, assumption in enumerate(domain.given)
        if not any(_breaks_at_its_edge(claim, assumption, domain) for claim in claims)
        and not _leaves_undefined(domain, index)
        and _all_proved(claims, domain, index)
    )


def _breaks_at_its_edge(claim: Claim, assumption: Any, domain: Domain) -> bool:
    """Whether a claim has no value where a strict assumption just fails, as 1/S has none at S = 0."""
    gap = domain.notation.expand(assumption.lhs - assumption.rhs)
    edge = dict.fromkeys(gap.free_symbols, sp.S.Zero)
    if gap.subs(edge) != 0:
        return False
    values = (domain.notation.expand(e).subs(edge) for e in claim.expressions())
    return any(value.has(sp.nan, sp.zoo, sp.oo) for value in values)


def _leaves_undefined(domain: Domain, index: int) -> bool:
    """Whether an equation among the assumptions has no real value at a point that this one excludes."""
    symbols = {s for relation in domain.given for s in domain.notation.expand(relation).free_symbols}

    def excluded(point: dict[sp.Symbol, Any]) -> bool:
        return domain.notation.expand(domain.given[index]).xreplace(point) == sp.false

    edge = dict.fromkeys(symbols, sp.S.Zero)
    points = (*sample_points(symbols, 8, accept=excluded).points, *([edge] if excluded(edge) else []))
    values = (value.xreplace(point) for _, value in domain.equations for point in points)
    return any(value.is_real is not True for value in values)


def _all_proved(claims: Sequence[Claim], domain: Domain, forgotten: int) -> bool:
    """Whether every claim, each with those before it as lemmas, is proved without one assumption."""
    try:
        weaker = domain.without(forgotten)
        with limited(_FORGETTING):
            for number, claim in enumerate(claims):
                context = weaker.with_lemmas(claims[:number])
                for _, primitive in context.unfold(claim):
                    prove(primitive, context.known)
    except (Unproved, DerivationError, OutOfTime):
        return False
    return True
