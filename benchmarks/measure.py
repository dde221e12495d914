"""Timing many contenders so that whatever disturbs the machine hits all of them alike."""

from __future__ import annotations

import gc
import math
import os
import statistics
import time
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

SHORTEST = 2e-3  # seconds that one timing takes at least; quicker calls are repeated
SLOW = 0.2  # seconds beyond which a first call says enough about the next

Call = Callable[[], Any]


def cores() -> list[int]:
    """The cores that this process may use."""
    return sorted(os.sched_getaffinity(0))


def keep_to(chosen: list[int]) -> None:
    """Bind every thread of this process, those of libraries too, to the chosen cores.

    Some libraries choose the number of their threads once and for all; on one core it does not matter.
    """
    for task in Path("/proc/self/task").iterdir():
        try:
            os.sched_setaffinity(int(task.name), chosen)
        except ProcessLookupError:  # a thread that has just ended
            continue


def interleaved(calls: Mapping[Hashable, tuple[Call, int]], rounds: int) -> dict[Hashable, float]:
    """Median seconds of each call on its number of cores, over rounds that run all of them in turn."""
    available = cores()
    repeats: dict[Hashable, int] = {}
    quick: set[Hashable] = set()
    spent: dict[Hashable, list[float]] = {key: [] for key in calls}
    gc.collect()
    gc.disable()
    try:
        for number in range(-1, rounds):
            for key, (call, threads) in calls.items():
                keep_to(available[:threads])
                if number < 0:  # the first call allocates or compiles, the second says how long one takes
                    first = _seconds(call, 1)
                    again = first if first > SLOW else _seconds(call, 1)
                    repeats[key] = max(1, math.ceil(SHORTEST / again))
                    quick |= {key} if again < SLOW else set()
                else:
                    if key in quick:  # the caches are those of the contender before
                        call()
                    spent[key].append(_seconds(call, repeats[key]))
    finally:
        gc.enable()
        keep_to(available)
    return {key: statistics.median(values) for key, values in spent.items()}


def _seconds(call: Call, repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats
