"""Where functions switch branches: arguments of Abs, floor, log, roots, and the values that matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from math import isqrt

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.search.region import Point
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import enclosures

_R = sp.Rational
_AT_ZERO = tuple(map(_R, ("0", "-1/8", "1/8", "-1", "1", "-1/1024", "1/1024")))
_AT_INTEGERS = tuple(map(_R, ("0", "1/2", "-1/2", "1", "-1/100", "99/100", "-1", "2", "1/3", "-7/4", "5/2")))
_AT_ONES = tuple(map(_R, ("2", "-2", "1/2", "-1/2", "1", "-1", "0", "101/100", "-101/100")))
_CUT = (_R(-1), _R(-2), _R(1), sp.I, -sp.I, -1 + sp.I / 100, -1 - sp.I / 100, _R(-1, 100), _R(0), _R(1, 100))
_BESIDE_ONES = tuple(_R(2 * s) + t * sp.I / 100 for s in (1, -1) for t in (1, -1))
_TURNS = tuple(map(_R, ("2", "-2", "4", "-4", "5", "8", "-8", "1/2"))) + (4 * sp.I, -4 * sp.I, 1 + 7 * sp.I)
_NEAR_BRANCH = tuple(map(_R, ("-1/4", "-1/2", "-2", "-1/3", "1", "0", "3")))

_PLACES: dict[str, tuple[sp.Expr, ...]] = {
    **dict.fromkeys(("Abs", "sign", "Heaviside", "arg", "DiracDelta", "Max", "Min", "atan2"), _AT_ZERO),
    **dict.fromkeys(("floor", "ceiling", "frac"), _AT_INTEGERS),
    **dict.fromkeys(
        ("asin", "acos", "atanh", "acosh", "acoth", "asec", "acsc", "asech"), _AT_ONES + _BESIDE_ONES
    ),
    **dict.fromkeys(("elliptic_k", "elliptic_e", "polylog", "hyper", "legendre"), _AT_ONES + _BESIDE_ONES),
    **dict.fromkeys(("atan", "acot", "asinh"), (2 * sp.I, -2 * sp.I, _R(0), _R(-1), _R(1), sp.I / 2)),
    **dict.fromkeys(("log", "log1p", "loggamma", "Ei", "Ci", "Chi", "li", "expint", "uppergamma"), _CUT),
    **dict.fromkeys(("gamma", "factorial", "digamma", "polygamma"), _AT_INTEGERS),
    "LambertW": _NEAR_BRANCH,
}
_PERIODIC = {"asin", "acos", "atan", "acot", "atanh", "asinh", "acosh", "log", "floor", "arg", "sign", "Abs"}
_GRID = tuple(Fraction(2) ** k for k in range(-9, 10, 2))
_FINE = 10**6
_MOST_PEAKS = 8
_MOST = 16  # arguments; an expression with more is searched by chance

Switch = tuple[sp.Expr, tuple[sp.Expr, ...]]


def switches(exprs: Sequence[sp.Expr], symbols: Sequence[sp.Symbol]) -> list[Switch]:
    """Arguments in `symbols` whose value decides on a branch, each with values on all sides of its switch."""
    found: dict[sp.Expr, dict[sp.Expr, None]] = {}
    for expr in exprs:
        for part in sp.preorder_traversal(expr):
            for argument, places in _decisive(part):
                if argument.free_symbols and argument.free_symbols <= set(symbols):
                    found.setdefault(argument, {}).update(dict.fromkeys(places))
    ordered = sorted(found, key=lambda argument: (argument.count_ops(), sp.default_sort_key(argument)))
    chosen = [(argument, tuple(found[argument])) for argument in ordered[:_MOST]]
    return chosen + [(argument, (sp.S.Zero,)) for argument in islice(_peaks(exprs, symbols), _MOST_PEAKS)]


def _peaks(exprs: Sequence[sp.Expr], symbols: Sequence[sp.Symbol]) -> Iterator[sp.Expr]:
    """Expressions that are zero where a power, a quotient or an exponential may have a narrow peak."""
    seen: set[sp.Expr] = set()
    for part in (part for expr in exprs for part in sp.preorder_traversal(expr)):
        if not isinstance(part, (sp.exp, sp.Pow)):
            continue
        inner = part.args[0] if isinstance(part, sp.exp) else part.base
        if part.func is sp.Pow and inner in (sp.E, *(n for n in (inner,) if n.is_number)):
            inner = part.exp
        if inner in seen or not inner.free_symbols <= set(symbols) or not inner.is_polynomial(*symbols):
            continue
        seen.add(inner)
        if inner.is_Add and isinstance(part, sp.Pow):
            yield inner
        for symbol in sorted(inner.free_symbols, key=str):
            slope = sp.diff(inner, symbol)
            if symbol.is_extended_real and symbol in slope.free_symbols:
                yield slope


def _decisive(part: sp.Basic) -> Iterator[Switch]:
    if isinstance(part, Relational):
        if isinstance(part.lhs, sp.Expr) and isinstance(part.rhs, sp.Expr):
            yield part.lhs - part.rhs, _AT_ZERO
        return
    name = type(part).__name__
    if isinstance(part, sp.Pow):
        if part.exp.is_integer:
            if part.exp.is_negative and part.base.free_symbols:
                yield part.base, (_R(1), _R(-1), _R(1, 100), _R(-1, 100))
        elif part.base is not sp.E:
            yield part.base, _CUT
        elif isinstance(part.exp, sp.Expr) and part.exp.free_symbols:
            yield part.exp, (4 * sp.I, -4 * sp.I, 1 + 7 * sp.I)
    elif isinstance(part, sp.exp):
        yield part.args[0], (4 * sp.I, -4 * sp.I, 1 + 7 * sp.I)
    elif name in ("Max", "Min"):
        for first, second in zip(part.args, part.args[1:], strict=False):
            yield first - second, _AT_ZERO  # type: ignore[operator]
    elif name in _PLACES:
        for argument in part.args[-1:] if name in ("polylog", "uppergamma", "hyper") else part.args:
            if isinstance(argument, sp.Expr):
                yield argument, _PLACES[name]
        if name in _PERIODIC and part.args[0].has(sp.sin, sp.cos, sp.tan, sp.cot, sp.exp, sp.sinh, sp.tanh):
            for inner in part.args[0].atoms(
                sp.sin, sp.cos, sp.tan, sp.cot, sp.exp, sp.sinh, sp.cosh, sp.tanh
            ):
                yield inner.args[0], _TURNS
    elif name == "KroneckerDelta":
        yield part.args[0] - part.args[1], _AT_ZERO  # type: ignore[operator]
    elif name == "Mod":
        yield part.args[0], _AT_INTEGERS  # type: ignore[misc]


def solved(argument: sp.Expr, value: sp.Expr, symbol: sp.Symbol, base: Point) -> list[sp.Expr]:
    """Values of a symbol at which the argument has this value, where the other symbols are as at `base`.

    Exact where the argument is linear or quadratic in the symbol with rational roots, else close to it.
    """
    others = {s: v for s, v in base.items() if s != symbol}
    if (linear := _linear(argument, symbol)) is not None:
        slope, rest = (part.xreplace(others) for part in linear)
        root = sp.expand((value - rest) / slope) if slope != 0 else sp.nan
        return [] if root.has(sp.nan, sp.zoo, sp.oo, -sp.oo) else [_rational(root)]
    gap = sp.expand(argument.xreplace(others) - value)
    if symbol not in gap.free_symbols or gap.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
        return []
    if not gap.is_polynomial(symbol):
        return _met(gap, symbol) if symbol.is_extended_real and value.is_real else []
    coefficients = sp.Poly(gap, symbol).all_coeffs()
    if len(coefficients) == 3:
        if symbol.is_extended_real and value.is_real:
            near = (c if c.is_Rational else _close(c) for c in coefficients)
            return list(_rational_quadratic(*near, real=bool(symbol.is_extended_real)))
        a, b, c = coefficients
        root = sp.sqrt(b**2 - 4 * a * c)
        return [_rational((-b + side * root) / (2 * a)) for side in (1, -1)]
    return _met(gap, symbol) if symbol.is_extended_real and value.is_real else []


@lru_cache(maxsize=256)
def _linear(argument: sp.Expr, symbol: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """Slope and rest of an argument that is linear in the symbol."""
    if not argument.is_polynomial(symbol):
        return None
    slope = sp.diff(argument, symbol)
    return None if symbol in slope.free_symbols else (slope, argument.xreplace({symbol: sp.S.Zero}))


def _rational(value: sp.Expr) -> sp.Expr:
    """A number with rational parts: the value itself, or one close to it."""
    if value.is_Rational:
        return value
    if value.is_real:
        return _close(value)
    real, imag = value.as_real_imag()
    parts = (part if part.is_Rational else _close(part) for part in (real, imag))
    return sp.Add(*(part * unit for part, unit in zip(parts, (1, sp.I), strict=True)))


def _rational_quadratic(a: sp.Rational, b: sp.Rational, c: sp.Rational, *, real: bool) -> Iterator[sp.Expr]:
    """The roots of a x^2 + b x + c, or rationals close to them; only real ones if `real`."""
    if not all(isinstance(k, sp.Rational) for k in (a, b, c)) or a == 0:
        return
    inside = b**2 - 4 * a * c
    if real and inside < 0:
        return
    scale = int(inside.q) * _FINE**2
    root = sp.Rational(isqrt(abs(int(inside.p)) * scale), inside.q * _FINE)
    if root**2 != abs(inside):
        root = sp.Rational(Fraction(int(root.p), int(root.q)).limit_denominator(_FINE))
    for side in (root, -root):
        yield sp.expand((-b + side * (sp.I if inside < 0 else 1)) / (2 * a))


def _close(number: sp.Expr) -> sp.Expr:
    near = sp.N(number, 20)
    return sp.Rational(Fraction(str(near)).limit_denominator(_FINE)) if near.is_Float else sp.nan


def _met(gap: sp.Expr, symbol: sp.Symbol) -> list[sp.Expr]:
    """Numbers close to which a real expression of one symbol changes its sign, found on a coarse grid."""
    low_side = () if symbol.is_nonnegative else tuple(-x for x in reversed(_GRID))
    grid = (*low_side, *(() if symbol.is_nonpositive else _GRID))
    signs = [_sign(gap, symbol, x) for x in grid]
    roots = []
    for left, right, first, second in zip(grid, grid[1:], signs, signs[1:], strict=False):
        if first * second < 0:
            for _ in range(30):
                middle = (left + right) / 2
                if _sign(gap, symbol, middle) == first:
                    left = middle
                else:
                    right = middle
            roots += [left.limit_denominator(10**8), right.limit_denominator(10**8)]
    return [sp.Rational(root.numerator, root.denominator) for root in roots[:4]]


def _sign(gap: sp.Expr, symbol: sp.Symbol, at: Fraction) -> int:
    try:
        (value,) = enclosures((gap,), {symbol: at}, 64)
        return (value > 0) - (value < 0)
    except (EvaluationError, TypeError):
        return 0
