"""Where an expression is smooth, or continuous: the conditions that its parts set, each to be proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from symfeat.checking.entire import ENTIRE, ON_THE_LINE

NONZERO, POSITIVE, NONNEGATIVE = "!=", ">", ">="
Condition = tuple[sp.Expr, str]

_FOR_POSITIVE = (sp.log, sp.gamma, sp.loggamma, sp.digamma, sp.trigamma, sp.Ci, sp.Ei)


class NotSmooth(Exception):
    """A part is not known to be smooth."""


def conditions(expr: sp.Expr, *, smooth: bool = True) -> Iterator[Condition]:
    """What must hold where the expression is to be smooth, or just continuous.

    Raises NotSmooth for a function of which neither is known.
    """
    if not expr.free_symbols or expr.is_Symbol:
        return
    for arg in expr.args:
        yield from conditions(arg, smooth=smooth)
    if expr.is_Add or expr.is_Mul or isinstance(expr, (*ENTIRE, *ON_THE_LINE)):
        return
    if expr.is_Pow:
        yield from _of_power(expr, smooth=smooth)
        return
    first = expr.args[0]
    if isinstance(expr, _FOR_POSITIVE):
        yield first, POSITIVE
        return
    if isinstance(expr, (sp.Abs, sp.Max, sp.Min)) and not smooth:
        return
    rule = _RULES.get(type(expr))
    if rule is None:
        raise NotSmooth(f"{expr.func.__name__} is not known to be smooth")
    yield from rule(expr, smooth)


def _of_power(expr: sp.Pow, *, smooth: bool) -> Iterator[Condition]:
    base, exponent = expr.args
    if exponent.is_Integer:
        if exponent < 0:
            yield base, NONZERO
    elif base.is_number and base.is_positive:
        return
    elif exponent.is_Rational and exponent > 0 and not smooth:
        yield base, NONNEGATIVE
    else:
        yield base, POSITIVE


def _within(low: int | None, high: int | None) -> Callable[[sp.Expr, bool], Iterator[Condition]]:
    """The argument lies between two numbers, or on them where only continuity is asked for."""

    def rule(expr: sp.Expr, smooth: bool) -> Iterator[Condition]:
        relation = POSITIVE if smooth else NONNEGATIVE
        if low is not None:
            yield expr.args[-1] - low, relation
        if high is not None:
            yield high - expr.args[-1], relation

    return rule


def _strictly_within(low: int | None, high: int | None) -> Callable[[sp.Expr, bool], Iterator[Condition]]:
    return lambda expr, smooth: _within(low, high)(expr, True)


def _nonzero(part: Callable[[sp.Expr], sp.Expr]) -> Callable[[sp.Expr, bool], Iterator[Condition]]:
    return lambda expr, smooth: iter([(part(expr.args[0]), NONZERO)])


def _bessel(expr: sp.Expr, smooth: bool) -> Iterator[Condition]:
    """A Bessel function at a positive argument; J and I of whole orders are entire (DLMF 10.2, 10.25)."""
    if isinstance(expr, (sp.besselj, sp.besseli)) and expr.args[0].is_integer:
        return
    yield expr.args[1], POSITIVE


def _zeta(expr: sp.Expr, smooth: bool) -> Iterator[Condition]:
    if len(expr.args) > 1:
        raise NotSmooth("the zeta function of two arguments")
    yield expr.args[0] - 1, POSITIVE


def _polygamma(expr: sp.Expr, smooth: bool) -> Iterator[Condition]:
    if not expr.args[0].is_Integer:
        raise NotSmooth("polygamma of an order that is no integer")
    yield expr.args[1], POSITIVE


def _lambert(expr: sp.Expr, smooth: bool) -> Iterator[Condition]:
    if len(expr.args) > 1:
        raise NotSmooth("another branch of the Lambert function")
    yield expr.args[0] * sp.E + 1, POSITIVE if smooth else NONNEGATIVE


_RULES: dict[type, Callable[[sp.Expr, bool], Iterator[Condition]]] = {
    sp.tan: _nonzero(sp.cos),
    sp.sec: _nonzero(sp.cos),
    sp.cot: _nonzero(sp.sin),
    sp.csc: _nonzero(sp.sin),
    sp.coth: _nonzero(lambda x: x),
    sp.csch: _nonzero(lambda x: x),
    sp.sinc: _nonzero(lambda x: x),
    sp.asin: _within(-1, 1),
    sp.acos: _within(-1, 1),
    sp.acosh: _within(1, None),
    sp.atanh: _strictly_within(-1, 1),
    sp.zeta: _zeta,
    sp.elliptic_k: _strictly_within(None, 1),
    sp.elliptic_e: _strictly_within(None, 1),
    sp.besselj: _bessel,
    sp.bessely: _bessel,
    sp.besseli: _bessel,
    sp.besselk: _bessel,
    sp.polygamma: _polygamma,
    sp.LambertW: _lambert,
}
