"""Signs of expressions, proved from those of symbols: term by term, by conjugation, by shifting bounds."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy.polys.rings import PolyElement

from symfeat.checking.exact.ring import Generator, NotReducible, Slack
from symfeat.checking.exact.sign import (
    NONNEGATIVE,
    POSITIVE,
    UNKNOWN,
    ZERO,
    Sign,
    sign_by_assumption,
    sign_from_facts,
    sign_of_sum,
)
from symfeat.checking.exact.tower import Tower

DEPTH = 4  # how many rules may be nested before the search gives up
SIGN_BUDGET = 150  # polynomials whose sign one search may ask for


def sign_of_rewritten(tower: Tower, expr: sp.Expr, depth: int = DEPTH) -> Sign | None:
    """The sign of an expression that the tower rewrote; None where the normal form cannot be had."""
    if depth == DEPTH:
        tower.sign_budget = SIGN_BUDGET
    try:
        numerator, denominator = tower.fraction(expr)
        return _of_poly(tower, numerator, depth) * _of_poly(tower, denominator, depth).without_zero()
    except NotReducible:
        return None


def sign_of(tower: Tower, expr: sp.Expr, *, strict: bool = False) -> Sign:
    """The sign of an expression on the domain that the tower's symbols and facts describe.

    The form in which the expression is written comes first: a sum of terms that are not negative, a product
    of factors of known sign. Only what that leaves open is multiplied out; `strict` asks for that, too, where
    only zero is left to be ruled out.
    """
    if expr not in tower.tree_memo:
        tower.tree_memo[expr] = _of_tree(tower, expr)
    written = tower.tree_memo[expr]
    if not strict or written.known:
        return written
    with tower.strictly():
        return _multiplied_out(tower, expr, written)


def _of_tree(tower: Tower, expr: sp.Expr) -> Sign:
    if (known := sign_from_facts(expr, tower.given)) is not None:
        return known
    written = sign_by_assumption(expr) if expr.is_Symbol or expr.is_number else UNKNOWN
    if isinstance(expr, sp.Mul):
        written = POSITIVE
        for factor in expr.args:
            written = written * sign_of(tower, factor)
    elif isinstance(expr, sp.Pow) and expr.exp.is_Rational:
        base = sign_of(tower, expr.base)
        base = base if expr.exp > 0 else base.without_zero()
        real = base.nonnegative or base.nonpositive or expr.base.is_extended_real
        if expr.exp.is_Integer and real:
            written = base ** abs(int(expr.exp))
        elif base.nonnegative:
            written = base
    elif isinstance(expr, sp.Add):
        written = sign_of_sum([(term, sign_of(tower, term)) for term in expr.args])
    if written.nonnegative or written.nonpositive or expr.is_Symbol:
        return written
    return _multiplied_out(tower, expr, written)


def _multiplied_out(tower: Tower, expr: sp.Expr, written: Sign) -> Sign:
    if not tower.search:
        return written
    try:
        found = sign_of_rewritten(tower, tower.rewrite(expr)) or UNKNOWN
    except NotReducible:
        return written
    return Sign(written.possible & found.possible or written.possible)


def _of_poly(tower: Tower, poly: PolyElement, depth: int) -> Sign:
    """The sign of a polynomial: that of its factors."""
    if not poly:
        return ZERO
    poly = tower.lift(poly)
    constant, factors = poly.factor_list()
    sign = POSITIVE if constant > 0 else -POSITIVE
    for factor, power in factors:
        sign = sign * _of_factor(tower, factor, depth) ** int(power)
    return sign


def _of_factor(tower: Tower, poly: PolyElement, depth: int) -> Sign:
    known = tower.sign_memo.get((poly, depth))
    if known is None:
        known = UNKNOWN
        _require_real(tower, poly, depth)
        tower.sign_budget -= 1
        if tower.sign_budget < 0:
            raise NotReducible("the sign was not found within the search's budget")
        for found in _attempts(tower, poly, depth):
            # Each attempt is a proof, so what two of them allow is what both allow.
            known = Sign(known.possible & found.possible or known.possible)
            if known.known or (not tower.strict and (known.nonnegative or known.nonpositive)):
                break
        tower.sign_memo[poly, depth] = known
    return known


def _require_real(tower: Tower, expr: PolyElement | sp.Expr, depth: int) -> None:
    """Signs are those of real numbers: no rule may reason about a root, say, that is not known to be one."""
    for symbol in sorted(expr.as_expr().free_symbols, key=str):
        _of_symbol(tower, symbol, depth)


def _attempts(tower: Tower, poly: PolyElement, depth: int) -> Iterator[Sign]:
    yield _termwise(tower, poly, depth)
    if depth <= 0:
        return
    yield from _against_facts(tower, poly)
    yield from _shift_exponentials(tower, poly, depth)
    yield from _dominate(tower, poly, depth)
    yield from _conjugate(tower, poly, depth)
    yield from _shift_by_facts(tower, poly, depth)
    yield from _complete_square(tower, poly, depth)


def _termwise(tower: Tower, poly: PolyElement, depth: int) -> Sign:
    total = ZERO
    for monomial, coefficient in poly.items():
        sign = POSITIVE if coefficient > 0 else -POSITIVE
        for symbol, power in zip(poly.ring.symbols, monomial, strict=True):
            if power:
                sign = sign * _of_symbol(tower, symbol, depth) ** int(power)
        total = total + sign
        if total == UNKNOWN:
            return total
    return total


def _of_symbol(tower: Tower, symbol: sp.Symbol, depth: int) -> Sign:
    generator = next((g for g in tower.generators if g.symbol == symbol), None)
    if generator is None:
        if symbol.is_extended_real is not True:
            raise NotReducible(f"{symbol} may not be real")
        return sign_by_assumption(symbol)
    if generator.symbol not in tower.generator_signs:
        tower.generator_signs[generator.symbol] = None  # asked again before it is answered: a cycle
        try:
            tower.generator_signs[generator.symbol] = _of_generator(tower, generator, depth)
        finally:
            if tower.generator_signs[generator.symbol] is None:
                del tower.generator_signs[generator.symbol]
    known = tower.generator_signs[generator.symbol]
    if known is None:
        raise NotReducible(f"the sign of {generator.meaning} depends on itself")
    return known


def _of_generator(tower: Tower, generator: Generator, depth: int) -> Sign:
    meaning = generator.meaning
    if isinstance(meaning, sp.exp):
        real, sign = meaning.args[0].is_extended_real, POSITIVE
    elif generator.degree:
        base = sign_of_rewritten(tower, generator.base, depth - 1) or UNKNOWN
        real, sign = base.nonnegative, POSITIVE if base.positive else NONNEGATIVE
    elif isinstance(meaning, sp.log):
        argument = tower.rewrite(meaning.args[0])
        with tower.strictly():
            real = (sign_of_rewritten(tower, argument, depth - 1) or UNKNOWN).positive
        sign = sign_of_rewritten(tower, argument - 1, depth - 1) or UNKNOWN
    else:
        _require_real(tower, meaning, depth)
        real, sign = meaning.is_extended_real, sign_by_assumption(meaning)
    if not real:
        raise NotReducible(f"{meaning} may not be real")
    return sign


def _against_facts(tower: Tower, poly: PolyElement) -> Iterator[Sign]:
    """A known relation may be this very polynomial, up to a positive number."""
    for fact, strict in tower.facts:
        try:
            numerator, denominator = tower.fraction(fact)
        except NotReducible:
            continue
        poly = tower.lift(poly)
        if not numerator or denominator != 1:
            continue
        ratio = numerator.LC / poly.LC
        if numerator == poly * ratio:
            sign = POSITIVE if strict else NONNEGATIVE
            yield sign if ratio > 0 else -sign


def _coefficient(poly: PolyElement, index: int, power: int) -> PolyElement:
    """What a power of one symbol is multiplied by."""
    parts = {m[:index] + (0,) + m[index + 1 :]: c for m, c in poly.items() if m[index] == power}
    return poly.ring.from_dict(parts)


def _conjugate(tower: Tower, poly: PolyElement, depth: int) -> Iterator[Sign]:
    """a + b sqrt(c) has the sign of b where b^2 c > a^2, and that of a where a^2 > b^2 c."""
    for generator in tuple(tower.generators):
        poly = tower.lift(poly)  # a question asked on the way may have enlarged the ring
        if generator.degree != 2:
            continue
        index = poly.ring.symbols.index(generator.symbol)
        if max(m[index] for m in poly) != 1:
            continue
        a, b = (_coefficient(poly, index, power) for power in range(2))
        if not a:
            continue
        base, below = tower.relation(generator)
        squares, factor = tower.reduce(a**2 * below - b**2 * base)
        gap = (
            _of_poly(tower, squares, depth - 1)
            * _of_poly(tower, factor, depth - 1).without_zero()
            * _of_poly(tower, below, depth - 1).without_zero()
        )
        for rules, leader in ((gap.nonpositive, b), (gap.nonnegative, a)):
            if rules:
                sign = _of_poly(tower, leader, depth - 1)
                yield sign if gap.known and gap.nonzero else Sign(sign.possible | {0})


def _dominate(tower: Tower, poly: PolyElement, depth: int) -> Iterator[Sign]:
    """sqrt(x^2 + c) with c >= 0 is used as p + x, or as p - x, with p >= 0 (p > 0 where c > 0)."""
    for number, generator in enumerate(tuple(tower.generators)):
        expr = poly.as_expr()
        if generator.degree != 2 or generator.symbol not in expr.free_symbols:
            continue
        for x in sorted(generator.base.free_symbols & expr.free_symbols, key=str):
            rest = sp.expand(generator.base - x**2)
            above = UNKNOWN if x in rest.free_symbols else sign_of_rewritten(tower, rest, 0) or UNKNOWN
            if not above.nonnegative:
                continue
            slack = Slack(f"q{number}", **{"positive" if above.positive else "nonnegative": True})
            if slack in expr.free_symbols:
                continue  # it stands for the root less or plus something else already
            for sign in (1, -1):
                bounded = expr.xreplace({generator.symbol: slack + sign * x})
                yield sign_of_rewritten(tower, bounded, depth - 1) or UNKNOWN


def _shift_exponentials(tower: Tower, poly: PolyElement, depth: int) -> Iterator[Sign]:
    """exp(m) = 1 + p with p of the sign of m; then term by term."""
    shifted = poly.as_expr()
    changed = False
    for generator in tower.generators:
        if isinstance(generator.meaning, sp.exp) and generator.symbol in shifted.free_symbols:
            inside = tower.rewrite(generator.meaning.args[0])
            exponent = sign_of_rewritten(tower, inside, depth - 1) or UNKNOWN
            if not exponent.nonnegative:
                continue
            known = {"positive" if exponent.positive else "nonnegative": True}
            step = Slack(f"{generator.symbol.name}'", **known)
            shifted, changed = shifted.xreplace({generator.symbol: 1 + step}), True
    if changed:
        yield sign_of_rewritten(tower, shifted, min(depth - 1, 2)) or UNKNOWN


def _shift_by_facts(tower: Tower, poly: PolyElement, depth: int) -> Iterator[Sign]:
    """A known bound s > bound is used as s = bound + p with p > 0."""
    expr = poly.as_expr()
    for number, (fact, strict) in enumerate(tower.facts):
        for symbol in sorted(fact.free_symbols & expr.free_symbols, key=str):
            slope = sp.diff(fact, symbol)
            if symbol in slope.free_symbols:
                continue
            rest = sp.expand(fact - slope * symbol)
            step = Slack(f"p{number}", **({"positive": True} if strict else {"nonnegative": True}))
            if step in expr.free_symbols:
                continue
            moved = expr.xreplace({symbol: (step - rest) / slope})
            yield sign_of_rewritten(tower, moved, depth - 1) or UNKNOWN


def _complete_square(tower: Tower, poly: PolyElement, depth: int) -> Iterator[Sign]:
    """a x^2 + b x + c with a > 0 and 4 a c >= b^2 is nonnegative (positive if strictly so)."""
    for symbol in poly.ring.symbols:
        poly = tower.lift(poly)
        index = poly.ring.symbols.index(symbol)
        if max(m[index] for m in poly) != 2:
            continue
        c, b, a = (_coefficient(poly, index, power) for power in range(3))
        discriminant, factor = tower.reduce(4 * a * c - b**2)
        leading = _of_poly(tower, a, depth - 2)
        if not (leading.positive or leading.negative):
            continue
        gap = _of_poly(tower, discriminant, depth - 2) * _of_poly(tower, factor, depth - 2).without_zero()
        if gap.nonnegative:
            yield leading * (POSITIVE if gap.positive else NONNEGATIVE)
