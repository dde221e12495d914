"""The expansions that limits rest on, held against numbers: what is cut off is as small as it should be."""

from typing import Any

import pytest
import sympy as sp

from symfeat.checking.asymptotics import far, near
from symfeat.checking.asymptotics.expand import Expansion
from symfeat.evaluate.mp import evaluate

x = sp.Symbol("x", positive=True)
half, third = sp.Rational(1, 2), sp.Rational(1, 3)
TERMS = 4


def cut(known: Any) -> sp.Expr:
    """The first terms of an expansion."""
    parts = [
        factor * sum(coefficient(k) * step**k for k in range(TERMS))
        for factor, coefficient, step in known.series
    ]
    return known.closed + sum(parts)


def left_out(known: Any) -> sp.Expr:
    """A bound on the size of what is left out, up to a number."""
    parts = [
        abs(factor) * sum(abs(coefficient(k)) for k in range(TERMS, TERMS + 2)) * abs(step) ** TERMS
        for factor, coefficient, step in known.series
    ]
    return sum((*parts, *map(abs, known.remainders)), sp.S.Zero)


FAR = [
    *((head, []) for head in (sp.loggamma, sp.digamma, sp.erfc, sp.erf, sp.erfi, sp.Ei, sp.Shi, sp.Chi)),
    *((head, []) for head in (sp.Si, sp.Ci, sp.fresnels, sp.fresnelc, sp.LambertW, sp.zeta, sp.li)),
    *((head, []) for head in (sp.airyai, sp.airybi, sp.airyaiprime, sp.airybiprime, sp.atan, sp.asinh)),
    *((sp.polygamma, [sp.Integer(n)]) for n in (1, 2, 3)),
    *((sp.expint, [p]) for p in (sp.S.One, sp.Integer(3), half)),
    *((head, [p]) for head in (sp.uppergamma, sp.lowergamma) for p in (third, sp.Integer(2) + half)),
    *((head, [p]) for head in (sp.besselj, sp.bessely, sp.besseli, sp.besselk) for p in (sp.S.Zero, third)),
]
BELOW = [
    *((head, []) for head in (sp.erf, sp.erfc, sp.erfi, sp.Si, sp.Shi, sp.Ei, sp.airyai, sp.airybi)),
    *((head, [sp.Integer(n)]) for head in (sp.besselj, sp.besseli) for n in (1, 2)),
]
NEAR = [
    *((head, [], sp.S.Zero, 1) for head in (sp.gamma, sp.loggamma, sp.digamma, sp.Ei, sp.Ci, sp.Chi)),
    (sp.Ei, [], sp.S.Zero, -1),
    (sp.expint, [sp.S.One], sp.S.Zero, 1),
    *((sp.polygamma, [sp.Integer(n)], sp.Integer(m), 1) for n in (1, 2) for m in (0, -2)),
    *((sp.gamma, [], sp.Integer(-m), side) for m in (1, 2) for side in (1, -1)),
    *((head, [sp.Integer(n)], sp.S.Zero, 1) for head in (sp.besselk, sp.bessely) for n in (0, 1, 2, -1)),
    *((head, [third], sp.S.Zero, 1) for head in (sp.besselj, sp.besseli, sp.besselk, sp.bessely)),
    *((sp.zeta, [], sp.S.One, side) for side in (1, -1)),
    *((sp.LambertW, [], sp.S.Zero, side) for side in (1, -1)),
    *((head, [], sp.S.Zero, 1) for head in (sp.elliptic_k, sp.elliptic_e)),
    *((head, [], sp.S.One, -1) for head in (sp.elliptic_k, sp.elliptic_e)),
    *((sp.polylog, [sp.Integer(s)], value, -1) for s in (2, 3) for value in (sp.S.Zero, sp.S.One)),
    *((head, [], sp.Integer(-side), side) for head in (sp.asin, sp.acos) for side in (1, -1)),
    *((head, [third], sp.S.Zero, 1) for head in (sp.lowergamma, sp.uppergamma)),
]


def require_close(function: sp.Expr, known: Any, at: sp.Expr) -> None:
    number, series = (evaluate(e, {x: at}, digits=120) for e in (function, cut(known)))
    bound = evaluate(left_out(known), {x: at}, digits=120)
    assert abs(number - series) <= 20 * abs(bound) + abs(number) * 1e-80


@pytest.mark.parametrize(("head", "fixed"), FAR)
def test_at_infinity(head, fixed):
    known = far.above(head, fixed, x)
    assert known is not None
    for at in (sp.Integer(40), sp.Integer(97)):
        require_close(head(*fixed, x), known, at)


@pytest.mark.parametrize(("head", "fixed"), BELOW)
def test_at_minus_infinity(head, fixed):
    known = far.below(head, fixed, x)
    assert known is not None
    for at in (sp.Integer(40), sp.Integer(97)):
        require_close(head(*fixed, -x), known, at)


@pytest.mark.parametrize(("head", "fixed", "value", "side"), NEAR)
def test_near_a_point(head, fixed, value, side):
    argument = value + side / x
    known = near.about(Expansion(x, (), TERMS), head, fixed, argument, value)
    assert known is not None
    for at in (sp.Integer(1000), sp.Integer(30001)):
        require_close(head(*fixed, argument), known, at)


def test_a_hypergeometric_series_near_zero():
    known = near.hypergeometric(sp.Tuple(half, third), sp.Tuple(2), 1 / x)
    require_close(sp.hyper([half, third], [2], 1 / x), known, sp.Integer(1000))
