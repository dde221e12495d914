"""Strategies by form: products and quotients by their factors, polynomials, differences of like products."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.rules.inequalities.polynomials import is_positive_on, shifted_is_positive
from symfeat.checking.rules.inequalities.prover import Goal, Prover, signs_at
from symfeat.checking.rules.inequalities.region import Region

_MOST_OPERATIONS = 250  # beyond which an expression is not factored


def by_factors(prover: Prover, goal: Goal) -> bool:
    """A product has the sign of its factors; a sum is written as a quotient of products first."""
    whole = factored(goal.expr)
    if not whole.is_Mul and not whole.is_Pow:
        return False
    flips, open_factors = 1, []
    for factor in sp.Mul.make_args(whole):
        base, power = factor.as_base_exp()
        if factor.is_number:
            signs = signs_at(factor, goal.region)
            if not signs or 0 in signs:
                return False
            flips *= signs.pop()
        elif power.is_Integer and power % 2 == 0 and _is_real(prover, base, goal):
            if goal.strict and not prover.sign(base, goal.region, goal.depth - 1):
                return False
        else:
            open_factors.append((factor, base, power))
    if len(open_factors) == 1 and open_factors[0][0] == goal.expr and open_factors[0][2] == 1:
        return False
    for factor, base, power in open_factors:
        part = base if power.is_Integer else factor
        signs = signs_at(part, goal.region) - {0}
        if len(signs) != 1:
            return False
        sign = signs.pop()
        strict = goal.strict or (power.is_negative is True)
        if not prover.proves(sign * part, goal.region, strict=strict, depth=goal.depth - 1):
            return False
        if not power.is_even:
            flips *= sign
    return flips > 0


def _is_real(prover: Prover, base: sp.Expr, goal: Goal) -> bool:
    """Whether a base is real: SymPy knows, or its parts have values on the region."""
    return bool(base.is_extended_real) or prover.is_smooth(base, goal.region, 1, smooth=False)


def factored(expr: sp.Expr) -> sp.Expr:
    """The expression as a quotient of products, exponentials of one kind as powers of one of them."""
    if sp.count_ops(expr) > _MOST_OPERATIONS:
        return expr
    names = _exponentials_named(expr)
    try:
        top, below = sp.fraction(sp.together(expr.xreplace(names)))
        whole = sp.factor(top) / sp.factor(below)
    except sp.PolynomialError:
        return expr
    back = {name: sp.exp(e.args[0]) for e, name in names.items() if name.is_Symbol}
    return whole.xreplace(back)


def _exponentials_named(expr: sp.Expr) -> dict[sp.Expr, sp.Expr]:
    """Each exponential as a power of a symbol; it stands for one that occurs, so none is turned."""
    found: dict[sp.Expr, sp.Expr] = {}
    bases: list[tuple[sp.Expr, sp.Symbol]] = []
    size = {e: abs(e.args[0].as_coeff_Mul()[0]) for e in expr.atoms(sp.exp)}
    for part in sorted(size, key=lambda e: (size[e], sp.default_sort_key(e))):
        for argument, name in bases:
            ratio = sp.cancel(part.args[0] / argument)
            if ratio.is_Integer:
                found[part] = name**ratio
                break
        else:
            name = sp.Dummy(positive=True)
            bases.append((part.args[0], name))
            found[part] = name
    return found


def by_polynomial(prover: Prover, goal: Goal) -> bool:
    """Polynomials with rational coefficients: real roots are counted, or all coefficients are positive."""
    expr, symbols = sp.expand(goal.expr), goal.symbols
    if not expr.is_polynomial(*symbols):
        return False
    poly = sp.Poly(expr, *symbols)
    if not all(c.is_Rational for c in poly.coeffs()):
        return False
    if len(symbols) == 1:
        return is_positive_on(poly, goal.region.span(symbols[0]), strict=goal.strict)
    spans = {s: goal.region.span(s) for s in symbols}
    return shifted_is_positive(expr, spans, strict=goal.strict)


def by_logarithms(prover: Prover, goal: Goal) -> bool:
    """Two positive sides, one of them a product with powers, compare as their logarithms do."""
    terms = sp.Add.make_args(goal.expr)
    if len(terms) < 2 or not goal.expr.has(sp.exp, sp.Pow, sp.gamma):
        return False
    groups: dict[int, list[sp.Expr]] = {1: [], -1: []}
    for term in terms:
        signs = signs_at(term, goal.region) - {0}
        if len(signs) != 1:
            return False
        groups[signs.pop()].append(term)
    if not (groups[1] and groups[-1]):
        return False
    above, below = sp.factor_terms(sp.Add(*groups[1])), sp.factor_terms(-sp.Add(*groups[-1]))
    if not (_has_powers(above) or _has_powers(below)) or _mixes_powers(above) or _mixes_powers(below):
        return False
    for side in (above, below):
        if not prover.proves(side, goal.region, strict=True, depth=2):
            return False
    gap = sp.expand(_logarithm(prover, above, goal.region) - _logarithm(prover, below, goal.region))
    if goal.expr.count(sp.exp) + goal.expr.count(sp.Pow) < gap.count(sp.exp) + gap.count(sp.Pow):
        return False
    return prover.proves(gap, goal.region, strict=goal.strict, depth=goal.depth - 1)


def _mixes_powers(expr: sp.Expr) -> bool:
    """Whether some factor is a sum with exponentials, of which a logarithm makes nothing simpler."""
    return any(f.is_Add and f.has(sp.exp) for f in sp.Mul.make_args(expr))


def _has_powers(expr: sp.Expr) -> bool:
    """Whether it is a product whose logarithm is simpler: with an exponential, a power or gamma functions."""
    factors = sp.Mul.make_args(expr)
    return any(
        isinstance(f, (sp.exp, sp.gamma))
        or (f.is_Pow and (not f.exp.is_Integer or (f.base.is_Add and abs(f.exp) > 1)))
        for f in factors
    )


def _logarithm(prover: Prover, expr: sp.Expr, region: Region) -> sp.Expr:
    """The logarithm of a positive product as a sum; what is not known to be positive stays together."""

    def positive(part: sp.Expr) -> bool:
        return bool(part.is_positive) or prover.proves(part, region, strict=True, depth=1)

    def real(part: sp.Expr) -> bool:
        return bool(part.is_real) or prover.is_smooth(part, region, 1)

    total = sp.S.Zero
    kept = []
    for factor in sp.Mul.make_args(expr):
        if isinstance(factor, sp.exp) and real(factor.args[0]):
            total += factor.args[0]
        elif factor.is_Pow and real(factor.exp) and positive(factor.base):
            total += factor.exp * _logarithm(prover, factor.base, region)
        elif isinstance(factor, sp.gamma) and positive(factor.args[0]):
            total += sp.loggamma(factor.args[0])
        elif positive(factor):
            total += sp.log(factor)
        else:
            kept.append(factor)
    return total + (sp.log(sp.Mul(*kept)) if kept else sp.S.Zero)


def _is_linear(expr: sp.Expr) -> bool:
    return (
        bool(expr.is_polynomial())
        and sp.Poly(expr, *sorted(expr.free_symbols, key=str), sp.Dummy()).total_degree() <= 1
    )


def by_exponentiation(prover: Prover, goal: Goal) -> bool:
    """log(a) + b > 0 where a > exp(-b), with a number before the logarithm and none in b."""
    logs = [f for f in goal.expr.atoms(sp.log) if f.free_symbols]
    if len(logs) != 1:
        return False
    name = sp.Dummy()
    written = goal.expr.xreplace({logs[0]: name})
    rate = sp.diff(written, name)
    if not rate.is_Rational or rate == 0:
        return False
    inside, rest = logs[0].args[0], sp.expand(written.xreplace({name: sp.S.Zero}) / rate)
    if not inside.has(sp.exp, sp.cosh, sp.sinh) or not _is_linear(rest):
        return False
    if not prover.proves(inside, goal.region, strict=True, depth=2):
        return False
    gap = sp.sign(rate) * (inside - sp.exp(-rest))
    return prover.proves(gap, goal.region, strict=goal.strict, depth=goal.depth - 1)
