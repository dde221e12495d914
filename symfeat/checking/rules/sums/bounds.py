"""Sums and products with their bounds: written singly, split into parts, and extended by single terms."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.relational import Relational

from symfeat.checking.exact import Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.claims.assumptions import narrow

MOST_TERMS = 40  # of a sum between numbers that is written out


def index_of(name: str, low: sp.Expr) -> sp.Symbol:
    """A summation index as an integer symbol, with the sign that the lower bound gives."""
    if low.is_positive:
        return Slack(name, integer=True, positive=True)
    if low.is_nonnegative:
        return Slack(name, integer=True, nonnegative=True)
    return Slack(name, integer=True)


def limits_of(sums: ExprWithLimits) -> tuple[tuple[sp.Symbol, sp.Expr, sp.Expr], ...]:
    """(index, lower bound, upper bound) of each limit, the innermost first."""
    found: Any = sums.limits
    if any(len(limit) != 3 for limit in found):
        raise Unproved("a sum has no bounds")
    return tuple((limit[0], limit[1], limit[2]) for limit in found)


def tidied(expr: sp.Expr, *, split: bool = True) -> sp.Expr:
    """The expression with single sums of terms without constant factors, indexed by integer symbols.

    A sum of several terms is split unless told otherwise: parts of an infinite one may not converge.

    >>> k, n = sp.symbols("k n")
    >>> tidied(sp.Sum(2 * k, (k, 1, n)))
    2*Sum(k_, (k_, 1, n))
    """
    return expr.replace(lambda e: isinstance(e, (sp.Sum, sp.Product)), lambda e: _tidied(e, split))


def _tidied(expr: ExprWithLimits, split: bool) -> sp.Expr:
    limits = limits_of(expr)
    if len(limits) > 1:  # SymPy writes sums of sums as one
        names = {old: index_of(f"{old}_", low) for old, low, _ in limits if not isinstance(old, Slack)}
        return expr.func(
            expr.function.xreplace(names), *(sp.Tuple(*limit).xreplace(names) for limit in limits)
        )
    old, low, high = limits_of(expr)[-1]
    term = expr.function
    index = old if isinstance(old, Slack) else index_of(f"{old}_", low)
    term = term.xreplace({old: index})
    if isinstance(expr, sp.Product):
        return sp.Product(term, (index, low, high))
    total = sp.S.Zero
    for part in sp.Add.make_args(_separated(term, low, high)) if split else (term,):
        outside, inside = sp.sympify(part).as_independent(index, as_Add=False)
        total += outside * sp.Sum(inside, (index, low, high))
    return total


def _separated(term: sp.Expr, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """A term that depends on the symbols of its bounds as well as on the index, expanded to part the two."""
    entangled = term.free_symbols & (low.free_symbols | high.free_symbols)
    return sp.expand(term) if entangled or term.is_Add else term


def shifted(expr: sp.Expr, n: sp.Symbol, at_least: sp.Expr) -> sp.Expr:
    """The expression with n + 1 for n, sums by those to n and single terms; `at_least` is the smallest n."""

    def shift(sums: ExprWithLimits) -> sp.Expr:
        index, low, high = limits_of(sums)[-1]
        term = outer_term(sums)
        if n in term.free_symbols:
            raise Unproved(f"the term {term} depends on the bound {n}")
        below, above = (int_step(bound, n) for bound in (low, high))
        room = sp.expand((high - low).xreplace({n: at_least}) + 1)
        if above < below or not room.is_nonnegative:
            raise Unproved("a range may be empty by more than one")
        added = [term.xreplace({index: high + j}) for j in range(1, above + 1)]
        dropped = [term.xreplace({index: low + j}) for j in range(below)]
        if isinstance(sums, sp.Sum):
            return sums + sp.Add(*added) - sp.Add(*dropped)
        if any(factor.is_zero is not False for factor in dropped):
            raise Unproved("a factor that leaves a product may be zero")
        return sums * sp.Mul(*added) / sp.Mul(*dropped)

    parts = sorted(expr.atoms(sp.Sum, sp.Product), key=sp.default_sort_key)
    moving = [s for s in parts if n in s.free_symbols and not _is_inside(s, parts)]
    names = {s: Slack(f"sum{i}") for i, s in enumerate(moving)}
    moved = expr.xreplace(names).xreplace({n: n + 1})
    return moved.xreplace({name: shift(s) for s, name in names.items()})


def outer_term(sums: ExprWithLimits) -> sp.Expr:
    """What the outermost sum is over; it may be a sum itself."""
    return sums.func(sums.function, *sums.limits[:-1]) if len(sums.limits) > 1 else sums.function


def _is_inside(part: sp.Expr, others: list[sp.Expr]) -> bool:
    return any(other != part and other.has(part) for other in others)


def int_step(bound: sp.Expr, n: sp.Symbol) -> int:
    """By how much a bound grows with n; it must be a small natural number."""
    step = sp.expand(bound.xreplace({n: n + 1}) - bound)
    if not (step.is_Integer and 0 <= step <= 4):
        raise Unproved(f"the bound {bound} does not grow with {n} by a small whole number")
    return int(step)


def written_out(expr: sp.Expr) -> sp.Expr:
    """The expression with sums between numbers written out; one that is too long or upside down stops it."""

    def write(sums: ExprWithLimits) -> sp.Expr:
        index, low, high = limits_of(sums)[-1]
        term = outer_term(sums)
        length = sp.expand(high - low + 1)
        if not length.is_Integer:
            return sums
        if not 0 <= length <= MOST_TERMS:
            raise Unproved(f"a sum of {length} terms is not written out")
        terms = [written_out(term.xreplace({index: low + j})) for j in range(int(length))]
        return sp.Add(*terms) if isinstance(sums, sp.Sum) else sp.Mul(*terms)

    return expr.replace(lambda e: isinstance(e, (sp.Sum, sp.Product)), write)


def smallest(n: sp.Symbol, relations: tuple[Relational, ...]) -> sp.Expr:
    """The smallest value of an integer symbol, from its assumptions and its lower bounds."""
    found = sp.S.One if n.is_positive else sp.S.Zero if n.is_nonnegative else None
    for relation in relations:
        if not isinstance(relation, (sp.Ge, sp.Gt, sp.Le, sp.Lt)) or relation.gts != n:
            continue
        strict, bound = isinstance(relation, (sp.Gt, sp.Lt)), relation.lts
        if bound.is_Rational:
            bound = sp.floor(bound) + 1 if strict else sp.ceiling(bound)
        elif strict:
            bound = bound + 1
        if bound.is_integer and n not in bound.free_symbols:
            found = bound if found is None or (bound - found).is_nonnegative else found
    if found is None:
        raise Unproved(f"{n} has no lower bound")
    return found


def at_and_above(n: sp.Symbol, start: sp.Expr, relations: tuple[Relational, ...]) -> tuple[Relational, ...]:
    """The relations that hold at every step of an induction: the lower bound, and those without n."""
    kept = [r for r in relations if n not in r.free_symbols]
    if not start.is_number or (start - (1 if n.is_positive else 0)).is_positive:
        kept.append(sp.Ge(n, start))
    return tuple(kept)


def narrowed_to(n: sp.Symbol, start: sp.Expr) -> sp.Symbol:
    """The symbol with the sign that all integers from `start` have."""
    if start.is_positive:
        return narrow(n, positive=True)
    return narrow(n, nonnegative=True) if start.is_nonnegative else n
