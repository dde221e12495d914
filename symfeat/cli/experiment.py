"""`symfeat experiment`: list the experiments, or run them and say which of theory's expectations hold."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symfeat.cli.console import (
    INPUT_ERROR,
    INTERRUPTED,
    number,
    print_error,
    print_json,
    print_lines,
    print_table,
    print_text,
    progress,
    verdict_text,
)
from symfeat.cli.options import DEFAULT_OUTPUT, Force, Json, Output

if TYPE_CHECKING:
    from symfeat.runs import Folder, Outcome

ALL = "all"


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|all", help="What to run; without it, all are listed.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer runs and seeds: under a minute.")] = False,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of experiments; those of symfeat by default.")
    ] = None,
    output: Output = DEFAULT_OUTPUT / "experiments",
    force: Force = False,
    json: Json = False,
) -> int:
    """Run experiments, or list them; an interrupted one goes on where it was when it is run again."""
    from symfeat.runs import carry_out, open_folder

    experiments = open_folder(folder)
    if name is None:
        return _list(experiments, quick, json)
    # All are loaded first: a fault in the last one should not wait for the runs of the others.
    loaded = [experiments.load(one) for one in (experiments.names if name == ALL else (name,))]
    outcomes, code = [], 0
    try:
        for experiment in loaded:
            with progress(experiment.name) as advance:
                outcomes.append(carry_out(experiment, output, quick=quick, force=force, on_progress=advance))
            if not json:
                _show(outcomes[-1])
    except KeyboardInterrupt:
        print("symfeat: finished runs are kept; the same command goes on from them", file=sys.stderr)
        code = INTERRUPTED
    if json:
        print_json({"experiments": [outcome.to_dict() for outcome in outcomes], "exit_code": code})
    return code


def _list(experiments: "Folder", quick: bool, json: bool) -> int:
    from symfeat.errors import ExperimentError, MissingExtraError
    from symfeat.runs import points

    listed: list[dict[str, Any]] = []
    problems: list[str] = []
    waiting: dict[str, list[str]] = {}  # for a package that is not installed
    for name in experiments.names:
        try:
            experiment = experiments.load(name)
            setting = experiment.settings(quick)
        except MissingExtraError as error:
            waiting.setdefault(str(error).removeprefix(f"{name}: "), []).append(name)
            continue
        except ExperimentError as error:
            problems.append(str(error))
            continue
        counts = {"runs": len(points(setting)), "seeds": len(setting.seeds)}
        listed.append({"name": name, "title": experiment.title, **counts})
    if json:
        folder = str(experiments.mounted.folder)
        print_json({"folder": folder, "experiments": listed, "missing": waiting, "problems": problems})
        return INPUT_ERROR if problems else 0
    if listed:
        rows = [(item["name"], item["title"], str(item["runs"]), str(item["seeds"])) for item in listed]
        print_table(("experiment", "title", "runs", "seeds"), rows, left=2, folded=1)
    for needs, names in waiting.items():
        print_text(f"\n{', '.join(names)}: {needs}")
    for problem in problems:
        print_error(problem, as_json=False)
    return INPUT_ERROR if problems else 0


def _show(outcome: "Outcome") -> None:
    print_text(f"{outcome.name}: {outcome.title}")
    stored = f", {outcome.reused} of them stored before" if outcome.reused else ""
    print_text(f"{outcome.runs} runs, {outcome.seconds:.0f} s of processor time{stored}")
    if outcome.quick:
        print_text("Ranges are those of the full version: what does not fit here may fit there.")
    print_text()
    rows = [
        (verdict_text(effect.verdict), effect.name, effect.expected, *map(_brief, effect.interval))
        for effect in outcome.effects
    ]
    print_table(("verdict", "effect", "expected", "value", "95 % from", "to"), rows, left=3, folded=1)
    print_text()
    strays = [f"{effect.name}: {effect.words}" for effect in outcome.effects if not effect.fits]
    print_lines("What does not fit", strays)
    print(f"Wrote {Path(outcome.files[0]).parent}: {len(outcome.files)} files")
    print_text()


def _brief(value: float) -> str:
    """Three digits: more than an interval over seeds supports."""
    return number(float(f"{value:.3g}"))
