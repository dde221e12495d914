"""`symfeat report`: verify, time, typeset and draw everything, and show it on one page."""

from pathlib import Path
from typing import Annotated

import typer

from symfeat.cli.console import print_json, print_text, progress
from symfeat.cli.options import DEFAULT_OUTPUT, Force, Jobs, Json, Output, Seed, Target, Timeout, Width, X


def command(
    output: Output = DEFAULT_OUTPUT,
    data: Annotated[
        Path | None, typer.Option(help="CSV file whose regression is learned; Hubble's table by default.")
    ] = None,
    x: X = "1",
    target: Target = "2",
    width: Width = 16,
    seed: Seed = 0,
    pdf: Annotated[bool, typer.Option(help="Make a PDF if a TeX engine is installed.")] = True,
    jobs: Jobs = None,
    timeout: Timeout = 60.0,
    force: Force = False,
    json: Json = False,
) -> int:
    """Verify the corpus, time its kernels, and write the report: page, LaTeX, PDF, figures."""
    from symfeat.model import Setting
    from symfeat.report.run import run

    with progress("verify") as advance:
        done = run(
            output, data, x, target, Setting(width, seed), pdf=pdf, jobs=jobs, timeout=timeout, force=force,
            on_progress=advance,
        )  # fmt: skip
    if json:
        print_json(done.to_dict())
    else:
        print_text(done.sentence())
    return done.exit_code
