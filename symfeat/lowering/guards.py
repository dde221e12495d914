"""Find the assignments that matter under some masks only: they serve one side of a selection."""

from __future__ import annotations

from dataclasses import replace

from symfeat.lowering.program import Operand, Program

Guards = frozenset[tuple[str, bool]]


def find_guards(program: Program) -> Program:
    """Each assignment with the masks, outermost first, under which some output depends on it.

    >>> from symfeat.lowering.program import Assignment
    >>> positive = Assignment("positive", "gt", ("x", 0.0))
    >>> root = Assignment("root", "sqrt", ("x",))
    >>> chosen = Assignment("chosen", "select", ("positive", "root", 0.0))
    >>> print(find_guards(Program("k", ("x",), (positive, root, chosen), {"r": "chosen"})).assignments[1])
    root = sqrt(x)  [positive]
    """
    rank = {assignment.name: i for i, assignment in enumerate(program.assignments)}
    found: dict[str, Guards] = {}

    def use(operand: Operand, guards: Guards) -> None:
        if isinstance(operand, str):
            found[operand] = found[operand] & guards if operand in found else guards

    for operand in (*program.outputs.values(), program.inside):
        use(operand, frozenset())
    guarded = []
    for assignment in reversed(program.assignments):
        guards = found[assignment.name]
        if assignment.op == "select" and isinstance(mask := assignment.operands[0], str):
            use(mask, guards)
            use(assignment.operands[1], guards | {(mask, True)})
            use(assignment.operands[2], guards | {(mask, False)})
        else:
            for operand in assignment.operands:
                use(operand, guards)
        ordered = tuple(sorted(guards, key=lambda guard: (rank.get(guard[0], -1), guard[1])))
        guarded.append(replace(assignment, guards=ordered))
    return replace(program, assignments=tuple(reversed(guarded)))
