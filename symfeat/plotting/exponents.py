"""The phases of scalings over the exponent of the wedge and how unbalanced the layers are."""

import re
from collections.abc import Mapping
from fractions import Fraction
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from symfeat.phases import PARAMETRISATIONS, ScalingPhase, scaling_phase
from symfeat.phases.scaling import rational
from symfeat.plotting.picture import Picture
from symfeat.plotting.placing import Words
from symfeat.plotting.style import GREY, INK, VERMILLION, arrange, drawing_style, grid, pt

KERNEL, STRIP, FEATURES = "#FFFFFF", "#CFE7F7", "#F3B27A"  # from light to dark, in grey as well
_WRITTEN = {
    "standard": "standard",
    "kaiming": "Kaiming",
    "lecun": "LeCun",
    "ntk": "NTK",
    "mean-field": "mean field",
    "mup": "µP",
    "xavier": "Xavier",
    "chizat": "Chizat",
}
STRIP_EXAMPLES = {
    "$\\sigma_u^2\\sim d^{-2}$": {"c_u": -2},
    "$\\sigma_u^2\\sim d^{-3}$,\n$\\eta_u\\sim d^{-1}$": {"c_u": -3, "c_eta_u": -1},
}
_STEP = Fraction(1, 16)
_LINE = 14  # letters of a name that are written in one line
_REACH = (Fraction(-1), Fraction(5, 4), Fraction(3, 2))  # wedge from, to; imbalance to
# Where words stand; a rotation is in the units of the axes.
_WORDS = {
    1: {
        "kernel\nphase": (0.25, 0.8),
        "turning at\nconstant kernel": (-0.5, 1.29),
        "feature\nlearning": (-0.72, 0.22),
    },
    0: {"turning at\nconstant kernel": (0.12, 0.95), "feature\nlearning": (-0.72, 0.22)},
}
_LABELS = {
    1: {
        "$e_S=e_g+|\\delta|=0$": (-0.56, 0.45, -45, INK),
        "$e_g=0$": (0.07, 0.5, 90, INK),
        "$e_f=0$": (0.57, 1.25, 90, GREY),
        "output\ndiverges": (0.93, 1.25, 0, GREY),
    },
    0: {
        "$e_S=e_g+|\\delta|=0$": (-0.56, 0.45, -45, INK),
        "feature learning": (0.4, 0.1, 0, VERMILLION),
    },
}


def exponent_diagram(
    marked: Mapping[str, Mapping[str, Any]] | None = None, columns: int = 2, style: str = "paper"
) -> Picture:
    """Phases of scalings, as the width grows (a) and at a fixed width (b), with the named parametrisations.

    Two invariants span the plane: the exponent e_g of the wedge and |delta|, half the exponent of the ratio
    eta_w sigma_u^2/(eta_u sigma_w^2). Every region comes from `scaling_phase` on a grid of fractions.
    `marked` are more scalings, arguments of `scaling_phase`, by a name that is drawn (with $...$ as TeX);
    one where a named parametrisation is goes by its name, one beyond the plane becomes an arrow towards it.

    Raises InputError for exponents that are not rational, and what `columns` and `style` cannot be.

    >>> data = exponent_diagram().data
    >>> dict(zip(data["scaling"], data["phase"]))["NTK"]
    'kernel phase'
    """
    named = {_WRITTEN[name]: scaling for name, scaling in PARAMETRISATIONS.items()} | STRIP_EXAMPLES
    phases = {
        name: (rational("c_d", scaling.get("c_d", 1)), scaling_phase(**scaling))
        for name, scaling in {**named, **(marked or {})}.items()
    }
    labels: list[tuple[Axes, str, tuple[float, float]]] = []
    with drawing_style(style):
        shape, height = ((1, 2), 2.6) if columns == 2 else ((2, 1), 4.6)
        figure, axes = grid(columns, shape, height, sharey=True)
        for ax, c_d, title in zip(
            axes, (1, 0), ("(a) width $d\\sim\\kappa\\to\\infty$", "(b) fixed width"), strict=True
        ):
            _regions(ax, c_d)
            here = {n: p for n, (d, p) in phases.items() if (d > 0) == (c_d > 0)}
            labels += [(ax, *label) for label in _points(ax, here, set(marked or {}))]
            ax.set_title(title, loc="left", fontsize=pt(9), pad=pt(4))
            ax.set_yticks([0, 0.5, 1, 1.5])
            ax.set_xticks([-1, -0.5, 0, 0.5, 1])
            ax.set_xlim(*map(float, _REACH[:2]))
            ax.set_ylim(0, float(_REACH[2]))
            ax.set_xlabel("exponent $e_g$ of the wedge")
            if columns == 1 or ax is axes[0]:
                ax.set_ylabel("imbalance $|\\delta|$")
        arrange(figure)
        for ax, text, place in labels:
            Words(ax).beside(text, place, VERMILLION)
    return Picture(figure, _table(phases))


