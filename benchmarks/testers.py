"""What people test a claim with today: `simplify`, `Expr.equals`, and fifty digits at random points."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy as sp

from symfeat.claimfiles import build
from symfeat.claims import Claim, Domain, Identity, Inequality, Limit
from symfeat.claims.systems import Satisfies

TRUE, FALSE, NOTHING = "true", "false", "no answer"
DIGITS, POINTS, DRAWS = 50, 10, 200
Answer = Callable[[Any, Domain], bool | None]


def by_simplify(prepared: None, raw: Mapping[str, Any]) -> str:
    """`simplify(lhs - rhs) == 0`; a number other than zero is an answer, too."""
    return _tested(raw, _simplified)


def by_equals(prepared: None, raw: Mapping[str, Any]) -> str:
    """`lhs.equals(rhs)`."""
    return _tested(raw, _equal)


def by_points(prepared: None, raw: Mapping[str, Any]) -> str:
    """Both sides to 50 digits at ten random points that satisfy the assumptions."""
    return _tested(raw, _sampled)


TESTERS = {"simplify": by_simplify, "Expr.equals": by_equals, "50-digit points": by_points}


def _tested(raw: Mapping[str, Any], answer: Answer) -> str:
    """The tester's answer to a claim: false if it is to one part, true if it is to all."""
    claim, domain = build(raw)
    answers = [answer(part, domain) for part in _parts(claim)]
    if False in answers:
        return FALSE
    return TRUE if answers and None not in answers else NOTHING


def _parts(claim: Claim) -> Iterator[Claim]:
    """The equations that a claim comes down to, as a user would write them out."""
    if isinstance(claim, Satisfies):
        solution = dict(claim.functions)
        for name, function in solution.items():
            yield Identity(sp.diff(function, claim.variable), claim.rhs[name].xreplace(solution))
        for name, value in (claim.initial or {}).items():
            yield Identity(solution[name].subs(claim.variable, claim.at), value)
    elif isinstance(claim, Identity | Inequality | Limit):
        yield claim
    else:
        yield from (part for _, part in claim.obligations() if isinstance(part, Identity))


def _difference(part: Claim) -> Any:
    if isinstance(part, Limit):
        side = {"+": "+", "-": "-", "+-": "+-"}[part.direction]
        return sp.limit(part.expr, part.var, part.point, side) - part.value
    assert isinstance(part, Identity | Inequality)
    return part.lhs - part.rhs


def _simplified(part: Claim, domain: Domain) -> bool | None:
    simple = sp.simplify(_difference(part))
    if isinstance(part, Inequality):
        holds = sp.Rel(simple, 0, part.rel)
        return bool(holds) if holds in (sp.true, sp.false) else None
    return True if simple == 0 else False if simple.is_number and simple.is_zero is False else None


def _equal(part: Claim, domain: Domain) -> bool | None:
    if isinstance(part, Inequality):
        return None
    if isinstance(part, Limit):
        return _difference(part).equals(0)
    assert isinstance(part, Identity)
    return part.lhs.equals(part.rhs)


def _sampled(part: Claim, domain: Domain) -> bool | None:
    if isinstance(part, Limit):
        return None
    assert isinstance(part, Identity | Inequality)
    source = random.Random(0)
    symbols = sorted(part.lhs.free_symbols | part.rhs.free_symbols, key=str)
    met = 0
    for _ in range(DRAWS if symbols else 1):
        point = {symbol: _value(symbol, domain, source) for symbol in symbols}
        if not all(relation.subs(point) == True for relation in domain.relations):  # noqa: E712
            continue
        lhs, rhs = (sp.N(side.subs(point), DIGITS) for side in (part.lhs, part.rhs))
        if not (lhs.is_number and rhs.is_number and lhs.is_finite and rhs.is_finite):
            continue
        if not _holds(lhs, rhs, part):
            return False
        met += 1
        if met == POINTS:
            break
    return True if met else None


def _holds(lhs: Any, rhs: Any, part: Identity | Inequality) -> bool:
    if isinstance(part, Inequality):
        return bool(sp.Rel(lhs, rhs, part.rel) == True)  # noqa: E712
    return bool(abs(lhs - rhs) <= sp.Float(10, DIGITS) ** (5 - DIGITS) * (1 + abs(lhs)))


def _value(symbol: Any, domain: Domain, source: random.Random) -> Any:
    box = next(((low, high) for s, low, high in domain.boxes if s == symbol), None)
    low, high = box or (sp.S.Zero if symbol.is_nonnegative else sp.Integer(-3), sp.Integer(3))
    if symbol.is_integer:
        return sp.Integer(
            source.randint(int(sp.ceiling(low)) + bool(symbol.is_positive and low == 0), int(high))
        )
    drawn = [low + (high - low) * sp.Rational(source.randint(1, 9999), 10_000) for _ in range(2)]
    return drawn[0] if symbol.is_real else drawn[0] + sp.I * drawn[1]
