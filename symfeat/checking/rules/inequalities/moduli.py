"""Inequalities between absolute values of complex numbers, real and imaginary parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.inequalities.forms import FLIPPED, reduced
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Inequality

_MOST_MODULI = 5
_MOST_TERMS = 5  # of a power series, left out
_W = sp.Dummy("w")
# |f(z)| <= F(|z|) where the coefficients of the power series of F are the sizes of those of f, everywhere.
_MAJORANTS = {sp.exp: sp.exp, sp.sin: sp.sinh, sp.cos: sp.cosh, sp.sinh: sp.sinh, sp.cosh: sp.cosh}


def prove_by_moduli(claim: Inequality, relations: Relations, ask: Ask) -> str:
    """Write absolute values as nonnegative symbols, with what the triangle inequality says of them."""
    sides = (claim.lhs, claim.rhs)
    complex_symbols = {
        s for side in sides for s in side.free_symbols if isinstance(s, sp.Symbol) and not s.is_extended_real
    }
    if not complex_symbols:
        raise Unproved("no complex symbol")
    if claim.rel == "!=":
        return _never_zero(claim, relations, ask)
    in_squares = not (claim.lhs - claim.rhs).replace(_is_square_of_size, lambda e: sp.S.One).has(sp.Abs)
    attempts = (_in_real_parts,) if in_squares else (_in_squares, _with_triangles, _in_real_parts)
    objection = Unproved("no attempt")
    for attempt in attempts:
        try:
            smaller, under = attempt(claim, complex_symbols)
            kept = tuple(r for r in relations if not r.free_symbols & complex_symbols)
            ask(smaller, (*kept, *under))
            return f"absolute values as real numbers {attempt.__doc__}"
        except Unproved as error:
            objection = error
    raise objection


def _is_square_of_size(expr: sp.Basic) -> bool:
    return isinstance(expr, sp.Pow) and isinstance(expr.base, sp.Abs) and expr.exp == 2


def _with_triangles(
    claim: Inequality, complex_symbols: set[sp.Symbol]
) -> tuple[Inequality, tuple[Relational, ...]]:
    """that obey the triangle inequality"""
    difference = claim.lhs - claim.rhs
    named: dict[sp.Expr, sp.Symbol] = {}
    parts = [p for p in difference.atoms(sp.Abs) if not p.args[0].is_extended_real]
    moduli = sorted(parts, key=sp.default_sort_key)
    for part in moduli:
        named[part] = sp.Symbol(f"|{part.args[0]}|", nonnegative=True)
    for part in sorted(difference.atoms(sp.re, sp.im), key=sp.default_sort_key):
        named[part] = sp.Symbol(str(part), real=True)
    written = difference.xreplace(named)
    if written.free_symbols & complex_symbols or len(moduli) > _MOST_MODULI:
        raise Unproved("complex symbols stand outside absolute values")
    found = [r for r in _relations(named) if isinstance(r, Relational)]
    return Inequality(written, claim.rel, sp.S.Zero), tuple(found)


def _relations(named: dict[sp.Expr, sp.Symbol]) -> Iterator[sp.Basic]:
    moduli = {part.args[0]: name for part, name in named.items() if isinstance(part, sp.Abs)}
    for whole, others in ((w, [o for o in moduli if o != w]) for w in moduli):
        for first, second in permutations(others, 2):
            if sp.default_sort_key(first) > sp.default_sort_key(second):
                continue
            if any(sp.expand(whole - a * first - b * second) == 0 for a, b in product((1, -1), repeat=2)):
                yield sp.Le(moduli[whole], moduli[first] + moduli[second])
    for part, name in named.items():
        if isinstance(part, (sp.re, sp.im)) and part.args[0] in moduli:
            yield sp.Le(name, moduli[part.args[0]])
            yield sp.Ge(name, -moduli[part.args[0]])
    for inside, name in moduli.items():
        for function in inside.atoms(*_MAJORANTS):
            if (z := function.args[0]) in moduli and (order := _left_out(inside, function)) is not None:
                size = moduli[z]
                majorant = _MAJORANTS[type(function)]
                head = sp.series(majorant(_W), _W, 0, order).removeO() if order else sp.S.Zero
                yield sp.Le(name, majorant(size) - head.xreplace({_W: size}))


def _left_out(expr: sp.Expr, function: sp.Expr) -> int | None:
    """How many terms of its power series are subtracted from the function; None if it is something else."""
    for order in range(_MOST_TERMS):
        head = sp.series(type(function)(_W), _W, 0, order).removeO() if order else sp.S.Zero
        rest = function - head.xreplace({_W: function.args[0]})
        if sp.expand(expr - rest) == 0 or sp.expand(expr + rest) == 0:
            return order
    return None


def _in_squares(
    claim: Inequality, complex_symbols: set[sp.Symbol]
) -> tuple[Inequality, tuple[Relational, ...]]:
    """of real and imaginary parts, squared"""
    size, rel, other = claim.lhs, claim.rel, claim.rhs
    if not _is_size(size):
        size, rel, other = claim.rhs, FLIPPED[claim.rel], claim.lhs
    # |w| > r if |w|^2 > r^2. The other way round r has to be known not to be negative.
    known = other.is_extended_real if rel in (">", ">=") else other.is_nonnegative
    alone = all(part.args[0].is_extended_real for part in other.atoms(sp.Abs))
    if not (_is_size(size) and alone and known):
        raise Unproved("no absolute value stands alone")
    squares, under = _in_real_parts(Inequality(size**2, rel, other**2), complex_symbols)
    return Inequality(reduced(squares.lhs - squares.rhs), rel, sp.S.Zero), under


def _is_size(expr: sp.Expr) -> bool:
    """Whether it is an absolute value, times a number that is not negative."""
    number, size = expr.as_independent(sp.Abs, as_Add=False)
    return isinstance(size, sp.Abs) and number.is_number and bool(number.is_nonnegative)


def _in_real_parts(
    claim: Inequality, complex_symbols: set[sp.Symbol]
) -> tuple[Inequality, tuple[Relational, ...]]:
    """of real and imaginary parts"""
    change = {
        s: sp.Symbol(f"re({s.name})", real=True) + sp.I * sp.Symbol(f"im({s.name})", real=True)
        for s in complex_symbols
    }

    def written(expr: sp.Expr) -> sp.Expr:
        expr = expr.replace(sp.Abs, lambda e: _size(e.xreplace(change)))  # SymPy makes roots of the others
        expr = expr.xreplace(change)
        expr = expr.replace(sp.re, lambda e: sp.expand(e, complex=True).as_real_imag()[0])
        return expr.replace(sp.im, lambda e: sp.expand(e, complex=True).as_real_imag()[1])

    sides = [written(side) for side in (claim.lhs, claim.rhs)]
    if any(side.has(sp.I) for side in sides):
        raise Unproved("the sides are not known to be real")
    return Inequality(sides[0], claim.rel, sides[1]), ()


def _size(inside: sp.Expr) -> sp.Expr:
    real, imaginary = sp.expand(inside, complex=True).as_real_imag()
    if imaginary == 0:
        return sp.Abs(real)
    return sp.sqrt(sp.factor(reduced(real**2 + imaginary**2)))


def _never_zero(claim: Inequality, relations: Relations, ask: Ask) -> str:
    """An exponential never vanishes; else the square of the size is positive."""
    difference = sp.factor(claim.lhs - claim.rhs)
    if all(
        isinstance(f, sp.exp) or (f.is_number and f.is_zero is False) for f in sp.Mul.make_args(difference)
    ):
        return "an exponential has no zero"
    symbols = {s for s in difference.free_symbols if not s.is_extended_real}
    smaller, under = _in_real_parts(Inequality(sp.Abs(difference), ">", sp.S.Zero), symbols)  # type: ignore[arg-type]
    ask(smaller, (*(r for r in relations if not r.free_symbols & symbols), *under))
    return "the absolute value of the difference is positive"
