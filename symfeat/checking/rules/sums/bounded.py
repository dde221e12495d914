"""Sums of hypergeometric terms that depend on their bound, by a recurrence in the bound and first values."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.checking.rules.sums.bounds import (
    at_and_above,
    int_step,
    narrowed_to,
    smallest,
    tidied,
    written_out,
)
from symfeat.checking.rules.sums.finite import is_nonzero, require_finite_steps, vanishes_rarely
from symfeat.checking.rules.sums.integer_form import vanishes
from symfeat.checking.rules.sums.telescoping import Recurrence, recurrences
from symfeat.claims.kinds import Identity

CUTS = ((0, 1), (0, 0), (0, 2), (1, 1), (1, 2))  # terms at the ends that are written out, below and above


def by_creative_telescoping(claim: Identity, relations: Relations, ask: Ask) -> str:
    """Prove the value of one finite sum of hypergeometric terms that depend on its bound."""
    difference = tidied(claim.lhs - claim.rhs)
    sums = sorted(difference.atoms(sp.Sum), key=sp.default_sort_key)
    if len(sums) != 1 or difference.has(sp.Product):
        raise Unproved("it is not one sum")
    (total,) = sums
    _, low, high = total.limits[0]
    if low.is_infinite or high.is_infinite:
        raise Unproved("an infinite sum")
    name = Slack("sum")
    linear = difference.xreplace({total: name})
    slope = sp.diff(linear, name)
    if name in slope.free_symbols:
        raise Unproved("the sum does not stand alone")
    reasons = []
    for n in sorted(total.function.free_symbols & high.free_symbols, key=str):
        if not (isinstance(n, sp.Symbol) and n.is_integer):
            continue
        start = smallest(n, relations)
        moved = narrowed_to(n, start) if start.is_number else n
        above = at_and_above(moved, start, tuple(r for r in relations if n not in r.free_symbols))
        value = -linear.xreplace({name: sp.S.Zero}).xreplace({n: moved})
        factor = slope.xreplace({n: moved})
        try:
            require_finite_steps(value, moved, above, ask)
            if moved in factor.free_symbols:
                if not is_nonzero(factor, above, ask):
                    raise Unproved(f"the factor {slope} of the sum may vanish")
                factor, value = sp.S.One, value / factor
            moved_sum = _by_gamma(total.xreplace({n: moved}), moved)
            return _prove_value(moved_sum, factor, value, moved, start, above, ask)
        except (Unproved, NotReducible) as error:
            reasons.append(str(error))
    raise Unproved("; ".join(reasons) or "the term does not depend on a bound")


def _prove_value(
    total: sp.Sum, factor: sp.Expr, value: sp.Expr, n: sp.Symbol, start: sp.Expr, above: Relations, ask: Ask
) -> str:
    """That factor times the sum is the value, the factor being free of n."""
    k, low, high = total.limits[0]
    if n in low.free_symbols:
        raise Unproved("the lower bound moves")
    int_step(high, n)
    reasons = []
    for recurrence in recurrences(total.function, n, k):
        order = len(recurrence.coefficients) - 1
        for below, beyond in CUTS:
            try:
                first = _first_step(recurrence, (low + below, high - beyond), start)
                rest = _inhomogeneity(recurrence, total, (below, beyond))
            except Unproved as error:
                reasons.append(str(error))
                continue
            parts = [p * value.xreplace({n: n + j}) for j, p in enumerate(recurrence.coefficients)]
            if not vanishes(sp.Add(*parts) - factor * rest, above):
                raise Unproved("the value does not obey the recurrence of the sum")
            leading = recurrence.coefficients[-1]
            whole = factor * total - value
            later = range(int(first - start), int(first - start) + 3)
            skip = next(
                (i for i in later if _leads(leading.xreplace({n: n + i}), whole, n, above, ask)), None
            )
            if skip is None:
                reasons.append(f"{leading} may vanish")
                break
            _first_values(factor * total, value, n, range(order + skip), start, above, ask)
            return (
                f"the sum and its value obey one recurrence in {n} of order {order}, proved by a certificate"
            )
    raise Unproved("; ".join(dict.fromkeys(reasons)) or "no recurrence is found")


def _leads(leading: sp.Expr, whole: sp.Expr, n: sp.Symbol, above: Relations, ask: Ask) -> bool:
    """Whether no factor of the leading coefficient is zero, but for isolated values of a parameter."""
    factors = (factor.as_base_exp()[0] for factor in sp.Mul.make_args(sp.factor(leading)))
    return all(
        vanishes_rarely(factor, whole, n, above) or is_nonzero(factor, above, ask) for factor in factors
    )


def _by_gamma(total: sp.Sum, n: sp.Symbol) -> sp.Sum:
    """The sum with binomial coefficients by gamma functions, where their upper indices are natural."""
    k, low, high = total.limits[0]
    i, j = (Slack(name, integer=True, nonnegative=True) for name in "ij")
    slope = sp.diff(high, n)
    inside = {k: low + i} | (
        {n: sp.expand(n + (low + i + j - high) / slope)} if slope.is_Integer and slope != 0 else {}
    )

    def write(upper: sp.Expr, lower: sp.Expr) -> sp.Expr:
        at = sp.expand(upper.xreplace({n: inside.get(n, n)}).xreplace({k: low + i}))
        if upper.is_nonnegative or not upper.is_integer or not at.is_nonnegative:
            return sp.binomial(upper, lower)
        return sp.gamma(upper + 1) / sp.gamma(lower + 1) / sp.gamma(sp.expand(upper - lower + 1))

    return total.func(total.function.replace(sp.binomial, write), total.limits[0])


def _first_values(
    total: sp.Expr, value: sp.Expr, n: sp.Symbol, steps: range, start: sp.Expr, above: Relations, ask: Ask
) -> None:
    fixed = tuple(r for r in above if n not in r.free_symbols)
    for j in steps:
        at = {n: start + j}
        found = written_out(total.xreplace(at)) - value.xreplace(at)
        if found.has(sp.nan, sp.zoo, sp.Sum):
            raise Unproved(f"there is no value at {n} = {start + j}")
        if not vanishes(found, fixed):
            ask(Identity(found, sp.S.Zero), under=fixed)


def _first_step(recurrence: Recurrence, inner: tuple[sp.Expr, sp.Expr], start: sp.Expr) -> sp.Expr:
    """The n from which on the certificate is finite over the inner range, ends included; else Unproved.

    With k = low + i and high - k = j for natural numbers i and j, factors of its denominator show their sign.
    """
    n, k = recurrence.n, recurrence.k
    low, high = inner
    i, j = (Slack(name, integer=True, nonnegative=True) for name in "ij")
    slope = int_step(high, n)
    if not start.is_number or slope == 0:
        raise Unproved("the range does not grow from a number on")
    first = start
    while (high.xreplace({n: first}) + 1 - low).is_negative:  # the inner range may be empty, but by no more
        first += 1
    below = sp.factor(sp.denom(sp.together(recurrence.certificate)))
    # k runs over low..high + 1: n is known through k and what is left to high + 1.
    remaining = sp.solve(high + 1 - (low + i + j), n)[0]
    for factor in sp.Mul.make_args(below):
        base = factor.as_base_exp()[0]
        if not (base.free_symbols & {n, k}):
            continue
        inside = sp.expand(base.xreplace({k: low + i}).xreplace({n: remaining}))
        alone = sp.expand(base.xreplace({k: low + i}))
        if not (inside.is_zero is False or alone.is_zero is False):
            raise Unproved(f"the certificate may be infinite where {base} = 0")
    return first


def _inhomogeneity(recurrence: Recurrence, total: sp.Sum, cut: tuple[int, int]) -> sp.Expr:
    """What sum_j p_j S(n + j) is, from the ends of the range."""
    n, k, term = recurrence.n, recurrence.k, recurrence.term
    _, low, high = total.limits[0]
    below, beyond = cut
    whole = recurrence.certificate * term
    rest = whole.xreplace({k: high - beyond + 1}) - whole.xreplace({k: low + below})
    for j, p in enumerate(recurrence.coefficients):
        at_n = term.xreplace({n: n + j})
        last = high.xreplace({n: n + j})
        outside = [low + i for i in range(below)]
        outside += [high - beyond + i for i in range(1, beyond + int(sp.expand(last - high)) + 1)]
        rest += p * sp.Add(*(at_n.xreplace({k: place}) for place in outside))
    if rest.has(sp.nan, sp.zoo):
        raise Unproved("the ends of the range have no value")
    return rest
