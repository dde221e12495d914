"""Run the passes over a kernel and keep what each left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from symfeat.claims import Kernel
from symfeat.claims.listing import listing
from symfeat.lowering.passes import PASSES
from symfeat.lowering.program import Program
from symfeat.lowering.schedule import Schedule, schedule


@dataclass(frozen=True)
class PassReport:
    """What stood after one pass: assignments, operations (selections and calls count as one), the text."""

    name: str
    assignments: int
    operations: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Lowered:
    """A straight-line program, the kernel that was declared, and how the one became the other.

    `plan` is the same program in an order and with buffers for a target that works on whole arrays.
    """

    program: Program
    plan: Schedule
    declared: Kernel
    reports: tuple[PassReport, ...]


def lower(kernel: Kernel) -> Lowered:
    """Lower a kernel: every pass in order, each of which keeps the value of every output.

    Raises GenerationError for a part without a numeric form.

    >>> x, y = sp.symbols("x y", real=True)
    >>> lowered = lower(Kernel("k", (x, y), {"r": sp.exp(x + y) / (1 + sp.exp(x + y))}))
    >>> [(report.name, report.operations) for report in lowered.reports][3:5]
    [('one operation an assignment', 9), ('share repeated operations', 7)]
    """
    stage: Any = kernel
    reports = [_report("as declared", kernel)]
    for name, step in PASSES:
        stage = step(stage)
        reports.append(_report(name, stage))
    plan = schedule(stage)
    reports.append(replace(_report("reuse buffers", plan.program), lines=tuple(plan.lines())))
    return Lowered(stage, plan, kernel, tuple(reports))


def _report(name: str, stage: Kernel | Program) -> PassReport:
    if isinstance(stage, Program):
        return PassReport(name, len(stage.assignments), stage.operations, tuple(stage.lines()))
    expressions = [*(value for _, value in stage.lets), *stage.outputs.values()]
    operations = sum(int(sp.count_ops(value)) for value in expressions)
    return PassReport(name, len(stage.lets), operations, tuple(listing(stage)))
