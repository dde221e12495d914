"""The JAX target: a pure function over jax.numpy that jit, grad and vmap take, printed from a table."""

from __future__ import annotations

import math

from symfeat.backends.module import check_names, class_name, docstring, header, imports, requires
from symfeat.lowering import Lowered
from symfeat.lowering.program import Assignment, Operand

# Every operation that has a JAX form. `fn` is `symfeat.backends.jax_functions`: their derivatives are finite.
FORMS: dict[str, str] = {
    "copy": "{0}",
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "fn.mul({0}, {1})",
    "div": "fn.div({0}, {1})",
    "neg": "-{0}",
    "abs": "fn.absolute({0})",
    "sign": "jnp.sign({0})",
    "square": "fn.square({0})",
    "sqrt": "fn.sqrt({0})",
    "pow": "fn.power({0}, {1})",
    "exp": "fn.exp({0})",
    "expm1": "fn.expm1({0})",
    "log": "fn.log({0})",
    "log1p": "fn.log1p({0})",
    "max": "jnp.maximum({0}, {1})",
    "min": "jnp.minimum({0}, {1})",
    "sin": "fn.sin({0})",
    "cos": "fn.cos({0})",
    "tan": "fn.tan({0})",
    "asin": "fn.asin({0})",
    "acos": "fn.acos({0})",
    "atan": "fn.atan({0})",
    "atan2": "fn.atan2({0}, {1})",
    "sinh": "fn.sinh({0})",
    "cosh": "fn.cosh({0})",
    "tanh": "fn.tanh({0})",
    "asinh": "fn.asinh({0})",
    "acosh": "fn.acosh({0})",
    "atanh": "fn.atanh({0})",
    "erf": "fn.erf({0})",
    "erfc": "fn.erfc({0})",
    "gamma": "fn.gamma({0})",
    "power_of_two": "fn.power_of_two({0})",
    "lt": "{0} < {1}",
    "le": "{0} <= {1}",
    "gt": "{0} > {1}",
    "ge": "{0} >= {1}",
    "eq": "{0} == {1}",
    "ne": "{0} != {1}",
    "and": "{0} & {1}",
    "or": "{0} | {1}",
    "not": "jnp.logical_not({0})",
    "isfinite": "jnp.isfinite({0})",
    "select": "jnp.where({0}, {1}, {2})",
}
RESERVED = {"NamedTuple", "fn", "jax", "jnp"}
USE = """\
Numbers or arrays that broadcast, traced or not: `jax.jit`, `jax.grad` and `jax.vmap` apply. JAX must compute
in float64 (`jax.config.update("jax_enable_x64", True)`). Outside the domain every output is nan. A derivative
that is infinite counts as zero, and a branch for one point alone (x == 0) is differentiated as it stands."""


def module_text(lowered: Lowered, *, result: str = "", statement: str = "") -> str:
    """The text of a module that defines the kernel as a pure function of JAX arrays.

    `result` and `statement` (slug and hash) go into the header. Raises GenerationError for an operation
    without a JAX form, an argument that is not used, and a name that cannot be one in Python.
    """
    kernel, program = lowered.declared, lowered.program
    check_names(lowered, RESERVED)
    requires(program, FORMS, "JAX")
    kind, args = class_name(kernel), ", ".join(program.args)
    lines = [
        *header(lowered, result, statement),
        *imports("from typing import NamedTuple", "import jax\nimport jax.numpy as jnp"),
        "import symfeat.backends.jax_functions as fn",
        "",
        "",
        f"class {kind}(NamedTuple):",
        f'    """What `{kernel.name}` returns."""',
        "",
        *(f"    {name}: jax.Array" for name in program.outputs),
        "",
        "",
        f"def {kernel.name}({args}):",
        *docstring(kernel, USE),
        f"    return {kind}(*fn.run(_program, {program.args!r}, ({args},)))",
        "",
        "",
        "@jax.jit",
        f"def _program({args}):",
        *(f"    {a.name} = {_value(a)}" for a in program.assignments),
        f"    return {_text(program.inside)}, (",
        *(f"        {_text(operand)},  # {name}" for name, operand in program.outputs.items()),
        "    )",
        "",
    ]
    return "\n".join(lines)


def _value(assignment: Assignment) -> str:
    return FORMS[assignment.op].format(*map(_text, assignment.operands))


def _text(operand: Operand) -> str:
    if not isinstance(operand, float):
        return str(operand)
    if math.isfinite(operand):
        return repr(operand) if operand >= 0 else f"({operand!r})"
    return "jnp.nan" if math.isnan(operand) else "jnp.inf" if operand > 0 else "(-jnp.inf)"
