"""Verifying a folder: which results are asked for, their steps in workers, and the exit code."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from symfeat.checking import budget
from symfeat.checking.justify import check_step, conclude
from symfeat.checking.rules import rules
from symfeat.checking.workers import WORKER, Outcome, Pool, Progress
from symfeat.claims import (
    ClaimReport,
    Problem,
    Registry,
    Result,
    ResultReport,
    StepReport,
    Verdict,
    bundled,
    load_folder,
    weakest,
)
from symfeat.errors import DerivationError, InputError

Target = Registry | str | Path | Iterable[str | Path] | None
SECONDS = 60.0  # that a step of a derivation may take
_OWN_SHARE = 0.95  # of that time, after which a worker itself gives up, before it is killed
_SHARES_FOR = 10.0  # seconds of a step in which an attempt gets its plain share: few attempts share a step
_CODES = {Verdict.REFUTED: 1, Verdict.INVALID: 2}


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while verifying; `reports` holds the results that were finished."""

    def __init__(self, reports: list[ResultReport]) -> None:
        super().__init__("interrupted")
        self.reports = reports


def verify(
    target: Target = None,
    *,
    jobs: int | None = None,
    timeout: float = SECONDS,
    on_progress: Progress | None = None,
) -> list[ResultReport]:
    """Check results: the bundled corpus, a folder, some slugs, or a folder followed by slugs of it.

    Each step is checked in a worker process under a limit of `timeout` seconds; `jobs` workers run at a time
    (as many as there are cores by default). Reports come in the order of the registry, followed by one for
    each file that does not load. `on_progress(done, total, slug)` is told of every finished check. Ctrl-C
    ends the workers and raises Interrupted, which holds what is finished.

    Raises InputError for an unknown slug, DerivationError for a folder that cannot be loaded at all.

    >>> [str(report.verdict) for report in verify("wedge-is-conserved", jobs=1)]
    ['proved']
    """
    registry, slugs = select(target)
    whole = slugs is None
    asked = list(registry.results) if slugs is None else slugs
    loaded = [slug for slug in registry.results if slug in asked]
    run = _Run(registry, loaded, timeout, on_progress or (lambda done, total, slug: None))
    try:
        with Pool(partial(prepare, registry.folder, timeout), jobs=jobs, timeout=timeout) as pool:
            run.start(pool)
            for outcome in pool.outcomes():
                run.receive(pool, outcome)
    except KeyboardInterrupt:
        raise Interrupted([run.reports[slug] for slug in loaded if slug in run.reports]) from None
    problems = [p for p in registry.problems if whole or _slug_of(p) in asked]
    return [*(run.reports[slug] for slug in loaded), *map(_unusable, problems)]


def prepare(folder: Path, timeout: float) -> Registry:
    """Make a worker ready for a folder's steps: a slow attempt is interrupted, so that others have a turn."""
    rules()
    budget.enable(timeout / _SHARES_FOR)
    return load_folder(folder)


def check_within(registry: Registry, slug: str, name: str, seconds: float) -> StepReport:
    """Check a step in a worker that has `seconds` for it."""
    try:
        with budget.within(_OWN_SHARE * seconds):
            return check_step(registry, slug, name)
    except budget.OutOfTime:
        why = f"time limit of {seconds:g} s"
        spent = _OWN_SHARE * seconds
        return StepReport(name, ClaimReport(Verdict.UNDECIDED, WORKER, why, seconds=spent))


def exit_code(reports: Iterable[ResultReport]) -> int:
    """0: all as declared; 1: something is refuted; 2: malformed; 3: undecided, or less than declared.

    With several, the first of 1, 2, 3.
    """
    codes = (_CODES.get(r.verdict, 0 if r.as_declared else 3) for r in reports)
    return min((code for code in codes if code), default=0)


