"""Inequalities between absolute values of complex numbers, real and imaginary parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.inequalities.forms import reduced
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Inequality

_MOST_MODULI = 5
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
    for attempt in (_with_triangles, _in_real_parts):
        try:
            smaller, under = attempt(claim, complex_symbols)
            kept = tuple(r for r in relations if not r.free_symbols & complex_symbols)
            ask(smaller, (*kept, *under))
            return f"absolute values as real numbers {attempt.__doc__}"
        except Unproved as error:
            objection = error
    raise objection


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
        head = type(inside)
        if head in _MAJORANTS and inside.args[0] in moduli:
            yield sp.Le(name, _MAJORANTS[head](moduli[inside.args[0]]))


def _in_real_parts(
    claim: Inequality, complex_symbols: set[sp.Symbol]
) -> tuple[Inequality, tuple[Relational, ...]]:
    """of real and imaginary parts"""
    change = {
        s: sp.Symbol(f"re({s.name})", real=True) + sp.I * sp.Symbol(f"im({s.name})", real=True)
        for s in complex_symbols
    }

    def written(expr: sp.Expr) -> sp.Expr:
        expr = expr.xreplace(change)
        expr = expr.replace(sp.re, lambda e: sp.expand(e, complex=True).as_real_imag()[0])
        expr = expr.replace(sp.im, lambda e: sp.expand(e, complex=True).as_real_imag()[1])
        return expr.replace(sp.Abs, _size)

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
