"""Options that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that symfeat did not write, too.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder that the output goes to.")
]

DEFAULT_OUTPUT = Path("symfeat-out")
