"""What the Python targets share: header, named tuple, documented function, and the checks of names."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Collection, Container
from typing import Any

from symfeat.claims import Kernel
from symfeat.claims.listing import listing
from symfeat.errors import GenerationError
from symfeat.lowering import Lowered, Program
from symfeat.lowering.flatten import infinite_arguments, relations, sign_condition
from symfeat.output import FILE_MARKER

USE = """\
Numbers, lists or arrays, float64 or float32, that broadcast; outside the domain every output is nan.
The named outputs have the broadcast shape; `out` takes arrays of it, one an output, to fill."""


def requires(program: Program, table: Container[str], target: str) -> None:
    """Raise GenerationError for an operation that a target's table lacks."""
    for assignment in program.assignments:
        if assignment.op not in table:
            raise GenerationError(f"kernel {program.name}: {assignment.op} has no {target} form")


def check_names(lowered: Lowered, reserved: Collection[str]) -> None:
    """Raise GenerationError for a name that cannot be one or that is taken, and for an unused argument."""
    kernel, program = lowered.declared, lowered.program
    assigned = [assignment.name for assignment in program.assignments]
    taken = {*reserved, class_name(kernel), "out"}
    for name in (kernel.name, *program.args, *program.outputs, *assigned):
        private = name.startswith("_") and name not in assigned  # the modules' own names begin so
        plain = name.isidentifier() and unicodedata.normalize("NFKC", name) == name
        if not plain or keyword.iskeyword(name) or name in taken or private:
            raise GenerationError(f"kernel {kernel.name}: the name {name} cannot be a name in the code")
    values = (*(value for _, value in kernel.lets), *kernel.outputs.values())
    used: set[Any] = set().union(*(value.free_symbols for value in values))
    if unused := [argument.name for argument in kernel.args if argument not in used]:
        raise GenerationError(f"kernel {kernel.name}: the argument {unused[0]} is not used")


def facts(lowered: Lowered, result: str, statement: str) -> list[str]:
    """What the header of a file says, a line each; `result` and `statement` are the slug and the hash."""
    kernel = lowered.declared
    bound = (
        [f"Error: at most {kernel.bound} u max(1, cond), u = 2^-53 (docs/accuracy.md)"]
        if result and kernel.computes
        else []
    )
    return [
        *([f"Result: {result}"] if result else []),
        *([f"Statement: sha256 {statement}"] if statement else []),
        f"Domain: {domain_text(kernel)}",
        *bound,
        f"Operations: {lowered.program.operations} a point, each selection and function call counting as one",
    ]


def title(kernel: Kernel) -> str:
    """The first line of every generated file."""
    return f"The kernel {kernel.name}, {FILE_MARKER}; do not edit."


def header(lowered: Lowered, result: str, statement: str, *more: str) -> list[str]:
    """The docstring of a module."""
    return [f'"""{title(lowered.declared)}', "", *facts(lowered, result, statement), *more, '"""', ""]


def imports(*groups: str) -> list[str]:
    """Import lines, a blank line after each."""
    return [line for group in groups for line in (group, "")]


def values(names: Collection[str]) -> str:
    """The tuple of what the names stand for, as code."""
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def class_name(kernel: Kernel) -> str:
    """The name of the named tuple that the kernel returns."""
    name = "".join(part.capitalize() for part in kernel.name.split("_"))
    return f"{name}Values" if name == kernel.name else name


def public_function(lowered: Lowered, call: str, *, options: str = "out=None", use: str = USE) -> list[str]:
    """The named tuple, and the documented function that returns it from what `call` returns."""
    kernel, kind = lowered.declared, class_name(lowered.declared)
    return [
        f"class {kind}(NamedTuple):",
        f'    """What `{kernel.name}` returns."""',
        "",
        *(f"    {name}: np.ndarray" for name in kernel.outputs),
        "",
        "",
        f"def {kernel.name}({', '.join(lowered.program.args)}, *, {options}):",
        *docstring(kernel, use),
        f"    return {kind}(*{call})",
    ]


def domain_text(kernel: Kernel) -> str:
    """The declared domain in the names of the arguments."""
    infinite, parts = infinite_arguments(kernel), []
    for argument in kernel.args:
        ends = "<=" if argument in infinite else "<"
        sign = sign_condition(argument)
        below = {"gt": "0 <", "ge": "0 <="}.get(str(sign), f"-oo {ends}")
        above = {"lt": "< 0", "le": "<= 0"}.get(str(sign), f"{ends} oo")
        parts.append(f"{below} {argument} {above}")
        parts += [f"{argument} != 0"] if sign == "ne" else []
    if declared := relations(kernel):
        # As the listing prints them: units of the float range as powers of two.
        shown = listing(Kernel("domain", kernel.args, {str(i): r for i, r in enumerate(declared)}))
        parts += [line.split(" = ", 1)[1] for line in shown]
    return ", ".join(parts)


def docstring(declared: Kernel, use: str) -> list[str]:
    """Prose, how to call it, and the formula as it was declared, as indented lines."""
    names = ", ".join(argument.name for argument in declared.args)
    prose = declared.doc.strip() or f"{', '.join(declared.outputs)} from {names}."
    formulas = [line for line in listing(declared) if len(set(line.split(" = ", 1))) == 2]
    body = [*prose.splitlines(), "", *use.splitlines(), "", "Formula:", "", *(f"    {f}" for f in formulas)]
    first, *rest = (line.replace("\\", "\\\\").replace('"""', "'''") for line in body)
    return [f'    """{first}', *(f"    {line}".rstrip() for line in rest), '    """']
