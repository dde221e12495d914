"""Exact proofs of primitive claims: each returns the reason, or raises Unproved with what is in the way."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache, singledispatch

import sympy as sp
from sympy.codegen.cfunctions import log1p
from sympy.core.relational import Relational

from symfeat.checking.asymptotics import eventual_limit
from symfeat.checking.exact.cases import INFINITE, Case, Facts, by_sign, cases, finite, relation_holds, split
from symfeat.checking.exact.growth import OpenComparison
from symfeat.checking.exact.limits import approaches, limit_at_infinity
from symfeat.checking.exact.logs import logs_cancel
from symfeat.checking.exact.rank import proved_rank
from symfeat.checking.exact.ring import NotReducible
from symfeat.checking.exact.sign import NONNEGATIVE, POSITIVE
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.exact.tower import Tower
from symfeat.claims.kinds import Claim, Equivalence, Identity, Inequality, Limit, Lipschitz, Rank

Relations = tuple[Relational, ...]


class Unproved(Exception):
    """No exact proof was found; the claim may still be true."""


def prove(claim: Claim, relations: Relations = ()) -> str:
    """Prove a primitive claim about narrowed expressions; return how."""
    reason, proved = _outcome(claim, tuple(relations))
    if not proved:
        raise Unproved(reason)
    return reason


@lru_cache(maxsize=2000)  # a statement repeats parts of its steps, and its assumptions are tried one by one
def _outcome(claim: Claim, relations: Relations) -> tuple[str, bool]:
    try:
        return _prove(claim, relations), True
    except (Unproved, NotReducible) as error:
        return str(error), False
    except RecursionError:
        return "an expression nests too deep", False


@singledispatch
def _prove(claim: Claim, relations: Relations) -> str:
    raise Unproved(f"the exact engine has no rule for a claim of kind {claim.kind}")


@_prove.register
def _identity(claim: Identity, relations: Relations) -> str:
    number = 0
    for case in cases((claim.lhs, claim.rhs), relations):
        number += 1
        _require_zero(case)
    return _reason("the normal form of the difference is zero", number)


def _require_zero(case: Case, splits: int = 2) -> None:
    """The difference vanishes; a root of a square whose sign is open gets the case split that it needs."""
    if case.expressions[0] == case.expressions[1]:
        return
    difference = case.expressions[0] - case.expressions[1]
    if _equal_by_squares(case, least=3, search=False):  # the ring is slow to relate many roots
        return
    many_logs = len(difference.atoms(sp.log)) > 2  # their product is simpler than each of them
    if many_logs and logs_cancel(difference, case.facts):
        return
    if Tower([difference], case.facts, split_logs=False).is_zero(difference):
        return
    # What follows asks for many signs.
    if difference.has(sp.log, sp.asinh, sp.atanh, log1p) and (
        logs_cancel(difference, case.facts) or Tower([difference], case.facts).is_zero(difference)
    ):
        return
    if _equal_by_squares(case):
        return
    open_root = _open_root(difference, case.facts) if splits else None
    if open_root is None:
        raise Unproved("the normal form of the difference is not zero" + _where(case))
    for part in split(case, open_root):
        _require_zero(part, splits - 1)


def _equal_by_squares(case: Case, least: int = 1, *, search: bool = True) -> bool:
    """Whether both sides are products of equal squares and of one sign, `least` of the factors being roots.

    One factor may be the root of something of unknown sign: were that negative, one square would be, too.
    """
    sides = [sp.Mul.make_args(side) for side in case.expressions]
    roots = {factor for side in sides for factor in side if abs(factor.as_base_exp()[1]) == sp.S.Half}
    number = sum(factor in roots for side in sides for factor in side)
    if number < least or any(side.is_Add for side in case.expressions):
        return False
    tower = Tower(case.expressions, case.facts, split_logs=False, search=search)
    open_roots, signs = 0, []
    for side in sides:
        whole = POSITIVE
        for factor in side:
            sign = sign_of(tower, factor)
            if not (sign.nonnegative or sign.nonpositive):
                if factor not in roots:
                    return False
                open_roots, sign = open_roots + 1, NONNEGATIVE
            whole = whole * sign
        signs.append(whole)
    agree = all(sign.nonnegative for sign in signs) or all(sign.nonpositive for sign in signs)
    if open_roots > 1 or not agree:
        return False
    left, right = (side**2 for side in case.expressions)
    return Tower([left, right], case.facts, split_logs=False).is_zero(left - right)


def _open_root(expr: sp.Expr, facts: Facts) -> sp.Expr | None:
    """An expression under a square root that is a perfect square of unknown sign."""
    for root in sorted(expr.atoms(sp.Pow), key=sp.default_sort_key):
        if root.exp.is_Rational and root.exp.q == 2:
            tower = Tower([root.base], facts)
            square = tower.perfect_square(tower.rewrite(root.base))
            if square is not None:
                inside = tower.meaning(square)
                sign = sign_of(tower, inside)
                if not (sign.nonnegative or sign.nonpositive):
                    return inside
    return None


@_prove.register
def _inequality(claim: Inequality, relations: Relations) -> str:
    number = 0
    for case in cases((claim.lhs, claim.rhs), relations):
        number += 1
        _require_sign(case, claim.rel)
    return _reason(f"the difference of the sides is {claim.rel} 0 by the signs of its parts", number)


def _require_sign(case: Case, rel: str, splits: int = 3) -> None:
    difference = case.expressions[0] - case.expressions[1]
    tower = Tower([difference], case.facts)
    sign = sign_of(tower, difference)
    if relation_holds(sign, rel) or relation_holds(sign_of(tower, difference, strict=True), rel):
        return
    undecided = _open_symbols(difference)
    if not splits or not undecided:
        raise Unproved("the sign of the difference is open" + _where(case))
    for part in split(case, undecided[0]):
        _require_sign(part, rel, splits - 1)


@_prove.register
def _equivalence(claim: Equivalence, relations: Relations) -> str:
    left = claim.first.lhs - claim.first.rhs
    right = claim.second.lhs - claim.second.rhs
    _identity(Identity(left, claim.factor * right), relations)
    # Where a difference is not zero the factor must be finite and positive; then neither is, and the signs
    # agree.
    below = sp.fraction(sp.together(claim.factor))[1]
    finite = not below.free_symbols or _is_proved(Inequality(below, "!=", sp.S.Zero), relations)
    for apart in (sp.Gt(right, 0), sp.Lt(right, 0), sp.Gt(left, 0), sp.Lt(left, 0)):
        if apart is sp.false:
            continue
        there = (*relations, *(() if apart is sp.true else (apart,)))
        if not finite:
            _inequality(Inequality(below, "!=", sp.S.Zero), there)
        if apart is sp.true or apart.lhs == right:
            _inequality(Inequality(claim.factor, ">", sp.S.Zero), there)
    return "the differences of the two relations have a positive ratio, which is the given factor"


def _is_proved(claim: Inequality, relations: Relations) -> bool:
    try:
        _inequality(claim, relations)
    except (Unproved, NotReducible):
        return False
    return True


@_prove.register
def _lipschitz(claim: Lipschitz, relations: Relations) -> str:
    """Sums, products and compositions of locally Lipschitz functions are; quotients and roots need a sign."""

    def visit(expr: sp.Expr) -> None:
        if not expr.free_symbols & set(claim.state) or isinstance(expr, sp.Symbol):
            return
        if isinstance(expr, sp.Pow) and not (expr.exp.is_Integer and expr.exp > 0):
            _inequality(Inequality(expr.base, ">" if not expr.exp.is_Integer else "!=", sp.S.Zero), relations)
        elif isinstance(expr, sp.log):
            _inequality(Inequality(expr.args[0], ">", sp.S.Zero), relations)
        elif not isinstance(
            expr, (sp.Add, sp.Mul, sp.Pow, sp.exp, sp.Abs, sp.sinh, sp.cosh, sp.tanh, sp.sin, sp.cos)
        ):
            raise Unproved(f"{expr.func.__name__} is not known to be locally Lipschitz")
        for arg in expr.args:
            visit(arg)

    # The state moves freely in its own range, so its narrowed range is what the roots are judged on.
    visit(_perfect_roots(claim.rate))
    return "the rate is built from locally Lipschitz functions"


def _perfect_roots(expr: sp.Expr) -> sp.Expr:
    """sqrt(x^2) is |x|, which is Lipschitz where the root of a square looks singular."""
    return expr.replace(
        lambda e: (
            isinstance(e, sp.Pow) and e.exp == sp.S.Half and isinstance(e.base, sp.Pow) and e.base.exp == 2
        ),
        lambda e: sp.Abs(e.base.base),
    )


@_prove.register
def _limit(claim: Limit, relations: Relations) -> str:
    number = 0
    for moved, away in approaches(claim):
        for case in cases((moved, claim.value), relations, decisive=1):
            number += 1
            _require_limit(case, away)
    return _reason("leading terms of the normal form", number)


def _require_limit(case: Case, away: sp.Symbol, splits: int = 2) -> None:
    """The first expression tends to the second; where a leading coefficient's sign is open, case by case."""
    if not finite(case.expressions[1]):
        raise Unproved("the expression has a value, but its limit has none" + _where(case))
    try:
        found, value = limit_at_infinity(case.expressions[0], away, case.facts), case.expressions[1]
        value = value.xreplace({INFINITE: sp.oo})  # a limit may be what a branch says in words
    except NotReducible as error:
        if not splits or not (parts := _limit_cases(case, error)):
            raise
        for part in parts:
            _require_limit(part, away, splits - 1)
        return
    if found == value:
        return
    if found in (sp.oo, -sp.oo) or value in (sp.oo, -sp.oo):
        raise Unproved(f"the limit is {found}" + _where(case))
    try:
        _require_zero(Case((found, value), case.facts, case.where))
    except Unproved:
        raise Unproved(f"the limit is {found}, not shown equal to the value" + _where(case)) from None


