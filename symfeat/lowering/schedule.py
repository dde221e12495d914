"""Order a program so that few values are alive at a time, and say which buffer each value uses.

Of two orders, the author's and depth first from the outputs, the one with fewer buffers is taken. A value
takes over the buffer of an operand that nobody needs any more, if both have the same shape.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from symfeat.lowering.program import Assignment, Operand, Program

# Rough nanoseconds a point: a branch is worth a test of its mask when its own part takes longer than that.
COST: dict[str, float] = {
    "div": 0.3,
    "sqrt": 1.0,
    "exp": 0.7,
    "expm1": 0.9,
    "log": 0.7,
    "log1p": 0.7,
    "select": 0.6,
}
LEAST, CALL, TEST = 0.15, 2.0, 0.5
CHEAP = frozenset({"add", "sub", "mul", "neg", "abs", "square", "max", "min", "copy", "not", "and", "or"})
CHEAP |= {"lt", "le", "gt", "ge", "eq", "ne", "isfinite", "power_of_two"}


@dataclass(frozen=True)
class Schedule:
    """Assignments in order, and the buffer of each value: `f0`, ... for numbers, `m0`, ... for masks."""

    program: Program
    buffers: dict[str, str]

    @property
    def counts(self) -> tuple[int, int]:
        """How many buffers of numbers and of masks."""
        used = set(self.buffers.values())
        return sum(name[0] == "f" for name in used), sum(name[0] == "m" for name in used)

    def lines(self) -> Iterable[str]:
        """The program for a reader, each assignment with its buffer."""
        for assignment in self.program.assignments:
            yield f"{self.buffers[assignment.name]}: {assignment}"
        numbers, masks = self.counts
        yield f"{numbers} buffers of numbers, {masks} of masks"


def schedule(program: Program) -> Schedule:
    """The order with the fewest buffers; guards that are not worth a test are dropped.

    >>> twice = Assignment("twice", "mul", (2.0, "x"))
    >>> root = Assignment("root", "sqrt", ("twice",))
    >>> schedule(Program("k", ("x",), (twice, root), {"r": "root"})).buffers
    {'twice': 'f0', 'root': 'f0'}
    """
    program = _worthwhile_guards(program)
    authors = [a.name for a in program.assignments if not a.guards]
    outputs = [name for name in (program.inside, *program.outputs.values()) if isinstance(name, str)]
    found = []
    for roots in (authors, outputs):
        ordered = replace(program, assignments=_nested(_Order(program, roots).result))
        found.append(Schedule(ordered, _allocate(ordered)))
    return min(found, key=lambda schedule: sum(schedule.counts))


class _Order:
    """Assignments in demand order; what one branch alone needs stands together, after all that it reads."""

    def __init__(self, program: Program, roots: Iterable[str]) -> None:
        self.names = {assignment.name: assignment for assignment in program.assignments}
        self.result: list[Assignment] = []
        self.done: set[str] = set(program.args)
        for root in roots:
            self.emit(root)

    def emit(self, name: Operand) -> None:
        """The assignment of a name, after all that it reads; a stack, since sums may have any length."""
        waiting = [name]
        while waiting:
            name = waiting[-1]
            if not self._is_missing(name):
                waiting.pop()
                continue
            assignment = self.names[str(name)]
            reads = assignment.operands
            if assignment.op == "select":
                mask, chosen, otherwise = assignment.operands
                reads = (mask, otherwise)
                if not any(map(self._is_missing, reads)):
                    self._emit_branch(chosen, (mask, True), assignment.guards)
                    reads = (chosen,)
            if missing := next(filter(self._is_missing, reads), None):
                waiting.append(missing)
                continue
            self.done.add(assignment.name)
            self.result.append(assignment)

    def _is_missing(self, name: Operand) -> bool:
        return isinstance(name, str) and name not in self.done

    def _emit_branch(self, side: Operand, guard: tuple[Operand, bool], around: tuple) -> None:
        """What the side alone needs, after everything else that it reads."""
        own: set[str] = set()
        stack = [side]
        while stack:
            name = stack.pop()
            if isinstance(name, str) and name not in self.done and guard in self.names[name].guards:
                own.add(name)
                stack.extend(set(self.names[name].reads) - own)
        ordered = [name for name in self.names if name in own]
        for name in ordered:
            for operand in self.names[name].reads:
                if operand not in own:
                    self.emit(operand)
        for name in ordered:
            if set(self.names[name].guards) <= {*around, guard}:
                self.emit(name)


def _worthwhile_guards(program: Program) -> Program:
    """Guards that a mask holds, over parts that cost more than the test.

    What stands where no mask holds is the usual case, and is computed for every point.
    """
    costs: defaultdict[tuple[str, bool], float] = defaultdict(float)
    for assignment in program.assignments:
        for guard in assignment.guards:
            costs[guard] += COST.get(assignment.op, LEAST if assignment.op in CHEAP else CALL)
    kept = tuple(
        replace(a, guards=tuple(guard for guard in a.guards if guard[1] and costs[guard] > TEST))
        for a in program.assignments
    )
    return replace(program, assignments=kept)


def _nested(assignments: list[Assignment]) -> tuple[Assignment, ...]:
    """With guards in the order in which their masks are known."""
    rank = {assignment.name: i for i, assignment in enumerate(assignments)}
    return tuple(replace(a, guards=tuple(sorted(a.guards, key=lambda g: rank[g[0]]))) for a in assignments)


def _allocate(program: Program) -> dict[str, str]:
    """Buffers by a scan: free after a last use, taken over in place where the shapes agree."""
    last = {name: len(program.assignments) for name in (*program.outputs.values(), program.inside)}
    for i, assignment in enumerate(program.assignments):
        for name in assignment.reads:
            last[name] = max(last.get(name, i), i)
    buffers: dict[str, str] = {}
    free: dict[str, list[str]] = {"f": [], "m": []}
    made: Counter[str] = Counter()
    for i, assignment in enumerate(program.assignments):
        kind = "m" if assignment.is_condition else "f"
        dying = [name for name in dict.fromkeys(assignment.reads) if last[name] == i and name in buffers]
        candidates = dying
        if assignment.op == "select":  # what the chosen side is copied over
            _, chosen, otherwise = assignment.operands
            candidates = [name for name in dying if name == otherwise != chosen]
        shape = program.shapes[assignment.name]
        heirs = [n for n in candidates if buffers[n][0] == kind and program.shapes[n] == shape]
        if heirs:
            buffers[assignment.name] = buffers[heirs[0]]
        elif free[kind]:
            buffers[assignment.name] = free[kind].pop()
        else:
            buffers[assignment.name] = f"{kind}{made[kind]}"
            made[kind] += 1
        for name in dying:
            if buffers[name] != buffers[assignment.name]:
                free[buffers[name][0]].append(buffers[name])
    return buffers
