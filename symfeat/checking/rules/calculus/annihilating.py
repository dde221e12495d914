"""Identities by a linear differential equation: an analytic difference that starts with zeros is zero.

Let D = lhs - rhs satisfy sum c_k D^(k) = 0 with polynomials c_k, and be analytic at a point p. Its Taylor
coefficients d_n there obey a recurrence with leading factor I(n), so if d_n = 0 at every whole root n >= 0 of
I, all d_n are zero; then D is zero on the connected part of the domain on which it is analytic.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.calculus.analytic import require_analytic
from symfeat.checking.rules.calculus.equation import annihilator
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.special.derivatives import slope, taken
from symfeat.checking.rules.special.positivity import positivity
from symfeat.checking.rules.special.relations import LARGEST, SPECIAL, UNKNOWN
from symfeat.checking.rules.special.writing import Positive
from symfeat.claims.kinds import Identity

INVERSE = (sp.log, sp.asin, sp.acos, sp.atan, sp.asinh, sp.acosh, sp.atanh)
POINTS = (sp.S.Zero, sp.S.One, sp.S.Half, sp.Integer(-1), sp.Integer(2))
HIGHEST_START = 6  # Taylor coefficients looked at


def by_equation(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove an identity by a differential equation in one of its symbols, and enough initial values."""
    difference = claim.lhs - claim.rhs
    if not difference.has(*SPECIAL, *INVERSE) or not difference.free_symbols:
        raise Unproved("no function that has a differential equation")
    if sp.count_ops(difference) > LARGEST or difference.has(*UNKNOWN):
        raise Unproved("not an expression in functions alone")
    difference = taken(difference)
    reason = "no symbol to differentiate by"
    for x in _variables(difference):
        try:
            return _vanishes(difference, x, relations, ask)
        except (Unproved, NotReducible) as error:
            reason = str(error)
    raise Unproved(reason)


def _variables(difference: sp.Expr) -> list[sp.Symbol]:
    """Symbols that range over connected sets and are in no parameter of a function, the commonest first."""
    fixed: set[sp.Basic] = set()
    for part in difference.atoms(sp.Function):
        parameters = (*part.ap, *part.bq) if isinstance(part, sp.hyper) else part.args[:-1]
        fixed |= {s for p in parameters for s in p.free_symbols} if len(part.args) > 1 else set()
    names = difference.free_symbols - fixed
    symbols = [s for s in names if isinstance(s, sp.Symbol) and _is_connected(s)]
    return sorted(symbols, key=lambda s: (-difference.count(s), s.name))[:2]


def _is_connected(s: sp.Symbol) -> bool:
    punctured = s.is_extended_real and s.is_zero is False and not (s.is_positive or s.is_negative)
    return not (s.is_integer or s.is_rational or s.is_algebraic or s.is_irrational or punctured)


def _vanishes(difference: sp.Expr, x: sp.Symbol, relations: Relations, ask: Ask) -> str:
    _require_interval(x, relations)
    difference, x, relations = _without_roots(difference, x, relations)
    positive = positivity(relations, ask)
    equation: list[sp.Expr] | None = None
    reason = "no point to start from"
    for point in POINTS:
        started = _started(difference, x, point, relations, ask)
        if started is None:
            continue
        whole, moved, wider, near = started
        try:
            require_analytic(whole, moved, near)
            if equation is None or point == 0:
                equation = annihilator(whole.xreplace({moved: x}), x, positive)
            if len(equation) > 1:
                for n in _free_coefficients(equation, x, point):
                    _require_zero(whole, moved, point, n, wider, ask)
        except (Unproved, NotReducible) as error:
            reason = str(error)
            continue
        return (
            f"the difference satisfies a linear differential equation of order {len(equation) - 1} in {x} "
            f"and is analytic; at {point} as many of its Taylor coefficients vanish as determine it"
        )
    raise Unproved(reason)


def _require_interval(x: sp.Symbol, relations: Relations) -> None:
    """That for each value of the other symbols x ranges over an interval, or a convex set of the plane."""
    for relation in relations:
        if x not in relation.free_symbols:
            continue
        difference = sp.expand(relation.lhs - relation.rhs)
        if isinstance(relation, (sp.Eq, sp.Ne)):
            raise Unproved(f"{x} does not range over an interval")
        if x.is_extended_real:
            rate = sp.diff(difference, x)
            if x in rate.free_symbols or not isinstance(difference, (sp.Add, sp.Mul, sp.Symbol)):
                raise Unproved(f"{x} is not shown to range over an interval")
        elif not (relation.gts.is_number and relation.lts == sp.Abs(x)):
            raise Unproved(f"{x} is not shown to range over a convex set")


