"""`symfeat solve`: a CSV file as the regression that a linear network learns, solved exactly."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symfeat.cli.console import number, print_facts, print_json, print_table, print_text, to_json, track
from symfeat.cli.options import (
    DEFAULT_OUTPUT,
    EtaU,
    EtaW,
    Force,
    Gamma,
    Json,
    Output,
    Seed,
    SigmaU,
    SigmaW,
    Target,
    Width,
    X,
)

if TYPE_CHECKING:
    from symfeat.learning import Learning

COLUMNS = ("share", "time", "slope", "loss", "kernel", "angle", "norm_u", "norm_w")
FILES = ("trajectory.csv", "trajectory.png", "solve.json")


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV file: commas, semicolons or tabs, with a header or without."
        ),
    ],
    x: X = "1",
    target: Target = "2",
    width: Width = 16,
    seed: Seed = 0,
    gamma: Gamma = 1.0,
    eta_u: EtaU = 1.0,
    eta_w: EtaW = 1.0,
    sigma_u: SigmaU = 1.0,
    sigma_w: SigmaW = 1.0,
    time_max: Annotated[float | None, typer.Option(help="Last time; by default 99.9 % is learned.")] = None,
    times: Annotated[int, typer.Option(help="Number of equally spaced times.")] = 201,
    compare_gd: Annotated[
        float | None, typer.Option(metavar="STEP", help="Also train the network by gradient descent.")
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    force: Force = False,
    json: Json = False,
) -> None:
    """Learn a CSV file's regression with a linear network: exact trajectory, mechanisms, phase."""
    from symfeat.data import read_regression
    from symfeat.learning import learn
    from symfeat.model import Setting
    from symfeat.output import replacing

    setting = Setting(width, seed, gamma, eta_u, eta_w, sigma_u, sigma_w)
    bar = partial(track, label="gradient descent")
    with replacing(output, "solve", force=force, names=FILES) as stage:
        data = read_regression(file, x, target)
        learning = learn(data, setting, time_max=time_max, points=times, step=compare_gd, track=bar)
        result = {"file": str(file), **learning.to_dict(), "files": [str(output / name) for name in FILES]}
        _write(stage, learning, result)
    if json:
        print_json(result)
    else:
        _show(learning, result)


def _write(stage: Path, learning: "Learning", result: dict) -> None:
    from symfeat.plotting import learning_figure, save
    from symfeat.versions import versions

    (stage / FILES[0]).write_text(learning.csv(), encoding="utf-8")
    save(learning_figure(learning), stage / FILES[1])
    (stage / FILES[2]).write_text(to_json({**result, "versions": versions()}) + "\n", encoding="utf-8")


def _show(learning: "Learning", result: dict) -> None:
    task, solution, setting = result["task"], result["solution"], learning.setting
    print_text(f"{result['file']}: {learning.data.target_name} against {learning.data.x_name}")
    print_text()
    print_facts(
        "Task",
        {
            "rows": str(learning.data.rows),
            "second moment": number(task["second_moment"]),
            "target slope": number(task["target"]),
            "irreducible loss": number(task["irreducible_loss"]),
        },
    )
    print_facts(
        f"Network of width {setting.width}, seed {setting.seed}",
        {
            "slope at time 0": number(solution["slope0"]),
            "limit of the slope": number(solution["limit"]),
            "time constant": number(solution["time_constant"]),
            "wedge, conserved": number(solution["wedge"]),
            "imbalance, conserved": number(solution["imbalance"]),
        },
    )
    print_text("Exact trajectory (loss above the irreducible, angle in radians)")
    print_table(
        ("learned", "time", "slope", "loss", "kernel", "angle", "|u|", "|w|"), _rows(result["milestones"])
    )
    for title, words in (
        ("Mechanisms", learning.solution.mechanisms()),
        ("Phase", learning.solution.phase()),
    ):
        print_text(f"\n{title}\n{words}")
    if descent := result["descent"]:
        print_text(
            f"\nGradient descent, {descent['steps']} steps of {descent['step']:g}: "
            f"within {descent['deviation']:.3g} max(|f0|, |y|) of the exact slope"
        )
    print_text()
    for name in result["files"]:
        print(f"Wrote {name}")


def _rows(milestones: dict[str, list[float]]) -> list[list[str]]:
    numbers = zip(*(milestones[name] for name in COLUMNS), strict=True)
    return [[f"{100 * share:.4g} %", *map(_cell, row)] for share, *row in numbers]


def _cell(value: float) -> str:
    """Four digits, or two where an exponent would make the number wider than its column."""
    text = f"{value:.4g}"
    return text if len(text) <= 9 else f"{value:.2g}"
