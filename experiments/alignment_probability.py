"""How often layers align while a network learns: trained networks of finite width against the closed form."""

from typing import Any

import numpy as np

from symfeat import LinearNetwork
from symfeat.phases import alignment_probability
from symfeat.runs import Effect, Experiment, Setting, Table, interval

from .linear_descent import Run, train

experiment = Experiment("alignment-probability", title="Probability of alignment at finite width")


@experiment.run
def run(setting: Setting) -> list[dict[str, Any]]:
    """For each seed, how many networks of a width aligned their layers while they learned a target.

    `changed` is how many would be counted otherwise with steps twice as long, `missed` how many are counted
    otherwise than theory says, by which a network aligns if |f| < |y| at the start.
    """
    x, labels, y = np.array(setting.x), np.array(setting.labels), setting.target * setting.width**0.5
    labels = labels * (y * np.mean(x * x) / np.mean(x * labels))
    rows = []
    for seed in setting.seeds:
        stream = np.random.default_rng([seed, setting.width, round(1000 * setting.target)])
        u, w = stream.standard_normal((2, setting.networks, setting.width))
        fine, coarse = (grown(train(LinearNetwork(u, w), x, labels, k * setting.share)) for k in (1, 2))
        aligns = np.abs(np.sum(u * w, axis=-1)) < y
        counts = {"aligned": fine, "changed": fine != coarse, "missed": fine != aligns}
        rows.append({"seed": seed, **{name: int(np.sum(which)) for name, which in counts.items()}})
    return rows


def grown(run: Run) -> np.ndarray:
    """Whether the layers are more aligned at the end than at the start, up to sign."""
    start, end = run.angle
    return np.abs(np.cos(end)) > np.abs(np.cos(start))


def probability(width: int, target: float) -> float:
    """The closed form, for weights of unit variance."""
    return float(alignment_probability(width, target * width**0.5))


@experiment.effects
def effects(table: Table, setting: Setting) -> list[Effect]:
    """The fraction that aligned at each width and target, and all of them together."""
    networks = setting.networks * len(setting.seeds)
    found, distances = [], []
    for width in setting.sweep.width:
        for target in setting.sweep.target:
            fractions = table.where(width=width, target=target)["aligned"] / setting.networks
            p = probability(width, target)
            error = (p * (1 - p) / networks) ** 0.5
            distances.append(float((np.mean(fractions) - p) / error))
            name = f"aligned-{width}-{target:g}".replace(".", "p")
            words = f"fraction that aligned, width {width}, target {target:g}"
            found.append(Effect(name, *interval(fractions), f"{p:.4f} ± {3 * error:.4f}", words))
    trained, points = networks * len(found), len(found)
    squares = f"{points} ± {3 * (2 * points) ** 0.5:.0f}"
    words = "sum of the squared distances from the closed form, in standard errors of a binomial count"
    return [
        *found,
        Effect.single("distances-are-those-of-chance", sum(z * z for z in distances), squares, words),
        Effect.single("largest-distance", max(map(abs, distances)), "< 3.5", "in standard errors"),
        Effect.single(
            "each-network-does-as-theory-says", np.sum(table["missed"]) / trained, "< 0.001",
            "share of the networks that did not do what |f| < |y| at the start says",
        ),
        Effect.single(
            "step-changes-no-count", np.sum(table["changed"]) / trained, "< 0.01",
            "share of the networks that would be counted otherwise with steps twice as long",
        ),
    ]  # fmt: skip


@experiment.figure
def figure(table: Table, setting: Setting, style: str) -> Any:
    """Measured fractions, the closed form as lines, and how far all fractions are from it."""
    from symfeat.plotting import Picture
    from symfeat.plotting.style import BLUE, GREY, INK, PALE, drawing_style, grid, letter, pt

    networks = setting.networks * len(setting.seeds)
    rows = []
    for width in setting.sweep.width:
        for target in setting.sweep.target:
            p = probability(width, target)
            fraction = np.mean(table.where(width=width, target=target)["aligned"]) / setting.networks
            z = (fraction - p) / (p * (1 - p) / networks) ** 0.5
            names = ("width", "target", "fraction", "probability", "z")
            rows.append(dict(zip(names, (width, target, fraction, p, z), strict=True)))
    shown = Table.from_rows(rows)
    share = np.linspace(0, 2.3, 200)
    narrow, wide = setting.sweep.width[0], setting.sweep.width[-1]
    with drawing_style(style):
        drawn, (left, right) = grid(2, (1, 2), 2.6)
        for width, color, marker, place in ((narrow, BLUE, "o", (-5, 3)), (wide, INK, "D", (5, -9))):
            mine = shown.where(width=width)
            left.plot(share, alignment_probability(width, share * width**0.5), color=color, lw=pt(0.7))
            left.plot(mine["target"], mine["fraction"], ls="", marker=marker, ms=pt(3.5), color=color)
            left.annotate(
                f"$d={width}$",
                (0.72, probability(width, 0.72)),
                tuple(map(pt, place)),
                textcoords="offset points",
                ha="right" if place[0] < 0 else "left",
                color=color,
                fontsize=pt(8),
            )
        left.set_xlim(0, share[-1])
        left.set_ylim(0, 1.02)
        left.set_xlabel(r"target $|y|/(\gamma\sigma_u\sigma_w\sqrt{d})$")
        left.set_ylabel("fraction of networks that align")
        right.axhspan(-2, 2, color=PALE, alpha=0.5, lw=0)
        right.axhline(0, color=GREY, lw=pt(0.6))
        places = [setting.sweep.width.index(width) for width in shown["width"].tolist()]
        right.plot(places, shown["z"], "o", ms=pt(3), color=INK, mew=0)
        right.set_xticks(range(len(setting.sweep.width)), [str(width) for width in setting.sweep.width])
        right.set_ylim(-3.8, 3.8)
        right.set_xlabel("width $d$")
        right.set_ylabel("distance in standard errors")
        letter([left, right])
    return Picture(drawn, {name: shown[name] for name in shown.columns})
