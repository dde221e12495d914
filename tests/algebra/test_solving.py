"""Solutions and inverses solve what they claim to solve, checked by substitution."""

import pytest
import sympy as sp

from symfeat.algebra import (
    cross_ratio,
    gradient_flow,
    neurons,
    solve_moebius,
    solve_riccati,
    solve_time,
    termwise_sum,
)
from symfeat.claims import Flow
from symfeat.errors import DerivationError

x, x0 = sp.symbols("x x_0", real=True)
t, k = sp.symbols("t k", positive=True)
u, w, U, W, V, c = sp.symbols("u w U W V c", real=True)
SUMS = {u**2: U, w**2: W, u * w: V}


def vanishes(expr: sp.Expr) -> bool:
    return sp.cancel(sp.together(sp.expand_power_exp(expr))) == 0


@pytest.mark.parametrize(
    "rate", [1 - x**2, k * x * (1 - x), 2 * x**2 - 3 * x + 1, x**2 - 2, -(x**2) - k * x + 1]
)
def test_riccati_solutions_satisfy_equation_and_initial_value(rate):
    flow = Flow({x: rate}, t)
    solution = solve_riccati(flow, {x: x0}, at=1)
    assert vanishes(sp.diff(solution, t) - rate.xreplace({x: solution}))
    assert vanishes(solution.xreplace({t: sp.S.One}) - x0)


def test_the_cross_ratio_decays_towards_the_attracting_root():
    flow = Flow({x: k * (1 - x) * (x + 2)}, t)
    ratio = cross_ratio(flow)
    assert (ratio.attracting, ratio.repelling, ratio.rate) == (1, -2, 3 * k)
    assert vanishes(flow.derivative(ratio.of(x)) + ratio.rate * ratio.of(x))


@pytest.mark.parametrize(
    ("flow", "message"),
    [
        (Flow({x: 1 - x}, t), "linear, not a Riccati equation"),
        (Flow({x: x**3}, t), "not a quadratic polynomial"),
        (Flow({x: t * x**2}, t), "must not depend on time"),
        (Flow({x: x**2, u: w}, t), "one state variable; got 2"),
        (Flow({x: (x - 1) ** 2}, t), "two roots of the Riccati equation coincide"),
    ],
)
def test_what_is_no_solvable_riccati_equation_is_an_error(flow, message):
    with pytest.raises(DerivationError, match=message):
        solve_riccati(flow, dict.fromkeys(flow.state, x0))


def test_moebius_maps_are_inverted():
    value = (3 * x - c) / (c * x + 2)
    assert sp.cancel(solve_moebius(value, value.xreplace({x: x0}), x) - x0) == 0


@pytest.mark.parametrize("expr", [x**2, sp.S.One, (x**2 + 1) / (x + 2)])
def test_what_is_no_moebius_map_is_not_inverted(expr):
    with pytest.raises(DerivationError, match="is not a Möbius map of x"):
        solve_moebius(expr, c, x)


def test_what_is_not_rational_is_not_inverted():
    with pytest.raises(DerivationError, match="is not rational in x"):
        solve_moebius(sp.sin(x), c, x)


def test_the_time_to_a_value_returns_it():
    solution = solve_riccati(Flow({x: k * (1 - x**2)}, t), {x: sp.S.Zero})
    time = solve_time(solution, sp.Rational(1, 3), t)
    assert vanishes(solution.xreplace({t: time}) - sp.Rational(1, 3))
    assert time.xreplace({k: sp.S.One}).is_positive


def test_a_time_with_two_clocks_is_an_error():
    with pytest.raises(DerivationError, match="must contain one exponential of t; got 2"):
        solve_time(sp.exp(-t) + sp.exp(-2 * t), c, t)


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_termwise_sum_is_the_sum(width):
    polynomial = (u - c * w) * (2 * u + w)
    us, ws = neurons(u, width), neurons(w, width)
    spelled = {
        s: sp.Add(*(m.xreplace({u: a, w: b}) for a, b in zip(us, ws, strict=True))) for m, s in SUMS.items()
    }
    direct = sp.Add(*(polynomial.xreplace({u: a, w: b}) for a, b in zip(us, ws, strict=True)))
    assert sp.expand(termwise_sum(polynomial, SUMS).xreplace(spelled) - direct) == 0


@pytest.mark.parametrize("polynomial", [u, u**2 * w, 1 + u**2])
def test_a_sum_without_a_name_is_an_error(polynomial):
    with pytest.raises(DerivationError, match="no name is given for the sum of"):
        termwise_sum(polynomial, SUMS)


def test_only_polynomials_are_summed_termwise():
    with pytest.raises(DerivationError, match="is not a polynomial in u, w"):
        termwise_sum(sp.exp(u), SUMS)


def test_only_monomials_have_names():
    with pytest.raises(DerivationError, match="2\\*u is not a monomial"):
        termwise_sum(u, {2 * u: U})


def test_neurons_keep_their_assumptions():
    assert neurons(k, 2) == (sp.Symbol("k1", positive=True), sp.Symbol("k2", positive=True))
    with pytest.raises(DerivationError, match="the width must be at least 1; got 0"):
        neurons(u, 0)


def test_the_gradient_needs_the_loss_to_depend_on_each_weight():
    with pytest.raises(DerivationError, match="the loss does not depend on the weight w"):
        gradient_flow(u**2, {u: 1, w: 1}, t)
