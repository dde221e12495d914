"""The ladder: every engine looks at a claim, a refutation wins, and only an exact proof is called proof."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sympy as sp

from symfeat.checking.ball import Separation, ball_decides_sign, refute_identity, refute_inequality
from symfeat.checking.edges import alike, at_switches, beyond, edges_of
from symfeat.checking.exact import NotReducible, Tower, Unproved, found_limits, found_rank, prove
from symfeat.checking.points import Sample, sample_points, satisfies
from symfeat.checking.sampling import Sampling, sample_identity, sample_inequality
from symfeat.claims.assumptions import Domain, narrow
from symfeat.claims.kinds import Claim, Equivalence, Identity, Inequality, Limit, Rank
from symfeat.claims.verdicts import ClaimReport, Finding, Verdict, weakest
from symfeat.errors import EvaluationError

POINTS = 12
POINTS_PER_BRANCH = 6  # times as many where a branch may be rare
DIGITS_OF_A_NUMBER = 1000  # a claim about one number has one point only, so that point must say more
_LIMIT_POINTS = 4  # a limit that differs does so almost everywhere
_LIMIT_EDGES = 9  # ... or, where it depends on the case, at some of the edges


def check_claim(
    claim: Claim, domain: Domain, *, digits: int = 50, seed: int = 0, until_refuted: bool = False
) -> ClaimReport:
    """Check every obligation of a claim with the ball, exact and sampling engines.

    A refutation by any engine wins; `proved` comes from the exact engine alone; agreement of both sides to
    `digits` digits at the sampled points is `supported`. `until_refuted` stops at the first refutation.

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
    reports: list[tuple[str, ClaimReport]] = []
    obligations = domain.unfold(claim)
    if until_refuted:  # a counterexample to any part is found sooner than a proof of the others
        for label, primitive in obligations:
            finding = _ball(primitive, _sample(primitive, domain, seed))
            if finding and finding.verdict is Verdict.REFUTED:
                obligations = ((label, primitive),)
                break
    for label, primitive in obligations:
        report = _check_primitive(primitive, domain, digits, seed, until_refuted)
        reports.append((label, report))
        if until_refuted and report.verdict is Verdict.REFUTED:
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


def _check_primitive(
    claim: Claim, domain: Domain, digits: int, seed: int, until_refuted: bool
) -> ClaimReport:
    sample = _sample(claim, domain, seed)
    if not sample.points:
        why = f"no sample point satisfies the assumptions ({sample.drawn} drawn)"
        return ClaimReport(Verdict.UNDECIDED, "sampling", why)
    engines: tuple[tuple[str, Callable[[], Finding | None]], ...] = (
        ("ball", lambda: _ball(claim, sample)),
        ("exact", lambda: _exact(claim, domain)),
        ("sampling", lambda: _sampling(claim, sample, digits)),
    )
    findings: list[Finding] = []
    for name, engine in engines:
        began = time.perf_counter()
        try:
            finding = engine()
        except EvaluationError as error:
            finding = Finding(name, Verdict.UNDECIDED, str(error))
        except RecursionError:
            finding = Finding(name, Verdict.UNDECIDED, "an expression nests too deep")
        if finding is None:
            continue
        findings.append(
            Finding(
                finding.engine,
                finding.verdict,
                finding.detail,
                finding.counterexample,
                time.perf_counter() - began,
            )
        )
        if until_refuted and finding.verdict is not Verdict.UNDECIDED:
            break  # a mutant's fate is decided by the first engine that knows it
    order = (Verdict.REFUTED, Verdict.PROVED, Verdict.SUPPORTED, Verdict.UNDECIDED)
    best = min(findings, key=lambda f: order.index(f.verdict))
    return ClaimReport(best.verdict, best.engine, best.detail, tuple(findings), best.counterexample)


def _merge(groups: list[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """One finding an engine over all obligations: its weakest verdict, its total time."""
    merged: dict[str, list[Finding]] = {}
    for group in groups:
        for finding in group:
            merged.setdefault(finding.engine, []).append(finding)
    result = []
    for engine, findings in merged.items():
        verdict = weakest(f.verdict for f in findings)
        worst = next(f for f in findings if f.verdict is verdict)
        seconds = sum(f.seconds for f in findings)
        result.append(Finding(engine, verdict, worst.detail, worst.counterexample, seconds))
    return tuple(result)


def _sample(claim: Claim, domain: Domain, seed: int) -> Sample:
    symbols = {s for e in claim.expressions() for s in e.free_symbols if isinstance(s, sp.Symbol)}
    symbols |= {s for r in domain.relations for s in r.free_symbols if isinstance(s, sp.Symbol)}
    accept = satisfies(domain.relations)
    branching = any(e.has(sp.Piecewise) for e in claim.expressions())
    exact_limit = isinstance(claim, Limit)  # exact limits take their time
    count = POINTS * POINTS_PER_BRANCH if branching and not exact_limit else POINTS
    sample = sample_points(symbols, count, accept=accept, seed=seed)
    by_region = isinstance(claim, Limit) and _has_open_rates(claim)
    coincidences = [
        p for p in (*at_switches(claim, sample.points), *alike(claim, sample.points)) if accept(p)
    ]
    if not (branching or by_region or isinstance(claim, (Inequality, Equivalence))):
        return replace(sample, points=(*sample.points, *coincidences))
    # A bound fails first at the edge of its domain or where sides meet: zeros, coincidences; what depends on
    # a case fails where one takes over.
    edges = [p for p in (*edges_of(sample.points[:3]), *beyond(claim, sample.points)) if accept(p)]
    if exact_limit:
        edges = [p for p in edges if sum(value.is_zero for value in p.values()) == 1][:_LIMIT_EDGES]
    return replace(sample, points=(*sample.points, *edges, *coincidences))


def _exact(claim: Claim, domain: Domain) -> Finding:
    try:
        return Finding("exact", Verdict.PROVED, prove(claim, domain.known))
    except Unproved as error:
        return Finding("exact", Verdict.UNDECIDED, str(error))


def _ball(claim: Claim, sample: Sample) -> Finding | None:
    """A certified counterexample, or that none was met; None for kinds that balls do not speak of."""
    found: Separation | None = None
    if isinstance(claim, Identity):
        found = refute_identity(claim.lhs, claim.rhs, sample.points)
    elif isinstance(claim, Inequality):
        found = refute_inequality(claim.lhs, claim.rel, claim.rhs, sample.points)
        if found is None and claim.rel in ("<", ">", "!="):
            return _equality(claim, sample)
    elif isinstance(claim, Equivalence):
        left, right = claim.first.lhs - claim.first.rhs, claim.second.lhs - claim.second.rhs
        found = refute_identity(left, claim.factor * right, sample.points)
        apart = [p for p in sample.points if ball_decides_sign(right, p) in (-1, 1)]
        found = found or refute_inequality(claim.factor, ">", sp.S.Zero, apart)
    else:
        return None
    if found is None:
        return Finding("ball", Verdict.UNDECIDED, f"no disjoint balls at {len(sample.points)} points")
    violated = f"sides {found.left} and {found.right} at {found.bits} bits"
    return Finding("ball", Verdict.REFUTED, violated, _plain(found.point))


def _equality(claim: Inequality, sample: Sample) -> Finding | None:
    """A point where the sides of a strict relation are equal, proved by their normal form."""
    for point in sample.points:
        try:
            equal = Tower([]).is_zero(sp.sympify(claim.lhs - claim.rhs).xreplace(point))
        except NotReducible:
            continue
        if equal:
            return Finding("exact", Verdict.REFUTED, "the sides are equal", _plain(point))
    return Finding("ball", Verdict.UNDECIDED, f"no disjoint balls at {len(sample.points)} points")


def _sampling(claim: Claim, sample: Sample, digits: int) -> Finding | None:
    """Agreement in numbers; for limits and ranks, the exact value that refutes another one."""
    if isinstance(claim, Limit):
        return _compare_limit(claim, sample)
    if isinstance(claim, Rank):
        return _compare_rank(claim)
    if isinstance(claim, Identity):
        if not claim.lhs.free_symbols | claim.rhs.free_symbols:
            digits = max(digits, DIGITS_OF_A_NUMBER)
        outcome = sample_identity(claim.lhs, claim.rhs, sample.points, digits)
    elif isinstance(claim, Inequality):
        outcome = sample_inequality(claim.lhs, claim.rel, claim.rhs, sample.points, digits)
    elif isinstance(claim, Equivalence):
        left, right = claim.first.lhs - claim.first.rhs, claim.second.lhs - claim.second.rhs
        outcome = sample_identity(left, claim.factor * right, sample.points, digits)
    else:
        return None
    return _sampled(outcome, digits)


def _sampled(outcome: Sampling, digits: int) -> Finding:
    if outcome.word == "supported":
        grounds = f"{digits} digits at {outcome.used} points"
        if outcome.used == 1 and digits >= DIGITS_OF_A_NUMBER:
            grounds = f"one number, to {digits} digits"
        return Finding("sampling", Verdict.SUPPORTED, grounds)
    detail = f"{outcome.word} ({outcome.used} points used, {outcome.unresolved} unresolved)"
    return Finding("sampling", Verdict.UNDECIDED, detail)


def _compare_limit(claim: Limit, sample: Sample) -> Finding | None:
    """The exact limit at points of the domain, where no sign is open, held against the claimed value."""
    generic = POINTS if _has_open_rates(claim) else _LIMIT_POINTS
    for point in (*sample.points[:generic], *sample.points[POINTS:]):
        fixed = {symbol: value for symbol, value in point.items() if symbol != claim.var}
        at, value = claim.point.xreplace(fixed), claim.value.xreplace(fixed)
        signs = {word: True for word in ("positive", "negative") if getattr(at, f"is_{word}")}
        var = narrow(claim.var, **signs)  # its sign near the point settles an absolute value
        try:
            if _has_log_of_zero(claim.expr, fixed):
                without = "there is no limit: a logarithm's argument is zero"
                return Finding("exact", Verdict.REFUTED, without, _plain(fixed))
            expr = claim.expr.xreplace({**fixed, claim.var: var})
            limits = found_limits(Limit(expr, var, at, value, claim.direction))
        except (NotReducible, Unproved):
            continue
        for limit in limits:
            if limit in (sp.oo, -sp.oo) or value in (sp.oo, -sp.oo):
                if limit != value:
                    return Finding(
                        "exact", Verdict.REFUTED, f"the limit is {limit}, not {value}", _plain(fixed)
                    )
            elif separation := refute_identity(limit, value, [{}]):
                sides = f"the limit is {separation.left}, not {separation.right}"
                return Finding("exact", Verdict.REFUTED, sides, _plain(fixed))
    return None


def _has_log_of_zero(expr: sp.Expr, fixed: dict[sp.Symbol, Any]) -> bool:
    """Whether, at these values, a logarithm of zero, for every variable, leaves the whole without a value."""
    if not expr.has(sp.log) or not expr.xreplace(fixed).has(sp.zoo, sp.nan):
        return False
    opaque = sp.Function("log_")  # one that SymPy leaves as it stands
    found = expr.replace(sp.log, opaque).xreplace(fixed).atoms(opaque)
    return any(part.args[0] == 0 for part in found)


def _has_open_rates(claim: Limit) -> bool:
    """Whether symbols decide which exponential is the fastest, so that another limit may differ here only."""
    rates = sorted({e.args[0] / claim.var for e in claim.expr.atoms(sp.exp)}, key=sp.default_sort_key)
    signed = all(rate.is_extended_nonnegative or rate.is_extended_nonpositive for rate in rates)
    return not signed or any((rate / rates[0]).free_symbols for rate in rates[1:])


def _compare_rank(claim: Rank) -> Finding | None:
    try:
        rank = found_rank(claim)
    except NotReducible:
        return None
    if rank != claim.rank:
        return Finding("exact", Verdict.REFUTED, f"the exact rank is {rank}, not {claim.rank}", {})
    return None


def _plain(point: dict[sp.Symbol, Any]) -> dict[str, str]:
    return {s.name: str(v) for s, v in sorted(point.items(), key=lambda item: item[0].name)}
