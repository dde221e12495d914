"""Splitting a claim into cases until no Abs, sign, Min, Max or Piecewise is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import ITE, And, Boolean, Not, Or

from symfeat.checking.exact.ring import NotReducible, Slack
from symfeat.checking.exact.sign import Sign, sign_by_assumption
from symfeat.checking.exact.signs import sign_of, sign_of_rewritten
from symfeat.checking.exact.tower import Tower
from symfeat.claims.assumptions import narrow

Facts = tuple[tuple[sp.Expr, bool], ...]
BRANCHING = (sp.Abs, sp.sign, sp.Min, sp.Max, sp.Piecewise)
MAX_SPLITS = 9
# What a branch says in place of a number: that there is none, or that it is infinite. Both sides must say so.
UNDEFINED, INFINITE = Slack("undefined", real=True), Slack("infinite", positive=True)
SAID = {sp.nan: UNDEFINED, sp.oo: INFINITE, -sp.oo: -INFINITE}


class Undetermined(Exception):
    """A branch depends on the sign of `argument` (in a Piecewise: of `condition`), which is open."""

    def __init__(self, argument: sp.Expr, condition: Relational | None = None) -> None:
        super().__init__(f"the sign of {argument} is not known")
        self.argument = argument
        self.condition = condition


@dataclass(frozen=True)
class Case:
    """One part of the domain: expressions without branches, and what is known of signs there."""

    expressions: tuple[sp.Expr, ...]
    facts: Facts
    where: tuple[str, ...] = ()
    decisive: int | None = None  # how many expressions need a value for the claim to speak of the case

    @property
    def spoken_of(self) -> bool:
        """Whether no expression that is decisive, by default any, has a division by zero."""
        return all(map(finite, self.expressions[: self.decisive]))


def facts_of(relations: Sequence[Relational]) -> Facts:
    """Relations as expressions known to be nonnegative or positive; != says no sign and is left out."""
    facts: list[tuple[sp.Expr, bool]] = []
    for relation in relations:
        difference = relation.lhs - relation.rhs
        if isinstance(relation, (sp.StrictGreaterThan, sp.GreaterThan)):
            facts.append((difference, isinstance(relation, sp.StrictGreaterThan)))
        elif isinstance(relation, (sp.StrictLessThan, sp.LessThan)):
            facts.append((-difference, isinstance(relation, sp.StrictLessThan)))
        elif isinstance(relation, sp.Eq):
            facts += [(difference, False), (-difference, False)]
    return tuple(facts)


def cases(
    expressions: Sequence[sp.Expr], relations: Sequence[Relational], decisive: int | None = None
) -> Iterator[Case]:
    """Cover the domain by cases in which every branch is decided.

    Cases that contradict themselves are dropped, and so are those where one of the expressions, of the first
    `decisive` ones if that is given, has no value.
    """
    if any(sign.has(sp.I) for e in expressions for sign in e.atoms(sp.sign)):
        raise NotReducible("a sign of what may not be real")  # SymPy makes 1 of its even powers
    said = tuple(e.replace(sp.Piecewise, _said) for e in expressions)
    yield from _cases(Case(said, facts_of(relations), decisive=decisive), MAX_SPLITS)


def _said(*branches: tuple[sp.Expr, Boolean]) -> sp.Expr:
    """A Piecewise with symbols for the branches that are no number by intent, not by a division by zero."""
    return sp.Piecewise(*((SAID.get(value, value), condition) for value, condition in branches))


def settled(expr: sp.Expr) -> sp.Expr:
    """What arithmetic makes of a branch that is no number."""
    if expr.has(INFINITE):
        value = expr.xreplace({INFINITE: sp.oo})
        expr = SAID.get(value, UNDEFINED)
    return UNDEFINED if expr.has(UNDEFINED) else expr


def finite(expr: sp.Expr) -> bool:
    """Whether no division by zero stands in it, branches that may not be taken left aside."""
    return not expr.xreplace({e: sp.Dummy() for e in expr.atoms(sp.Piecewise)}).has(sp.nan, sp.zoo)


def _cases(case: Case, splits: int) -> Iterator[Case]:
    try:
        plain = tuple(f for f in case.facts if not f[0].has(*BRANCHING))
        facts = tuple((resolve(fact, plain), strict) for fact, strict in case.facts)
        if contradictory(facts):
            return
        chosen = tuple(settled(resolve(e, facts)) for e in case.expressions)
        if (whole := replace(case, expressions=chosen, facts=facts)).spoken_of:
            yield whole
        return
    except Undetermined as undetermined:
        if splits == 0:
            raise NotReducible(f"too many cases; {undetermined}") from undetermined
        argument, condition = undetermined.argument, undetermined.condition
    for part in split(case, argument, condition):
        yield from _cases(part, splits - 1)


def split(case: Case, argument: sp.Expr, condition: Relational | None = None) -> Iterator[Case]:
    """Three cases: by the sign of a symbol in the argument, or of the argument itself once all are known."""
    argument = _numerator(argument)
    switched = () if condition is None else tuple(_switched(case, condition))
    if switched and not any(e.free_symbols & argument.free_symbols for c in switched for e in c.expressions):
        yield from switched  # nothing else depends on what decides it
        return
    open_symbols = [s for s in sorted(argument.free_symbols, key=str) if not sign_by_assumption(s).known]
    if open_symbols:
        if any(s.is_extended_real is not True for s in open_symbols):
            raise NotReducible(f"{argument} may not be real")  # positive, negative, zero are not all cases
        yield from _split_symbol(case, open_symbols[0])
        return
    comparison = _comparison(argument, case.facts)
    if switched and comparison is None:
        yield from switched
        return
    yield from by_sign(case, argument if comparison is None else comparison)


def by_sign(case: Case, argument: sp.Expr) -> Iterator[Case]:
    """The cases of each sign that an expression may have; one that is linear in some symbol, for zero."""
    plain = tuple(f for f in case.facts if not f[0].has(*BRANCHING))
    possible = _sign(argument, plain).possible
    if len(possible) == 3 and not is_real(argument, plain):
        raise NotReducible(f"{argument} may not be real")
    there = _zero_of(argument) if 0 in possible else {}  # asked before any case is worked on
    if 1 in possible:
        yield from _consistent(case, {}, ((argument, True),), f"{argument} > 0")
    if -1 in possible:
        yield from _consistent(case, {}, ((-argument, True),), f"{argument} < 0")
    if 0 in possible:
        yield from _consistent(case, there, (), f"{argument} = 0")


def _zero_of(argument: sp.Expr) -> dict[sp.Symbol, sp.Expr]:
    """What a symbol in which the argument is linear equals where the argument is zero."""
    # What is replaced should be a symbol about which nothing is known: that would be lost.
    for symbol in sorted(argument.free_symbols, key=lambda s: (sign_by_assumption(s).known, str(s))):
        slope = sp.diff(argument, symbol)
        if slope.is_number and slope != 0:
            return {symbol: sp.expand(symbol - argument / slope)}
    raise NotReducible(f"cannot split on {argument} = 0")


def _switched(case: Case, condition: Relational) -> Iterator[Case]:
    """Either side of a switch at some number: the claim has to hold on both, whatever decides it."""
    for truth in (sp.true, sp.false):
        chosen = tuple(e.xreplace({condition: truth}) for e in case.expressions)
        yield replace(case, expressions=chosen, where=(*case.where, f"{condition} is {truth}"))


def _numerator(argument: sp.Expr) -> sp.Expr:
    """What has the argument's sign, without a positive denominator such as a unit."""
    numerator, denominator = sp.fraction(sp.together(argument))
    return numerator if sign_by_assumption(denominator).positive else argument


