"""The straight-line program: one operation an assignment, over names and constants, with no SymPy in it.

Targets print it from a table of the operations; nothing else is ever printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Operand = str | float | bool

# Operation -> how many operands it takes. Truth values: the comparisons, `isfinite`, `and`, `or`, `not`.
OPERATIONS: dict[str, int] = {
    "copy": 1,
    "add": 2,
    "sub": 2,
    "mul": 2,
    "div": 2,
    "neg": 1,
    "abs": 1,
    "sign": 1,
    "square": 1,
    "sqrt": 1,
    "pow": 2,
    "exp": 1,
    "expm1": 1,
    "log": 1,
    "log1p": 1,
    "max": 2,
    "min": 2,
    "sin": 1,
    "cos": 1,
    "tan": 1,
    "asin": 1,
    "acos": 1,
    "atan": 1,
    "atan2": 2,
    "sinh": 1,
    "cosh": 1,
    "tanh": 1,
    "asinh": 1,
    "acosh": 1,
    "atanh": 1,
    "erf": 1,
    "erfc": 1,
    "gamma": 1,
    "power_of_two": 1,
    "lt": 2,
    "le": 2,
    "gt": 2,
    "ge": 2,
    "eq": 2,
    "ne": 2,
    "and": 2,
    "or": 2,
    "not": 1,
    "isfinite": 1,
    "select": 3,  # (mask, where it holds, where it does not)
}
CONDITIONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "isfinite"})


@dataclass(frozen=True)
class Assignment:
    """`name = op(operands)`. An operand is a name assigned before, an argument, or a constant.

    `guards` are the masks, each with the value it must have, under which this assignment matters at all: it
    serves one side of a selection and nothing else. Elsewhere its value may be anything.
    """

    name: str
    op: str
    operands: tuple[Operand, ...]
    guards: tuple[tuple[str, bool], ...] = ()

    @property
    def is_condition(self) -> bool:
        """Whether the value is a truth value; a selection between truth values does not occur."""
        return self.op in CONDITIONS

    @property
    def reads(self) -> tuple[str, ...]:
        """The names among the operands."""
        return tuple(operand for operand in self.operands if isinstance(operand, str))

    def __str__(self) -> str:
        guard = "".join(f"  [{'' if holds else 'not '}{mask}]" for mask, holds in self.guards)
        return f"{self.name} = {self.op}({', '.join(map(str, self.operands))}){guard}"


@dataclass(frozen=True)
class Program:
    """Assignments in order of dependence, from `args` to `outputs`, over the real numbers of a target.

    `outputs` maps each output to the operand that holds it; `inside` is the mask of the domain (True if the
    domain is everything). Names of assignments are unique, valid identifiers, and differ from the arguments'.
    """

    name: str
    args: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    outputs: dict[str, Operand]
    inside: Operand = True
    shapes: dict[str, tuple[str, ...]] = field(default_factory=dict)  # name -> arguments that it depends on

    def __post_init__(self) -> None:
        shapes: dict[str, tuple[str, ...]] = {arg: (arg,) for arg in self.args}
        for assignment in self.assignments:
            read = {arg for name in assignment.reads for arg in shapes[name]}
            shapes[assignment.name] = tuple(arg for arg in self.args if arg in read)
        object.__setattr__(self, "shapes", shapes)

    @property
    def operations(self) -> int:
        """Operations a point; copies are none."""
        return sum(assignment.op != "copy" for assignment in self.assignments)

    def lines(self) -> Iterator[str]:
        """The program for a reader."""
        yield from map(str, self.assignments)
        if self.inside is not True:
            yield f"inside = {self.inside}"
        yield from (f"{name} = {operand}" for name, operand in self.outputs.items())
