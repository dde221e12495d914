"""`symfeat verify`: check results or a claim file, and with --mutate show that every check can fail."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symfeat.cli.console import (
    INTERRUPTED,
    print_json,
    print_lines,
    print_table,
    print_text,
    progress,
    verdict_text,
)
from symfeat.cli.options import Jobs, Json
from symfeat.errors import InputError

if TYPE_CHECKING:
    from symfeat.claims import ResultReport

CLAIM_FILES = (".json", ".toml")
Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="SLUG|FOLDER|FILE", help="What to check; the bundled corpus by default."),
]


def command(
    targets: Targets = None,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Perturb every statement and step; the checks have to notice.")
    ] = False,
    fraction: Annotated[
        float | None,
        typer.Option(help="Share of the mutants to try, from 0 to 1; the same ones every time."),
    ] = None,
    jobs: Jobs = None,
    timeout: Annotated[
        float | None,
        typer.Option(help="Seconds that one check may take: 60 by default, 20 for a claim of a file."),
    ] = None,
    cache: Annotated[
        bool,
        typer.Option("--cache/--no-cache", help="Keep verdicts on a file's claims, and find them again."),
    ] = True,
    json: Json = False,
) -> int:
    """Check results, or a claim file: 0 all as declared, 1 something refuted, 2 bad input, 3 undecided."""
    files = [target for target in targets or () if target.lower().endswith(CLAIM_FILES)]
    if files and (len(files) < len(targets or ()) or len(files) > 1 or mutate):
        raise InputError("name one claim file at a time, without other targets and without --mutate")
    if not mutate and fraction is not None:
        raise InputError("fraction needs --mutate")
    if files:
        from symfeat.cli.claims import verify_file

        return verify_file(Path(files[0]), jobs, timeout, cache, json)
    from symfeat.checking.runner import SECONDS, Interrupted, exit_code, verify

    timeout = SECONDS if timeout is None else timeout
    if mutate:
        return _mutate(targets, fraction, jobs, timeout, json)
    try:
        with progress("verify") as advance:
            reports = verify(targets, jobs=jobs, timeout=timeout, on_progress=advance)
        code = exit_code(reports)
    except Interrupted as stop:
        reports, code = stop.reports, INTERRUPTED
    counts = Counter(str(report.verdict) for report in reports)
    if json:
        print_json({"results": [report.to_dict() for report in reports], "counts": counts, "exit_code": code})
    else:
        _show(reports, counts)
    return code


def _show(reports: "list[ResultReport]", counts: Counter[str]) -> None:
    rows = [(verdict_text(str(r.verdict)), _engine(r), r.slug, f"{r.seconds:.2f}") for r in reports]
    print_table(("verdict", "engine", "result", "seconds"), rows, left=3, folded=2)
    print_text()
    for report in reports:
        if not report.as_declared:
            objections = list(_objections(report))
            print_text(f"{report.slug}: {report.verdict}" + ("" if objections else f": {report.detail}"))
            print_lines("", objections)
        for assumption in report.unused_assumptions:
            print_text(f"{report.slug}: the assumption {assumption} is not used")
    print_text(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


def _mutate(
    targets: list[str] | None, fraction: float | None, jobs: int | None, timeout: float, json: bool
) -> int:
    from symfeat.checking.mutation import Fate, mutate
    from symfeat.checking.runner import select

    registry, slugs = select(targets)
    with progress("mutate") as advance:
        report = mutate(registry, slugs, fraction=fraction, jobs=jobs, timeout=timeout, on_progress=advance)
    result: dict[str, Any] = report.to_dict()
    if json:
        print_json(result)
        return report.exit_code
    print_text(", ".join(f"{count} {fate}" for fate, count in result["counts"].items()))
    print_lines("Still true", [f"{mutant.mutant} ({mutant.detail})" for mutant in report.having(Fate.TRUE)])
    print_lines("Survivors", [f"{survivor.mutant} ({survivor.detail})" for survivor in report.survivors])
    print_lines("Not tried", [f"{claim}: {reason}" for claim, reason in report.untried])
    return report.exit_code


def _engine(report: "ResultReport") -> str:
    """The engine that the verdict comes from; none where the derivation itself is at fault."""
    return next((step.report.engine for step in report.steps if step.verdict is report.verdict), "-")


def _objections(report: "ResultReport") -> Iterator[str]:
    """For each claim that is refuted: the engine, its reason, and the point at which the claim fails."""
    for step in report.steps:
        if step.verdict == "refuted":
            yield f"{step.name}, by {step.report.engine}: {step.report.detail}"
            if step.report.counterexample:
                point = ", ".join(f"{name} = {value}" for name, value in step.report.counterexample.items())
                yield f"  counterexample: {point}"