def _comparison(argument: sp.Expr, facts: Facts) -> sp.Expr | None:
    """A factor that compares symbols: linear in one, and zero where all are, like a difference of two."""
    if not argument.is_polynomial():
        return None
    plain = tuple(f for f in facts if not f[0].has(*BRANCHING))
    for factor, _ in sp.factor_list(argument)[1]:
        linear = any(sp.diff(factor, s).is_number for s in factor.free_symbols)
        origin = factor.subs(dict.fromkeys(factor.free_symbols, 0))
        if linear and origin == 0 and not _sign(factor, plain).known:
            return factor
    return None


def _split_symbol(case: Case, symbol: sp.Symbol) -> Iterator[Case]:
    for value in sorted(sign_by_assumption(symbol).possible, reverse=True):
        if value > 0:
            yield from _consistent(case, {symbol: narrow(symbol, positive=True)}, (), f"{symbol} > 0")
        elif value == 0:
            yield from _consistent(case, {symbol: sp.S.Zero}, (), f"{symbol} = 0")
        else:
            # The magnitude becomes the symbol, so that every symbol has a known, positive sign.
            magnitude = sp.Symbol(symbol.name, positive=True)
            yield from _consistent(case, {symbol: -magnitude}, (), f"{symbol} < 0")


def _consistent(case: Case, change: dict[sp.Symbol, sp.Expr], more: Facts, where: str) -> Iterator[Case]:
    """The changed case, unless a fact fails in it."""
    facts = tuple((fact.xreplace(change), strict) for fact, strict in (*case.facts, *more))
    if contradictory(facts):
        return
    try:
        expressions = tuple(e.xreplace(change) for e in case.expressions)
    except TypeError as error:  # SymPy refuses to compare what has no value
        if not any(word in str(error) for word in ("NaN", "zoo")):
            raise
        return
    kept = tuple((fact, strict) for fact, strict in facts if fact.free_symbols)
    changed = replace(case, expressions=expressions, facts=kept, where=(*case.where, where))
    if changed.spoken_of:
        yield changed


