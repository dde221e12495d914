"""The passes: each changes the form of a kernel or of its program, and no value in exact arithmetic.

A pass never reassociates: what an author assigns step by step, so that nothing overflows, stays so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import hypot

from symfeat.claims import Kernel
from symfeat.lowering.flatten import flatten
from symfeat.lowering.guards import find_guards
from symfeat.lowering.program import CONDITIONS, OPERATIONS, Assignment, Operand, Program

# Functions of one argument that take nan to nan.
KEEP_NAN = {op for op, count in OPERATIONS.items() if count == 1} - CONDITIONS - {"copy", "power_of_two"}
COMMUTATIVE = frozenset({"add", "mul", "max", "min", "and", "or", "eq", "ne"})


def drop_unused(kernel: Kernel) -> Kernel:
    """Leave out assignments that no output needs, and those of plain numbers."""
    numbers: dict[Any, Any] = {}
    lets = []
    for symbol, value in kernel.lets:
        value = value.xreplace(numbers)
        if value.is_number:
            numbers[symbol] = value
        else:
            lets.append((symbol, value))
    outputs = {name: value.xreplace(numbers) for name, value in kernel.outputs.items()}
    kernel = replace(kernel, outputs=outputs)
    needed = set().union(*(value.free_symbols for value in kernel.outputs.values()))
    kept = []
    for symbol, value in reversed(lets):
        if symbol in needed:
            kept.append((symbol, value))
            needed |= value.free_symbols
    return replace(kernel, lets=tuple(reversed(kept)))


def use_hypot(kernel: Kernel) -> Kernel:
    """sqrt(a^2 + b^2) as hypot(a, b), whose squares neither overflow nor underflow; a may be 1."""

    def is_square(term: Any) -> bool:
        return term == 1 or (isinstance(term, sp.Pow) and term.exp == 2)

    def root_of(term: Any) -> Any:
        return term.base if isinstance(term, sp.Pow) else term

    def is_root(expr: Any) -> bool:
        return (
            isinstance(expr, sp.Pow)
            and abs(expr.exp) == sp.S.Half
            and isinstance(expr.base, sp.Add)
            and len(expr.base.args) == 2
            and all(is_square(term) for term in expr.base.args)
        )

    def as_hypot(expr: Any) -> Any:
        terms = sorted(expr.base.args, key=sp.default_sort_key)
        return hypot(*(root_of(term) for term in terms)) ** (2 * expr.exp)

    def change(expr: Any) -> Any:
        return expr.replace(is_root, as_hypot)

    lets = tuple((symbol, change(value)) for symbol, value in kernel.lets)
    return replace(kernel, lets=lets, outputs={name: change(v) for name, v in kernel.outputs.items()})


def share_repeated(program: Program) -> Program:
    """Compute each operation on the same operands once; a name for another name goes.

    SymPy's own `cse` also regroups sums and products, which would undo the author's steps.
    """
    known: dict[Any, str] = {}
    same: dict[str, Operand] = {}
    kept: list[Assignment] = []
    # -0.0 equals 0.0 and 1.0 equals True, but they are not the same constant.
    for assignment in program.assignments:
        operands = tuple(_current(operand, same) for operand in assignment.operands)
        if assignment.op == "copy":
            same[assignment.name] = operands[0]
            continue
        key = tuple((type(operand), str(operand)) for operand in operands)
        key = (assignment.op, tuple(sorted(key, key=str)) if assignment.op in COMMUTATIVE else key)
        if key in known:
            same[assignment.name] = known[key]
        else:
            known[key] = assignment.name
            kept.append(replace(assignment, operands=operands))
    outputs = {name: _current(operand, same) for name, operand in program.outputs.items()}
    return replace(program, assignments=tuple(kept), outputs=outputs, inside=_current(program.inside, same))


def _current(operand: Operand, same: dict[str, Operand]) -> Operand:
    return same.get(operand, operand) if isinstance(operand, str) else operand


def select_before_calling(program: Program) -> Program:
    """f(a) on one side of a selection and f(b), or nan, on the other as f of the selected argument.

    For functions of one argument that take nan to nan, where nothing else needs f(a) and f(b).
    """
    uses = Counter(name for assignment in program.assignments for name in assignment.reads)
    uses.update(
        operand for operand in (*program.outputs.values(), program.inside) if isinstance(operand, str)
    )
    made: dict[str, Assignment] = {}
    fresh = (f"s{i}" for i in count(len(program.assignments)) if f"s{i}" not in {*program.args, *uses})
    kept: dict[str, Assignment] = {}
    for assignment in program.assignments:
        if assignment.op == "select":
            mask, *sides = assignment.operands
            calls = [made.get(side) if uses.get(str(side)) == 1 else None for side in map(str, sides)]
            ops = {call.op for call in calls if call}
            nans = [isinstance(side, float) and math.isnan(side) for side in sides]
            if len(ops) == 1 and all(call or nan for call, nan in zip(calls, nans, strict=True)):
                inner = [call.operands[0] if call else math.nan for call in calls]
                chosen = Assignment(next(fresh), "select", (mask, *inner))
                for call in filter(None, calls):
                    del kept[call.name]
                kept[chosen.name] = chosen
                uses.update(chosen.reads)
                uses[chosen.name] = 1
                assignment = Assignment(assignment.name, ops.pop(), (chosen.name,))
        kept[assignment.name] = assignment
        if assignment.op in KEEP_NAN:
            made[assignment.name] = assignment
    return replace(program, assignments=tuple(kept.values()))


def number_temporaries(program: Program) -> Program:
    """Drop what nothing needs any more and number the unnamed parts in order."""
    needed = {operand for operand in (*program.outputs.values(), program.inside) if isinstance(operand, str)}
    kept = []
    for assignment in reversed(program.assignments):
        if assignment.name in needed:
            kept.append(assignment)
            needed.update(assignment.reads)
    kept.reverse()
    named = {a.name for a in kept if not _is_temporary(a.name)} | set(program.args)
    fresh = (name for name in map("s{}".format, count()) if name not in named)
    new: dict[str, Operand] = {a.name: next(fresh) for a in kept if _is_temporary(a.name)}
    renamed = tuple(
        replace(a, name=_current(a.name, new), operands=tuple(_current(o, new) for o in a.operands))
        for a in kept
    )
    outputs = {name: _current(operand, new) for name, operand in program.outputs.items()}
    return replace(program, assignments=renamed, outputs=outputs, inside=_current(program.inside, new))


def _is_temporary(name: str) -> bool:
    return name[0] == "s" and name[1:].isdigit()


# On kernels, then the step to a program, then on programs.
PASSES: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("drop unused assignments", drop_unused),
    ("roots of two squares as hypot", use_hypot),
    ("one operation an assignment", flatten),
    ("share repeated operations", share_repeated),
    ("select before calling", select_before_calling),
    ("number the unnamed parts", number_temporaries),
    ("find what only one branch needs", find_guards),
)