def _limit_cases(case: Case, error: NotReducible) -> list[Case]:
    """The cases of a sign that is open, of a comparison if that can be split, or else of a symbol."""
    if isinstance(error, OpenComparison):
        with suppress(NotReducible):
            return list(by_sign(case, error.argument))
    return [part for symbol in _open_symbols(case.expressions[0])[:1] for part in split(case, symbol)]


def _open_symbols(expr: sp.Expr) -> list[sp.Symbol]:
    """The real symbols of an expression that may have either sign."""
    return [
        s
        for s in sorted(expr.free_symbols, key=str)
        if s.is_real and s.is_positive is None and s.is_negative is None
    ]


@_prove.register
def _rank(claim: Rank, relations: Relations) -> str:
    rank = proved_rank(claim.matrix, claim.null)
    if rank != claim.rank:
        raise Unproved(f"the rank is {rank}")
    return f"exact rank {rank} at a rational point, and no larger anywhere"


def _where(case: Case) -> str:
    return f" where {', '.join(case.where)}" if case.where else ""


def _reason(text: str, number: int) -> str:
    if number == 0:
        raise Unproved("nowhere on the domain do both sides have a value")
    return text if number == 1 else f"{text}, in each of {number} cases"


def found_limits(claim: Limit) -> tuple[sp.Expr, ...]:
    """The exact limit along each way of approach, where the expression has one form on the whole domain."""
    return tuple(_found_limit(moved, away) for moved, away in approaches(claim))


def _found_limit(moved: sp.Expr, away: sp.Symbol) -> sp.Expr:
    try:
        parts = tuple(cases((moved,), ()))
        if len(parts) == 1:
            return limit_at_infinity(parts[0].expressions[0], away, parts[0].facts)
    except NotReducible:
        pass
    return eventual_limit(moved, away)  # the case may be settled far out


def found_rank(claim: Rank) -> int:
    """The exact generic rank of the claim's matrix."""
    return proved_rank(claim.matrix, claim.null)
