"""The C target: one file and one header of standard C, printed assignment by assignment from a table."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from symfeat.backends.c_helpers import HELPERS
from symfeat.backends.c_library import ARGUMENTS, OUTPUTS
from symfeat.backends.module import check_names, facts, requires, title
from symfeat.claims.listing import listing
from symfeat.lowering import Lowered
from symfeat.lowering.program import Operand, Program

# Every operation that has a C form. Both sides of a selection are there already when it is printed.
FORMS: dict[str, str] = {
    "copy": "{0}",
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "div": "{0} / {1}",
    "neg": "-{0}",
    "abs": "fabs({0})",
    "sign": "symfeat_sign({0})",
    "square": "{0} * {0}",
    "sqrt": "sqrt({0})",
    "pow": "pow({0}, {1})",
    "exp": "symfeat_exp({0})",
    "expm1": "symfeat_expm1({0})",
    "log": "symfeat_log({0})",
    "log1p": "symfeat_log1p({0})",
    "max": "symfeat_max({0}, {1})",
    "min": "symfeat_min({0}, {1})",
    "sin": "sin({0})",
    "cos": "cos({0})",
    "tan": "tan({0})",
    "asin": "asin({0})",
    "acos": "acos({0})",
    "atan": "atan({0})",
    "atan2": "atan2({0}, {1})",
    "sinh": "sinh({0})",
    "cosh": "cosh({0})",
    "tanh": "tanh({0})",
    "asinh": "asinh({0})",
    "acosh": "acosh({0})",
    "atanh": "atanh({0})",
    "erf": "erf({0})",
    "erfc": "erfc({0})",
    "gamma": "tgamma({0})",
    "power_of_two": "symfeat_power_of_two({0})",
    "lt": "{0} < {1}",
    "le": "{0} <= {1}",
    "gt": "{0} > {1}",
    "ge": "{0} >= {1}",
    "eq": "{0} == {1}",
    "ne": "{0} != {1}",
    "and": "{0} & {1}",
    "or": "{0} | {1}",
    "not": "!{0}",
    "isfinite": "symfeat_isfinite({0})",
    "select": "{0} ? {1} : {2}",
}
# Words of C, and names that the printed functions use themselves.
RESERVED = frozenset(
    re.findall(
        r"\w+",
        """
        asm auto bool break case char const continue default do double else enum extern false float for goto
        if inline int long nullptr register restrict return short signed sizeof static struct switch true
        typedef union unsigned void volatile while BLOCK NAN INFINITY block count i n start step x zero
        NULL HUGE_VAL FP_NAN FP_FAST_FMA math_errhandling size_t ptrdiff_t
        """,
    )
)
USE = """\
`symfeat_{name}` computes n points. An argument is an array and the step, in doubles, from one of its elements
to the next: 1, or 0 for one number that serves every point. An output is an array of n doubles, apart from
the arguments. Outside the domain every output is nan. Compile with -O3 -march=native, which vectorises the
loop, and without -ffast-math, which knows no nan."""
# A loop with branches, or with calls that set errno, is not vectorised; GCC makes branches of conditions.
OPTIONS = """\
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-math-errno", "no-trapping-math", "no-thread-jumps")
#endif"""
GATHER = """\
/* A block of an argument, as it lies or written out. */
static const double *symfeat_gather(
    const double *x, ptrdiff_t step, size_t start, size_t count, double *block
)
{
    if (step == 1)
        return x + start;
    for (size_t i = 0; i < count; i++)
        block[i] = x[(ptrdiff_t)(start + i) * step];
    return block;
}"""


def source_text(lowered: Lowered, *, result: str = "", statement: str = "") -> str:
    """The .c file of a kernel, which includes its header `<name>.h` and C's own headers alone.

    The loop runs over blocks that lie in memory without gaps, which is what lets a compiler vectorise it.
    `result` and `statement` (slug and hash) go into the first comment. Raises GenerationError for an
    operation without a C form, an argument that is not used, and a name that cannot be one.
    """
    program = lowered.program
    check_names(lowered, ())
    requires(program, FORMS, "C")
    names = _names(program)
    body = [f"        {line}" for line in _point(program, names)]
    runs = [
        *(f"const double *restrict {names[arg]}_in" for arg in program.args),
        *(f"double *restrict {_identifier(name)}_out" for name in program.outputs),
    ]
    blocks = [
        *(
            f"symfeat_gather({arg}, {arg}_step, start, count, {arg}_block)"
            for arg in map(names.__getitem__, program.args)
        ),
        *(f"{_identifier(name)}_out + start" for name in program.outputs),
    ]
    return "\n".join(
        [
            *_comment([title(lowered.declared), *facts(lowered, result, statement)]),
            OPTIONS,
            "",
            f'#include "{program.name}.h"',
            "",
            "#include <math.h>",
            "#include <stdint.h>",
            "#include <string.h>",
            "",
            "/* Points that are computed together. */",
            "enum { BLOCK = 256 };",
            "",
            *(f"{helper}\n" for helper in _needed("\n".join(body))),
            GATHER,
            "",
            "static void symfeat_block(",
            *_listed(["size_t count", *runs], "    "),
            ")",
            "{",
            "    for (size_t i = 0; i < count; i++) {",
            *body,
            "    }",
            "}",
            "",
            *_prototype(program, names, "*restrict "),
            "{",
            *(f"    double {names[arg]}_block[BLOCK];" for arg in program.args),
            "    for (size_t start = 0; start < n; start += BLOCK) {",
            "        const size_t count = n - start < BLOCK ? n - start : BLOCK;",
            "        symfeat_block(",
            *_listed(["count", *blocks], "            "),
            "        );",
            "    }",
            "}",
            "",
        ]
    )


