"""Orders that differ by whole numbers are related exactly; wrong relations are refuted."""

from typing import Any

import pytest
import sympy as sp

import symfeat as sf
from symfeat.checking.exact.contiguous import split_powers, to_base_orders
from symfeat.claims import Identity, Limit, StruveL, Verdict

x, a = sp.symbols("x a", positive=True)
d = sp.Symbol("d", integer=True, positive=True)
y, z = sp.symbols("y z", real=True)
n, half = (d - 1) / 2, sp.Rational(1, 2)
K: Any = sp.besselk
I: Any = sp.besseli
L: Any = StruveL
power = (x / 2) ** n / (sp.sqrt(sp.pi) * sp.gamma(n + 3 * half))

RELATIONS = [
    (sp.gamma(d / 2 + 2), d / 2 * (d / 2 + 1) * sp.gamma(d / 2)),
    (sp.gamma(n) * (n - 1) ** -1, sp.gamma(n - 1)),
    (K(n + 1, x) - K(n - 1, x), 2 * n / x * K(n, x)),
    (K(n, x).diff(x), -K(n - 1, x) - n / x * K(n, x)),
    (K(-n - 2, x), K(n + 2, x)),
    (K(3, x), (1 + 8 / x**2) * K(1, x) + 4 / x * K(0, x)),
    (K(5 * half, x), sp.sqrt(sp.pi / (2 * x)) * sp.exp(-x) * (1 + 3 / x + 3 / x**2)),
    (I(n - 1, x) - I(n + 1, x), 2 * n / x * I(n, x)),
    (I(-3 * half, x), sp.sqrt(2 / (sp.pi * x)) * (sp.sinh(x) - sp.cosh(x) / x)),
    (L(n - 1, x) - L(n + 1, x), 2 * n / x * L(n, x) + power),
    (2 * L(n, x).diff(x), L(n - 1, x) + L(n + 1, x) + power),
    (L(n - 3, x) - L(n - 1, x), 2 * (n - 2) / x * L(n - 2, x) + power.xreplace({d: d - 4})),
    (L(-1, x) - L(1, x), 2 / sp.pi),
    (L(-5 * half, x), I(5 * half, x)),
    (L(half, x), sp.sqrt(2 / (sp.pi * x)) * (sp.cosh(x) - 1)),
    ((x / 2) ** n * (2 * a) ** n, a**n * x**n),
    ((4 * x) ** (d + half), 2 ** (2 * d + 1) * sp.sqrt(x) * x**d),
]


@pytest.mark.parametrize(("left", "right"), RELATIONS)
def test_relations_are_proved(left, right):
    assert sf.check(Identity(left, right)).verdict is Verdict.PROVED


@pytest.mark.parametrize(("left", "right"), RELATIONS)
def test_wrong_relations_are_refuted(left, right):
    for wrong in (2 * right, -right, right + 1, right * x):
        assert sf.check(Identity(left, wrong)).verdict is Verdict.REFUTED


@pytest.mark.parametrize("head", [K, I, L])
def test_no_order_is_mistaken_for_a_neighbour(head):
    for other in (n + 1, n - 1, n + half, 2 * n):
        assert sf.check(Identity(head(n, x), head(other, x))).verdict is Verdict.REFUTED


def test_only_k_is_even_in_its_order():
    assert sf.check(Identity(I(n, x), I(-n, x))).verdict is Verdict.REFUTED
    assert sf.check(Identity(L(n, x), L(-n, x))).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    "order", [y - z - 1, z - y + 1, y - z + half, -y - 2, y / 2 - 1, sp.Rational(-2, 3), -3]
)
def test_base_orders_are_reached_at_once(order):
    for head in (K, I, L):
        once = to_base_orders(head(order, x))
        assert to_base_orders(once) == once
    assert sf.check(Identity(K(order, x), K(-order, x))).verdict is Verdict.PROVED
    step = 2 * order / x * K(order, x)
    assert sf.check(Identity(K(order + 1, x), K(order - 1, x) + step)).verdict is Verdict.PROVED
    assert sf.check(Identity(K(order + 1, x), K(order - 1, x) - step)).verdict is Verdict.REFUTED
    assert sf.check(Limit(sp.exp(x) * K(order, x), x, sp.oo, 0)).verdict is Verdict.PROVED


def test_elementary_forms_are_kept_to_positive_arguments():
    z = sp.Symbol("z", real=True)
    assert to_base_orders(K(half, z)).has(sp.besselk)
    assert not to_base_orders(K(half, x)).has(sp.besselk)


def test_orders_that_are_far_off_stay():
    assert to_base_orders(K(n + 40, x)) == K(n + 40, x)
    assert to_base_orders(sp.gamma(n + 40)) == sp.gamma(n + 40)


def test_powers_of_what_may_be_negative_stay_whole():
    y = sp.Symbol("y", real=True)
    assert split_powers((2 * y) ** d) == (2 * y) ** d
    assert sf.check(Identity(sp.Abs(y) ** (2 * d), y**d)).verdict is Verdict.REFUTED