def contradictory(facts: Facts) -> bool:
    """Whether some fact is false by the signs of its symbols alone."""
    signs = ((sign_by_assumption(fact), strict) for fact, strict in facts)
    return any(sign.negative or (strict and sign.nonpositive) for sign, strict in signs)


@lru_cache(maxsize=10_000)  # the cases of one claim ask for the same signs again and again
def _sign(expr: sp.Expr, facts: Facts) -> Sign:
    plain = sign_by_assumption(expr)
    if plain.known:
        return plain
    try:
        return sign_of(Tower([expr], facts), expr)
    except NotReducible:
        return plain


def is_real(expr: sp.Expr, facts: Facts) -> bool:
    """Whether the expression is shown real: by SymPy's assumptions, or since its parts have signs."""
    if expr.is_extended_real is not None:
        return bool(expr.is_extended_real)
    tower = Tower([expr], facts)
    return sign_of_rewritten(tower, tower.expressions[0]) is not None


def resolve(expr: sp.Expr, facts: Facts) -> sp.Expr:
    """Replace each branching function by the branch that its arguments' signs select."""
    if not expr.has(*BRANCHING):
        return expr
    if isinstance(expr, sp.Piecewise):
        for value, condition in expr.args:
            if holds(condition, facts):
                return resolve(value, facts)
        return sp.nan
    args = [resolve(a, facts) for a in expr.args]
    if isinstance(expr, (sp.Abs, sp.sign)):
        sign = _sign(args[0], facts)
        if isinstance(expr, sp.Abs) and (sign.nonnegative or sign.nonpositive):
            return args[0] if sign.nonnegative else -args[0]
        if sign.known:
            return sp.Integer(next(iter(sign.possible)))
        raise Undetermined(args[0])
    if isinstance(expr, (sp.Min, sp.Max)):
        best = args[0]
        for other in args[1:]:
            sign = _sign(best - other, facts)
            if not (sign.nonnegative or sign.nonpositive):
                raise Undetermined(sp.expand(best - other))
            best = best if sign.nonnegative == isinstance(expr, sp.Max) else other
        return best
    return expr.func(*args)


def holds(condition: Boolean, facts: Facts) -> bool:
    """Whether a condition is true; raises Undetermined where signs do not decide it."""
    if condition in (sp.true, sp.false):
        return condition is sp.true
    if isinstance(condition, And):
        return all(holds(c, facts) for c in condition.args)
    if isinstance(condition, Or):
        return any(holds(c, facts) for c in condition.args)
    if isinstance(condition, Not):
        return not holds(condition.args[0], facts)
    if isinstance(condition, ITE):  # SymPy's form of a relation between Piecewise expressions
        test, then, otherwise = condition.args
        return holds(then if holds(test, facts) else otherwise, facts)
    if isinstance(condition, Relational):
        difference = resolve(condition.lhs - condition.rhs, facts)
        verdict = relation_holds(_sign(difference, facts), condition.rel_op)
        if verdict is None and difference.is_polynomial():
            verdict = relation_holds(_sign(sp.factor(difference), facts), condition.rel_op)
        if verdict is None:
            raise Undetermined(difference, condition)
        return verdict
    raise NotReducible(f"condition {condition} is not understood")


TRUE_SIGNS = {">": {1}, ">=": {0, 1}, "<": {-1}, "<=": {-1, 0}, "==": {0}, "!=": {-1, 1}}


def relation_holds(sign: Sign, rel: str) -> bool | None:
    """Whether `difference rel 0` follows from the possible signs: True, False, or None if open."""
    if sign.possible <= TRUE_SIGNS[rel]:
        return True
    return None if sign.possible & TRUE_SIGNS[rel] else False
