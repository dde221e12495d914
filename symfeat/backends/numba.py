"""The Numba target: a program printed as one fused loop over a block, from a table of the operations."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from symfeat.backends import module
from symfeat.lowering import Lowered
from symfeat.lowering.program import Operand, Program

# Every operation that has a form, and that form. `functions` is `symfeat.backends.numba_functions`.
FORMS: dict[str, str] = {
    "copy": "{0}",
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "div": "{0} / {1}",
    "neg": "-{0}",
    "abs": "abs({0})",
    "sign": "functions.sign({0})",
    "square": "{0} * {0}",
    "sqrt": "math.sqrt({0})",
    "pow": "math.pow({0}, {1})",
    "exp": "functions.exp({0})",
    "expm1": "functions.expm1({0})",
    "log": "functions.log({0})",
    "log1p": "functions.log1p({0})",
    "max": "functions.maximum({0}, {1})",
    "min": "functions.minimum({0}, {1})",
    "sin": "math.sin({0})",
    "cos": "math.cos({0})",
    "tan": "math.tan({0})",
    "asin": "math.asin({0})",
    "acos": "math.acos({0})",
    "atan": "math.atan({0})",
    "atan2": "math.atan2({0}, {1})",
    "sinh": "math.sinh({0})",
    "cosh": "math.cosh({0})",
    "tanh": "math.tanh({0})",
    "asinh": "math.asinh({0})",
    "acosh": "math.acosh({0})",
    "atanh": "math.atanh({0})",
    "erf": "math.erf({0})",
    "erfc": "math.erfc({0})",
    "gamma": "math.gamma({0})",
    "power_of_two": "functions.power_of_two({0})",
    "lt": "{0} < {1}",
    "le": "{0} <= {1}",
    "gt": "{0} > {1}",
    "ge": "{0} >= {1}",
    "eq": "{0} == {1}",
    "ne": "{0} != {1}",
    "and": "{0} & {1}",  # both sides: a branch would keep the loop from being vectorised
    "or": "{0} | {1}",
    "not": "not {0}",
    "isfinite": "abs({0}) < math.inf",
    "select": "{1} if {0} else {2}",
}


RESERVED = {
    "NamedTuple",
    "_i",
    "_runs",
    "_size",
    "abs",
    "functions",
    "loop",
    "math",
    "np",
    "out",
    "parallel",
    "run",
}
CHECKS = 128  # pairs of runs that LLVM is willing to check for overlap when it vectorises a loop
COPYING = """\
    for _k in range({outs}):
        _run = _runs[{ins} + _k]
        for _i in range(_size):
            _run[_i] = _work[_k * BLOCK + _i]"""
USE = f"{module.USE}\n`parallel` shares the work among as many threads as Numba counts (NUMBA_NUM_THREADS)."


def module_text(lowered: Lowered, *, result: str = "", statement: str = "") -> str:
    """The text of a module that defines the kernel as a fused loop, compiled by Numba and kept on disk.

    `result` and `statement` (slug and hash) go into the header. Raises GenerationError for an operation
    without a Numba form, an argument that is not used, and a name that cannot be one in Python.
    """
    program = lowered.program
    names = (*program.args, *program.outputs)
    module.check_names(lowered, RESERVED | {f"_run{k}" for k in range(len(names))})
    module.requires(program, FORMS, "Numba")
    given = f"{program.args!r}, ({', '.join(program.args)},), {len(program.outputs)}, out, parallel"
    loop = _loop(program)
    text = "\n".join(loop)
    helpers = ["from symfeat.backends import numba_functions as functions"] if "functions." in text else []
    lines = [
        *module.header(lowered, result, statement, f"Shared code: sha256 {_shared_hash()}"),
        *(["import math"] if "math." in text else []),
        *module.imports("from typing import NamedTuple", "import numpy as np"),
        *helpers,
        f"from symfeat.backends.numba_runtime import {'BLOCK, ' if 'BLOCK' in text else ''}loop, run",
        "",
        "",
        *module.public_function(lowered, f"run(_loop, {given})", options="out=None, parallel=False", use=USE),
        "",
        "",
        text,
        "",
    ]
    return "\n".join(lines)


def _shared_hash() -> str:
    """Changes with what a loop is compiled from besides its own text, the only thing that Numba looks at.

    Where that changes, the text of every module does, and no stale machine code is taken from the disk.
    """
    files = (Path(__file__).with_name(f"numba_{part}.py") for part in ("functions", "runtime"))
    return hashlib.sha256("".join(file.read_text(encoding="utf-8") for file in files).encode()).hexdigest()[
        :12
    ]


def _loop(program: Program) -> list[str]:
    """The function that evaluates one block: runs of the arguments, of the outputs, and one to work in."""
    ins, outs = len(program.args), len(program.outputs)
    direct = ins * outs + outs * (outs - 1) // 2 <= CHECKS
    places = [f"_run{ins + k}[_i]" if direct else f"_work[{k} * BLOCK + _i]" for k in range(outs)]
    runs = [*program.args, *(program.outputs if direct else ())]
    spread, finite, masks = _domain(program)
    # Nan outside the domain, where an argument is not finite among others; else it makes -0.0 positive.
    zero = " + ".join(["0.0", *(f"0.0 * {name}" for name in finite)])
    inside = f" if {' & '.join(masks)} else math.nan" if masks else ""
    return [
        "@loop",
        "def _loop(_runs, _size):",
        *(f"    _run{k} = _runs[{k}]  # {name}" for k, name in enumerate(runs)),
        *([] if direct else [f"    _work = _runs[{ins + outs}]"]),
        "    for _i in range(_size):",
        *(f"        {name} = _run{k}[_i]" for k, name in enumerate(program.args)),
        *(f"        {line}" for line in _assignments(program, spread)),
        f"        _zero = {zero}{inside}",
        *(
            f"        {place} = {_text(value)} + _zero"
            for place, value in zip(places, program.outputs.values(), strict=True)
        ),
        *([] if direct else COPYING.format(ins=ins, outs=outs).splitlines()),
    ]


def _domain(program: Program) -> tuple[set[str], list[str], list[str]]:
    """The domain as values that must be finite and masks that must hold, and the assignments this replaces.

    Masks are scarce: a processor keeps few of them in flight, and arithmetic spares them.
    """
    made = {a.name: a for a in program.assignments}
    reads = Counter(name for a in program.assignments for name in a.reads)
    reads.update(str(operand) for operand in (*program.outputs.values(), program.inside))
    spread, finite, masks = set(), [], []
    waiting = [] if program.inside is True else [program.inside]
    while waiting:
        mask = str(waiting.pop(0))
        a = made.get(mask)
        alone = reads[mask] == 1
        if a is not None and a.op in ("and", "isfinite") and alone and isinstance(a.operands[0], str):
            spread.add(mask)
            if a.op == "and":
                waiting[:0] = a.operands
            else:
                finite.append(a.operands[0])
        else:
            masks.append(mask)
    return spread, finite, masks


def _assignments(program: Program, spread: Collection[str]) -> Iterator[str]:
    """The other assignments; a power of two needs no division to scale by, and its size may miss a nan."""
    powers = {a.name for a in program.assignments if a.op == "power_of_two"}
    careful = {*map(str, program.outputs.values()), str(program.inside)}
    for a in reversed(program.assignments):
        if a.op != "power_of_two" and (a.op != "max" or a.name in careful):
            careful.update(a.reads)
    for a in program.assignments:
        form = FORMS[a.op]
        if a.op == "div" and a.operands[1] in powers:
            form = "{0} * functions.inverse({1})"
        elif a.op == "max" and a.name not in careful:
            form = "{1} if {1} > {0} else {0}"  # a constant is the first operand
        if a.name not in spread:
            yield f"{a.name} = {form.format(*map(_text, a.operands))}"


def _text(operand: Operand) -> str:
    if not isinstance(operand, float):
        return str(operand)
    if math.isfinite(operand):
        return repr(operand) if operand >= 0 else f"({operand!r})"
    return "math.nan" if math.isnan(operand) else "math.inf" if operand > 0 else "(-math.inf)"
