"""What both walkers share: laziness, exactness, sharing, and errors that name the culprit."""

import flint
import mpmath
import pytest
import sympy as sp
from flint import fmpq

from symfeat.errors import EvaluationError, SymfeatError
from symfeat.evaluate.ball import ball, enclosures
from symfeat.evaluate.mp import evaluate
from symfeat.evaluate.program import Program

x, y = sp.symbols("x y")
WALKERS = pytest.mark.parametrize("walk", [evaluate, ball], ids=["mpmath", "ball"])
EXPRESSIONS = {
    "Add": x + y, "Mul": x * y, "Pow": x**y, "exp": sp.exp(x), "nested": sp.sqrt(x + sp.exp(-y) / 3),
}  # fmt: skip


@WALKERS
@pytest.mark.parametrize("expr", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_values_agree_with_sympy_evalf(walk, expr):
    point = {x: sp.Rational(7, 3), y: sp.Rational(5, 4)}
    expected = float(expr.subs(point).evalf(30))
    assert float(walk(expr, point).real) == pytest.approx(expected, rel=1e-15)


@WALKERS
def test_a_dead_branch_is_never_evaluated(walk):
    dead = sp.Function("dead_end")  # the program knows no value for it, whatever the branch
    with pytest.raises(EvaluationError, match="dead_end"):
        walk(sp.Piecewise((dead(x), x > 0), (y, True)), {x: 0, y: 3})
    power = sp.Piecewise((sp.exp(sp.exp(sp.exp(1 / x))), sp.Ne(x, 0)), (y, True))
    assert walk(power, {x: 0, y: 3}) == 3


@WALKERS
def test_branches_share_nodes_with_the_rest(walk):
    shared = sp.exp(x) + y
    expr = sp.Piecewise((shared**2, x < 1), (sp.log(shared), True)) - shared
    assert float(walk(expr, {x: 0, y: 1})) == pytest.approx(2)
    assert float(walk(expr, {x: 2, y: 1})) == pytest.approx(float(sp.log(sp.exp(2) + 1) - sp.exp(2) - 1))


@WALKERS
def test_nested_piecewise_takes_the_branch_of_the_branch(walk):
    inner = sp.Piecewise((10, y > 0), (20, True), evaluate=False)
    expr = sp.Piecewise((inner, x > 0), (1 / x, x < 0), (7, True), evaluate=False)
    found = [walk(expr, {x: a, y: b}) for a, b in ((1, 1), (1, -1), (-1, 0), (0, 5))]
    assert found == [10, 20, -1, 7]


@WALKERS
def test_no_branch_is_not_a_number(walk):
    assert str(walk(sp.Piecewise((1, x > 0)), {x: -1})) == "nan"


@WALKERS
def test_conditions_combine_and_a_decided_part_outweighs_an_undecided_one(walk):
    equal = sp.sqrt(x) * sp.sqrt(y) <= sp.sqrt(x * y)  # numerically equal: cannot be decided
    both = sp.Piecewise((1, sp.And(equal, x < 0)), (2, True))
    either = sp.Piecewise((1, sp.Or(equal, x > 0)), (2, True))
    assert walk(both, {x: 2, y: 3}) == 2
    assert walk(either, {x: 2, y: 3}) == 1


@WALKERS
def test_an_undecidable_equality_is_an_error(walk):
    expr = sp.Piecewise((1, sp.Eq(sp.exp(x) * sp.exp(-y), sp.exp(x - y), evaluate=False)), (2, True))
    with pytest.raises(EvaluationError, match="cannot be decided"):
        walk(expr, {x: 2, y: 3})


@WALKERS
def test_rational_comparisons_are_exact(walk):
    tiny = sp.Rational(1, 10**200)
    expr = sp.Piecewise((1, x < y), (2, sp.Eq(x, y)), (3, True))
    assert [walk(expr, {x: 1 + d, y: 1}) for d in (-tiny, 0, tiny)] == [1, 2, 3]


@WALKERS
@pytest.mark.parametrize("expr", [sp.Function("mystery")(x), sp.Function("zeta")(x)])
def test_an_unknown_function_is_an_error_that_names_it(walk, expr):
    with pytest.raises(EvaluationError, match=type(expr).__name__):
        walk(1 + expr, {x: 2})


@WALKERS
def test_an_undefined_function_is_not_taken_for_a_known_one(walk):
    with pytest.raises(EvaluationError, match="sinh"):
        walk(sp.Function("sinh")(x), {x: 1})


@WALKERS
def test_a_missing_or_irrational_coordinate_is_an_error_that_names_the_symbol(walk):
    with pytest.raises(EvaluationError, match="symbol y"):
        walk(x + y, {x: 1})
    with pytest.raises(SymfeatError, match="x a rational value"):
        walk(x, {x: sp.sqrt(2)})


def test_rational_values_stay_exact_and_keep_their_zeros():
    c = -sp.Rational(1, 3)
    root = sp.sqrt(x**2 + y**2)
    found = enclosures((x + sp.Abs(x), root - 5, sp.exp(x + sp.Rational(1, 3)) - 1), {x: c, y: 0})
    assert found[0] == fmpq(0)
    assert found[1] == fmpq(-14, 3)
    assert found[2] == fmpq(0)


def test_huge_rationals_give_way_to_balls():
    (value,) = enclosures((x**100000,), {x: sp.Rational(3, 7)})
    assert not isinstance(value, fmpq)
    assert value.is_finite()


def test_equal_subexpressions_are_one_node_and_depth_is_no_limit():
    shared = sp.sin(x + y)
    assert len(Program([shared, shared**2, sp.exp(shared)]).nodes) == len(Program([shared]).nodes) + 3
    deep = x
    for _ in range(3000):
        deep = sp.Add(1, sp.Mul(sp.Rational(1, 2), deep, evaluate=False), evaluate=False)
    assert evaluate(deep, {x: 2}) == 2


def test_neither_walker_changes_a_global_precision():
    before = mpmath.mp.prec, mpmath.iv.prec, flint.ctx.prec
    evaluate(sp.exp(x), {x: 1}, 200)
    ball(sp.exp(x), {x: 1}, 900)
    with pytest.raises(EvaluationError):
        ball(sp.Piecewise((1, sp.exp(x) > sp.E), (2, True)), {x: 1}, 900)
    assert (mpmath.mp.prec, mpmath.iv.prec, flint.ctx.prec) == before
