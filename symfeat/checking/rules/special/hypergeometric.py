"""Hypergeometric functions whose parameters differ by whole numbers, in one of them and its derivatives.

With theta = z d/dz: F(a + 1) = (theta + a) F / a and F(c - 1) = (theta + c - 1) F / (c - 1), so from the
lowest upper and the highest lower parameters all others are reached; powers of theta beyond the order are
reduced by the equation theta prod (theta + c - 1) F = z prod (theta + a) F (DLMF 16.3.1, 15.5, 13.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp
from sympy.utilities.iterables import multiset_permutations

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.special.gammas import parted
from symfeat.checking.rules.special.writing import Positive, canonical

Instance = tuple[tuple[sp.Expr, ...], tuple[sp.Expr, ...], sp.Expr]
LONGEST = 30  # terms of a polynomial that are written out


def derivative(ap: Sequence[sp.Expr], bq: Sequence[sp.Expr], z: sp.Expr, *, at_zero: bool = False) -> sp.Expr:
    """d/dz of hyper(ap, bq, z), in functions whose parameters are no farther apart (DLMF 16.3.1).

    At z = 0 that divides by zero; the other form raises all parameters.
    """
    if at_zero or not ap or not bq:
        scale = sp.Mul(*ap) / sp.Mul(*bq)
        return scale * sp.hyper([a + 1 for a in ap], [b + 1 for b in bq], z)
    first, *others = ap
    return first / z * (sp.hyper([first + 1, *others], bq, z) - sp.hyper(ap, bq, z))


def in_one_basis(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """The expression with contiguous hypergeometric functions written in one function and its derivatives."""
    expr = expr.replace(sp.hyper, lambda ap, bq, z: _simple(tuple(ap), tuple(bq), canonical(z), positive))
    found = [(tuple(h.ap), tuple(h.bq), h.argument) for h in expr.atoms(sp.hyper)]
    if not found:
        return expr
    change = _transformed(
        sorted(found, key=lambda i: (sp.count_ops(sp.Tuple(*i[0], *i[1], i[2])), str(i))), positive
    )
    if change:
        expr = expr.xreplace(change)
        expr = expr.replace(sp.hyper, lambda ap, bq, z: _simple(tuple(ap), tuple(bq), z, positive))
    basis = Basis(positive)
    for _ in range(3):  # reducible functions bring in others of lower order
        groups: dict[tuple[object, ...], list[Instance]] = {}
        for h in sorted(expr.atoms(sp.hyper), key=sp.default_sort_key):
            instance = (tuple(h.ap), tuple(h.bq), h.argument)
            groups.setdefault(_key(instance), []).append(instance)
        if not groups:
            break
        change = {}
        for members in groups.values():
            lowest, highest = _corner(members)
            for ap, bq, z in members:
                steps = _steps(ap, bq, lowest, highest)
                change[sp.hyper(ap, bq, z)] = basis.raised(lowest, highest, z, *steps)
        expr = expr.xreplace(change)
    return expr


def _simple(ap: tuple[sp.Expr, ...], bq: tuple[sp.Expr, ...], z: sp.Expr, positive: Positive) -> sp.Expr:
    """Common parameters cancelled; polynomials, 0F0 and 1F0 written out; Gauss's sum (DLMF 15.4.20)."""
    upper, lower = [canonical(a) for a in ap], [canonical(b) for b in bq]
    for a in tuple(upper):
        if a in lower and not (a.is_integer and not a.is_positive):
            upper.remove(a)
            lower.remove(a)
    ends = [a for a in upper if a.is_Integer and a <= 0]
    if ends and not any(b.is_Integer and b <= 0 for b in lower):
        return _polynomial(upper, lower, z, -int(max(ends)))
    if z == 0:
        return sp.S.One
    if not upper and not lower:
        return sp.exp(z)
    if len(upper) == 1 and not lower:
        return (1 - z) ** (-upper[0])
    if len(upper) == 2 and len(lower) == 1 and z == 1:
        (a, b), (c,) = upper, lower
        whole = any((-p).is_integer and (-p).is_nonnegative for p in upper)
        if whole or positive(c - a - b):
            return sp.gamma(c) * sp.gamma(c - a - b) / (sp.gamma(c - a) * sp.gamma(c - b))
    if len(upper) == 2 and len(lower) == 1 and z in (-1, sp.S.Half):
        return _value(upper[0], upper[1], lower[0], z)
    return sp.hyper(upper, lower, z)


