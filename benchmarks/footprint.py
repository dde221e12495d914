"""Memory and import time: what a wide network and many points take beyond their arrays, and an import."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tracemalloc
from typing import Any

import numpy as np
from formulas import sample
from measure import Call
from trajectories import TASK, TIMES, network

import symfeat as sf
from symfeat import kernels
from symfeat.model import LinearNetwork

WIDTH = 10**6
POINTS = 10**7
IMPORT = """
import time
start = time.perf_counter()
import numpy
middle = time.perf_counter()
import symfeat.kernels
print(middle - start, time.perf_counter() - middle)
"""


def footprint(rounds: int) -> dict[str, Any]:
    """Peaks in bytes beyond inputs and outputs, and import times in seconds."""
    net, times = network(WIDTH), np.linspace(0.0, 10.0, TIMES)
    arguments, outputs = sample(POINTS), tuple(np.empty(POINTS) for _ in range(4))
    spent = [_import() for _ in range(rounds)]
    return {
        "width": WIDTH,
        "wide_network": peak(lambda: sf.solve(LinearNetwork(net.u, net.w), TASK).slope(times)),
        "points": POINTS,
        "many_points": peak(lambda: kernels.trajectory(*arguments, out=outputs)),
        "import_numpy": statistics.median(numpy for numpy, _ in spent),
        "import_kernels_after_numpy": statistics.median(ours for _, ours in spent),
    }


def peak(call: Call) -> int:
    """The largest number of bytes that Python and NumPy hold at once during a call, beyond those before."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _import() -> tuple[float, float]:
    """Seconds to import NumPy and, in the same fresh process, the kernels after it."""
    done = subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True)
    numpy, ours = map(float, done.stdout.split())
    return numpy, ours
