"""`symfeat latex`: results as LaTeX fragments, with macros and a document that compiles."""

from typing import Annotated

import typer

from symfeat.cli.console import print_json, print_text
from symfeat.cli.options import DEFAULT_OUTPUT, Force, Json, Output

Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="SLUG|FOLDER", help="What to typeset; the bundled corpus by default."),
]


def command(
    targets: Targets = None,
    output: Output = DEFAULT_OUTPUT,
    pdf: Annotated[bool, typer.Option("--pdf", help="Compile the document, too.")] = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write statements and derivations as LaTeX."""
    from symfeat.checking.runner import select
    from symfeat.latex import write_latex

    registry, slugs = select(targets)
    files = [str(path) for path in write_latex(registry, slugs, output, pdf=pdf, force=force)]
    if json:
        print_json({"document": files[0], "files": files})
    else:
        print_text(f"Wrote {files[0]} and {len(files) - 1} other files below {output}")