def header_text(lowered: Lowered, *, result: str = "", statement: str = "") -> str:
    """The .h file of a kernel: what it computes, where, how well, and the declaration, for C and C++."""
    kernel, program = lowered.declared, lowered.program
    guard = f"SYMFEAT_{_identifier(program.name).upper()}_H"
    about = [
        title(lowered.declared),
        "",
        *(
            kernel.doc.strip().splitlines()
            or [f"{', '.join(program.outputs)} from {', '.join(program.args)}."]
        ),
        "",
        *facts(lowered, result, statement),
        f"{ARGUMENTS}{', '.join(program.args)}",
        f"{OUTPUTS}{', '.join(program.outputs)}",
        "",
        *USE.format(name=program.name).splitlines(),
        "",
        "Formula:",
        "",
        *(f"    {line}" for line in listing(kernel)),
    ]
    *declaration, last = _prototype(program, _names(program), "*")
    return "\n".join(
        [
            *_comment(about),
            f"#ifndef {guard}",
            f"#define {guard}",
            "",
            "#include <stddef.h>",
            "",
            "#ifdef __cplusplus",
            'extern "C" {',
            "#endif",
            "",
            *declaration,
            f"{last};",
            "",
            "#ifdef __cplusplus",
            "}",
            "#endif",
            "",
            "#endif",
            "",
        ]
    )


def _comment(lines: list[str]) -> list[str]:
    safe = [line.replace("*/", "* /").replace("/*", "/ *") for line in lines]
    return [f"/* {safe[0]}", *(f" * {line}".rstrip() for line in safe[1:]), " */"]


def _point(program: Program, names: Mapping[str, str]) -> Iterator[str]:
    """One point: every assignment one line, then the outputs, nan outside the domain and never -0."""
    for arg in program.args:
        yield f"const double {names[arg]} = {names[arg]}_in[i];"
    for assignment in program.assignments:
        kind = "_Bool" if assignment.is_condition else "double"
        value = FORMS[assignment.op].format(*(_operand(operand, names) for operand in assignment.operands))
        yield f"const {kind} {names[assignment.name]} = {value};"
    zero = "0.0" if program.inside is True else "zero"
    if zero == "zero":
        yield f"const double zero = {_operand(program.inside, names)} ? 0.0 : NAN;"
    for name, operand in program.outputs.items():
        yield f"{_identifier(name)}_out[i] = {_operand(operand, names)} + {zero};"


def _needed(text: str) -> list[str]:
    """The helpers that a text calls, and those that they call, in the order of their definition."""
    needed: list[str] = []
    for name, helper in reversed(HELPERS.items()):
        if re.search(rf"\b{name}\b", text):
            needed.insert(0, helper)
            text += helper
    return needed


def _prototype(program: Program, names: Mapping[str, str], pointer: str) -> list[str]:
    """The head of the function, a parameter a line."""
    parameters = [
        "size_t n",
        *(f"const double *{names[arg]}, ptrdiff_t {names[arg]}_step" for arg in program.args),
        *(f"double {pointer}{_identifier(name)}_out" for name in program.outputs),
    ]
    return [f"void symfeat_{_identifier(program.name)}(", *_listed(parameters, "    "), ")"]


def _listed(items: list[str], indent: str) -> list[str]:
    return [*(f"{indent}{item}," for item in items[:-1]), f"{indent}{items[-1]}"]


def _names(program: Program) -> dict[str, str]:
    """C names of the program's values: their own, unless C or the file has another use for them."""
    called = set(re.findall(r"\w+(?=\()", " ".join((*FORMS.values(), *HELPERS.values()))))
    taken = RESERVED | called | {f"{_identifier(name)}_out" for name in program.outputs}
    names: dict[str, str] = {}
    for name in (*program.args, *(assignment.name for assignment in program.assignments)):
        own = _identifier(name)
        while own in taken:
            own += "_"
        names[name] = own
        taken |= {own, *(f"{own}{end}" for end in ("_in", "_block", "_step") if name in program.args)}
    return names


def _identifier(name: str) -> str:
    """The same name in C, where a letter beyond ASCII is written by its code point."""
    return "".join(c if c.isascii() else f"\\U{ord(c):08x}" for c in name)


def _operand(operand: Operand, names: Mapping[str, str]) -> str:
    if isinstance(operand, str):
        return names[operand]
    if isinstance(operand, bool):
        return str(int(operand))
    if math.isnan(operand):
        return "NAN"
    text = "INFINITY" if math.isinf(operand) else repr(abs(float(operand)))
    return f"(-{text})" if math.copysign(1.0, operand) < 0 else text
