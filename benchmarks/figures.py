"""The figures that the evaluators aim at, and what the numbers say about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contenders import ADDS, BOUND, CSE, OURS, STABLE
from footprint import WIDTH
from phases import DIAGRAM, ORDER
from race import ARRAYS
from trajectories import FLOW, TIMES, WHOLE, WIDTHS

LARGE = 10**6  # points, at which contenders are compared; fewer if fewer were measured
NUMBA = "symfeat, Numba"
Rows = dict[tuple[str, str, int], dict[int, float]]  # (name, form, threads) -> points -> nanoseconds


@dataclass(frozen=True)
class Figure:
    """What is measured, and the least that it should be, or the most."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None
    unit: str = ""

    @property
    def aim(self) -> str:
        """The aim in words."""
        return f"≥ {self.least:g}{self.unit}" if self.least else f"≤ {self.most:g}{self.unit}"

    @property
    def is_reached(self) -> bool:
        """Whether the aim is."""
        return self.value >= self.least if self.least else self.value <= (self.most or 0.0)


def rows(found: dict[str, Any], case: str) -> Rows:
    """Nanoseconds a point of one case."""
    result: Rows = {}
    for row in found["kernel"]["rows"]:
        if row["case"] == case:
            key = (row["name"], row["form"], row["threads"])
            result.setdefault(key, {})[row["points"]] = row["nanoseconds"]
    return result


def compared(table: Rows) -> int:
    """The number of points at which contenders are compared."""
    return max(points for points in table[OURS, STABLE, 1] if points <= LARGE)


def bound(table: Rows, threads: int, points: int) -> float:
    """What memory allows so many threads: the least that the additions took on as many threads or fewer."""
    return min(
        times[points]
        for (name, _, count), times in table.items()
        if name == BOUND and count <= threads and points in times
    )


def over_bound(table: Rows, key: tuple[str, str, int], points: int) -> float:
    """How many times the bound a contender took; ends the program where it took less, which cannot be."""
    value = table[key][points] / bound(table, key[2], points)
    if value < 1:
        name, form, threads = key
        raise SystemExit(
            f"{name} ({form}, threads: {threads}) took less than the memory bound: measure again"
        )
    return value


def figures(found: dict[str, Any]) -> list[Figure]:
    """Every figure that there are numbers for."""
    table = rows(found, ARRAYS)
    points = compared(table)

    def ratio(over: tuple[str, str, int], under: tuple[str, str, int]) -> float:
        return table[over][points] / table[under][points]

    ours, at = (OURS, STABLE, 1), f"N = {points:,}"
    result = [
        Figure(f"`lambdify(cse=True)` over our NumPy, {at}", ratio((CSE, STABLE, 1), ours), least=1.8),
        Figure(f"our NumPy over our Numba, {at}", ratio(ours, (NUMBA, STABLE, 1)), least=4),
    ]
    for threads, word in ((1, "one thread"), (2, "two threads")):
        if (BOUND, ADDS, threads) in table:
            value = over_bound(table, (NUMBA, STABLE, threads), points)
            result.append(Figure(f"our Numba over the memory bound, {word}, {at}", value, most=2.5))
    spent = {(row["width"], row["way"]): row["seconds"] for row in found["trajectories"]}
    narrow, foot = WIDTHS[0], found["footprint"]
    name = f"`solve_ivp` over the exact solution, {TIMES} times, d = {narrow}"
    diagrams = {row["what"]: row["seconds"] for row in found["phases"]}
    after = foot["import_kernels_after_numpy"] * 1e3
    return [
        *result,
        Figure(name, spent[narrow, FLOW] / spent[narrow, WHOLE], least=100),
        Figure(f"{ORDER}, 10⁶ networks", diagrams[ORDER], most=2, unit=" s"),
        Figure(f"{DIAGRAM} a point, 10⁶ points", diagrams[DIAGRAM], most=2, unit=" s"),
        Figure(f"memory beyond the weights, d = {WIDTH:,}", foot["wide_network"] / 1e6, most=100, unit=" MB"),
        Figure("`import symfeat.kernels` after `import numpy`", after, most=50, unit=" ms"),
    ]
