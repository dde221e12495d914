"""How fast the generated kernels run here."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import numpy as np

from symfeat.backends.generate import KERNELS, Generation
from symfeat.claims import Kernel, Registry
from symfeat.lowering import lower
from symfeat.report.markup import table
from symfeat.report.page import Section

POINTS = 65536
_ROUNDS = 7


@dataclass(frozen=True)
class Timing:
    """A generated kernel: its signature, operations a point, and the median nanoseconds a point."""

    kernel: str
    slug: str
    arguments: tuple[str, ...]
    outputs: tuple[str, ...]
    operations: int
    nanoseconds: float

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def time_kernels(registry: Registry, slugs: Iterable[str] | None = None) -> list[Timing]:
    """Time the generated kernel of each result that declares one, on random float64 arrays."""
    found = [registry[slug] for slug in (registry.results if slugs is None else slugs)]
    kernels = importlib.import_module("symfeat.kernels")
    timings = []
    for result in found:
        if result.has_kernel:
            kernel = result.build_kernel()
            spent = _nanoseconds(getattr(kernels, kernel.name), sample(kernel))
            names = tuple(argument.name for argument in kernel.args)
            operations = lower(kernel).program.operations
            timings.append(Timing(kernel.name, result.slug, names, kernel.returns, operations, spent))
    return timings


def sample(kernel: Kernel, points: int = POINTS) -> list[np.ndarray]:
    """Random arguments, each of the sign that its symbol has."""
    random = np.random.default_rng(0)
    return [
        random.exponential(size=points) if symbol.is_nonnegative else random.normal(size=points)
        for symbol in kernel.args
    ]


def _nanoseconds(function: Callable[..., Any], arguments: Sequence[np.ndarray]) -> float:
    function(*arguments)  # the first call allocates
    spent = []
    for _ in range(_ROUNDS):
        start = time.perf_counter_ns()
        function(*arguments)
        spent.append((time.perf_counter_ns() - start) / arguments[0].size)
    return statistics.median(spent)


def timing_section(timings: Sequence[Timing], generation: Generation | None) -> Section:
    """The table of kernels on the page, and whether they are what the corpus gives today (None: unknown)."""
    rows = []
    for timing in timings:
        source = f'<a href="#{escape(timing.slug)}">{escape(timing.slug)}</a>'
        given = f"<code><b>{escape(timing.kernel)}</b>({escape(', '.join(timing.arguments))})</code>"
        name = (
            f"{given}<br><code>\u2192 {escape(', '.join(timing.outputs))}</code><br><small>{source}</small>"
        )
        rows.append([name, _state(timing, generation), str(timing.operations), f"{timing.nanoseconds:.1f}"])
    if generation is None:
        again = "Not generated again, since a derivation does not load."
    else:
        state = "the same text" if generation.is_current else f"differences in {', '.join(generation.diffs)}"
        again = f"Generated again with SymPy {generation.sympy_version}: {state}."
    setting = f"NumPy, one thread, float64, arrays of {POINTS:,} random points; medians on this machine."
    note = f"<p>{escape(again)} {setting}</p>"
    header = ("Kernel and the result that it comes from", "Text", "Operations", "ns a point")
    return Section("kernels", "Generated kernels", note + table(header, rows, numeric=(2, 3)))


def _state(timing: Timing, generation: Generation | None) -> str:
    """Whether the committed module is what the derivation gives today."""
    if generation is None:
        return "not compared"
    return "differs" if f"{KERNELS}/{timing.kernel}.py" in generation.diffs else "current"
