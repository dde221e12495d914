"""Certifying results: the corpus, a folder, some slugs; one certificate for each that declares something."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import sympy as sp

from symfeat.certification.certificate import Certificate, Certificates, Comparison, Part, made_with
from symfeat.certification.compare import MARGIN, compare_boundary, compare_integral
from symfeat.checking.runner import Target, select
from symfeat.checking.workers import Outcome, Pool, Progress
from symfeat.claims import Boundary, Quadrature, Registry, Verdict, load_folder
from symfeat.claims.digest import digest
from symfeat.errors import DerivationError, InputError

FEWEST, MOST = 5, 300  # digits


def certify(
    target: Target = None,
    digits: int = 50,
    folder: str | Path | None = None,
    *,
    precision: int | None = None,
    jobs: int | None = None,
    timeout: float = 600.0,
    on_progress: Progress | None = None,
) -> Certificates:
    """Certify results to `digits` digits: all of the corpus that declare something, or the slugs named.

    `folder` is another folder of derivations. `precision` is the number of digits to work with; by default a
    few more than asked for, and more again where those turn out too few. Each result is certified in a
    worker process under a limit of `timeout` seconds, `jobs` at a time.

    Raises InputError for an unknown slug, one that declares nothing to certify, or an unusable number of
    digits; DerivationError for a folder that cannot be loaded.

    >>> print(certify("kernel-turns-iff-target-and-slope-have-opposite-signs", digits=10, jobs=1))
    kernel-turns-iff-target-and-slope-have-opposite-signs: supported to 14 digits (2 compared)
    """
    if folder is not None:
        slugs = [] if target is None else [target] if isinstance(target, str) else list(target)  # type: ignore[arg-type]
        target = [Path(folder), *slugs]
    found = certifying(
        target, digits, precision=precision, jobs=jobs, timeout=timeout, on_progress=on_progress
    )
    return ordered(found)


def ordered(certificates: Iterable[Certificate]) -> Certificates:
    """The certificates by slug."""
    return Certificates(tuple(sorted(certificates, key=lambda certificate: certificate.slug)))


def certifying(
    target: Target = None,
    digits: int = 50,
    *,
    precision: int | None = None,
    jobs: int | None = None,
    timeout: float = 600.0,
    on_progress: Progress | None = None,
) -> Iterator[Certificate]:
    """As `certify`, each certificate as soon as it is there."""
    _check_digits(digits, precision)
    registry, asked = select(target)
    slugs = certifiable(registry, asked)
    tell = on_progress or (lambda done, total, slug: None)
    for problem in registry.problems if asked is None else ():
        yield _failed(Path(problem.file).stem.replace("_", "-"), "", digits, problem.message, Verdict.INVALID)
    with Pool(partial(load_folder, registry.folder), jobs=jobs, timeout=timeout) as pool:
        for slug in slugs:
            pool.submit(certify_result, slug, digits, precision)
        for done, outcome in enumerate(pool.outcomes(), 1):
            slug = outcome.task.arguments[0]
            tell(done, len(slugs), slug)
            yield outcome.value or _without(registry, slug, digits, outcome)


def certifiable(registry: Registry, slugs: list[str] | None) -> list[str]:
    """The results among `slugs`, or of the whole folder, that declare something to certify.

    Raises InputError where there is none, or where one that is named declares nothing.
    """
    if slugs is not None:
        for slug in slugs:
            if slug in registry.results and not registry[slug].has_certificate:
                raise InputError(f"{slug} declares nothing to certify")
            if slug not in registry.results:
                problem = next(p for p in registry.problems if Path(p.file).stem == slug.replace("-", "_"))
                raise DerivationError(f"{problem.file}: {problem.message}")
        return slugs
    found = [slug for slug, result in registry.results.items() if result.has_certificate]
    if not found and not registry.problems:
        raise InputError(f"no result of {registry.folder} declares anything to certify")
    return found


def certify_result(
    registry: Registry, slug: str, digits: int = 50, precision: int | None = None
) -> Certificate:
    """The certificate of one result, in this process."""
    _check_digits(digits, precision)
    started = time.perf_counter()
    notation, comparisons = registry.notation, []
    for name, declared in registry.certified(slug).items():
        working = precision or digits + MARGIN
        while True:
            if isinstance(declared, Boundary):
                found = [compare_boundary(name, declared, notation, digits, working)]
            else:
                found = list(compare_integral(name, declared, notation, digits, working))
            needed = max((comparison.needed or 0 for comparison in found), default=0)
            if precision is not None or not working < needed <= 4 * digits + MARGIN:
                break
            working = needed
        comparisons += found
    certificate = Certificate(
        slug, registry[slug].title, hash_of(registry, slug), digits, tuple(comparisons), made_with()
    )
    return replace(certificate, seconds=time.perf_counter() - started)


def hash_of(registry: Registry, slug: str) -> str:
    """A hash of a result's statement and of all that it declares for certification."""
    exprs = [*registry.statement(slug).expressions()]
    for name, declared in registry.certified(slug).items():
        exprs += [sp.Symbol(name), *_expressions(declared)]
    return digest("certificate", map(registry.notation.expand, map(sp.sympify, exprs)))


def _expressions(declared: Boundary | Quadrature) -> Iterator[sp.Basic]:
    """All that is declared, in a fixed order."""
    if isinstance(declared, Quadrature):
        yield from (declared.integrand, declared.variable, *declared.limits, declared.closed_form)
        for case in declared.cases:
            yield from (part for pair in case.items() for part in pair)
        return
    yield from (declared.unknown, declared.equation, declared.solution, *declared.box)
    yield from (declared.observable, declared.event, sp.Symbol(declared.way))
    for names in (declared.flow.rates, declared.start, declared.values, declared.reduced):
        yield from (part for pair in names.items() for part in pair)


def _without(registry: Registry, slug: str, digits: int, outcome: Outcome) -> Certificate:
    """The certificate of a result that no worker could certify."""
    verdict = Verdict.INVALID if outcome.malformed else Verdict.UNDECIDED
    return _failed(slug, registry[slug].title, digits, outcome.failure, verdict)


def _failed(slug: str, title: str, digits: int, why: str, verdict: Verdict) -> Certificate:
    part = Part("certificate", verdict, why)
    nothing = Comparison("certificate", parts=(part,))
    return Certificate(slug, title, "", digits, (nothing,), made_with())


def _check_digits(digits: int, precision: int | None) -> None:
    for name, value in {"digits": digits, "precision": precision}.items():
        if value is not None and not (isinstance(value, int) and FEWEST <= value <= MOST):
            raise InputError(f"{name} must be a whole number from {FEWEST} to {MOST}; got {value}")