def select(target: Target = None) -> tuple[Registry, list[str] | None]:
    """The registry that a target names, and the slugs asked for (None: all of it).

    A string is a folder or a derivation file if it is one or looks like a path, else a slug; a file stands
    for its folder (the nearest one above with a `notation.py`) and its slug.
    """
    if isinstance(target, Registry):
        return target, None
    parts: Sequence[str | Path] = [target] if isinstance(target, str | Path) else list(target or ())
    paths = [Path(part) for part in parts if _is_path(part)]
    slugs = [str(part) for part in parts if not _is_path(part)]
    folders = {path.resolve() if path.suffix != ".py" else _root(path) for path in paths}
    if len(folders) > 1:
        raise InputError("name one folder of derivations at a time; got " + ", ".join(map(str, paths)))
    registry = load_folder(folders.pop()) if folders else bundled()
    slugs += [path.stem.replace("_", "-") for path in paths if path.suffix == ".py"]
    known = [*registry.results, *map(_slug_of, registry.problems)]
    for slug in slugs:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; `symfeat list` shows them"
            raise InputError(f"no result is called {slug}{hint}")
    return registry, slugs or None


def _is_path(part: str | Path) -> bool:
    text = str(part)
    return isinstance(part, Path) or os.sep in text or text.endswith(".py") or Path(text).is_dir()


def _root(file: Path) -> Path:
    if not file.is_file():
        raise InputError(f"{file}: there is no such file")
    for folder in file.resolve().parents:
        if (folder / "notation.py").is_file():
            return folder
    raise DerivationError(f"{file}: no folder above it has a notation.py")


def _slug_of(problem: Problem) -> str:
    return Path(problem.file).stem.replace("_", "-")


def _unusable(problem: Problem) -> ResultReport:
    detail = f"{problem.file}: {problem.message}"
    return ResultReport(_slug_of(problem), Verdict.INVALID, Verdict.PROVED, detail, file=problem.file)


class _Run:
    """The bookkeeping of one verification: which checks are open, and what the finished ones found."""

    def __init__(self, registry: Registry, slugs: list[str], timeout: float, on_progress: Progress) -> None:
        self.registry = registry
        self.timeout = timeout
        self.names = {slug: list(registry[slug].parts) for slug in slugs}
        self.steps: dict[str, dict[str, StepReport]] = {slug: {} for slug in slugs}
        self.answered = dict.fromkeys(slugs, True)  # whether an engine, not a worker's end, decided each step
        self.reports: dict[str, ResultReport] = {}
        self.on_progress = on_progress
        self.done = 0
        self.total = sum(len(names) + 1 for names in self.names.values())

    def start(self, pool: Pool) -> None:
        for slug, names in self.names.items():
            for name in names:
                pool.submit(check_within, slug, name, self.timeout)

    def receive(self, pool: Pool, outcome: Outcome) -> None:
        slug, what, *_ = outcome.task.arguments
        if outcome.task.function is check_within:
            self._step(pool, slug, what, outcome)
        else:
            self.reports[slug] = outcome.value or self._fallback(slug, f"justification: {outcome.failure}")
        self.done += 1
        self.on_progress(self.done, self.total, slug)

    def _step(self, pool: Pool, slug: str, name: str, outcome: Outcome) -> None:
        step = self.steps[slug][name] = outcome.value or StepReport(name, _failed(outcome))
        if step.report.engine == WORKER:
            self.answered[slug] = False
        if len(self.steps[slug]) < len(self.names[slug]):
            return
        if self.answered[slug]:
            pool.submit(conclude, slug, self._ordered(slug), first=True)
        else:  # what stopped a worker would stop the next one, too
            self.done += 1
            worst = weakest(step.verdict for step in self._ordered(slug))
            step = next(step for step in self._ordered(slug) if step.verdict is worst)
            self.reports[slug] = self._fallback(slug, f"{step.name}: {step.report.detail}")

    def _ordered(self, slug: str) -> tuple[StepReport, ...]:
        return tuple(self.steps[slug][name] for name in self.names[slug])

    def _fallback(self, slug: str, detail: str) -> ResultReport:
        """The report on a result whose conclusion no worker could draw."""
        result: Result = self.registry[slug]
        steps = self._ordered(slug)
        verdict = weakest([Verdict.UNDECIDED, *(step.verdict for step in steps)])
        seconds = sum(step.report.seconds for step in steps)
        return ResultReport(slug, verdict, result.expect, detail, steps, file=result.file, seconds=seconds)


def _failed(outcome: Outcome) -> ClaimReport:
    verdict = Verdict.INVALID if outcome.malformed else Verdict.UNDECIDED
    return ClaimReport(verdict, WORKER, outcome.failure, seconds=outcome.seconds)
