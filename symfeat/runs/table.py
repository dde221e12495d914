"""A table of rows: columns by name, and CSV that reads back exactly."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from symfeat.errors import InputError

REMARK = "# "
_INTEGERS = range(-(2**63), 2**63)


class Table:
    """Columns of one length by name, as NumPy arrays of int64, float64 or words.

    >>> table = Table.from_rows([{"network": "relu", "loss": 0.5}, {"network": "tanh", "loss": 0.25}])
    >>> table.where(network="tanh")["loss"]
    array([0.25])
    >>> table.values("network"), len(table)
    (['relu', 'tanh'], 2)
    """

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        self._columns = dict(columns)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, Any]]) -> Table:
        """A table of rows with the same columns; a column is all numbers or all words.

        NumPy's numbers count as Python's. nan is a number that is undefined.

        Raises InputError, which names row and column, for no rows, rows with different columns, a name that
        is no identifier, an infinity, a truth value or another kind of value, and words that read as numbers.
        """
        if not rows:
            raise InputError("rows must be at least one; got none")
        names = list(rows[0])
        for index, row in enumerate(rows):
            if list(row) != names and set(row) != set(names):
                raise InputError(
                    f"rows must have the columns {_listed(names)}; row {index} has {_listed(row)}"
                )
        return cls({name: _column(name, [row[name] for row in rows]) for name in names})

    @classmethod
    def read(cls, path: str | Path) -> Table:
        """Read what `write` wrote; lines before the header that start with `# ` are remarks.

        Raises InputError, which names the file, where it cannot be read or has no rows of one length.
        """
        try:
            with Path(path).open(encoding="utf-8", newline="") as file:
                lines = list(csv.reader(_without_remarks(file), strict=True))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"{path} cannot be read as a table: {error}") from error
        if len(lines) < 2 or any(len(line) != len(lines[0]) for line in lines):
            raise InputError(f"{path} cannot be read as a table: it needs rows of one length")
        columns = zip(*lines[1:], strict=True)
        return cls({name: _parsed(cells) for name, cells in zip(lines[0], columns, strict=True)})

    def write(self, path: str | Path, remarks: Iterable[str] = ()) -> None:
        """Write CSV that starts with remarks; every number is written such that it reads back the same."""
        Path(path).write_text(self.csv(remarks), encoding="utf-8", newline="")

    def csv(self, remarks: Iterable[str] = ()) -> str:
        """The text that `write` writes."""
        text = io.StringIO()
        for remark in remarks:
            text.write(f"{REMARK}{' '.join(remark.split())}\n")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self._columns)
        writer.writerows([row.values() for row in self.rows()])
        return text.getvalue()

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self._columns)

    def __len__(self) -> int:
        return len(next(iter(self._columns.values()), ()))

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._columns:
            raise InputError(f"column must be one of {_listed(self._columns)}; got {name!r}")
        return self._columns[name]

    def rows(self) -> list[dict[str, int | float | str]]:
        """The rows, as plain data."""
        columns = [column.tolist() for column in self._columns.values()]
        return [dict(zip(self._columns, row, strict=True)) for row in zip(*columns, strict=True)]

    def where(self, **values: int | float | str) -> Table:
        """The rows in which columns have these values; none may be left.

        Raises InputError for an unknown column.
        """
        kept = np.ones(len(self), dtype=bool)
        for name, value in values.items():
            kept &= self[name] == value
        return Table({name: column[kept] for name, column in self._columns.items()})

    def values(self, name: str) -> list[Any]:
        """The different values of a column, in order of appearance.

        Raises InputError for an unknown column.
        """
        return list(dict.fromkeys(self[name].tolist()))

    def __repr__(self) -> str:
        return f"Table({len(self)} rows of {_listed(self._columns)})"


def _without_remarks(file: Iterable[str]) -> Iterator[str]:
    started = False
    for line in file:
        started = started or not line.startswith(REMARK)
        if started:
            yield line


def _column(name: str, values: list[Any]) -> np.ndarray:
    if not name.isidentifier():
        raise InputError(f"columns must have names such as test_accuracy; got {name!r}")
    plain = [value.item() if isinstance(value, np.generic) else value for value in values]
    for index, value in enumerate(plain):
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InputError(f"{name} must be numbers or words; row {index} has {value!r:.60}")
        if isinstance(value, float) and math.isinf(value):
            raise InputError(f"{name} must be finite or nan; row {index} has {value}")
        if isinstance(value, int) and value not in _INTEGERS:
            raise InputError(f"{name} must fit into 64 bits; row {index} has {value}")
    words = [value for value in plain if isinstance(value, str)]
    if words and len(words) < len(plain):
        raise InputError(f"{name} must be all numbers or all words; got both")
    if words:
        if _parsed(words).dtype.kind != "U":
            raise InputError(f"{name} must be words that do not read as numbers; got {words[0]!r}")
        return np.array(words)
    return np.array(plain, dtype=np.float64 if any(isinstance(v, float) for v in plain) else np.int64)


def _parsed(cells: Sequence[str]) -> np.ndarray:
    """A column of text as integers or numbers where all of it can be read so."""
    for kind in (np.int64, np.float64):
        try:
            return np.array([(int if kind is np.int64 else float)(cell) for cell in cells], dtype=kind)
        except (ValueError, OverflowError):
            continue
    return np.array(cells)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
