"""Worst error of the trajectory kernel against its closed form in mpmath, by kind of trajectory.

Errors are relative, in units of u max(1, cond): u = 2^-53 is the rounding of float64, cond the relative
condition number of the output. The closed form and the first nine kinds of points are those of
`tests/kernels/conftest.py`.

    python benchmarks/accuracy.py            # 900 points a kind
    python benchmarks/accuracy.py 4000 7     # 4000 points a kind, seed 7
"""

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from symfeat import kernels
from symfeat.versions import versions

REFERENCE = runpy.run_path(str(Path(__file__).parents[1] / "tests" / "kernels" / "conftest.py"))
KINDS, DIGITS = REFERENCE["KINDS"], REFERENCE["DIGITS"]
# Name -> how many decades up and down, and the digits that their squares need.
RANGES = {
    "any size, 1e-150 to 1e150": (150, 1000),
    "any size, 1e-300 to 1e300": (300, 1900),
}  # decades, digits
GOOD = 10  # what the tests ask for
OUTPUTS = kernels.trajectory(1.0, 0.0, 0.0, 1.0, 0.0)._fields


def ranged(rng: np.random.Generator, count: int, decades: int) -> Iterator[tuple[float, ...]]:
    """Points with inputs of any size within the decades, around the time that each takes to learn."""
    for _ in range(count):
        f0, g, mu, y = 10.0 ** rng.uniform(-decades, decades, 4) * rng.choice([-1, 1], 4)
        clock = 10.0 ** rng.uniform(-6, 4) / np.hypot(y, np.hypot(g, mu))
        yield f0, abs(g), mu, y, clock


def errors(point: tuple[float, ...], digits: int) -> list[float]:
    """Errors of the outputs at a point."""
    found = kernels.trajectory(*point)
    return REFERENCE["errors"](REFERENCE["trajectory"], found, point, digits)


def row(name: str, points: list[tuple[float, ...]], digits: int) -> str:
    """A row of the table: the worst error of each output, and the share of points with a bad one."""
    # Where the angle has no value there is one error less, at the end.
    found = np.array([[*e, *[0.0] * (len(OUTPUTS) - len(e))] for e in (errors(p, digits) for p in points)])
    bad = np.mean(found.max(axis=1) > GOOD)
    worst = " | ".join(f"{value:.1f}" if value < 1e3 else f"{value:.0e}" for value in found.max(axis=0))
    return f"| {name} | {len(points)} | {worst} | {bad:.2%} |"


def main(count: int = 900, seed: int = 0) -> None:
    """Measure and print the table."""
    print(", ".join(f"{name} {versions()[name]}" for name in ("python", "numpy", "mpmath")))
    print("| kind of trajectory | points | " + " | ".join(OUTPUTS) + f" | over {GOOD} |")
    print("|---|---" + "|---" * len(OUTPUTS) + "|---|")
    points = list(REFERENCE["flows"](seed, count * len(KINDS)))
    for number, kind in enumerate(KINDS):
        print(row(kind, points[number :: len(KINDS)], DIGITS), flush=True)
    rng = np.random.default_rng(seed)
    for name, (decades, digits) in RANGES.items():
        print(row(name, list(ranged(rng, count // 3, decades)), digits), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
