"""The race over the trajectory kernel: nanoseconds a point of every contender, for every number of points."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from contenders import CONTENDERS, FILLED, NUMBERS, OURS, STABLE, TEXTBOOK, Built, build
from formulas import sample, stable, textbook
from measure import cores, interleaved

OUTPUTS = 4
ARRAYS, CLOCK = "arrays", "clock"  # every argument an array; numbers and an array of clocks
NETWORK = (0.3, 1.2, -0.4, 2.0)  # slope0, wedge, imbalance, target of the one network


def race(sizes: dict[int, int]) -> dict[str, Any]:
    """Run everybody; `sizes` maps numbers of points to numbers of rounds."""
    built = [build(contender) for contender in CONTENDERS]
    builds = [_description(entry) for entry in built]
    rows = []
    for points, rounds in sizes.items():
        many = sample(points)
        one = [*NETWORK, np.linspace(0.0, 10.0, points)]
        filled = [np.full(points, value) for value in one[:-1]] + one[-1:]
        rows += _rows(ARRAYS, [(entry, many) for entry in built], points, rounds)
        given = {NUMBERS: one, FILLED: filled}
        chosen = [(b, given[b.contender.constants]) for b in built if b.contender.constants]
        rows += _rows(CLOCK, chosen, points, rounds)
    return {
        "builds": builds,
        "rows": rows,
        "operations": {STABLE: stable().operations, TEXTBOOK: textbook().shared().operations},
        "written_out": stable().written_out,
    }


def _rows(
    case: str, built: list[tuple[Built, Sequence[Any]]], points: int, rounds: int
) -> list[dict[str, Any]]:
    outputs = [np.zeros(points) for _ in range(OUTPUTS)]
    calls = {}
    for entry, arguments in built:
        contender = entry.contender
        for threads in contender.threads:
            if points <= contender.largest and threads <= len(cores()):
                call = entry.bind(arguments, outputs, threads)
                calls[contender.name, contender.form, threads] = (call, threads)
    return [
        {
            "case": case,
            "name": name,
            "form": form,
            "threads": threads,
            "points": points,
            "nanoseconds": seconds / points * 1e9,
        }
        for (name, form, threads), seconds in interleaved(calls, rounds).items()
    ]


def _description(entry: Built, points: int = 1000) -> dict[str, Any]:
    """Seconds until the first values, and how far they are from our NumPy kernel's, relative to these."""
    arguments = sample(points)
    ours = build(next(c for c in CONTENDERS if c.name == OURS))
    expected = ours.bind(arguments, [np.zeros(points) for _ in range(OUTPUTS)], 1)()
    start = time.perf_counter()
    found = entry.bind(arguments, [np.zeros(points) for _ in range(OUTPUTS)], 1)()
    first = time.perf_counter() - start
    differences = [float(np.abs((np.asarray(b) - a) / a).max()) for a, b in zip(expected, found, strict=True)]
    contender = entry.contender
    if contender.form == STABLE and not max(differences) < 1e-8:
        raise SystemExit(f"{contender.name} does not agree with the kernel: {max(differences):.1e}")
    return {
        "name": contender.name,
        "form": contender.form,
        "seconds": entry.seconds + first,
        "difference": max(differences),
    }
