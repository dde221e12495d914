"""`symfeat list`: the results of a folder of derivations."""

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from symfeat.cli.console import INPUT_ERROR, print_error, print_facts, print_json
from symfeat.cli.options import Json


def command(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Folder of derivations; the bundled corpus by default."),
    ] = None,
    json: Json = False,
) -> int:
    """List the results, each after those it uses; leave with 2 if a file cannot be read."""
    from symfeat.claims.registry import bundled, load_folder

    registry = load_folder(folder) if folder else bundled()
    results = [
        {
            "slug": slug,
            "title": result.title,
            "section": (registry.folder / result.file).parent.name,
            "file": result.file,
            "uses": sorted(result.uses.values()),
            "expect": str(result.expect),
            "source": result.source,
        }
        for slug, result in registry.results.items()
    ]
    problems = [{"file": problem.file, "message": problem.message} for problem in registry.problems]
    if json:
        print_json({"folder": str(registry.folder), "results": results, "problems": problems})
    else:
        results.sort(key=lambda result: result["section"])
        for section, members in groupby(results, key=lambda result: result["section"]):
            print_facts(section, {member["slug"]: member["title"] for member in members})
        for problem in problems:
            print_error(f"{problem['file']}: {problem['message']}", as_json=False)
    return INPUT_ERROR if problems else 0
