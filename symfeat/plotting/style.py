"""Sizes, colours and type of every figure, and how a figure is saved.

The colours are Okabe and Ito's, which stay apart for the colour-blind; since they differ in lightness and
every curve carries its name, the figures are read in grey, too. Figures are built without pyplot, so they
need no display and leave no global state behind.
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

WIDTHS = {1: 3.4, 2: 7.0}  # inches: one and two columns of a paper
BLUE, VERMILLION, SKY, INK, GREY, PALE = "#0072B2", "#D55E00", "#56B4E9", "#222222", "#767676", "#C8C8C8"

_RC: Any = {  # the stubs of Matplotlib type every key by name
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 9,
    "axes.labelsize": 9,
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.labelpad": 2.5,
    "axes.formatter.limits": (-3, 4),
    "axes.formatter.use_mathtext": True,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "lines.linewidth": 1.4,
    "lines.solid_capstyle": "round",
    "text.color": INK,
    "savefig.dpi": 300,
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


@contextmanager
def paper_style() -> Iterator[None]:
    """Build or draw a figure in symfeat's style, whatever the user's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


def grid(columns: int, rows_and_columns: tuple[int, int], height: float) -> tuple[Figure, list[Axes]]:
    """A figure as wide as `columns` columns of a paper and `height` inches high, with its axes row by row."""
    if columns not in WIDTHS:
        raise InputError(f"columns must be 1 or 2; got {columns!r}")
    figure = Figure(figsize=(WIDTHS[columns], height))
    figure.set_layout_engine(ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.04, wspace=0.02, hspace=0.02))
    axes = figure.subplots(*rows_and_columns, squeeze=False)
    return figure, list(axes.flat)


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure as SVG, PNG or PDF, by the ending of `path`; the same figure gives the same bytes.

    Raises InputError for another ending.
    """
    path = Path(path)
    metadata = _METADATA.get(path.suffix.lower())
    if metadata is None:
        raise InputError(f"path must end in {', '.join(_METADATA)}; got {path.name!r}")
    with paper_style():
        figure.savefig(path, metadata=metadata)


def letter(axes: list[Axes]) -> None:
    """Mark the panels (a), (b), ... above their upper left corners."""
    for index, ax in enumerate(axes):
        ax.set_title(f"({chr(ord('a') + index)})", loc="left", fontsize=9, fontweight="bold", pad=4)
