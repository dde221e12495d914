"""The page of the benchmarks: `page.md` with the numbers filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contenders import ADDS, BOUND, OURS, STABLE, TEXTBOOK
from figures import Rows, compared, figures, over_bound, rows
from race import ARRAYS, CLOCK, NETWORK
from trajectories import AFTER, CONSTANTS, KERNEL, STEP, TIMES, TOLERANCE, WHOLE

TEMPLATE = Path(__file__).with_name("page.md")
FORMS = {STABLE: "stable", TEXTBOOK: "textbook", ADDS: "additions"}


def page(found: dict[str, Any]) -> str:
    """The page as Markdown."""
    operations = found["kernel"]["operations"]
    return TEMPLATE.read_text(encoding="utf-8").format(
        date=found["date"],
        machine=_machine(found["machine"]),
        versions=", ".join(f"{name} {version}" for name, version in found["versions"].items()),
        figures=_figures(found),
        arrays=_race(rows(found, ARRAYS)),
        clock=_race(rows(found, CLOCK)),
        network=", ".join(f"{value:g}" for value in NETWORK),
        builds=_builds(found["kernel"]["builds"]),
        stable=operations[STABLE],
        textbook=operations[TEXTBOOK],
        written_out=f"{found['kernel']['written_out']:,}",
        trajectories=_trajectories(found["trajectories"]),
        times=TIMES,
        constants=f"{CONSTANTS:g}",
        tolerance=f"{TOLERANCE:g}",
        step=f"{STEP:g}",
        phases=_phases(found["phases"]),
        footprint=_footprint(found["footprint"]),
    )


def _figures(found: dict[str, Any]) -> str:
    lines = [
        (
            figure.name,
            figure.aim,
            f"{figure.value:.{2 if figure.value < 100 else 3}g}{figure.unit}",
            "reached" if figure.is_reached else "**not reached**",
        )
        for figure in figures(found)
    ]
    return _table(("figure", "aim", "measured", ""), lines)


def _race(table: Rows) -> str:
    """Nanoseconds a point, quickest first, and how many times those of our NumPy and of the bound."""
    sizes = sorted(table[OURS, STABLE, 1])
    points = compared(table)
    with_bound = (BOUND, ADDS, 1) in table
    header = ["contender", "form", "threads", *(f"N = {_power(n)}" for n in sizes), "over our NumPy"]
    header += ["over the bound"] if with_bound else []
    lines = []
    for key, times in sorted(table.items(), key=lambda item: item[1].get(points, 0.0)):
        name, form, threads = key
        ratios = [""] * (1 + with_bound)
        if points in times:
            ratios = [_short(times[points] / table[OURS, STABLE, 1][points])]
            ratios += [_short(over_bound(table, key, points))] if with_bound else []
        nanoseconds = [_short(times[n]) if n in times else "" for n in sizes]
        lines.append((name, FORMS[form], str(threads), *nanoseconds, *ratios))
    return _table(header, lines)


def _builds(builds: Sequence[dict[str, Any]]) -> str:
    lines = [
        (row["name"], FORMS[row["form"]], _seconds(row["seconds"]), f"{row['difference']:.0e}")
        for row in builds
        if row["form"] != ADDS
    ]
    return _table(("contender", "form", "first values after", "largest difference"), lines)


def _trajectories(measured: Sequence[dict[str, Any]]) -> str:
    """Seconds of each way for every width, and the largest error."""
    widths = sorted({row["width"] for row in measured})
    ways: dict[str, dict[int, dict[str, Any]]] = {}
    for row in measured:
        ways.setdefault(row["way"], {})[row["width"]] = row
    lines = []
    for way, at in ways.items():
        times = [_seconds(at[width]["seconds"]) if width in at else "" for width in widths]
        error = max(row["error"] for row in at.values())
        lines.append((way, *times, "" if way in (WHOLE, AFTER, KERNEL) else f"{error:.0e}"))
    return _table(("way", *(f"d = {_power(width)}" for width in widths), "error of the slope"), lines)


def _phases(measured: Sequence[dict[str, Any]]) -> str:
    lines = [
        (row["what"], f"{row['networks']:,}", _seconds(row["seconds"]), f"{row['bytes'] / 1e6:.0f} MB")
        for row in measured
    ]
    return _table(("what", "networks", "seconds", "memory"), lines)


def _footprint(foot: dict[str, Any]) -> str:
    sizes = {
        f"slopes at {TIMES} times of a network of width {foot['width']:,}": foot["wide_network"],
        f"the NumPy kernel at {foot['points']:,} points": foot["many_points"],
    }
    imports = {
        "`import numpy`": foot["import_numpy"],
        "`import symfeat.kernels` after it": foot["import_kernels_after_numpy"],
    }
    lines = [(what, f"{size / 1e6:.1f} MB") for what, size in sizes.items()]
    lines += [(what, _seconds(seconds)) for what, seconds in imports.items()]
    return _table(("what", "takes"), lines)


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, ["---"] * len(header), *lines))


def _power(n: int) -> str:
    return f"10{'⁰¹²³⁴⁵⁶⁷⁸⁹'[len(str(n)) - 1]}"


def _short(value: float) -> str:
    """Two digits after the point below 1, three digits up to 1000, whole numbers beyond."""
    return f"{value:.2f}" if value < 1 else f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def _seconds(seconds: float) -> str:
    units = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6))
    unit, scale = next((pair for pair in units if seconds >= pair[1]), units[-1])
    return f"{seconds / scale:.3g} {unit}"


def _machine(machine: dict[str, Any]) -> str:
    caches = ", ".join(f"{level} {size}" for level, size in machine["caches"].items())
    return f"{machine['processor']} with {machine['cores']} cores ({caches}), {machine['system']}"
