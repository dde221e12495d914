"""`symfeat init`: start the folder of a paper."""

from pathlib import Path
from typing import Annotated

import typer

from symfeat.cli.console import print_json
from symfeat.cli.options import Json


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="One that is empty or not there yet.")],
    json: Json = False,
) -> None:
    """Write a paper's derivations, claims, references and pytest settings, which verify as they stand."""
    from symfeat.scaffold import init

    files = [str(path) for path in init(folder)]
    if json:
        print_json({"folder": str(folder), "files": files})
        return
    for file in files:
        print(f"Wrote {file}")
    print(f"Check it with: cd {folder} && pytest")