def _value(a: sp.Expr, b: sp.Expr, c: sp.Expr, z: sp.Expr) -> sp.Expr:
    """Values at -1 and 1/2 where parameters are related: DLMF 15.4.26, 15.4.28, 15.4.30."""
    half = sp.S.Half
    for first, second in ((a, b), (b, a)):
        if z == -1 and canonical(first - second + 1 - c) == 0:
            above = sp.gamma(c) * sp.gamma(first / 2 + 1)
            return above / (sp.gamma(first + 1) * sp.gamma(first / 2 - second + 1))
    if z == half and canonical((a + b + 1) / 2 - c) == 0:
        return sp.sqrt(sp.pi) * sp.gamma(c) / (sp.gamma(a / 2 + half) * sp.gamma(b / 2 + half))
    if z == half and canonical(a + b - 1) == 0:
        below = sp.gamma((a + c) / 2) * sp.gamma((c - a + 1) / 2)
        return 2 ** (1 - c) * sp.sqrt(sp.pi) * sp.gamma(c) / below
    return sp.hyper([a, b], [c], z)


def _polynomial(upper: list[sp.Expr], lower: list[sp.Expr], z: sp.Expr, degree: int) -> sp.Expr:
    if degree > LONGEST:
        raise NotReducible("a polynomial is too long")
    total, term = sp.S.Zero, sp.S.One
    for k in range(degree + 1):
        total += term
        term = term * z / (k + 1) * sp.Mul(*(a + k for a in upper)) / sp.Mul(*(b + k for b in lower))
    return total


def _key(instance: Instance) -> tuple[object, ...]:
    ap, bq, z = instance
    return _bases(ap), _bases(bq), z


def _bases(parameters: Iterable[sp.Expr]) -> tuple[sp.Expr, ...]:
    return tuple(sorted((parted(p)[0] for p in parameters), key=sp.default_sort_key))


def _sorted(parameters: Iterable[sp.Expr]) -> list[sp.Expr]:
    """By base, then by whole steps, so that contiguous sets match place by place."""
    return sorted(parameters, key=lambda p: (sp.default_sort_key(parted(p)[0]), parted(p)[1]))


def _corner(members: list[Instance]) -> tuple[tuple[sp.Expr, ...], tuple[sp.Expr, ...]]:
    uppers = zip(*(_sorted(ap) for ap, _, _ in members), strict=True)
    lowers = zip(*(_sorted(bq) for _, bq, _ in members), strict=True)
    lowest = tuple(min(places, key=lambda p: parted(p)[1]) for places in uppers)
    highest = tuple(max(places, key=lambda p: parted(p)[1]) for places in lowers)
    return lowest, highest


def _steps(
    ap: Sequence[sp.Expr], bq: Sequence[sp.Expr], lowest: Sequence[sp.Expr], highest: Sequence[sp.Expr]
) -> tuple[list[int], list[int]]:
    ups = [parted(a)[1] - parted(low)[1] for a, low in zip(_sorted(ap), lowest, strict=True)]
    downs = [parted(high)[1] - parted(b)[1] for b, high in zip(_sorted(bq), highest, strict=True)]
    return ups, downs


class Basis:
    """Names for theta^k F, and polynomials in theta applied to F written in them."""

    def __init__(self, positive: Positive) -> None:
        self._positive = positive
        self._names: dict[tuple[object, ...], sp.Dummy] = {}

    def raised(
        self,
        lowest: Sequence[sp.Expr],
        highest: Sequence[sp.Expr],
        z: sp.Expr,
        ups: Sequence[int],
        downs: Sequence[int],
    ) -> sp.Expr:
        """F with upper parameters higher and lower parameters lower by whole steps."""
        theta = sp.Dummy("theta")
        factors, scale = [], sp.S.One
        for a, up in zip(lowest, ups, strict=True):
            factors += [theta + a + j for j in range(up)]
            scale *= sp.Mul(*(a + j for j in range(up)))
        for c, down in zip(highest, downs, strict=True):
            factors += [theta + c - j for j in range(1, down + 1)]
            scale *= sp.Mul(*(c - j for j in range(1, down + 1)))
        if scale == 0:
            raise NotReducible("a parameter passes through zero")
        return self._applied(sp.Poly(sp.Mul(*factors), theta), tuple(lowest), tuple(highest), z) / scale

    def _applied(
        self, operator: sp.Poly, ap: tuple[sp.Expr, ...], bq: tuple[sp.Expr, ...], z: sp.Expr
    ) -> sp.Expr:
        theta = operator.gen
        for a in ap:
            if canonical(a + 1) in bq:  # (theta + a) F = a F without a and a + 1
                rest, value = sp.div(operator, sp.Poly(theta + a, theta))
                less = [b for b in bq if b != canonical(a + 1)]
                less += [canonical(a + 1)] * (bq.count(canonical(a + 1)) - 1)
                fewer = list(ap)
                fewer.remove(a)
                whole = value.as_expr() * self._name(ap, bq, z, 0)
                if rest.is_zero:
                    return whole
                return whole + a * self._applied(rest, tuple(fewer), tuple(less), z)
        order = max(len(ap), len(bq) + 1)
        if not ap and not bq:
            return _of_exponential(operator, z)
        if len(ap) == 1 and not bq:
            return _of_power(operator, ap[0], z)
        names = [self._name(ap, bq, z, k) for k in range(order)]
        rows = _powers_of_theta(ap, bq, order, operator.degree(), z)
        total = sp.S.Zero
        for (k,), coefficient in operator.terms():
            total += coefficient * sp.Add(*(c * name for c, name in zip(rows[k], names, strict=True)))
        return total

    def _name(self, ap: Sequence[sp.Expr], bq: Sequence[sp.Expr], z: sp.Expr, k: int) -> sp.Dummy:
        key = (tuple(_sorted(ap)), tuple(_sorted(bq)), z, k)
        return self._names.setdefault(key, sp.Dummy("F"))