def _without_roots(
    difference: sp.Expr, x: sp.Symbol, relations: Relations
) -> tuple[sp.Expr, sp.Symbol, Relations]:
    """With x = y^2 where roots of a positive x occur, and without powers of x below."""
    halves = any(p.base == x and p.exp.is_Rational and p.exp.q == 2 for p in difference.atoms(sp.Pow))
    if halves and x.is_positive:
        y = sp.Dummy(f"sqrt_{x}", positive=True)
        difference = difference.xreplace({x: y**2})
        difference = sp.powdenest(difference)
        relations = tuple(r for r in (r.xreplace({x: y**2}) for r in relations) if isinstance(r, Relational))
        x = y
    lowest = sp.S.Zero
    for term in sp.Add.make_args(sp.expand_mul(difference)):
        powers = (f.as_base_exp() for f in sp.Mul.make_args(term))
        total = sum((e for b, e in powers if b == x and e.is_Integer), sp.S.Zero)
        lowest = min(lowest, total)
    if lowest < 0:  # where x = 0 the claim speaks of limits, to which continuity leads
        difference = sp.Add(*(t * x**-lowest for t in sp.Add.make_args(sp.expand_mul(difference))))
    return difference, x, relations


def _started(
    difference: sp.Expr, x: sp.Symbol, point: sp.Expr, relations: Relations, ask: Ask
) -> tuple[sp.Expr, sp.Symbol, Relations, Positive] | None:
    """The difference on the domain with the point, which must lie in it or be the end 0 of a half-line."""
    moved, wider = x, relations
    if point == 0 and x.is_positive:
        moved = sp.Dummy(x.name, nonnegative=True)
        wider = tuple(r for r in (r.xreplace({x: moved}) for r in relations) if isinstance(r, Relational))
    elif any(getattr(point, f"is_{fact}") != truth for fact, truth in x.assumptions0.items()):
        return None
    near = positivity(wider, ask)
    for relation in wider:
        if moved in relation.free_symbols:
            there = relation.xreplace({moved: point})
            if there == sp.false or (isinstance(there, Relational) and not near(there.gts - there.lts)):
                return None
    return difference.xreplace({x: moved}), moved, wider, near


def _free_coefficients(equation: list[sp.Expr], x: sp.Symbol, point: sp.Expr) -> Iterator[int]:
    """The whole numbers n >= 0 at which the recurrence of Taylor coefficients leaves d_n free."""
    n, u = sp.Dummy("n"), sp.Dummy("u")
    indicial: dict[int, sp.Expr] = {}
    for k, coefficient in enumerate(equation):
        if coefficient == 0:
            continue
        for (j,), value in sp.Poly(sp.expand(coefficient.xreplace({x: point + u})), u).terms():
            falling = sp.Mul(*(n - i for i in range(k)))
            indicial[j - k] = indicial.get(j - k, sp.S.Zero) + value * falling
    leading = sp.expand(indicial[min(indicial)])
    if leading == 0:
        raise Unproved("the recurrence of Taylor coefficients has no leading factor")
    try:
        factors = sp.factor_list(leading)[1]
    except sp.PolynomialError:
        raise Unproved("the recurrence of Taylor coefficients is not understood") from None
    for factor, _ in factors:
        yield from _whole_roots(factor, n)


def _whole_roots(factor: sp.Expr, n: sp.Symbol) -> Iterator[int]:
    poly = sp.Poly(factor, n)
    continuous = [s for s in factor.free_symbols - {n} if s.is_integer is not True]
    if poly.degree() == 0:
        if not continuous and not factor.is_nonzero:
            raise Unproved("the recurrence may lose its leading factor")
        return
    if poly.degree() > 1:
        if not continuous and factor.free_symbols != {n}:
            raise Unproved("the recurrence may have whole roots")
        return  # irreducible over the rational numbers, or for almost all parameters
    root = -poly.nth(0) / poly.nth(1)
    if root.is_Integer and root >= 0:
        if root > HIGHEST_START:
            raise Unproved("too many Taylor coefficients are free")
        yield int(root)
    elif not (root.is_Rational or continuous or root.is_negative or root.is_integer is False):
        raise Unproved("the recurrence may have whole roots")


def _require_zero(
    whole: sp.Expr, x: sp.Symbol, point: sp.Expr, n: int, relations: Relations, ask: Ask
) -> None:
    for _ in range(n):
        whole = slope(whole, x, at_zero=True)
    value = whole.xreplace({x: point}) if not whole.has(sp.hyper) else _at(whole, x, point)
    if value.has(sp.nan, sp.zoo, sp.oo):
        raise Unproved(f"the difference has no plain value at {point}")
    if value == 0:
        return
    there = tuple(r for r in relations if x not in r.free_symbols)
    ask(Identity(value, sp.S.Zero), under=there)


def _at(whole: sp.Expr, x: sp.Symbol, point: sp.Expr) -> sp.Expr:
    value = whole.xreplace({x: point})
    return value.replace(lambda e: isinstance(e, sp.hyper) and sp.expand(e.argument) == 0, lambda e: sp.S.One)
