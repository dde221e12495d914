"""Results as CSV files that start with remarks: versions, data, seeds, steps and scalings."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

REMARK = "# "


def write(path: Path, remarks: Iterable[str], header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a file; numbers keep six digits."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{REMARK}{remark}\n" for remark in remarks)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([f"{v:.6g}" if isinstance(v, float) else v for v in row] for row in rows)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file by column."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith(REMARK)))


def remarks(path: Path) -> list[str]:
    """The remarks of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(REMARK) for line in lines if line.startswith(REMARK)]
