"""`pytest --symfeat my_folder`: each step of a derivation, each claim of a file, is a test.

The plugin is loaded by every run of pytest where symfeat is installed, so it imports nothing heavy until
`--symfeat` asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from symfeat.checking.workers import Outcome, Pool
    from symfeat.claimfiles import Entry
    from symfeat.claims import Claim, ClaimReport, Domain, Registry, StepReport

_START = 4096  # bytes of a file in which the words of a claim file would stand
# The last item of a result: the steps carry the statement, and none stands unused.
JUSTIFICATION = "justification"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--symfeat` and `--symfeat-timeout`."""
    group = parser.getgroup("symfeat", "derivations and claim files")
    group.addoption(
        "--symfeat",
        action="store_true",
        help="Collect folders of derivations (those with a notation.py) and claim files (JSON, TOML).",
    )
    group.addoption(
        "--symfeat-timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="Time that one check may take.",
    )


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A folder of derivations is collected as one; what lies in it is no ordinary test."""
    if parent.config.getoption("symfeat") and (path / "notation.py").is_file():
        return DerivationFolder.from_parent(parent, path=path)
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A claim file: one that is asked for by name, or that has the words of one."""
    if not parent.config.getoption("symfeat"):
        return None
    from symfeat.claimfiles import is_claim_file

    if is_claim_file(str(file_path)) and (parent.session.isinitpath(file_path) or _has_claims(file_path)):
        return ClaimFile.from_parent(parent, path=file_path)
    return None


def _has_claims(file: Path) -> bool:
    with file.open("rb") as stream:
        start = stream.read(_START)
    return b"claims" in start and b"format" in start


class Objection(Exception):
    """A check that does not say what it should; its text is the failure's report."""


class DerivationFolder(pytest.Directory):
    """A folder with a `notation.py`: its registry, and the worker process that checks its steps."""

    def collect(self) -> Iterator[pytest.Collector]:
        from symfeat.claims import load_folder
        from symfeat.errors import DerivationError

        try:
            self.registry = load_folder(self.path)
        except DerivationError as error:
            raise self.CollectError(str(error)) from None
        yield from _inside(self, self, self.path)

    def run(self, function: Callable[..., Any], *arguments: Any) -> Outcome:
        """Run `function(registry, *arguments)` in the folder's worker, under the time limit."""
        from symfeat.checking.runner import prepare

        timeout = self.config.option.symfeat_timeout
        return _run(self, partial(prepare, self.path, timeout), function, *arguments)


_POOLS: pytest.StashKey[dict[Path, Pool]] = pytest.StashKey()


def _run(
    node: pytest.Collector, prepare: Callable[[], Any], function: Callable[..., Any], *arguments: Any
) -> Outcome:
    """Run a function in the worker of a folder or file, which the first call starts and the session ends."""
    from symfeat.checking.workers import Pool

    pools = node.config.stash.setdefault(_POOLS, {})
    if node.path not in pools:
        pools[node.path] = Pool(prepare, jobs=1, timeout=node.config.option.symfeat_timeout)
        node.config.add_cleanup(partial(pools[node.path].__exit__))
    pools[node.path].submit(function, *arguments)
    (outcome,) = pools[node.path].outcomes()
    return outcome


class Section(pytest.Directory):
    """A folder inside a folder of derivations."""

    home: DerivationFolder

    def collect(self) -> Iterator[pytest.Collector]:
        yield from _inside(self, self.home, self.path)


def _inside(parent: pytest.Collector, home: DerivationFolder, folder: Path) -> Iterator[pytest.Collector]:
    """The sections and results that lie in a folder."""
    registry = home.registry
    files = {home.path / result.file: result.slug for result in registry.results.values()}
    faults = {home.path / problem.file: problem.message for problem in registry.problems}
    sections = {file.relative_to(folder).parts[0] for file in (*files, *faults) if folder in file.parents}
    for name in sorted(sections):
        place = folder / name
        if place in files or place in faults:
            node = ResultFile.from_parent(parent, path=place)
            node.home, node.slug, node.fault = home, files.get(place, ""), faults.get(place, "")
            yield node
        else:
            section = Section.from_parent(parent, path=place)
            section.home = home
            yield section


