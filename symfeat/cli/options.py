"""Options that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that symfeat did not write, too.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder that the output goes to.")
]
Jobs = Annotated[int | None, typer.Option(help="Worker processes, at least 1; one a core by default.")]
Timeout = Annotated[float, typer.Option(help="Seconds that one check may take.")]
X = Annotated[str, typer.Option("--x", help="Column of the input: its name, or its number from 1.")]
Target = Annotated[str, typer.Option(help="Column of the target: its name, or its number from 1.")]
Width = Annotated[int, typer.Option(help="Number of hidden neurons, at least 1.")]
Seed = Annotated[int, typer.Option(help="Seed of the random initialisation, at least 0.")]
Gamma = Annotated[float, typer.Option(help="Scale of the output.")]
EtaU = Annotated[float, typer.Option(help="Learning rate of the output layer u.")]
EtaW = Annotated[float, typer.Option(help="Learning rate of the input layer w.")]
SigmaU = Annotated[float, typer.Option(help="Standard deviation of u at time 0.")]
SigmaW = Annotated[float, typer.Option(help="Standard deviation of w at time 0.")]

DEFAULT_OUTPUT = Path("symfeat-out")
