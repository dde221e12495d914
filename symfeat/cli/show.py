"""`symfeat show`: one result: what it says, under which assumptions, and how it is derived."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from symfeat.cli.console import paragraphs, print_json, print_lines, print_text
from symfeat.cli.options import Json


def command(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="The result's slug; `symfeat list` shows them.")
    ],
    folder: Annotated[
        Path | None, typer.Option(help="Folder of derivations; the bundled corpus by default.")
    ] = None,
    program: Annotated[
        bool, typer.Option("--program", help="Show the kernel's program instead, after each pass.")
    ] = False,
    json: Json = False,
) -> None:
    """Show one result: statement, assumptions, steps; or how its kernel is lowered."""
    from symfeat.cli.plain import lines
    from symfeat.handle import result

    found = result(slug, folder)
    record = found.registry[slug]
    if program:
        _show_passes(record, json)
        return
    prose = {step.name: step.prose for step in record.steps}
    shown = {
        "slug": slug,
        "title": found.title,
        "prose": found.prose,
        "file": str(found.registry.folder / record.file),
        "given": [str(assumption) for assumption in found.given],
        "uses": record.uses,
        "statement": list(lines(found.statement)),
        "steps": [
            {"name": name, "prose": prose[name], "claim": list(lines(claim))}
            for name, claim in found.steps.items()
        ],
        "expect": str(record.expect),
        "kernel": record.kernel_name or None,
        "source": record.source,
    }
    if json:
        print_json(shown)
        return
    print_text(f"{found.title}\n\n{paragraphs(found.prose)}\n\n")
    print_lines("Assumes", shown["given"])
    print_lines("Uses", sorted(record.uses.values()))
    print_lines("Statement", shown["statement"])
    for step in shown["steps"]:
        print_text(f"Step {step['name']}: {paragraphs(step['prose'])}")
        print_lines("", step["claim"])
    print(f"In {shown['file']}")


def _show_passes(record: Any, json: bool) -> None:
    """Every stage of a kernel's program, with its assignments and operations."""
    from symfeat.errors import InputError
    from symfeat.lowering import lower

    if not record.has_kernel:
        raise InputError(f"program needs a result with a kernel; {record.slug} declares none")
    lowered = lower(record.build_kernel())
    stages = [asdict(report) for report in lowered.reports]
    if json:
        print_json({"slug": record.slug, "kernel": record.kernel_name, "passes": stages})
        return
    print_text(f"Kernel {record.kernel_name}, pass by pass")
    print_text()
    for stage in stages:
        counts = f"{stage['assignments']} assignments, {stage['operations']} operations"
        print_lines(f"{stage['name'].capitalize()}: {counts}", stage["lines"])