def _of_exponential(operator: sp.Poly, z: sp.Expr) -> sp.Expr:
    w = sp.Dummy("w")
    return _by_differentiation(operator, sp.exp(w), w, z)


def _of_power(operator: sp.Poly, a: sp.Expr, z: sp.Expr) -> sp.Expr:
    w = sp.Dummy("w")
    return _by_differentiation(operator, (1 - w) ** (-a), w, z)


def _by_differentiation(operator: sp.Poly, function: sp.Expr, w: sp.Dummy, z: sp.Expr) -> sp.Expr:
    total, power = sp.S.Zero, function
    coefficients = operator.all_coeffs()[::-1]
    for coefficient in coefficients:
        total += coefficient * power
        power = w * sp.diff(power, w)
    return total.xreplace({w: z})


def _powers_of_theta(
    ap: Sequence[sp.Expr], bq: Sequence[sp.Expr], order: int, most: int, z: sp.Expr
) -> list[list[sp.Expr]]:
    """theta^k F for k = 0, 1, ..., `most`, as coefficients of theta^j F, j < order."""
    theta, w = sp.Dummy("theta"), sp.Dummy("w")
    left = sp.Poly(theta * sp.Mul(*(theta + b - 1 for b in bq)), theta)
    right = sp.Poly(sp.Mul(*(theta + a for a in ap)), theta)
    if len(ap) > len(bq) + 1:
        raise NotReducible("a hypergeometric series that converges nowhere")
    leading = left.coeff_monomial(theta**order) - w * right.coeff_monomial(theta**order)
    highest = [
        -(left.coeff_monomial(theta**k) - w * right.coeff_monomial(theta**k)) / leading for k in range(order)
    ]
    rows = [[sp.S.One if j == k else sp.S.Zero for j in range(order)] for k in range(order)]
    while len(rows) <= most:
        last = rows[-1]
        slopes = [w * sp.diff(c, w) for c in last]
        shifted = [sp.S.Zero, *last[:-1]]
        rows.append([s + t + last[-1] * h for s, t, h in zip(slopes, shifted, highest, strict=True)])
    return [[c.xreplace({w: z}) if isinstance(c, sp.Expr) else c for c in row] for row in rows]


def _transformed(found: list[Instance], positive: Positive) -> dict[sp.Expr, sp.Expr]:
    """Kummer's, Euler's and Pfaff's transformations, where they make functions contiguous."""
    change: dict[sp.Expr, sp.Expr] = {}
    known: list[Instance] = []
    for instance in found:
        if not any(_key(instance) == _key(k) for k in known):
            for other, factor in _alternatives(instance, positive):
                if any(_key(other) == _key(k) for k in known):
                    ap, bq, z = instance
                    change[sp.hyper(ap, bq, z)] = factor * sp.hyper(*other)
                    break
            else:
                known.append(instance)
    return change


def _alternatives(instance: Instance, positive: Positive) -> Iterable[tuple[Instance, sp.Expr]]:
    ap, bq, z = instance
    if len(ap) == 1 and len(bq) == 1:  # DLMF 13.2.39
        yield ((canonical(bq[0] - ap[0]),), bq, canonical(-z)), sp.exp(z)
    if len(ap) == 2 and len(bq) == 1:
        (c,) = bq
        moved = canonical(z / (z - 1))
        if not (off_the_cut(z, positive) or off_the_cut(moved, positive)):
            return
        for a, b in multiset_permutations(list(ap)):  # DLMF 15.8.1
            yield ((a, canonical(c - b)), bq, moved), (1 - z) ** (-a)
        a, b = ap
        yield ((canonical(c - a), canonical(c - b)), bq, z), (1 - z) ** (c - a - b)


def off_the_cut(z: sp.Expr, positive: Positive) -> bool:
    """Whether z is shown to lie off the cut [1, oo), or in the unit disc."""
    return positive(1 - z) if z.is_real else positive(1 - sp.Abs(z))