def _regions(ax: Axes, c_d: int) -> None:
    """The three regions and their boundaries, where the margins of both conditions change sign."""
    left, right, top = _REACH
    wedges = [left + _STEP * k for k in range(int((right - left) / _STEP) + 1)]
    imbalances = [_STEP * k for k in range(int(top / _STEP) + 1)]
    found = [[_at(wedge, imbalance, c_d) for wedge in wedges] for imbalance in imbalances]
    x, y = [float(e) for e in wedges], [float(e) for e in imbalances]
    floor, wedge = (
        np.array([[float(getattr(p, name) - max(0, p.slope)) for p in row] for row in found])
        for name in ("floor", "wedge")
    )
    ax.set_facecolor(KERNEL)
    ax.contourf(x, y, wedge, [-10, 0], colors=[STRIP], zorder=0)
    ax.contourf(x, y, floor, [-10, 0], colors=[FEATURES], zorder=0)
    for text, at in _WORDS[c_d].items():
        ax.text(*at, text, ha="center", va="center", fontsize=pt(8.5), linespacing=1.0)
    for text, (x_at, y_at, angle, color) in _LABELS[c_d].items():
        ax.text(
            x_at, y_at, text, ha="center", va="center", fontsize=pt(8), color=color,
            linespacing=1.0, rotation=angle, rotation_mode="anchor", transform_rotates_text=True,
        )  # fmt: skip
    ax.contour(x, y, floor, [0], colors=[INK], linewidths=[pt(1.2)], linestyles="-", zorder=1)
    if c_d:
        ax.contour(x, y, wedge, [0], colors=[INK], linewidths=[pt(1.2)], linestyles=[(0, (5, 2))], zorder=1)
        slope = np.array([[float(p.slope) for p in row] for row in found])
        ax.contour(x, y, slope, [0], colors=[GREY], linewidths=[pt(0.8)], linestyles=[(0, (1, 2))], zorder=1)
    else:
        # Balanced layers alone learn features where the output diverges: a boundary without a region.
        feature = [p.kernel == "feature learning" and p.wedge >= 0 for p in found[0]]
        ax.plot(
            np.array(x)[feature], np.zeros(sum(feature)), color=VERMILLION, lw=pt(3), clip_on=False, zorder=2
        )


def _at(wedge: Fraction, imbalance: Fraction, c_d: int) -> ScalingPhase:
    """The phase with these invariants, reached by scale and rates alone."""
    return scaling_phase(c_d=c_d, c_gamma=wedge - c_d, c_eta_u=-imbalance, c_eta_w=imbalance)


def _points(
    ax: Axes, phases: Mapping[str, ScalingPhase], marked: set[str]
) -> list[tuple[str, tuple[float, float]]]:
    """Scalings as dots, those at one place share it and its label; labels that are still to be placed."""
    labels = []
    places: dict[tuple[float, float], list[str]] = {}
    for name, phase in phases.items():
        places.setdefault((float(phase.wedge), abs(float(phase.imbalance))), []).append(name)
    for (x, y), names in places.items():
        own = bool(marked & set(names))
        inside = min(max(x, float(_REACH[0])), float(_REACH[1])), min(y, float(_REACH[2]))
        if inside != (x, y):
            _arrow(ax, inside, (x, y))
            told = [_folded_at_commas(", ".join(names)) + ":", f"$e_g={x:.3g}$,", f"$|\\delta|={y:.3g}$"]
            labels.append(("\n".join(told), inside))
            continue
        ax.plot([x], [y], "D" if own else "o", ms=pt(4.5), color=VERMILLION if own else INK, clip_on=False)
        usual = [name for name in names if name not in marked and name not in STRIP_EXAMPLES]
        if own and not usual:
            labels.append((_folded_at_commas(", ".join(n for n in names if n in marked)), (x, y)))
            continue
        names = usual or names  # what is marked is named once
        edge, below = x >= 1, any("\n" in name for name in names)  # no room to the right, or above
        at = (0 if edge else pt(5), pt(-4 if below else 6 if edge else 4))
        ax.annotate(
            _folded(names), (x, y), at, textcoords="offset points", fontsize=pt(8),
            color=VERMILLION if own else INK, ha="center" if edge else "left",
            va="top" if below else "bottom", linespacing=1.0,
        )  # fmt: skip
    return labels


def _arrow(ax: Axes, edge: tuple[float, float], there: tuple[float, float]) -> None:
    """A triangle at the edge of the plane, towards a scaling beyond it."""
    right, up = (np.sign(far - near) for near, far in zip(edge, there, strict=True))
    triangle = (3, 0, float(np.degrees(np.arctan2(-right, up))))
    ax.plot(*([e] for e in edge), marker=triangle, ms=pt(6), color=VERMILLION, clip_on=False)


def _folded_at_commas(name: str) -> str:
    """A long name without formulas, in lines."""
    return name if "$" in name else fill(re.sub(r",\s*", ", ", name), _LINE, break_on_hyphens=False)


def _folded(names: list[str]) -> str:
    """Names with commas between them, in two lines from three names on."""
    lines = [names] if len(names) < 3 else [names[:1], names[1:]]
    return ",\n".join(", ".join(line) for line in lines)


def _table(phases: Mapping[str, tuple[Any, ScalingPhase]]) -> dict[str, list[Any]]:
    numbers = ("slope", "wedge", "floor", "rate", "imbalance")
    words = ("kernel", "angle", "stability", "output")
    found = [phase for _, phase in phases.values()]
    table: dict[str, list[Any]] = {"scaling": list(phases), "c_d": [str(c_d) for c_d, _ in phases.values()]}
    table |= {name: [str(getattr(phase, name)) for phase in found] for name in numbers}
    table |= {"phase": [phase.word for phase in found]}
    return table | {name: [getattr(phase, name) for phase in found] for name in words}
