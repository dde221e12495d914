"""Identities with branches: on each connected part of the domain, by continuity from one point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.exact.cases import Facts, cases, facts_of
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.elementary.cells import Cell, Split
from symfeat.checking.rules.elementary.inverse import INVERSE
from symfeat.checking.rules.elementary.parts import Parts
from symfeat.checking.rules.elementary.units import with_units
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Identity

MAX_CELLS = 40
MAX_SYMBOLS = 6
_BRANCHED = (sp.Min, sp.Max, sp.Piecewise, sp.sign, sp.Heaviside)
_PARTS = (sp.re, sp.im, sp.Abs, sp.arg, sp.conjugate, sp.sign, sp.atan2)
_INVERSES = (*INVERSE, sp.log, sp.acos, sp.acot, sp.asec, sp.acsc, sp.atanh, sp.acoth, sp.asech, sp.acsch)


def prove_by_continuity(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Logarithms and roots agree at a point of each part of the domain, up to whole turns everywhere."""
    sides = (claim.lhs, claim.rhs)
    if not any(side.has(*_PARTS, *_INVERSES) or _has_power(side) for side in sides):
        raise Unproved("no function with branches stands in it")
    symbols = {s for side in sides for s in side.free_symbols}
    sides, facts = _over_reals(sides, relations)
    if len({s for e in sides for s in e.free_symbols}) > MAX_SYMBOLS:
        raise Unproved("too many symbols")
    if any(side.has(*_BRANCHED) for side in sides) and any(s.is_extended_real is not True for s in symbols):
        raise Unproved("a comparison of what may not be real")
    number = 0
    for expressions, known in _without_switches(sides, facts):
        stack = [Cell(expressions, known, ask)]
        while stack:
            cell = stack.pop()
            number += 1
            if number > MAX_CELLS:
                raise Unproved("too many parts of the domain")
            cell.sample()
            if not cell.points:
                smaller = cell.collapsed()
                if smaller is None:
                    raise Unproved("no point was found in a part of the domain")
                stack += smaller
                continue
            try:
                if not with_units(lambda units, cell=cell: _vanishes(units, cell)):
                    raise Unproved("the difference is not zero in normal form")
            except Split as split:
                stack += cell.parts(split.expr)
    if number == 0:
        raise Unproved("nowhere on the domain do both sides have a value")
    return "by continuity from a point of each part of the domain"


def _vanishes(units: dict[Any, int], cell: Cell) -> bool:
    form = Parts(units, cell)
    left, right = (form.element(side) for side in cell.expressions)
    return form.vanishes(form.field.add(left, form.field.negate(right)))


def _has_power(expr: sp.Expr) -> bool:
    return any(not power.exp.is_Integer for power in expr.atoms(sp.Pow))


def _without_switches(sides: tuple[sp.Expr, ...], facts: Facts) -> list[tuple[tuple[sp.Expr, ...], Facts]]:
    """The cases of Piecewise, Min, Max and sign."""
    if not any(side.has(*_BRANCHED) for side in sides):
        return [(sides, facts)]
    relations = tuple(sp.Gt(f, 0) if strict else sp.Ge(f, 0) for f, strict in facts)
    sides = tuple(side.rewrite(sp.Heaviside, sp.Piecewise) for side in sides)
    return [(case.expressions, case.facts) for case in cases(sides, relations)]


def _over_reals(sides: Sequence[sp.Expr], relations: Relations) -> tuple[tuple[sp.Expr, ...], Facts]:
    """Sides and assumptions over real symbols: z = x + i y, or r exp(i t) where arg(z) is assumed."""
    symbols = {s for e in (*sides, *relations) for s in e.free_symbols if isinstance(s, sp.Symbol)}
    change: dict[sp.Basic, sp.Expr] = {}
    facts: Facts = ()
    for z in sorted((s for s in symbols if s.is_extended_real is not True), key=str):
        if any(r.has(sp.arg(z)) for r in relations) and not any(r.has(sp.re(z), sp.im(z)) for r in relations):
            size, angle = Slack(f"|{z}|", positive=True), Slack(f"arg {z}", real=True)
            change |= {sp.arg(z): angle, sp.Abs(z): size, z: size * sp.exp(sp.I * angle)}
            facts += ((sp.pi - angle, False), (sp.pi + angle, True))
        else:
            real, imaginary = Slack(f"re {z}", real=True), Slack(f"im {z}", real=True)
            change |= {sp.re(z): real, sp.im(z): imaginary, z: real + sp.I * imaginary}
            change[sp.Abs(z)] = sp.sqrt(real**2 + imaginary**2)
    for x in sorted((s for s in symbols if s.is_nonpositive), key=str):
        known = {"positive" if x.is_negative else "nonnegative": True, "integer": x.is_integer}
        change[x] = -Slack(x.name, **{k: v for k, v in known.items() if v})
    facts += facts_of(tuple(relation.xreplace(change) for relation in relations))
    known = tuple(part for fact, strict in facts for part in _as_polynomials(fact, strict))
    known += tuple(part for fact, strict in known for part in _inside_ball(fact, strict))
    return tuple(side.xreplace(change) for side in sides), known


def _as_polynomials(fact: sp.Expr, strict: bool) -> Facts:
    """An assumption as polynomials that are not negative; one that is not of that kind is left out.

    To forget an assumption makes the domain larger, and a proof there holds on the smaller one.
    """
    for root in fact.atoms(sp.Pow, sp.Abs):
        square = root.base if isinstance(root, sp.Pow) and root.exp == sp.S.Half else None
        square = root.args[0] ** 2 if isinstance(root, sp.Abs) else square
        slope = sp.diff(fact.xreplace({root: (name := Slack("root", real=True))}), name)
        if square is None or slope not in (1, -1):
            continue
        bound = sp.expand(root - slope * fact)  # the fact is root > bound, or root < bound
        if not bound.is_nonnegative:
            continue
        if isinstance(root, sp.Abs) and slope == -1:
            return ((bound - root.args[0], strict), (bound + root.args[0], strict))
        return ((sp.expand(slope * (square - bound**2)), strict),)
    above, below = sp.fraction(sp.together(fact))
    if below.is_positive:
        fact = above
    return ((sp.expand(fact), strict),) if fact.is_polynomial(*fact.free_symbols) else ()


def _inside_ball(fact: sp.Expr, strict: bool) -> Facts:
    """That each symbol lies between -r and r where r^2 minus a sum of squares is not negative."""
    rest = fact.as_independent(*fact.free_symbols, as_Add=True)[0]
    squares = sp.Add.make_args(sp.expand(rest - fact))
    if not rest.is_positive or not all(square.is_nonnegative for square in squares):
        return ()
    size = sp.sqrt(rest)
    roots = [square.base for square in squares if isinstance(square, sp.Pow) and square.exp == 2]
    return tuple((size + sign * root, strict) for root in roots for sign in (1, -1))
