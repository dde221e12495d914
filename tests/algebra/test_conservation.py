"""The search for conserved quantities finds what is there, no more, and counts it as others have."""

import json
from pathlib import Path

import pytest
import sympy as sp

from symfeat.algebra import (
    conserved_polynomials,
    generic_rank,
    gradient_flow,
    jacobian,
    linear_modes,
    monomials,
    neurons,
    reduce_flow,
)
from symfeat.claims import Flow
from symfeat.errors import DerivationError

COUNTS = json.loads((Path(__file__).parent / "conservation_counts.json").read_text(encoding="utf-8"))
t = sp.Symbol("t", real=True)
x, z = sp.symbols("x z", real=True)
p, q = sp.symbols("p q", positive=True)
h = sp.Symbol("h", real=True)


def network(width: int) -> Flow:
    """The flow of so many neurons under a force h, with learning rates p and q."""
    us, ws = neurons(sp.Symbol("u", real=True), width), neurons(sp.Symbol("w", real=True), width)
    slope = sp.Add(*map(sp.Mul, us, ws))
    return gradient_flow(h * slope, dict.fromkeys(us, p) | dict.fromkeys(ws, q), t)


def in_a_closed_form(width: int) -> int:
    """The number of laws of U V^T with U, V of so many columns and one row, whatever loss and data."""
    return width * (width + 1) // 2 if width <= 2 else 2 * width - 1


@pytest.mark.parametrize(("width", "laws", "rank"), [(1, 1, 1), (2, 4, 3), (3, 9, 5)])
def test_quadratic_laws_of_small_widths(width, laws, rank):
    flow = network(width)
    found = conserved_polynomials(flow, 2)
    assert len(found) == laws
    assert all(sp.expand(flow.derivative(law)) == 0 for law in found)
    assert generic_rank(found, flow.state) == rank == len(flow.state) - 1


@pytest.mark.parametrize("row", COUNTS["rows"], ids=str)
def test_independent_laws_agree_with_the_count_by_lie_algebras(row):
    """At equal and at different learning rates: rates rescale the weights and change no count."""
    flow = network(row["r"])
    assert generic_rank(conserved_polynomials(flow, 2), flow.state) == row["laws"]
    assert in_a_closed_form(row["r"]) == row["laws"]


def test_the_laws_span_everything_of_their_degree():
    """Products of linear laws of x' = x, z' = -z: in degree 4 the powers of x z alone."""
    found = conserved_polynomials(Flow({x: x, z: -z}, t), 4)
    assert found == (x * z, x**2 * z**2)


def test_no_law_is_invented():
    assert conserved_polynomials(Flow({x: x, z: z}, t), 3) == ()


def test_a_flow_at_rest_conserves_every_monomial():
    flow = Flow({x: sp.S.Zero, z: sp.S.Zero}, t)
    assert conserved_polynomials(flow, 2) == tuple(monomials([x, z], 2))


def test_laws_hold_at_every_parameter_value():
    """Nothing is divided by, so that p = q (where q - p would be a denominator) is no exception."""
    flow = Flow({x: (p - q) * z, z: -(p - q) * x}, t)
    (law,) = conserved_polynomials(flow, 2)
    assert law == x**2 + z**2
    flow = Flow({x: z / (p - q), z: x / p}, t)
    (law,) = conserved_polynomials(flow, 2)
    assert sp.fraction(sp.together(law))[1] == 1


def test_roots_of_positive_parameters_are_parameters():
    flow = Flow({x: sp.sqrt(p) * z, z: -p * x}, t)
    (law,) = conserved_polynomials(flow, 2)
    assert sp.expand(flow.derivative(law)) == 0


def test_the_search_is_the_same_in_every_run():
    assert conserved_polynomials(network(3), 2) == conserved_polynomials(network(3), 2)


def test_a_rate_that_is_no_polynomial_is_an_error():
    with pytest.raises(DerivationError, match="is not a polynomial in the state"):
        conserved_polynomials(Flow({x: sp.sin(x)}, t), 2)


def test_a_degree_below_one_is_an_error():
    with pytest.raises(DerivationError, match="the degree must be at least 1; got 0"):
        conserved_polynomials(Flow({x: x}, t), 0)


def test_rank_sees_dependence_that_is_not_linear():
    assert generic_rank([x + z, (x + z) ** 3, x * z], [x, z]) == 2
    assert jacobian([x * z**2], [x, z]) == sp.Matrix([[z**2, 2 * x * z]])


def test_rank_with_roots_of_parameters_is_exact():
    assert generic_rank([sp.sqrt(p) * x + sp.sqrt(q) * z, p * x + sp.sqrt(p * q) * z], [x, z]) == 1


def test_reduction_finds_the_closed_flow_of_features():
    u1, w1 = network(1).state
    rates = reduce_flow(network(1), {x: u1 * w1, z: q * u1**2 + p * w1**2}, 1)
    assert rates == {x: -h * z, z: -4 * h * p * q * x}


def test_reduction_refuses_features_that_do_not_close():
    u1, _ = network(1).state
    with pytest.raises(DerivationError, match="the rate of x is no polynomial of degree 2"):
        reduce_flow(network(1), {x: u1}, 2)


def test_modes_of_a_linear_flow_evolve_by_their_rates():
    flow = network(1)
    for rate, mode in linear_modes(flow):
        assert sp.expand(flow.derivative(mode) - rate * mode) == 0


def test_modes_of_a_flow_that_is_not_linear_are_an_error():
    with pytest.raises(DerivationError, match="the flow is not linear"):
        linear_modes(Flow({x: x**2}, t))