class ResultFile(pytest.File):
    """One result: an item for each step, for the statement, and for the justification."""

    home: DerivationFolder
    slug: str
    fault: str

    def collect(self) -> Iterator[pytest.Item]:
        from symfeat.errors import DerivationError

        if self.fault:
            raise self.CollectError(self.fault)
        self.reports: dict[str, StepReport] = {}
        try:
            names = (*self.home.registry[self.slug].parts, JUSTIFICATION)
        except DerivationError as error:
            raise self.CollectError(str(error)) from None
        for name in names:
            item = StepItem.from_parent(self, name=name)
            yield item

    def report(self, name: str) -> StepReport:
        """What the check of a step found; it is checked once."""
        from symfeat.checking.runner import check_within
        from symfeat.claims import ClaimReport, StepReport, Verdict

        if name not in self.reports:
            timeout = self.config.option.symfeat_timeout
            outcome = self.home.run(check_within, self.slug, name, timeout)
            failed = ClaimReport(Verdict.UNDECIDED, "worker", outcome.failure)
            self.reports[name] = outcome.value or StepReport(name, failed)
        return self.reports[name]


class Check(pytest.Item):
    """A check whose objection speaks for itself."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Objection):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class StepItem(Check):
    """One step, the statement, or the justification of a result."""

    parent: ResultFile

    def runtest(self) -> None:
        registry, slug = self.parent.home.registry, self.parent.slug
        if self.name == JUSTIFICATION:
            self._justify(registry, slug)
            return
        step = self.parent.report(self.name)
        if str(step.verdict) not in ("proved", str(registry[slug].expect)):
            raise Objection(_told(registry, slug, step))

    def _justify(self, registry: Registry, slug: str) -> None:
        from symfeat.checking.justify import conclude

        steps = [self.parent.report(name) for name in registry[slug].parts]
        if stopped := [step for step in steps if step.report.engine == "worker"]:
            raise Objection(_described(f"{slug}, {stopped[0].name}", "", stopped[0].report))
        outcome = self.parent.home.run(conclude, slug, steps)
        if outcome.value is None:
            raise Objection(f"{slug}: undecided\n  worker: {outcome.failure}")
        if not outcome.value.as_declared:
            raise Objection(f"{slug}: {outcome.value.verdict}\n  {outcome.value.detail}")

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.parent.slug}: {self.name}"


class ClaimFile(pytest.File):
    """A claim file: an item for each claim."""

    def collect(self) -> Iterator[pytest.Item]:
        from symfeat.claimfiles import read
        from symfeat.errors import InputError

        try:
            entries = read(self.path)
        except InputError as error:
            raise self.CollectError(str(error)) from None
        for entry in entries:
            item = ClaimItem.from_parent(self, name=entry.id)
            item.entry = entry
            yield item


class ClaimItem(Check):
    """One claim of a claim file; it passes where the claim is proved or supported."""

    parent: ClaimFile
    entry: Entry

    def runtest(self) -> None:
        from symfeat.claimfiles import check_within, prepare
        from symfeat.claims import ClaimReport, Verdict

        report = ClaimReport(Verdict.INVALID, "parser", self.entry.problem)
        if not self.entry.problem:
            timeout = self.config.option.symfeat_timeout
            outcome = _run(self.parent, prepare, check_within, 0, self.entry.raw, timeout)
            report = outcome.value or ClaimReport(Verdict.UNDECIDED, "worker", outcome.failure)
        if report.verdict not in (Verdict.PROVED, Verdict.SUPPORTED):
            raise Objection(_described(self.name, "\n".join(self._sides()), report))

    def _sides(self) -> Iterator[str]:
        for key, value in self.entry.raw.items():
            if key not in ("id", "kind", "symbols", "sample_box"):
                yield f"  {key} {value}"

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.name


def _told(registry: Registry, slug: str, step: StepReport) -> str:
    """A failure that can be read without symfeat's source: the step, both sides, the point, the engine."""
    from symfeat.checking.justify import claim_in_context
    from symfeat.errors import DerivationError

    sides = ""
    if step.report.engine != "worker":  # what stopped a worker would stop this process, too
        with suppress(DerivationError):
            sides = "\n".join(_sides(*claim_in_context(registry, slug, step.name), step.report.detail))
    return _described(f"{slug}, {step.name}", sides, step.report)


def _sides(claim: Claim, domain: Domain, detail: str) -> Iterator[str]:
    """The two sides of the part of the claim that the detail speaks of."""
    parts = domain.unfold(claim)
    named = [part for label, part in parts if label and detail.startswith(f"{label}: ")]
    for part in named or [part for _, part in parts][:1]:
        for name in ("lhs", "rel", "rhs", "expr", "value"):
            if hasattr(part, name):
                yield f"  {name} {getattr(part, name)}"


def _described(where: str, sides: str, report: ClaimReport) -> str:
    lines = [f"{where}: {report.verdict}", *([sides] if sides else []), f"  {report.engine}: {report.detail}"]
    if report.counterexample:
        point = ", ".join(f"{name} = {value}" for name, value in report.counterexample.items())
        lines.append(f"  counterexample: {point}")
    return "\n".join(lines)
