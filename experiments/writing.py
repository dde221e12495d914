"""The page of the experiments: `page.md` with the numbers filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from results import remarks, rows
from settings import LABELS, OBSERVABLES, RESAMPLES, SETTINGS, SLACK, Plan, X

from symfeat import Task
from symfeat.phases import scaling_phase

TEMPLATE = Path(__file__).with_name("page.md")
SCALES = {
    "gamma": r"$\gamma$",
    "u": r"$\sigma_u^2$",
    "w": r"$\sigma_w^2$",
    "eta_u": r"$\eta_u$",
    "eta_w": r"$\eta_w$",
}
Row = Mapping[str, str]


def page(results: Path, plan: Plan) -> str:
    """The page as Markdown, from the results in a folder and the plan they came from."""
    fits, counts = rows(results / "fits.csv"), rows(results / "alignment.csv")
    z = [float(count["z"]) for count in counts]
    task = Task.from_data(X, LABELS)
    return TEMPLATE.read_text(encoding="utf-8").format(
        points=X.size,
        moment=f"{task.second_moment:.3g}",
        target=f"{task.target:.3g}",
        seeds=plan.seeds,
        settings=_settings(),
        sets=plan.other_sets,
        widths=f"Widths $d$ = {plan.widths[0]}, {plan.widths[1]}, ..., {plan.widths[-1]}",
        middle=plan.widths[len(plan.widths) // 2],
        resamples=f"{RESAMPLES:,}",
        slack=SLACK,
        fits=_fits(fits),
        summary=_summary(fits),
        **_bend(fits),
        chance_in_seeds=_chance(fits),
        networks=f"{plan.networks:,}",
        alignment=_alignment(counts),
        largest=f"{max(map(abs, z)):.1f}",
        squares=f"{sum(value**2 for value in z):.0f}",
        chance=f"{len(z)} ± {(2 * len(z)) ** 0.5:.0f}",
        share=plan.share,
        alignment_share=plan.alignment_share,
        moved=f"{max(abs(float(f['coarse_slope']) - float(f['slope'])) for f in fits):.1g}",
        halving=f"{max(float(f['halving']) for f in fits):.2%}",
        changed=sum(int(count["changed"]) for count in counts),
        missed=sum(int(count["missed"]) for count in counts),
        trained=f"{sum(int(count['networks']) for count in counts):,}",
        versions=remarks(results / "fits.csv")[0],
    )


def _settings() -> str:
    lines = []
    for setting, scaling in SETTINGS.items():
        phase = scaling_phase(**scaling)
        found = (phase.slope, phase.wedge, phase.floor, phase.rate)
        lines.append((setting, *(_power(scaling[f"c_{c}"]) for c in SCALES), *map(_minus, found), phase.word))
    header = ("setting", *SCALES.values(), "slope", "wedge", "floor", "rate", "phase")
    return _table(header, lines)


def _fits(fits: Sequence[Row]) -> str:
    lines = [
        (
            fit["setting"],
            OBSERVABLES[fit["observable"]],
            _minus(fit["predicted"]),
            _estimate(fit["slope"], fit["error"]),
            _verdict(fit["verdict"]),
            _estimate(fit["upper_slope"], fit["upper_error"]),
            _verdict(fit["upper_verdict"]),
            _estimate(fit["others"], fit["spread"]),
        )
        for fit in fits
    ]
    return _table(
        ("setting", "observable", "predicted", "all widths", "", "larger half", "", "other seeds"), lines
    )


def _verdict(word: str) -> str:
    return word if word == "agrees" else f"**{word}**"


def _summary(fits: Sequence[Row]) -> str:
    """How many fits agree, and which ones only by one of the two limits."""
    counts = [sum(fit[name] == "agrees" for fit in fits) for name in ("verdict", "upper_verdict")]
    distance = [abs(float(fit["slope"]) - float(Fraction(fit["predicted"]))) for fit in fits]
    far = [fit for fit, apart in zip(fits, distance, strict=True) if apart > SLACK]
    off = [fit for fit, apart in zip(fits, distance, strict=True) if apart > 3 * float(fit["error"])]
    return (
        f"{counts[0]} of the {len(fits)} fits to all widths agree, {counts[1]} of those to the larger half.\n"
        f"Of the former, these are more than {SLACK} from the prediction: {_listed(far)}.\n"
        f"These are more than three standard errors from it: {_listed(off)}."
    )


def _bend(fits: Sequence[Row]) -> dict[str, str]:
    """How far the unbalanced setting's angle is from its prediction, and the exponent of what bends it."""
    (fit,) = (f for f in fits if (f["setting"], f["observable"]) == ("unbalanced", "angle"))
    found = {"bent": fit["slope"], "less_bent": fit["upper_slope"]}
    apart = {name: abs(float(slope) - float(Fraction(fit["predicted"]))) for name, slope in found.items()}
    wedge = _minus(scaling_phase(**SETTINGS["unbalanced"]).wedge)
    return {"wedge": wedge} | {name: f"{value:.3f}" for name, value in apart.items()}


def _chance(fits: Sequence[Row]) -> str:
    """Where sets of seeds differ most, and how often they do by more than the resampled errors say."""
    most = max(fits, key=lambda fit: float(fit["spread"]))
    more = [fit for fit in fits if float(fit["spread"]) > float(fit["error"])]
    spread, error = (f"{float(most[name]):.3f}" for name in ("spread", "error"))
    return (
        f"Sets of seeds differ most in {_listed([most])}: by ± {spread}, where the resampled error is "
        f"{error}.\nThey differ by more than that error in {len(more)} of {len(fits)} fits."
    )


def _listed(fits: Sequence[Row]) -> str:
    return "; ".join(f"{fit['setting']}, {OBSERVABLES[fit['observable']]}" for fit in fits) or "none"


def _alignment(counts: Sequence[Row]) -> str:
    targets = sorted({float(count["target"]) for count in counts})
    widths = sorted({int(count["width"]) for count in counts})
    found = {(int(count["width"]), float(count["target"])): count for count in counts}
    lines = [(str(width), *(_fraction(found[width, target]) for target in targets)) for width in widths]
    return _table(("width", *(f"{target:g}" for target in targets)), lines)


def _fraction(count: Row) -> str:
    measured = int(count["aligned"]) / int(count["networks"])
    return f"{measured:.3f} ({float(count['probability']):.3f}, {_minus(format(float(count['z']), '+.1f'))})"


def _estimate(value: str, error: str) -> str:
    return f"{_minus(format(float(value), '.3f'))} ± {float(error):.3f}"


def _power(exponent: object) -> str:
    return "1" if not exponent else f"$d^{{{exponent}}}$" if exponent != 1 else "$d$"


def _minus(number: object) -> str:
    return str(number).replace("-", "−")


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, ["---"] * len(header), *lines))
