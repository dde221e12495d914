"""Special functions whose orders differ by whole numbers, written in two of them by contiguous relations.

A gamma function, a Bessel function K or I and a Struve function L of order b + n, n whole, become
polynomials in 1/z times those of orders b - 1 and b, b the order without the whole part of its number.
Where b = 1/2 these are elementary. The relations hold wherever both sides are finite; they are facts from
the Digital Library of Mathematical Functions, sections 5.5, 10.27, 10.29, 10.39 and 11.4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.claims.functions import StruveL

Function = Callable[..., Any]
FARTHEST = 16  # steps of order taken; what is farther off stays as it is
HALF = sp.Rational(1, 2)


def to_base_orders(expr: sp.Expr) -> sp.Expr:
    """The expression with special functions of neighbouring orders written in two of them.

    >>> n, x = sp.Symbol("n", positive=True), sp.Symbol("x", positive=True)
    >>> to_base_orders(sp.gamma(n + 2))
    n*(n + 1)*gamma(n)
    """
    if expr.has(*RULES):
        for head, rule in RULES.items():
            expr = expr.replace(head, rule)
    return expr


def split_powers(expr: sp.Expr) -> sp.Expr:
    """The expression with powers of symbolic exponents as exponentials, one for each symbol and prime.

    >>> n, x = sp.Symbol("n", real=True), sp.Symbol("x", positive=True)
    >>> split_powers((2 * x) ** (n + 1))
    2*x*exp(n*log(2))*exp(n*log(x))
    """
    if any(not power.exp.is_Rational for power in expr.atoms(sp.Pow)):
        expr = expr.replace(sp.Pow, _power)
    return expr


def _parted(order: sp.Expr) -> tuple[sp.Expr, int]:
    """An order as a base, whose number lies in [0, 1), and a whole number of steps from it."""
    number, rest = sp.expand(order).as_coeff_Add(rational=True)
    steps = int(sp.floor(number))
    return rest + number - steps, steps


def _upright(order: sp.Expr) -> sp.Expr:
    """Of an order and its negative one, the same for every whole number added to a symbolic order."""
    order = sp.expand(order)
    number, rest = order.as_coeff_Add(rational=True)
    turned = rest.could_extract_minus_sign() if rest else number < 0
    return sp.expand(-order) if turned else order


def _even_besselk(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    return sp.besselk(_upright(order), z)


def _gamma(order: sp.Expr) -> sp.Expr:
    base, steps = _parted(order)
    if base == 0 or abs(steps) > FARTHEST:
        return sp.gamma(order)
    above = sp.Mul(*(base + k for k in range(steps)))
    below = sp.Mul(*(base + k for k in range(steps, 0)))
    return sp.gamma(base) * above / below


def _besselk(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    order = _upright(order)  # K is even in its order
    base, steps = _parted(order)
    decay = sp.sqrt(sp.pi / (2 * z)) * sp.exp(-z)
    pair = _pair(_even_besselk, base, z, decay, decay)
    # K_{n-1} = K_{n+1} - (2 n / z) K_n
    return _climbed(pair, base, steps, lambda n: (2 * n / z, sp.S.One, sp.S.Zero)) or sp.besselk(order, z)


def _besseli(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    base, steps = _parted(order)
    scale = sp.sqrt(2 / (sp.pi * z))
    pair = _pair(sp.besseli, base, z, scale * sp.cosh(z), scale * sp.sinh(z))
    # I_{n-1} = I_{n+1} + (2 n / z) I_n
    return _climbed(pair, base, steps, lambda n: (-2 * n / z, sp.S.One, sp.S.Zero)) or sp.besseli(order, z)


def _struve(order: sp.Expr, z: sp.Expr) -> sp.Expr:
    base, steps = _parted(order)
    scale = sp.sqrt(2 / (sp.pi * z))
    pair = _pair(StruveL, base, z, scale * sp.sinh(z), scale * (sp.cosh(z) - 1))

    def relation(n: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
        # L_{n-1} = L_{n+1} + (2 n / z) L_n + (z/2)^n / (sqrt(pi) Gamma(n + 3/2))
        return -2 * n / z, sp.S.One, -((z / 2) ** n) / (sp.sqrt(sp.pi) * _gamma(n + 3 * HALF))

    return _climbed(pair, base, steps, relation) or StruveL(order, z)


def _pair(
    head: Function, base: sp.Expr, z: sp.Expr, lower: sp.Expr, upper: sp.Expr
) -> tuple[sp.Expr, sp.Expr]:
    """The functions of orders base - 1 and base; at base 1/2, of a positive argument, in elementary form."""
    if base == HALF and z.is_positive:
        return lower, upper
    return head(base - 1, z), head(base, z)


def _climbed(
    pair: tuple[sp.Expr, sp.Expr],
    base: sp.Expr,
    steps: int,
    relation: Callable[[sp.Expr], tuple[sp.Expr, sp.Expr, sp.Expr]],
) -> sp.Expr | None:
    """The function `steps` above the pair's second, where F_{n+1} = p F_n + q F_{n-1} + r, q = 1 or -1."""
    lower, upper = pair
    if abs(steps) > FARTHEST:
        return None
    for k in range(steps):
        p, q, r = relation(base + k)
        lower, upper = upper, p * upper + q * lower + r
    for k in range(-1, steps, -1):
        p, q, r = relation(base + k)
        lower, upper = q * (upper - p * lower - r), lower
    return lower if steps < 0 else upper


def _power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """A power of a positive product: one exponential of a logarithm for each symbol and each prime."""
    if exponent.is_Rational or not base.is_positive:
        return sp.Pow(base, exponent)
    number, rest = sp.expand(exponent).as_coeff_Add(rational=True)
    parts = [sp.Pow(base, number)]
    for factor in sp.Mul.make_args(base):
        inner, power = factor.as_base_exp()
        primes = sp.factorrat(inner) if inner.is_Rational else {inner: 1}
        if not inner.is_positive or not power.is_Rational:
            return sp.Pow(base, number) * sp.exp(rest * sp.log(base))
        parts += [sp.exp(sp.expand(rest * power * n * sp.log(p))) for p, n in primes.items()]
    return sp.Mul(*parts)


RULES = {sp.gamma: _gamma, sp.besselk: _besselk, sp.besseli: _besseli, StruveL: _struve}
