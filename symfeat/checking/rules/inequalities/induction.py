"""Inequalities in an integer: induction, by the ratio or by the difference of consecutive terms."""

from __future__ import annotations

import sympy as sp
from sympy.core.relational import Relational

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.inequalities.forms import FLIPPED
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Inequality

_SEQUENCES = (sp.factorial, sp.binomial, sp.gamma, sp.Sum, sp.Product, sp.harmonic, sp.fibonacci, sp.catalan)
_STARTS = 3  # how many first cases may be looked at one by one


def prove_by_induction(claim: Inequality, relations: Relations, ask: Ask) -> str:
    """From n to n + 1 for an integer symbol that is bounded below."""
    if claim.rel == "!=":
        raise Unproved("induction is for < and >")
    if claim.rel in ("<", "<="):
        claim = Inequality(claim.rhs, FLIPPED[claim.rel], claim.lhs)
    symbols = sorted(claim.lhs.free_symbols | claim.rhs.free_symbols, key=str)
    for symbol in symbols:
        start = _start(symbol, relations)
        if start is not None and _grows(claim, symbol):
            return _by_steps(claim, symbol, start, relations, ask)
    raise Unproved("no integer symbol that is bounded below")


def _grows(claim: Inequality, symbol: sp.Symbol) -> bool:
    """Whether the symbol stands where only integers make sense, or as an exponent or a factor of an angle."""
    for side in (claim.lhs, claim.rhs):
        for part in side.atoms(*_SEQUENCES, sp.sin):
            if symbol in part.free_symbols:
                return True
        if any(symbol in part.exp.free_symbols for part in side.atoms(sp.Pow)):
            return True
    return False


def _start(symbol: sp.Basic, relations: Relations) -> sp.Integer | None:
    """The least value of an integer symbol; None if there is none."""
    if not symbol.is_integer:
        return None
    least = None
    if symbol.is_nonnegative:
        least = sp.S.One if symbol.is_positive else sp.S.Zero
    for relation in relations:
        if not isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
            continue
        low, high = relation.lts, relation.gts
        if high == symbol and low.is_number and low.is_extended_real:
            strict = isinstance(relation, (sp.StrictGreaterThan, sp.StrictLessThan))
            bound = sp.floor(low) + 1 if strict else sp.ceiling(low)
            least = bound if least is None or bound > least else least
    return least  # type: ignore[return-value]


def _by_steps(claim: Inequality, symbol: sp.Symbol, start: sp.Integer, relations: Relations, ask: Ask) -> str:
    """First cases, then a step that is easier than the claim; the first case may be later."""
    others = tuple(r for r in relations if symbol not in r.free_symbols)
    objections = []
    for first in range(int(start), int(start) + _STARTS):
        case = {symbol: sp.Integer(first)}
        ask(_evaluated(claim, case), others)
        from_here = (*others, sp.Ge(symbol, first))
        under = tuple(r for r in from_here if isinstance(r, Relational))
        for step in (_ratio_step, _difference_step):
            try:
                step(claim, symbol, under, ask)
            except Unproved as error:
                objections.append(str(error))
                continue
            return f"induction over {symbol} from {first}, with the first cases one by one"
    raise Unproved("; ".join(objections[:2]) or "no step of an induction")


def _evaluated(claim: Inequality, case: dict[sp.Symbol, sp.Integer]) -> Inequality:
    left, right = (side.subs(case).doit() for side in (claim.lhs, claim.rhs))
    return Inequality(left, claim.rel, right)


def _next(expr: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    return expr.subs(symbol, symbol + 1)


def _ratio_step(claim: Inequality, symbol: sp.Symbol, relations: Relations, ask: Ask) -> None:
    """l(n + 1)/l(n) >= r(n + 1)/r(n) with r > 0: then l > r is handed on."""
    ratios = []
    for side in (claim.lhs, claim.rhs):
        ratio = _known_ratio(side, symbol)
        if ratio is None:
            raise Unproved("the ratio of consecutive terms is not simple")
        ratios.append(ratio)
    positive = Inequality(claim.rhs, ">", sp.S.Zero)
    if not (claim.rhs.is_positive or claim.rhs.rewrite(sp.gamma).is_positive):
        ask(positive, relations)
    left, right = ratios
    ask(Inequality(left, ">", sp.S.Zero), relations)
    ask(Inequality(left, ">=", right), relations)


def _known_ratio(side: sp.Expr, symbol: sp.Symbol) -> sp.Expr | None:
    """The ratio of consecutive terms, without sequences; gamma functions of integer shifts cancel."""
    # gamma(a + k) as a multiple of gamma(a), for each of them (DLMF 5.5.1)
    ratio = sp.expand_func((_next(side, symbol) / side).rewrite(sp.gamma))
    ratio = sp.powsimp(sp.expand_power_exp(ratio))
    ratio = sp.powsimp(sp.cancel(ratio)) if ratio.has(sp.gamma) else ratio
    return None if ratio.has(*_SEQUENCES) else sp.cancel(ratio) if ratio.is_rational_function() else ratio


def _difference_step(claim: Inequality, symbol: sp.Symbol, relations: Relations, ask: Ask) -> None:
    """l(n + 1) - l(n) >= r(n + 1) - r(n)."""
    left, right = (_difference(side, symbol) for side in (claim.lhs, claim.rhs))
    if left.has(sp.Sum, sp.harmonic) or right.has(sp.Sum, sp.harmonic):
        raise Unproved("the difference of consecutive terms is not simple")
    if left - right == claim.lhs - claim.rhs:
        raise Unproved("the difference is no simpler")
    ask(Inequality(left, ">=", right), relations)


def _difference(side: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """The next term less this one; a sum to n grows by its summand."""
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(side)):
        factor, rest = term.as_independent(symbol, as_Add=False)
        total += factor * _step_of(rest, symbol)
    return total


def _step_of(term: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    if isinstance(term, sp.Sum) and len(term.limits) == 1:
        variable, low, high = term.limits[0]
        if symbol not in term.function.free_symbols | low.free_symbols and high - symbol == sp.expand(
            high - symbol
        ):
            gap = sp.expand(_next(high, symbol) - high)
            if gap == 1:
                return term.function.subs(variable, high + 1)
    if isinstance(term, sp.harmonic) and len(term.args) == 1 and term.args[0] == symbol:
        return 1 / (symbol + 1)
    return _next(term, symbol) - term
