"""From a kernel's expressions to a straight-line program, by ordered passes that report what each did."""

from symfeat.lowering.lower import Lowered, PassReport, lower
from symfeat.lowering.passes import PASSES
from symfeat.lowering.program import Assignment, Program

__all__ = ["PASSES", "Assignment", "Lowered", "PassReport", "Program", "lower"]
