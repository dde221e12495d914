"""Derivatives of kernels: each rule against mpmath, the conventions at edges, and the trajectory's own."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from sympy.codegen.cfunctions import expm1, hypot, log1p

from symfeat.claims import Kernel, PowerOfTwo
from symfeat.claims.registry import bundled
from symfeat.errors import GenerationError, InputError
from symfeat.evaluate.mp import evaluate
from symfeat.lowering import lower
from symfeat.lowering.derivative import gradient
from symfeat.lowering.flatten import FUNCTIONS

x, y = sp.symbols("x y", real=True)
p = sp.Symbol("p", positive=True)
ONE = {"x": "0.37", "y": "1.25", "p": "2.5"}
ELSEWHERE = {sp.Abs, sp.sign, PowerOfTwo, sp.acosh, sp.atan2, sp.erfc, sp.gamma}
FORMULAS = {
    **{head.__name__: head(x) for head in FUNCTIONS if head not in ELSEWHERE},
    "Abs": sp.Abs(x) + sp.Abs(-y),
    "acosh": sp.acosh(p),
    "atan2": sp.atan2(y, x) + sp.atan2(x, -p),
    "hypot": hypot(x, y) * x,
    "sign": sp.sign(x) * y,
    "PowerOfTwo": x * PowerOfTwo(y),
    "powers": x**3 + p**sp.Rational(3, 2) - 2 * p ** sp.Rational(-5, 2) + p ** sp.Rational(1, 3),
    "free exponent": p**x + 2**y,
    "quotients": x / (y + p) / (1 + x**2) + 1 / (x - y) - y * (x / p) / (1 + x / p),
    "roots": sp.sqrt(x**2 + y**2) + x / sp.sqrt(1 + x**2 + p**2) + sp.sqrt(p + x) * y,
    "nested": sp.exp(-sp.sqrt(1 + sp.sin(x * y) ** 2) * p) * expm1(-x) / log1p(p),
    "extremes": sp.Max(x**2, y * p, sp.Abs(x)) * sp.Min(x, y),
    "selection": x * sp.Piecewise((sp.log(y), y > 1), (y**2, True)) + sp.Piecewise((p, x > y), (x * p, True)),
    "dead side": sp.Piecewise((sp.log(x), x < 0), (sp.sqrt(-x), x < -1), (x * y, True)),
    "constant": y + sp.pi,
}  # fmt: skip


def values(kernel, point):
    """Every output at a point, to 40 digits, one assignment after the other."""
    known = {arg: sp.Rational(point[arg.name]) for arg in kernel.args}

    def value(expr):
        spelled_out = expr.replace(hypot, lambda one, other: sp.sqrt(one**2 + other**2))
        found = evaluate(spelled_out, known, digits=40)
        return sp.Rational(str(found.real))  # a dead side may be anything, a complex number too

    for symbol, expr in kernel.lets:
        known[symbol] = value(expr)
    return {name: value(expr) for name, expr in kernel.outputs.items()}


@pytest.mark.parametrize("expr", FORMULAS.values(), ids=FORMULAS)
def test_each_rule_agrees_with_a_difference_quotient_of_many_digits(expr):
    args = tuple(sorted(expr.free_symbols, key=str))
    plain = Kernel("plain", args, {"f": expr})
    found = values(gradient(plain), ONE)
    step = sp.Rational(1, 10**12)
    for arg in args:
        around = [{**ONE, arg.name: sp.Rational(ONE[arg.name]) + side * step} for side in (-1, 1)]
        low, high = (values(plain, point)["f"] for point in around)
        assert abs(found[f"d_f_d_{arg.name}"] - (high - low) / (2 * step)) < 1e-20


def run(kernel, *args):
    """The lowered program over float64 arrays: what every target does."""
    program = lower(kernel).program
    names = {"sub": "subtract", "mul": "multiply", "div": "divide", "neg": "negative", "pow": "power"}
    names |= {"max": "maximum", "min": "minimum", "lt": "less", "le": "less_equal", "gt": "greater"}
    names |= {"ge": "greater_equal", "eq": "equal", "ne": "not_equal", "select": "where", "copy": "positive"}
    names |= {op: f"logical_{op}" for op in ("and", "or", "not")}
    known = dict(zip(program.args, np.broadcast_arrays(*(np.asarray(a, float) for a in args)), strict=True))
    with np.errstate(all="ignore"):
        for line in program.assignments:
            operands = [known[o] if isinstance(o, str) else o for o in line.operands]
            if line.op == "power_of_two":
                known[line.name] = np.ldexp(1.0, np.clip(np.frexp(operands[0])[1] - 1, -1022, 1022))
            else:
                known[line.name] = getattr(np, names.get(line.op, line.op))(*operands)
    return {k: known[v] if isinstance(v, str) else np.full(known[program.args[0]].shape, v)
            for k, v in program.outputs.items()}  # fmt: skip


def test_outputs_come_first_and_derivatives_by_the_arguments_asked_for_follow():
    kernel = Kernel("k", (x, y), {"sum": x + y, "product": x * y})
    assert gradient(kernel, [y]).returns == ("sum", "product", "d_sum_d_y", "d_product_d_y")
    found = gradient(kernel)
    assert found.args == (x, y)
    assert found.outputs["d_sum_d_x"] == 1
    assert found.outputs["d_product_d_x"] == y
    assert found.name == "k"


def test_names_that_the_kernel_uses_are_left_alone():
    a, taken = sp.Symbol("a", real=True), sp.Symbol("d_a_d_x", real=True)
    lets = ((a, sp.sin(x)), (taken, sp.cos(x)), (sp.Symbol("r_value", real=True), x**2))
    kernel = gradient(Kernel("k", (x,), {"r": a * taken + lets[2][0]}, lets))
    names = [symbol.name for symbol, _ in kernel.lets]
    assert len(set(names)) == len(names)
    expected = math.cos(2 * 0.3) + 2 * 0.3
    assert run(kernel, 0.3)["d_r_d_x"] == pytest.approx(expected, rel=1e-15)
    with pytest.raises(GenerationError, match="the output d_r_d_x would stand twice"):
        gradient(Kernel("k", (x,), {"r": x, "d_r_d_x": x}))


def test_what_cannot_be_differentiated_is_named():
    for expr, name in (
        (sp.floor(x), "floor"),
        (sp.Function("mystery")(x), "mystery"),
        (sp.Mod(x, 2), "Mod"),
        (sp.gamma(x), "gamma"),
    ):
        with pytest.raises(GenerationError, match=f"kernel k: {name} has no known derivative"):
            gradient(Kernel("k", (x, y), {"r": y * expr}))
        assert gradient(Kernel("k", (x, y), {"r": y + expr}), [y]).outputs["d_r_d_y"] == 1
    with pytest.raises(InputError, match="wrt must hold arguments of kernel k; got p"):
        gradient(Kernel("k", (x,), {"r": x}), [p])
    with pytest.raises(InputError, match="wrt must hold every argument once; got x twice"):
        gradient(Kernel("k", (x,), {"r": x}), [x, x])


def test_a_dead_side_never_spoils_a_derivative():
    safe = sp.Piecewise((sp.sqrt(x) * y, x > 0), (x / y, sp.Ne(y, 0)), (x * y, True))
    found = run(
        gradient(Kernel("k", (x, y), {"r": sp.exp(safe)})), [4.0, -1.0, 0.0, -2.0], [0.0, 2.0, 0.0, 0.0]
    )
    np.testing.assert_allclose(found["d_r_d_x"], [0.0, math.exp(-0.5) / 2, 0.0, 0.0])
    np.testing.assert_allclose(found["d_r_d_y"], [2.0, math.exp(-0.5) / 4, 0.0, -2.0])


def test_edges_follow_the_stated_conventions():
    def at_zero(expr):
        return float(run(gradient(Kernel("k", (x, y), {"r": expr})), 0.0, 0.0)["d_r_d_x"])

    q = sp.Symbol("q", nonnegative=True)
    assert at_zero(sp.Abs(x)) == 1
    assert at_zero(sp.Piecewise((-sp.Abs(x), x < 0), (sp.Abs(x), True))) == 1
    assert at_zero(sp.sign(x)) == 0
    assert at_zero(sp.sqrt(x**2 + y**2) + y) == 0
    assert at_zero(x + x / sp.sqrt(1 + x**2 + y**2)) == 2
    assert at_zero(sp.Max(x, y)) == 1
    assert at_zero(sp.Piecewise((3 * x, x >= 0), (x, True)) + y) == 3
    assert run(gradient(Kernel("k", (q,), {"r": sp.sqrt(q)})), 0.0)["d_r_d_q"] == 0


def test_norms_of_any_size_keep_their_derivative():
    size = [1e300, 1e-300, 5e-324]
    found = run(gradient(Kernel("k", (x, y), {"r": sp.sqrt(x**2 + y**2)})), size, 0.0)
    np.testing.assert_allclose(found["d_r_d_x"], 1, rtol=1e-15)


def test_a_function_that_is_flat_at_infinity_stands_still_there():
    t = sp.Symbol("t", nonnegative=True)
    forever = (sp.Le(t, sp.oo, evaluate=False),)
    kernel = Kernel("k", (x, t), {"r": x * sp.exp(-t * sp.sqrt(1 + x**2)) + sp.tanh(x * t)}, domain=forever)
    found = run(gradient(kernel), 2.0, np.inf)
    assert (found["r"], found["d_r_d_x"], found["d_r_d_t"]) == (1, 0, 0)


def test_a_let_that_the_outputs_do_not_depend_on_is_constant_and_one_that_they_do_is_not():
    unit, part = sp.Symbol("unit", positive=True), sp.Symbol("part", real=True)
    lets = ((unit, 1 + x**2), (part, sp.sin(x)))
    outputs = {"r": (x / unit) * unit + part}
    known = Kernel("k", (x,), outputs, lets, computes={"r": x + part}, free=frozenset({unit, part}))
    names = [symbol.name for symbol, _ in gradient(known).lets]
    assert "d_unit_d_x" not in names
    np.testing.assert_allclose(run(gradient(known), 0.3)["d_r_d_x"], 1 + math.cos(0.3), rtol=1e-15)


def test_a_response_that_is_known_takes_the_place_of_the_chain_rule():
    a, b, slope = sp.symbols("a b slope", real=True)
    lets = ((a, expm1(x)), (slope, 1 + a), (b, a * y))
    kernel = gradient(Kernel("k", (x, y), {"r": b**2}, lets), responses={b: {x: slope * y, y: a}})
    found = run(kernel, 0.3, 2.0)
    assert found["d_r_d_x"] == pytest.approx(2 * math.expm1(0.3) * math.exp(0.3) * 4, rel=1e-15)
    assert found["d_r_d_y"] == pytest.approx(4 * math.expm1(0.3) ** 2, rel=1e-15)


def closed_form(start, wedge, imbalance, target, clock):
    floor = mpmath.hypot(wedge, imbalance)
    final, first = mpmath.hypot(target, floor), mpmath.hypot(start, floor)
    decay = mpmath.exp(-final * clock)
    theta = (1 - decay) / (2 * final)
    above = theta * (first - start + final + target) + decay
    below = theta * (first + start + final - target) + decay
    return target + (start - target) * decay / (above * below)


def test_the_slope_of_a_trajectory_responds_as_its_closed_form_does():
    """Each error, times the argument over the slope, is a few units of rounding: digits of d ln f/d ln x."""
    kernel = bundled()["stable-evaluation-equals-the-closed-form"].build_kernel()
    random = np.random.default_rng(11)
    points = 10 ** random.uniform(-3, 3, size=(5, 200))
    points[[0, 2, 3]] *= random.choice([-1, 1], size=(3, 200))
    points[0, :10], points[2, 10:20], points[1, 20:30], points[3, 30:40] = 0, 0, 0, 0
    points[4] = 10 ** random.uniform(-6, 1.5, size=200) / np.hypot(np.hypot(*points[1:3]), points[3])
    found = run(gradient(kernel), *points)
    with mpmath.workdps(60):
        for i, point in enumerate(points.T):
            exact = [mpmath.mpf(float(x)) for x in point]
            slope = abs(closed_form(*exact))
            for j, arg in enumerate(kernel.args):
                order = tuple(int(k == j) for k in range(5))
                expected = mpmath.diff(closed_form, exact, order)
                allowed = max(abs(expected), slope / abs(exact[j]) if exact[j] else 0)
                error = abs(float(found[f"d_slope_d_{arg.name}"][i]) - expected)
                assert error <= 40 * 2.0**-53 * allowed + 1e-20, (arg, point)


def test_jax_finds_the_same_derivatives():
    jax = pytest.importorskip("jax")
    rate, start, time = sp.symbols("rate start time", real=True)
    root = sp.sqrt(start**2 + rate**2)
    formula = start * sp.exp(-root * time) / (1 + rate * time) + sp.tanh(root) * sp.Max(start, rate)
    plain = sp.lambdify((rate, start, time), formula, "jax")
    points = np.random.default_rng(7).lognormal(size=(3, 20))
    found = run(gradient(Kernel("k", (rate, start, time), {"r": formula})), *points)
    with jax.enable_x64(True):
        slopes = jax.vmap(jax.grad(plain, argnums=(0, 1, 2)))(*points)
    for name, expected in zip(("rate", "start", "time"), slopes, strict=True):
        np.testing.assert_allclose(found[f"d_r_d_{name}"], expected, rtol=1e-12)
