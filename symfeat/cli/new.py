"""`symfeat new`: start a derivation from one that verifies."""

from pathlib import Path
from typing import Annotated

import typer

from symfeat.cli.console import print_json
from symfeat.cli.options import Json


def command(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="Words joined by hyphens that say the conclusion.")
    ],
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Folder of derivations; one that does not exist is started."),
    ] = Path("derivations"),
    json: Json = False,
) -> None:
    """Write the file of a new result, which verifies as it stands, to be rewritten step by step."""
    from symfeat.scaffold import new

    files = [str(path) for path in new(slug, folder)]
    if json:
        print_json({"slug": slug, "files": files})
        return
    for file in files:
        print(f"Wrote {file}")
    print(f"Check it with: symfeat verify {files[-1]}")
