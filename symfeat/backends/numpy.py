"""The NumPy target: ufuncs that write into reused buffers; a rare branch runs only if a point needs it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from symfeat.backends.module import check_names, header, imports, public_function, requires, values
from symfeat.lowering import Lowered
from symfeat.lowering.program import Assignment, Operand
from symfeat.lowering.schedule import Schedule

# Operation -> the function that computes it, with `out=`.
FUNCTIONS = {
    "add": "np.add",
    "sub": "np.subtract",
    "mul": "np.multiply",
    "div": "np.divide",
    "neg": "np.negative",
    "abs": "np.absolute",
    "sign": "np.sign",
    "square": "np.square",
    "sqrt": "np.sqrt",
    "pow": "np.power",
    "exp": "np.exp",
    "expm1": "np.expm1",
    "log": "np.log",
    "log1p": "np.log1p",
    "max": "np.maximum",
    "min": "np.minimum",
    "sin": "np.sin",
    "cos": "np.cos",
    "tan": "np.tan",
    "asin": "np.arcsin",
    "acos": "np.arccos",
    "atan": "np.arctan",
    "atan2": "np.arctan2",
    "sinh": "np.sinh",
    "cosh": "np.cosh",
    "tanh": "np.tanh",
    "asinh": "np.arcsinh",
    "acosh": "np.arccosh",
    "atanh": "np.arctanh",
    "power_of_two": "power_of_two",
    "lt": "np.less",
    "le": "np.less_equal",
    "gt": "np.greater",
    "ge": "np.greater_equal",
    "eq": "np.equal",
    "ne": "np.not_equal",
    "and": "np.logical_and",
    "or": "np.logical_or",
    "not": "np.logical_not",
    "isfinite": "np.isfinite",
    "select": "select",
}
HELPERS = ("power_of_two", "select")
RESERVED = {"NamedTuple", "np", "out", "run", "work", *HELPERS}

Line = tuple[tuple[tuple[str, bool], ...], str]  # under which guards, and the text


def module_text(lowered: Lowered, *, result: str = "", statement: str = "") -> str:
    """The text of a module that defines the kernel as a function of plain NumPy.

    `result` and `statement` (slug and hash) go into the header. Raises GenerationError for an operation
    without a NumPy form, an argument that is not used, and a name that cannot be one in Python.
    """
    program = lowered.program
    check_names(lowered, RESERVED)
    requires(program, FUNCTIONS, "NumPy")
    plan = lowered.plan
    printing = _Printing(plan)
    body = printing.body()
    helpers = [name for name in HELPERS if any(f"{name}(" in line for line in body)]
    count = len(program.outputs)
    call = f"run(_program, _BUFFERS, {program.args!r}, {values(program.args)}, {count}, out)"
    floats, masks = plan.counts
    lines = [
        *header(lowered, result, statement, f"Buffers: {floats} of numbers, {masks} of masks"),
        *imports("from typing import NamedTuple", "import numpy as np"),
        f"from symfeat.runtime import {', '.join(sorted([*helpers, 'run']))}",
        "",
        "# Buffer of each value, and the arguments (by position) whose shapes give it its own.",
        "_BUFFERS = (",
        *(f"    {buffer!r}," for buffer in printing.views),
        ")",
        "",
        "",
        *public_function(lowered, call),
        "",
        "",
        f"def _program(work, {', '.join(program.args)}):",
        *(f"    {line}" for line in body),
        "",
    ]
    return "\n".join(lines)


class _Printing:
    """The body of a scheduled program; `views` collects what the workspace has to provide."""

    def __init__(self, plan: Schedule) -> None:
        self.plan, self.program = plan, plan.program
        self.guards = {a.name: a.guards for a in self.program.assignments}
        self.views: list[tuple[str, tuple[int, ...]]] = []

    def body(self) -> list[str]:
        lines = [line for a in self.program.assignments for line in self._assignment(a)]
        values = [f"    {_text(value)},  # {name}" for name, value in self.program.outputs.items()]
        return [*_nest(lines), f"return {_text(self.program.inside)}, (", *values, ")"]

    def _assignment(self, a: Assignment) -> Iterator[Line]:
        if a.op == "select":
            yield from self._selection(a)
        else:
            operands = ", ".join(map(_text, a.operands))
            yield a.guards, f"{a.name} = {FUNCTIONS[a.op]}({operands}, out={self._view(a)})"

    def _selection(self, a: Assignment) -> Iterator[Line]:
        """The usual side for every point, and the other copied over it where the mask holds, if anywhere."""
        mask, chosen, otherwise = a.operands
        guard = (str(mask), True)
        if guard not in self.guards.get(str(chosen), ()):
            yield a.guards, f"{a.name} = select({', '.join(map(_text, a.operands))}, out={self._view(a)})"
            return
        view = self._view(a)
        if self.plan.buffers.get(str(otherwise)) == self.plan.buffers[a.name]:
            view = str(otherwise)
        else:
            yield a.guards, f"np.copyto({view}, {_text(otherwise)})"
        yield (*a.guards, guard), f"np.copyto({view}, {_text(chosen)}, where={mask})"
        yield a.guards, f"{a.name} = {view}"

    def _view(self, a: Assignment) -> str:
        positions = tuple(self.program.args.index(arg) for arg in self.program.shapes[a.name])
        view = (self.plan.buffers[a.name], positions)
        if view not in self.views:
            self.views.append(view)
        return f"work[{self.views.index(view)}]"


def _text(operand: Operand) -> str:
    if not isinstance(operand, float):
        return str(operand)
    if math.isfinite(operand):
        return repr(operand)
    return "np.nan" if math.isnan(operand) else "np.inf" if operand > 0 else "-np.inf"


def _nest(lines: list[Line], depth: int = 0) -> Iterator[str]:
    """Group neighbours under the same guards into one `if`."""
    for guards, group in groupby(lines, key=lambda line: line[0][depth : depth + 1]):
        found = list(group)
        if not guards:
            yield from (text for _, text in found)
            continue
        shared = depth + 1
        while len({around[shared : shared + 1] for around, _ in found}) == 1 and found[0][0][shared:]:
            shared += 1
        yield f"if {' and '.join(f'{mask}.any()' for mask, _ in found[0][0][depth:shared])}:"
        yield from (f"    {text}" for text in _nest(found, shared))
