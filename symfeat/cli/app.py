"""The Typer application: one line a verb. A verb imports what it needs when it runs: help is quick."""

from typing import Annotated

import typer

from symfeat.cli import (
    certify,
    doctor,
    experiment,
    generate,
    init,
    latex,
    list_,
    new,
    phase,
    report,
    show,
    solve,
    verify,
)

app = typer.Typer(
    name="symfeat",
    help="Derivations that are checked, typeset and compiled: feature learning in linear networks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list")(list_.command)
app.command("show")(show.command)
app.command("verify")(verify.command)
app.command("certify")(certify.command)
app.command("generate")(generate.command)
app.command("latex")(latex.command)
app.command("solve")(solve.command)
app.command("phase")(phase.command)
app.command("experiment")(experiment.command)
app.command("report")(report.command)
app.command("new")(new.command)
app.command("init")(init.command)
app.command("doctor")(doctor.command)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"symfeat {version('symfeat')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options of `symfeat` itself."""
