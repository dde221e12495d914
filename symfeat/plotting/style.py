"""Sizes, colours and type of every figure, and how a figure is saved.

The colours are Okabe and Ito's, which stay apart for the colour-blind; since they differ in lightness and
every curve carries its name, the figures are read in grey, too. Figures are built without pyplot, so they
need no display and leave no global state behind.

`paper` is for print: serif type of 8 or 9 points in figures as wide as one or two columns. `screen` is the
same figure half as large again, in sans-serif type, to be read on a screen or from the back of a room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from symfeat.errors import InputError

WIDTHS = {1: 3.4, 2: 7.0}  # inches in print: one and two columns of a paper
BLUE, VERMILLION, SKY, INK, GREY, PALE = "#0072B2", "#D55E00", "#56B4E9", "#222222", "#767676", "#C8C8C8"
ORANGE, GREEN, PURPLE = "#E69F00", "#009E73", "#CC79A7"

_TYPE = 9.0  # points, in print
_MAGNIFIED = {"paper": 1.0, "screen": 1.5}
STYLES = tuple(_MAGNIFIED)
_FONTS: dict[str, dict[str, Any]] = {
    "paper": {"font.family": "STIXGeneral", "mathtext.fontset": "stix", "savefig.dpi": 300},
    "screen": {"font.family": "DejaVu Sans", "mathtext.fontset": "dejavusans", "savefig.dpi": 144},
}
_LENGTHS = {  # points, in print
    "font.size": _TYPE,
    "axes.labelsize": _TYPE,
    "axes.titlesize": _TYPE,
    "axes.linewidth": 0.6,
    "axes.labelpad": 2.5,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.minor.width": 0.4,
    "ytick.minor.width": 0.4,
    "xtick.minor.size": 1.5,
    "ytick.minor.size": 1.5,
    "xtick.major.pad": 3,
    "ytick.major.pad": 3,
    "lines.linewidth": 1.4,
    "lines.markersize": 5,
    "hatch.linewidth": 0.5,
}
_OTHERS: dict[str, Any] = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.formatter.limits": (-3, 4),
    "axes.formatter.use_mathtext": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "lines.solid_capstyle": "round",
    "text.color": INK,
    "svg.fonttype": "path",  # reads the same where the font is missing
    "svg.hashsalt": "symfeat",
    "pdf.fonttype": 42,
}
# Without dates and versions the same figure gives the same file.
_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}
FORMATS = tuple(ending[1:] for ending in _METADATA)
_settings: Any = mpl.rcParams  # the stubs of Matplotlib type every key by name


def check_look(columns: int, style: str, format: str) -> None:
    """Raise InputError for what figures cannot be."""
    if columns not in WIDTHS:
        raise InputError(f"columns must be 1 or 2; got {columns!r}")
    if style not in STYLES:
        raise InputError(f"style must be {' or '.join(STYLES)}; got {style!r}")
    if format not in FORMATS:
        raise InputError(f"format must be {', '.join(FORMATS[:-1])} or {FORMATS[-1]}; got {format!r}")


class StyledFigure(Figure):
    """A figure that keeps the settings it was built with, since Matplotlib makes ticks only when it draws."""

    settings: dict[str, Any]


@contextmanager
def drawing_style(style: str = "paper") -> Iterator[None]:
    """Build a figure in one of the `STYLES`, whatever the user's own settings are.

    Raises InputError for another style.
    """
    check_look(1, style, "svg")
    with mpl.rc_context():
        mpl.rcdefaults()
        _settings.update({name: _MAGNIFIED[style] * length for name, length in _LENGTHS.items()})
        _settings.update(_OTHERS)
        _settings.update(_FONTS[style])
        yield


def pt(points: float) -> float:
    """A length or a size of type, given in points of print, in the style that is being drawn in."""
    return points * mpl.rcParams["font.size"] / _TYPE


def grid(
    columns: int, rows_and_columns: tuple[int, int], height: float, **shared: Any
) -> tuple[StyledFigure, list[Axes]]:
    """A figure as wide as `columns` columns of a paper and `height` inches high, with its axes row by row.

    `shared` goes to Matplotlib's `subplots`. On a screen both lengths are half as long again.
    """
    check_look(columns, "paper", "svg")
    figure = StyledFigure(figsize=(pt(WIDTHS[columns]), pt(height)))
    figure.settings = {name: _settings[name] for name in (*_LENGTHS, *_OTHERS, *_FONTS["paper"])}
    figure.set_layout_engine(
        ConstrainedLayoutEngine(w_pad=pt(0.03), h_pad=pt(0.04), wspace=0.02, hspace=0.02)
    )
    axes = figure.subplots(*rows_and_columns, squeeze=False, **shared)
    return figure, list(axes.flat)


def arrange(figure: Figure) -> None:
    """Lay a figure out, for good: what is added now is placed by the room that there is."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure as SVG, PNG or PDF, by the ending of `path`; the same figure gives the same bytes.

    Raises InputError for another ending.
    """
    path = Path(path)
    metadata = _METADATA.get(path.suffix.lower())
    if metadata is None:
        raise InputError(f"path must end in {', '.join(_METADATA)}; got {path.name!r}")
    with drawing_style():
        _settings.update(getattr(figure, "settings", {}))
        figure.savefig(path, metadata=metadata)


def letter(axes: list[Axes]) -> None:
    """Mark the panels (a), (b), ... above their upper left corners."""
    for index, ax in enumerate(axes):
        ax.set_title(f"({chr(ord('a') + index)})", loc="left", fontsize=pt(9), fontweight="bold", pad=pt(4))
