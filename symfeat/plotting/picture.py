"""A figure together with the numbers that it shows, and how both are saved."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from symfeat.plotting.style import check_look, save


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure and its data.

    Attributes:
        figure: the Matplotlib figure, to save or to change.
        data: what it shows, by name: columns of one length (arrays or lists), numbers or words.
    """

    figure: Figure
    data: Mapping[str, Any]

    def save(self, path: str | Path) -> tuple[Path, Path]:
        """Write the figure (SVG, PNG or PDF, by the ending) and its data beside it, as CSV; return the paths.

        Raises InputError for another ending.

        >>> import tempfile
        >>> from symfeat.plotting.style import drawing_style, grid
        >>> with drawing_style():
        ...     figure, axes = grid(1, (1, 1), 1.0)
        >>> picture = Picture(figure, {"clock": [0.0, 1.0], "slope": [0.5, 2.0]})
        >>> [path.name for path in picture.save(Path(tempfile.mkdtemp()) / "learning.svg")]
        ['learning.svg', 'learning.csv']
        """
        path = Path(path)
        save(self.figure, path)
        table = path.with_suffix(".csv")
        table.write_text(self.csv(), encoding="utf-8")
        return path, table

    def csv(self) -> str:
        """The data as CSV, with a header and every digit; a number that is not there is an empty cell."""
        columns = [np.asarray(column).tolist() for column in self.data.values()]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.data)
        writer.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))
        return text.getvalue()


def picture_files(names: Iterable[str], format: str) -> list[str]:
    """The names of the files that pictures of some names are saved in: figure and data in turn.

    >>> picture_files(["plane"], "svg")
    ['plane.svg', 'plane.csv']
    """
    check_look(1, "paper", format)
    return [f"{name}.{ending}" for name in names for ending in (format, "csv")]


def _cell(value: Any) -> Any:
    return "" if isinstance(value, float) and np.isnan(value) else value
