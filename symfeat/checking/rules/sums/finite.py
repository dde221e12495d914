"""Whether an expression in an integer symbol is finite at every integer of an induction."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Inequality

ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.fibonacci, sp.lucas, sp.chebyshevt, sp.chebyshevu)
CONTINUOUS = (
    *ENTIRE,
    *(sp.tan, sp.cot, sp.sec, sp.csc, sp.tanh, sp.coth, sp.sech, sp.csch),
    sp.Sum,
    sp.Product,
    sp.factorial,
    sp.gamma,
    sp.binomial,
    sp.harmonic,
    sp.log,
)
REAL = (sp.atan, sp.asinh, sp.erf, sp.tanh, sp.sech)  # entire functions of a real argument
PERIODIC = (sp.tan, sp.cot, sp.sec, sp.csc, sp.tanh, sp.coth, sp.sech, sp.csch)
JUMPING = (sp.Piecewise, sp.floor, sp.ceiling, sp.frac, sp.Mod, sp.sign, sp.arg, sp.KroneckerDelta)
JUMPING += (sp.Heaviside, sp.DiracDelta)
UNBROKEN = (sp.Add, sp.Mul, sp.Pow, sp.Symbol, sp.Number, sp.NumberSymbol, type(sp.I), sp.Tuple)


def require_finite_steps(expr: sp.Expr, n: sp.Symbol, relations: Relations, ask: Ask) -> None:
    """That what depends on n outside of sums is finite wherever the whole is at a later integer.

    Parts without n are the same at each integer. A denominator that may vanish for some values of a
    continuous parameter is no obstacle either, if all is continuous in that parameter: there the identity
    holds at the values nearby.
    """
    outside = expr.xreplace({s: sp.Dummy() for s in expr.atoms(sp.Sum, sp.Product) if not _lower_moves(s, n)})
    for part in sorted(outside.atoms(sp.Pow, sp.Function), key=sp.default_sort_key):
        if n not in part.free_symbols:
            continue
        if isinstance(part, sp.Pow):
            if part.exp.is_nonnegative or (n not in part.base.free_symbols and not part.base.is_zero):
                continue
            if not (is_nonzero(part.base, relations, ask) or vanishes_rarely(part.base, expr, n, relations)):
                raise Unproved(f"{part.base} may vanish on the way")
        elif isinstance(part, (sp.factorial, sp.harmonic, sp.catalan)):
            _require(Inequality(part.args[0], ">=", sp.S.Zero), relations, ask)
        elif isinstance(part, (sp.gamma, sp.log, sp.digamma, sp.polygamma)):
            _require(Inequality(part.args[-1], ">", sp.S.Zero), relations, ask)
        elif isinstance(part, sp.binomial):
            if not part.args[1].is_integer:
                _require(Inequality(part.args[0], ">=", sp.S.Zero), relations, ask)
        elif isinstance(part, REAL) and part.args[0].is_extended_real:
            continue
        elif isinstance(part, PERIODIC):
            if not (_real_nonzero(part) or vanishes_rarely(part.args[0], expr, n, relations)):
                raise Unproved(f"{part} may not be finite on the way")
        elif not isinstance(part, ENTIRE):
            raise Unproved(f"{part.func.__name__} may not be finite on the way")


def require_no_jumps(expr: sp.Expr) -> None:
    """That nothing jumps in a continuous parameter.

    The value of a sum or an integral may have no meaning at isolated values of a parameter, where the sum
    itself has one: continuity leads there from the values nearby, if all is continuous.
    """
    for part in expr.atoms(*JUMPING):
        if any(not s.is_integer for s in part.free_symbols & expr.free_symbols):
            raise Unproved(f"{part.func.__name__} may jump in a parameter")


def is_nonzero(expr: sp.Expr, relations: Relations | None, ask: Ask) -> bool:
    """Whether an expression is proved to be other than zero."""
    if expr.is_zero is False:
        return True
    parts = sp.Mul.make_args(sp.factor(expr))
    if len(parts) > 1:
        return all(is_nonzero(part, relations, ask) for part in parts)
    base, exponent = parts[0].as_base_exp()
    if exponent.is_integer and base != parts[0]:
        return is_nonzero(base, relations, ask)
    try:
        ask(Inequality(expr, "!=", sp.S.Zero), under=relations)
    except (Unproved, NotReducible):
        return False
    return True


def _require(claim: Inequality, relations: Relations, ask: Ask) -> None:
    known = claim.lhs.is_nonnegative if claim.rel == ">=" else claim.lhs.is_positive
    if known:
        return
    ask(claim, under=relations)


def _lower_moves(sums: sp.Expr, n: sp.Symbol) -> bool:
    return any(n in limit[1].free_symbols for limit in sums.args[1:])


def _real_nonzero(part: sp.Expr) -> bool:
    """Whether a hyperbolic function is of an argument that is real and not zero."""
    arg = part.args[0]
    return isinstance(part, (sp.coth, sp.csch)) and bool(arg.is_extended_real and arg.is_zero is False)


def vanishes_rarely(below: sp.Expr, expr: sp.Expr, n: sp.Symbol, relations: Relations) -> bool:
    """Whether a denominator vanishes at isolated values only of a continuous parameter.

    It is a sine, say, of what is linear in the parameter, or that itself; all is continuous in the parameter.
    """
    while isinstance(below, (sp.sin, sp.cos, sp.sinh, sp.cosh, *PERIODIC)):
        below = below.args[0]
    bound = {
        s
        for r in relations
        if not isinstance(r, (sp.StrictGreaterThan, sp.StrictLessThan))
        for s in r.free_symbols
    }
    for symbol in sorted(below.free_symbols - bound - {n}, key=str):
        slope = sp.diff(below, symbol)
        if symbol.is_integer or slope.is_zero is not False or not (symbol.is_real or symbol.is_complex):
            continue
        parts = (p for p in sp.preorder_traversal(expr) if symbol in p.free_symbols)
        if all(isinstance(p, (*UNBROKEN, *CONTINUOUS)) and _whole(p) for p in parts):
            return True
    return False


def _whole(part: sp.Basic) -> bool:
    return not isinstance(part, sp.Pow) or bool(part.exp.is_integer) or not part.base.free_symbols
