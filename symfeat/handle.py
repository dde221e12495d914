"""What `sf.result("slug")` returns: a thin handle that looks, checks, typesets and evaluates."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sympy as sp

from symfeat.certification import Certificate, certify_result
from symfeat.checking import runner
from symfeat.checking.justify import check_result
from symfeat.checking.ladder import check_claim
from symfeat.checking.runner import Target, select
from symfeat.checking.workers import Progress
from symfeat.claimfiles import CheckedClaim, is_claim_file, verify_claims
from symfeat.claimfiles.verify import SECONDS as FILE_SECONDS
from symfeat.claims import (
    Claim,
    ClaimReport,
    Notation,
    Registry,
    ResultReport,
    bundled,
    domain_of,
    load_folder,
)
from symfeat.errors import DerivationError, InputError
from symfeat.latex.bibliography import references
from symfeat.latex.fragments import fragment, source_keys, statement_latex


@dataclass(frozen=True, repr=False)
class Handle:
    """One result of a folder of derivations.

    >>> wedge = result("wedge-is-conserved")
    >>> wedge.title
    'The wedge is conserved'
    """

    registry: Registry
    slug: str

    @property
    def title(self) -> str:
        return self.registry[self.slug].title

    @property
    def prose(self) -> str:
        """The file's opening words."""
        return self.registry[self.slug].prose

    @property
    def given(self) -> tuple[Any, ...]:
        """Assumptions that narrow the symbols' own."""
        return self.registry[self.slug].given

    @property
    def statement(self) -> Claim:
        return self.registry.statement(self.slug)

    @property
    def steps(self) -> Mapping[str, Claim]:
        """The steps' claims by name, in order."""
        claims = self.registry.claims(self.slug)
        return {step.name: claims[step.name] for step in self.registry[self.slug].steps}

    def check(self) -> ResultReport:
        """Check every step and the statement, in this process and without a time limit (see `sf.verify`)."""
        return check_result(self.registry, self.slug)

    def certify(self, digits: int = 50) -> Certificate:
        """Find what it declares in closed form again by numbers alone, in this process (see `sf.certify`)."""
        if not self.registry[self.slug].has_certificate:
            raise InputError(f"{self.slug} declares nothing to certify")
        return certify_result(self.registry, self.slug, digits)

    @property
    def kernel(self) -> Callable[..., Any] | None:
        """The generated NumPy function of a result of the bundled corpus, if it declares one."""
        found = self.registry[self.slug]
        if not found.has_kernel or self.registry.folder != bundled().folder:
            return None
        return getattr(importlib.import_module("symfeat.kernels"), found.kernel_name)

    def lambdify(self, modules: Any = "numpy") -> Callable[..., list[Any]]:
        """SymPy's plain `lambdify` of the statement, for exploring: the values of its expressions, as a list.

        Arguments are the symbols that occur, with definitions expanded, in the notation's order.
        """
        notation = self.registry.notation
        expressions = [notation.expand(expr) for expr in self.statement.expressions()]
        occurring = {s for expr in expressions for s in sp.sympify(expr).free_symbols}
        ranks = {entry.symbol: entry.rank for entry in notation.entries}
        arguments = sorted(occurring, key=lambda s: (ranks.get(s, len(ranks)), str(s)))
        return sp.lambdify(arguments, expressions, modules)

    def latex(self, *, proof: bool = False) -> str:
        """The statement in the notation's macros (`symfeat latex` writes them); with its steps as a proof."""
        if proof:
            return fragment(self.registry, self.slug, known=(), cited=())
        return statement_latex(self.registry, self.slug)

    def cite(self) -> str:
        """The sources, one line each, from the folder's `references.bib`; empty if none is named."""
        known = references(self.registry.folder)
        keys = source_keys(self.registry[self.slug])
        if missing := [key for key in keys if key not in known]:
            raise DerivationError(f"references.bib: has no entry {missing[0]}, which {self.slug} names")
        return "\n".join(known[key].plain() for key in keys)

    def __repr__(self) -> str:
        count = len(self.registry[self.slug].steps)
        return f"<{self.slug}: {self.title} ({count} step{'' if count == 1 else 's'})>"


def result(slug: str, folder: str | Path | None = None) -> Handle:
    """A result of the bundled corpus, or of another folder of derivations.

    Raises InputError for an unknown slug.
    """
    registry, slugs = select([slug] if folder is None else [Path(folder), slug])
    if not slugs or slugs[0] not in registry.results:
        problem = next(p for p in registry.problems if slug.replace("-", "_") == Path(p.file).stem)
        raise DerivationError(f"{problem.file}: {problem.message}")
    return Handle(registry, slugs[0])


def results(folder: str | Path | None = None) -> tuple[Handle, ...]:
    """All results of the bundled corpus, or of another folder, each after those it uses."""
    registry = bundled() if folder is None else load_folder(folder)
    return tuple(Handle(registry, slug) for slug in registry.results)


def verify(
    target: Target = None,
    *,
    jobs: int | None = None,
    timeout: float | None = None,
    cache: bool = True,
    on_progress: Progress | None = None,
) -> list[ResultReport] | list[CheckedClaim]:
    """Check results, or the claims of a file (`.json`, `.toml`), each check in a worker process under limits.

    `target` is the bundled corpus by default, a folder of derivations, some slugs, a folder followed by slugs
    of it, or a claim file. `jobs` workers run at a time (as many as there are cores by default). `timeout` is
    in seconds: 60 for each step of a derivation by default, 20 for a claim of a file. Verdicts on claims of
    files are kept in the user's cache folder unless `cache` is false. `on_progress(done, total, current)` is
    told of every finished check. Ctrl-C ends the workers and raises KeyboardInterrupt with what is finished.

    Raises InputError for an unknown slug or a file that is no claim file, DerivationError for a folder that
    cannot be loaded at all.

    >>> [str(report.verdict) for report in verify("wedge-is-conserved", jobs=1)]
    ['proved']
    """
    if is_claim_file(target):
        limit = FILE_SECONDS if timeout is None else timeout
        return verify_claims(target, jobs=jobs, timeout=limit, cache=cache, on_progress=on_progress)
    limit = runner.SECONDS if timeout is None else timeout
    return runner.verify(target, jobs=jobs, timeout=limit, on_progress=on_progress)


def check(claim: Claim, given: tuple[Any, ...] = (), *, notation: Notation | None = None) -> ClaimReport:
    """Check a claim about any SymPy symbols, under assumptions `given`, in this process.

    Symbols that abbreviate a definition need the `notation` that holds it. Raises InputError for a symbol
    without an assumption, DerivationError for an assumption that says nothing.

    >>> from symfeat.claims import Identity
    >>> x = sp.Symbol("x", real=True)
    >>> str(check(Identity((x + 1) ** 2, x**2 + 2 * x + 1)).verdict)
    'proved'
    """
    return check_claim(claim, domain_of(notation or _notation_of(claim, given), given))


def _notation_of(claim: Claim, given: tuple[Any, ...]) -> Notation:
    """A notation that declares the symbols in sight as they are."""
    notation = Notation("claim")
    parts = (*claim.expressions(), *given)
    for symbol in sorted({s for part in parts for s in sp.sympify(part).free_symbols}, key=str):
        assumptions = {k: v for k, v in symbol._assumptions_orig.items() if v is not None}  # type: ignore[attr-defined]
        if not assumptions.keys() - {"commutative"}:
            raise InputError(f"symbol {symbol} needs an assumption, such as real=True")
        notation.symbol(str(symbol), sp.latex(symbol), "", **assumptions)
    return notation
