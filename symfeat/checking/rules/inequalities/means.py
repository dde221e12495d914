"""The inequality of weighted means: a sum of positive terms is no less than a product of their powers."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.rules.inequalities.prover import Goal, Prover, is_exactly_zero, signs_at

_MOST_TERMS = 6


def by_means(prover: Prover, goal: Goal) -> bool:
    """sum a_i m_i >= prod (a_i m_i / w_i)^w_i for weights w_i > 0 of sum one (Hardy, Littlewood, Polya, 2.5).

    The product of the m_i to the weights has to be the size of the one negative term.
    """
    return any(_compared(prover, goal, e) for e in dict.fromkeys((goal.expr, sp.expand(goal.expr))))


def _compared(prover: Prover, goal: Goal, expr: sp.Expr) -> bool:
    terms = sp.Add.make_args(expr)
    if not 2 <= len(terms) <= _MOST_TERMS:
        return False
    above, below = [], []
    for term in terms:
        signs = signs_at(term, goal.region) - {0}
        if not signs:
            return False
        (above if signs == {1} else below).append(term)
    if len(below) != 1 or len(above) < 2:
        return False
    powers = [found for term in (*above, *below) if (found := _powers(term, goal)) is not None]
    if len(powers) != len(terms):
        return False
    *upper, (lower_factor, lower) = powers
    bases = sorted({b for _, exponents in powers for b in exponents}, key=sp.default_sort_key)
    if not all(_is_size(prover, base, [e for _, e in upper], goal) for base in bases):
        return False
    if not all(prover.proves(factor, goal.region, strict=True, depth=2) for factor, _ in upper):
        return False
    weights = sp.symbols(f"w:{len(above)}", cls=sp.Dummy)
    equations = [sum(weights) - 1]
    for base in bases:
        reached = sum(w * e.get(base, 0) for w, (_, e) in zip(weights, upper, strict=True))
        equations.append(sp.expand(reached - lower.get(base, 0)))
    solved = sp.solve(equations, weights, dict=True)
    if len(solved) != 1 or len(solved[0]) != len(weights):
        return False
    shares = [sp.cancel(solved[0][w]) for w in weights]
    if not all(prover.proves(share, goal.region, strict=True, depth=2) for share in shares):
        return False
    gap = sp.Add(*(w * sp.log(sp.cancel(a / w)) for w, (a, _) in zip(shares, upper, strict=True)))
    gap -= sp.log(sp.Abs(lower_factor))
    if not goal.strict and is_exactly_zero(gap):
        return True
    return prover.proves(gap, goal.region, strict=goal.strict, depth=2)


def _powers(term: sp.Expr, goal: Goal) -> tuple[sp.Expr, dict[sp.Expr, sp.Expr]] | None:
    """A term as a factor without powers, and the exponents of its symbols."""
    factor, exponents = sp.S.One, {}
    for part in sp.Mul.make_args(sp.powsimp(term)):
        for piece in sp.Mul.make_args(sp.expand_power_base(part)):
            base, exponent = piece.as_base_exp()
            if base in _varying(goal):
                exponents[base] = exponents.get(base, sp.S.Zero) + exponent
            else:
                factor *= piece
    if factor.free_symbols & set(exponents) or any(s in _varying(goal) for s in factor.free_symbols):
        return None
    return factor, exponents


def _varying(goal: Goal) -> set[sp.Basic]:
    """The symbols that stand in no exponent and in no factor with one: those that the means are of."""
    inside = {s for p in goal.expr.atoms(sp.Pow) for s in p.exp.free_symbols}
    return {s for s in goal.expr.free_symbols if s not in inside}


def _is_size(prover: Prover, base: sp.Expr, upper: list[dict[sp.Expr, sp.Expr]], goal: Goal) -> bool:
    """Whether the base is not negative, or all of its powers above are even and depend on its size alone."""
    if prover.proves(base, goal.region, strict=True, depth=1):
        return True
    if goal.strict:
        return False  # where it is zero, both sides may be
    whole = all(e.get(base, sp.S.Zero).is_Integer and e.get(base, sp.S.Zero) >= 0 for e in upper)
    if not whole:
        return False
    even = all(e.get(base, sp.S.Zero) % 2 == 0 for e in upper)
    return even or prover.proves(base, goal.region, strict=False, depth=1)
