"""Run the passes over a kernel and keep what each changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symfeat.claims import Kernel
from symfeat.lowering.passes import PASSES


@dataclass(frozen=True)
class PassReport:
    """Assignments and operations of the program after one pass."""

    name: str
    assignments: int
    operations: int


@dataclass(frozen=True)
class Lowered:
    """A straight-line program (a kernel whose lets are in their final form) and how it came about."""

    kernel: Kernel
    declared: Kernel
    reports: tuple[PassReport, ...]

    @property
    def operations(self) -> int:
        """Operations a point, a select or a function call counting as one."""
        return self.reports[-1].operations


def lower(kernel: Kernel) -> Lowered:
    """Lower a kernel: every pass in order, each of which keeps the value of every output.

    >>> x = sp.Symbol("x", real=True)
    >>> lowered = lower(Kernel("k", (x,), {"r": sp.sqrt(x**2 + sp.exp(x) ** 2) + sp.exp(x)}))
    >>> [report.name for report in lowered.reports]
    ['as declared', 'drop unused assignments', 'roots of two squares as hypot', 'share repeated parts']
    """
    declared, reports = kernel, [_report("as declared", kernel)]
    for name, step in PASSES:
        lets, outputs = step(kernel.lets, dict(kernel.outputs), kernel.args)
        kernel = replace(kernel, lets=lets, outputs=outputs)
        reports.append(_report(name, kernel))
    return Lowered(kernel, declared, tuple(reports))


def _report(name: str, kernel: Kernel) -> PassReport:
    expressions = [*(value for _, value in kernel.lets), *kernel.outputs.values()]
    return PassReport(name, len(kernel.lets), sum(int(sp.count_ops(value)) for value in expressions))
