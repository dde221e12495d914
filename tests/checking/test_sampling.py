"""The sampling engine says supported, undecided or differs, and how it came to say so."""

import pickle

import pytest
import sympy as sp

from symfeat.checking.points import sample_points
from symfeat.checking.sampling import sample_identity, sample_inequality

x, y = sp.symbols("x y", real=True)
POINTS = sample_points([x, y], 12, seed=1).points


def test_a_true_identity_is_supported_to_the_digits_asked_for():
    found = sample_identity(sp.sinh(2 * x), 2 * sp.sinh(x) * sp.cosh(x), POINTS, digits=60)
    assert found.word == "supported"
    assert (found.used, found.skipped, found.unresolved) == (12, 0, 0)
    assert found.digits is not None
    assert found.digits >= 60
    assert pickle.loads(pickle.dumps(found)) == found


def test_an_identity_with_zero_is_supported_though_all_digits_cancel():
    found = sample_identity(sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1, sp.Integer(0), POINTS)
    assert (found.word, found.used) == ("supported", 12)


def test_a_difference_is_reported_with_its_point_and_both_values():
    found = sample_identity(sp.cos(x), 1 - x**2 / 2, [{x: 0}, {x: 1}])
    assert found.word == "differs"
    assert found.worst == {x: 1}
    assert (found.left, found.right) == ("0.5403023058681397174", "0.5")


def test_a_difference_below_heavy_cancellation_is_seen():
    tiny = sp.exp(-200 - x**2)
    root = sp.sqrt(1 + tiny, evaluate=False)
    assert sample_identity(root - 1, tiny, [{x: 1}]).word == "differs"
    assert sample_identity((root - 1) * (root + 1), tiny, [{x: 1}]).word == "supported"


def test_singular_points_are_skipped_and_counted():
    found = sample_identity(x / x**2, 1 / x, [{x: 0}, {x: 2}])
    assert (found.word, found.used, found.skipped) == ("supported", 1, 1)


def test_nothing_to_compare_is_undecided_not_supported():
    assert sample_identity(1 / x, 1 / x, [{x: 0}]).word == "undecided"
    assert sample_identity(x, x, []).word == "undecided"


@pytest.mark.parametrize(
    ("lhs", "rel", "rhs", "word"),
    [
        (sp.exp(x), ">=", 1 + x, "supported"),
        (sp.exp(x), "<=", 1 + x, "differs"),
        (sp.exp(x), ">", 1 + x, "undecided"),  # equal at 0: no digits can tell
        (x, "<", sp.sqrt(1 + x**2), "supported"),
        (x**2 + y**2 + 1, "!=", 2 * x * y, "supported"),
        (sp.log(-1 - x**2), "<", sp.Integer(0), "undecided"),
    ],
)
def test_inequalities(lhs, rel, rhs, word):
    assert sample_inequality(lhs, rel, rhs, [{x: 0, y: 0}, {x: 1, y: 2}, {x: -3, y: 1}]).word == word
