"""`symfeat phase`: where a setting stands on the phase diagrams, and which change crosses a boundary."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symfeat.cli.console import number, print_facts, print_json, print_lines, print_text, to_json
from symfeat.cli.options import EtaU, EtaW, Force, Gamma, Json, Seed, SigmaU, SigmaW, Target, Width, X
from symfeat.errors import InputError

if TYPE_CHECKING:
    from symfeat.phases import ScalingPhase
    from symfeat.phases.placement import Placement

RECORD = "phase.json"


def command(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="CSV file with the regression to learn.")
    ] = None,
    x: X = "1",
    target: Target = "2",
    width: Width = 16,
    seed: Seed = 0,
    gamma: Gamma = 1.0,
    eta_u: EtaU = 1.0,
    eta_w: EtaW = 1.0,
    sigma_u: SigmaU = 1.0,
    sigma_w: SigmaW = 1.0,
    tolerance: Annotated[float, typer.Option(help="Relative change of the kernel that counts.")] = 0.1,
    angle_tolerance: Annotated[
        float, typer.Option(help="Change of the angle that counts, in radians.")
    ] = 0.1,
    scaling: Annotated[
        str | None,
        typer.Option(help="A scaling, instead or as well: ntk, mup, ... or c_gamma=-1/2,c_u=-1."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Folder for figures and their data; none without."
        ),
    ] = None,
    style: Annotated[str, typer.Option(help="Style of the figures: paper or screen.")] = "paper",
    format: Annotated[str, typer.Option(help="Format of the figures: svg, png or pdf.")] = "svg",
    columns: Annotated[int, typer.Option(help="Width of the figures in columns of a paper: 1 or 2.")] = 2,
    force: Force = False,
    json: Json = False,
) -> None:
    """Place a setting on the phase diagrams: what will happen, how likely, and what would change it."""
    if (style, format, columns) != ("paper", "svg", 2):  # Matplotlib takes long to import
        from symfeat.plotting.style import check_look

        check_look(columns, style, format)
    if file is None and scaling is None:
        raise InputError("FILE or --scaling must be given; got neither")
    result: dict[str, Any] = {}
    phase = placed = None
    if scaling is not None:
        phase = _scaling(scaling)
        result |= {"scaling": scaling, "scaling_phase": phase.to_dict()}
    if file is not None:
        from symfeat.data import read_regression
        from symfeat.model import Setting, Task
        from symfeat.phases.placement import place

        data = read_regression(file, x, target)
        setting = Setting(width, seed, gamma, eta_u, eta_w, sigma_u, sigma_w)
        placed = place(setting, Task.from_data(data.x, data.target), tolerance, angle_tolerance)
        result |= {
            "file": str(file),
            "data": {"x": data.x_name, "target": data.target_name, "rows": data.rows},
        }
        result |= placed.to_dict()
    if output is not None:
        look = {"columns": columns, "style": style}
        result["files"] = _write(output, format, force, look, placed, scaling, result)
    if json:
        print_json(result)
        return
    if phase is not None:
        print_text(f"Scaling {scaling}\n{phase}\n")
    if placed is not None:
        _show(placed, result)
    for name in result.get("files", []):
        print(f"Wrote {name}")


def _scaling(text: str) -> "ScalingPhase":
    """The phase of a named parametrisation, or of exponents such as `c_gamma=-1/2,c_u=-1`."""
    from symfeat.phases import scaling_phase

    return scaling_phase(**_exponents(text))


def _exponents(text: str) -> dict[str, Any]:
    from symfeat.phases import PARAMETRISATIONS, parametrisation

    if "=" not in text:
        return parametrisation(text)
    known = PARAMETRISATIONS["ntk"]
    pairs = dict(part.strip().split("=", 1) for part in text.split(",") if "=" in part)
    if text.count(",") + 1 != len(pairs) or not set(pairs) <= set(known):
        raise InputError(f"scaling must set {', '.join(known)}, each once at most; got {text!r}")
    return pairs


def _write(
    output: Path,
    format: str,
    force: bool,
    look: dict[str, Any],
    placed: "Placement | None",
    scaling: str | None,
    result: dict[str, Any],
) -> list[str]:
    from symfeat.output import replacing
    from symfeat.plotting import exponent_diagram, picture_files, setting_pictures
    from symfeat.plotting.setting import PICTURES
    from symfeat.versions import versions

    wanted = [*(PICTURES if placed else ()), *(("exponents",) if scaling else ())]
    names = [*picture_files(wanted, format), RECORD]
    with replacing(output, "phase", force=force, names=names) as stage:
        pictures = setting_pictures(placed, **look) if placed else {}
        if scaling:
            pictures["exponents"] = exponent_diagram({scaling: _exponents(scaling)}, **look)
        for name, picture in pictures.items():
            picture.save(stage / f"{name}.{format}")
        written = [str(output / name) for name in names]
        record = {**result, "files": written, "versions": versions()}
        (stage / RECORD).write_text(to_json(record) + "\n", encoding="utf-8")
    return written


def _show(placed: "Placement", result: dict[str, Any]) -> None:
    from symfeat.phases.placement import SAMPLES, change

    portrait, setting, solution = placed.portrait, placed.setting, placed.solution
    print_text(f"{result['file']}: {result['data']['target']} against {result['data']['x']}\n")
    print_facts(
        f"Network of width {setting.width}, seed {setting.seed}",
        {
            "slope": f"from {number(solution.slope0)} towards {number(placed.task.target)}: {portrait.reach}",
            "regime": f"{portrait.regime} (kernel x {portrait.kernel_ratio:.4g}, "
            f"angle {portrait.angle_change:+.4g} rad)",
            "mechanism": portrait.mechanism,
            "curve of the slope": portrait.curve,
            "curve of the loss": portrait.loss_curve,
            "kernel": portrait.kernel_path,
            "time constant": number(portrait.time_constant),
        },
    )
    _show_crossings(placed)
    shares = [f"{share:6.1%}  {word}" for word, share in placed.probability.items() if share]
    print_lines(f"Other seeds: {SAMPLES} networks of this setting", shares)
    widths = [f"{change(c)}: {c.boundary}, to {c.after}" for c in placed.width_crossings]
    print_lines(f"Other widths: where half of {SAMPLES} networks cross a boundary", widths)
    outcome = "the layers align" if setting.width > 1 else "the kernel grows"
    print_text(f"Probability that {outcome}, |f0| < |y|: {placed.alignment:.4g} (closed form)")


def _show_crossings(placed: "Placement") -> None:
    from symfeat.phases.crossings import OCTAVES
    from symfeat.phases.placement import change

    changes: dict[str, list[str]] = {}
    for crossing in placed.crossings:
        words = f"{crossing.boundary}, to {crossing.after}:"
        changes.setdefault(words, []).append(change(crossing))
    if changes:
        words, (first, *_) = next(iter(changes.items()))
        print_text(f"Nearest boundary: {first} crosses {words.rstrip(':')}", hang=2)
        print_text()
        lines = [line for words, found in changes.items() for line in (words, "  " + ", or ".join(found))]
        print_lines("One change of one hyperparameter that crosses a boundary", lines)
    for boundary in placed.out_of_range:
        print_text(f"{boundary}: no single hyperparameter crosses it within a factor of 2^{OCTAVES}", hang=2)
    print_text()
