"""One program that calls every operation, what mpmath says of it, and points of the trajectory."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest
import sympy as sp

from symfeat.claims import Kernel
from symfeat.lowering import Lowered, lower
from symfeat.lowering.program import CONDITIONS, OPERATIONS, Assignment, Program

mp = mpmath.mp.clone()
mp.dps = 40
EXACT = {
    "copy": lambda x: x,
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "neg": lambda x: -x,
    "abs": abs,
    "square": lambda x: x**2,
    "pow": lambda x, y: x**y,
    "log": mp.log,
    "max": max,
    "min": min,
    "power_of_two": lambda x: mp.mpf(2) ** mp.floor(mp.log(abs(x), 2)),
    "lt": lambda x, y: x < y,
    "le": lambda x, y: x <= y,
    "gt": lambda x, y: x > y,
    "ge": lambda x, y: x >= y,
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
    "isfinite": mp.isfinite,
}
LOGIC = {  # on masks: whether x < y, and whether y < 1/2
    "and": lambda x, y: x < y and y < 0.5,
    "or": lambda x, y: x < y or y < 0.5,
    "not": lambda x, y: not x < y,
    "select": lambda x, y: x if x < y else y,
}
FIRST = {"log1p": -0.6, "acosh": 1.2, "sign": -0.4, "abs": -0.4, "erf": -0.4}  # added to the first operand
POINTS = tuple((x, y) for x in (0.11, 0.37, 0.83) for y in (0.11, 0.62))


def lowered(program: Program) -> Lowered:
    """A program with a kernel to speak of it; the formula says no more than that every argument is used."""
    args = [sp.Symbol(name, extended_real=True) for name in program.args]
    kernel = Kernel(program.name, tuple(args), {name: sp.Add(*args) for name in program.outputs})
    return replace(lower(kernel), program=program)


def every_operation() -> Program:
    assignments = [Assignment("below", "lt", ("x", "y")), Assignment("small", "lt", ("y", 0.5))]
    outputs = {}
    for op, count in OPERATIONS.items():
        operands = {"and": ("below", "small"), "or": ("below", "small"), "not": ("below",)}.get(op)
        operands = operands or {"select": ("below", "x", "y")}.get(op) or ("x", "y")[:count]
        if op in FIRST:
            assignments.append(Assignment(f"x_{op}", "add", ("x", FIRST[op])))
            operands = (f"x_{op}", *operands[1:])
        assignments.append(Assignment(f"v_{op}", op, operands))
        outputs[f"r_{op}"] = f"v_{op}"
        if op in CONDITIONS:
            assignments.append(Assignment(f"n_{op}", "select", (f"v_{op}", 1.0, 0.0)))
            outputs[f"r_{op}"] = f"n_{op}"
    return Program("every", ("x", "y"), tuple(assignments), outputs)


def exact_operation(op: str, x: float, y: float) -> float:
    first, second = mp.mpf(x + FIRST.get(op, 0.0)), mp.mpf(y)
    if op in LOGIC:
        return float(LOGIC[op](first, second))
    function = EXACT.get(op) or getattr(mp, op)
    return float(function(*(first, second)[: OPERATIONS[op]]))


def trajectories(seed: int, count: int) -> Iterator[tuple[float, ...]]:
    """Points of the domain: any size, zeros, the target nearly reached, and late clocks."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        slope0, wedge, imbalance, target = 10.0 ** rng.uniform(-3, 3, 4) * rng.choice([-1, 1], 4)
        wedge = abs(wedge)
        if i % 3 == 1:
            slope0, wedge, imbalance, target = (
                v * rng.integers(2) for v in (slope0, wedge, imbalance, target)
            )
        elif i % 3 == 2:
            target = slope0 * (1 + 10.0 ** rng.uniform(-12, 0))
        rate = float(np.hypot(target, np.hypot(wedge, imbalance))) or abs(slope0) or 1.0
        yield slope0, wedge, imbalance, target, 10.0 ** rng.uniform(-9, 2) / rate


@pytest.fixture(scope="session")
def programs() -> SimpleNamespace:
    return SimpleNamespace(
        lowered=lowered,
        every_operation=every_operation,
        exact_operation=exact_operation,
        operations=OPERATIONS,
        points=POINTS,
        trajectories=trajectories,
    )
