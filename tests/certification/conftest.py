"""Small flows whose boundaries are known: decay, logistic growth, a damped oscillator, linear networks."""

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from symfeat.certification.certificate import Comparison
from symfeat.certification.compare import MARGIN, compare_boundary
from symfeat.claims import NOW, START, Boundary, Flow, Notation

NOTATION = Notation("test")
t = sp.Symbol("t", nonnegative=True)
k, x = sp.symbols("k x", real=True)
p, v = sp.symbols("p v", real=True)
u1, u2, w1, w2, y = sp.symbols("u1 u2 w1 w2 y", real=True)
SLOPE = u1 * w1 + u2 * w2
half = sp.Rational(1, 2)

# x tends to k: it grows threefold from 1/2 for k = 3/2.
LOGISTIC: dict[str, Any] = {
    "unknown": k,
    "equation": k - 3 * half,
    "solution": 3 * half,
    "box": (1, 2),
    "flow": Flow({x: x * (k - x)}, t),
    "start": {x: half},
    "values": {},
    "observable": x,
    "event": NOW - 3 * START,
}
# x = exp(-t) (cos t + sin t) and v = x': the first zero is at t = 3 pi / 4.
OSCILLATOR: dict[str, Any] = {
    "unknown": p,
    "equation": p**2 - 2 * sp.exp(-3 * sp.pi / 2),
    "solution": -sp.sqrt(2) * sp.exp(-3 * sp.pi / 4),
    "box": (-1, -sp.Rational(1, 20)),
    "flow": Flow({x: v, v: -2 * x - 2 * v}, t),
    "start": {x: 1, v: 0},
    "values": {},
    "observable": v,
    "event": x,
    "way": "passage",
}
# u + w grows and u - w decays; u w reaches its target 1 unless u + w vanishes, and is negative for good then.
NEURON: dict[str, Any] = {
    "unknown": p,
    "equation": p + w1,
    "solution": -w1,
    "box": (-3, -sp.Rational(1, 4)),
    "flow": Flow({u1: w1 * (1 - u1 * w1), w1: u1 * (1 - u1 * w1)}, t),
    "start": {u1: p, w1: 1},
    "values": {},
    "observable": u1 * w1,
    "way": "escape",
}
# Two neurons at the target y: the kernel U + W ends as it began for |y| = |slope|, here 1/6.
NETWORK: dict[str, Any] = {
    "unknown": y,
    "equation": y**2 - SLOPE**2,
    "solution": sp.Abs(SLOPE),
    "box": (sp.Rational(1, 10), sp.Rational(1, 2)),
    "flow": Flow(
        {u1: w1 * (y - SLOPE), u2: w2 * (y - SLOPE), w1: u1 * (y - SLOPE), w2: u2 * (y - SLOPE)}, t
    ),
    "start": {u1: half, u2: -half, w1: sp.Rational(1, 3), w2: sp.Rational(2, 3)},
    "values": {},
    "observable": u1**2 + u2**2 + w1**2 + w2**2,
    "event": NOW / START - 1,
}
SYSTEMS = {"logistic": LOGISTIC, "oscillator": OSCILLATOR, "neuron": NEURON, "network": NETWORK}


@pytest.fixture
def compared() -> Callable[..., Comparison]:
    """`compared("logistic", digits, box=...)`: a system, with changes, certified."""

    def compare(name: str, digits: int = 20, precision: int | None = None, **changes: Any) -> Comparison:
        boundary = Boundary(**(SYSTEMS[name] | changes))
        return compare_boundary("boundary", boundary, NOTATION, digits, precision or digits + MARGIN)

    return compare
