"""Two columns of a CSV file, as the one-dimensional regression that a linear network learns.

Comma, semicolon or tab, a header line or none, a byte-order mark, CRLF, quoted fields and lines that start
with `#` are all read. Anything that is not a finite number in one of the two columns is an error that names
the row.
"""

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from symfeat.errors import InputError

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_QUOTED = re.compile(r'"[^"]*"')
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Regression:
    """Inputs and targets of a regression, with the names of their columns.

    Attributes:
        x: inputs, float64 of shape (rows,).
        target: targets, float64 of shape (rows,).
        x_name: name of the input's column, or `column 2` where the file has no header.
        target_name: the same for the target.
    """

    x: np.ndarray
    target: np.ndarray
    x_name: str
    target_name: str

    @property
    def rows(self) -> int:
        """Number of data rows."""
        return self.x.size


def read_regression(path: str | Path, x: str = "1", target: str = "2") -> Regression:
    """Read two columns of a CSV file.

    A column is given by its number, the first being 1, or by its name in the header. The first row is a
    header if both columns hold words there.

    Raises InputError, naming file, row (line of the file) and column, for a file that cannot be read, a
    column that is not there, rows of unequal length, a value that is missing or not a finite number, and a
    column that is the same in every row.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "data.csv"
    >>> _ = path.write_text("s;q\\n1;2\\n2;4.5\\n")
    >>> read_regression(path, x="s", target="q").target
    array([2. , 4.5])
    """
    path = Path(path)
    rows = list(_rows(path))
    if not rows:
        raise InputError(f"{path} has no data rows")
    _, first = rows[0]
    columns = [_index(path, argument, name, first) for argument, name in (("x", x), ("target", target))]
    header = all(first[index] and not _is_number(first[index]) for index in columns)
    names = [first[index] if header else f"column {index + 1}" for index in columns]
    body = rows[1:] if header else rows
    if not body:
        raise InputError(f"{path} has no data rows below its header")
    values = [
        [_number(path, line, name, row[index]) for line, row in body]
        for index, name in zip(columns, names, strict=True)
    ]
    inputs, targets = (np.array(column) for column in values)
    for name, column in zip(names, (inputs, targets), strict=True):
        if (column == column[0]).all():
            raise InputError(
                f"{path}: {name} is {column[0]:g} in every row; a regression needs values that vary"
            )
    return Regression(inputs, targets, names[0], names[1])


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number of the file, stripped cells) for every row that is not blank and not a comment."""
    numbered = [
        (n, line)
        for n, line in enumerate(_lines(path), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not numbered:
        return
    reader = csv.reader((line for _, line in numbered), delimiter=_delimiter(numbered[0][1]), strict=True)
    width = None
    try:
        for row in reader:
            line = numbered[reader.line_num - 1][0]
            cells = [cell.strip() for cell in row]
            width = width or len(cells)
            if len(cells) != width:
                raise InputError(f"{path}, row {line}: {len(cells)} columns; the rows before have {width}")
            yield line, cells
    except csv.Error as error:
        line = numbered[max(reader.line_num - 1, 0)][0]
        raise InputError(f"{path}, row {line}: not readable as CSV ({error})") from error


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not text in UTF-8 (byte {error.start})") from error


def _delimiter(line: str) -> str:
    """The candidate that cuts a line into most columns; a comma where none cuts it."""
    return max(_DELIMITERS, key=_QUOTED.sub("", line).count)


def _index(path: Path, argument: str, name: str, first: list[str]) -> int:
    """Position of the column that the user calls `name`, given the first row of the file."""
    name = name.strip()
    if name.isdecimal():
        if 1 <= int(name) <= len(first):
            return int(name) - 1
    elif first.count(name) > 1:
        raise InputError(
            f"{argument}: several columns of {path} are called {name!r}; give the column's number"
        )
    elif name in first:
        return first.index(name)
    known = ", ".join(first if len(first) <= 8 else [*first[:8], "..."])
    raise InputError(
        f"{argument}: no column {name!r} in {path}; "
        f"the first row reads {known}; numbers go from 1 to {len(first)}"
    )


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _number(path: Path, line: int, name: str, cell: str) -> float:
    where = f"{path}, row {line}, {name if name.startswith('column ') else f'column {name!r}'}"
    if not cell:
        raise InputError(f"{where}: the value is missing")
    if not _is_number(cell) or not math.isfinite(value := float(cell)):
        raise InputError(f"{where}: {cell!r} is not a finite number")
    return value
