"""`symfeat latex`: results as LaTeX fragments, macros for the notation, and a document that compiles."""

from typing import Annotated

import typer

from symfeat.cli.console import print_json
from symfeat.cli.options import DEFAULT_OUTPUT, Force, Json, Output


def command(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SLUG|FOLDER|FILE]...", help="What to write; the bundled corpus by default."),
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write results as LaTeX fragments, with a macro file and a document that compiles."""
    from symfeat.checking.runner import select
    from symfeat.latex.document import write_latex

    registry, slugs = select(targets)
    files = [str(path) for path in write_latex(registry, slugs, output, force=force)]
    if json:
        print_json({"folder": str(output), "files": files})
    else:
        print(f"Wrote {len(files)} files; the document is {files[0]}")
