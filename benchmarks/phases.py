"""Phase diagrams: seconds and memory for a million points on one core.

python benchmarks/phases.py         # prints the figures
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from footprint import peak
from measure import Call, interleaved

import symfeat as sf
from symfeat import kernels
from symfeat.phases import alignment_probability

SIDE = 1000
POINTS = SIDE**2
WIDTH = 64
SAMPLES = 64
DIAGRAM = f"diagram over two scales, width {WIDTH}, one network"
ORDER = "order parameters in closed form"


def phases(rounds: int) -> list[dict[str, Any]]:
    """What is computed, for how many networks, in how many seconds, with how many bytes at most."""
    jobs = {
        ORDER: (POINTS, _order_parameters()),
        DIAGRAM: (POINTS, lambda: _diagram("gamma", "target")),
        "diagram over width, to 1000, and scale": (POINTS, lambda: _diagram("gamma", "width")),
        f"diagram over two scales, given weights of width {WIDTH}": (
            POINTS,
            lambda: _diagram("gamma", "target", sf.Setting(WIDTH).network()),
        ),
        f"diagram of {SIDE // 8}² points, {SAMPLES} networks each": (
            (SIDE // 8) ** 2 * SAMPLES,
            lambda: _diagram("gamma", "target", side=SIDE // 8, samples=SAMPLES),
        ),
        f"probability of alignment in closed form, width {WIDTH}": (
            POINTS,
            lambda: alignment_probability(WIDTH, np.geomspace(0.01, 100.0, POINTS)),
        ),
    }
    seconds = interleaved({name: (call, 1) for name, (_, call) in jobs.items()}, rounds)
    return [
        {"what": name, "networks": networks, "seconds": seconds[name], "bytes": peak(call)}
        for name, (networks, call) in jobs.items()
    ]


def _order_parameters() -> Call:
    generator = np.random.default_rng(0)
    slope, wedge, imbalance, target = generator.standard_normal((4, POINTS))
    arguments = (slope, np.abs(wedge), imbalance, target, target)
    return lambda: kernels.order_parameters(*arguments)


def _diagram(x: str, y: str, network: Any = None, *, side: int = SIDE, samples: int = 1) -> sf.PhaseDiagram:
    values = {
        "gamma": np.geomspace(0.01, 100.0, side),
        "target": np.geomspace(0.1, 10.0, side),
        "width": np.arange(1, side + 1),
    }
    return sf.PhaseDiagram.over(
        x=(x, values[x]),
        y=(y, values[y]),
        network=network or sf.Setting(WIDTH),
        task=sf.Task(1.0, 1.0),
        samples=samples,
    )


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    for row in phases(5):
        takes = f"{row['seconds']:.3g} s, {row['bytes'] / 1e6:.0f} MB"
        print(f"{row['what']}, {row['networks']:,} networks: {takes}")


if __name__ == "__main__":
    main()
