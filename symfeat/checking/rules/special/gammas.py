"""Gamma functions and what is made of them, written in gamma functions of arguments in one strip.

Facts: recurrence DLMF 5.5.1, reflection 5.5.3, multiplication 5.5.6; the same for psi in 5.5.2, 5.5.4, 5.5.9
and, differentiated, in 5.15.5 to 5.15.7. All are relations of meromorphic functions: they hold wherever both
sides are finite.
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from symfeat.checking.exact import NotReducible

FARTHEST = 24
HALF = sp.S.Half


def parted(order: sp.Expr) -> tuple[sp.Expr, int]:
    """An order as a base, whose number lies in [0, 1), and a whole number of steps from it."""
    number, rest = sp.expand(order).as_coeff_Add(rational=True)
    steps = int(sp.floor(number))
    if abs(steps) > FARTHEST and rest:
        raise NotReducible("an order is too far off")
    return rest + number - steps, steps


def _off_poles(base: sp.Expr, steps: int) -> tuple[sp.Expr, int]:
    """A whole base that may be zero moved up by one, so that the function there is finite."""
    moved = base.is_integer and not base.is_positive and (base + 1).is_positive
    return (base + 1, steps - 1) if moved else (base, steps)


def by_gamma(expr: sp.Expr) -> sp.Expr:
    """Factorials, binomial coefficients, beta functions and their like, by gamma functions."""
    for head, rule in _BY_GAMMA.items():
        if expr.has(head):
            expr = expr.replace(head, rule)
    return expr


def _binomial(n: sp.Expr, k: sp.Expr) -> sp.Expr:
    return sp.gamma(_off_the_poles(n + 1)) / (sp.gamma(k + 1) * sp.gamma(n - k + 1))


def _off_the_poles(z: sp.Expr) -> sp.Expr:
    """The argument of a gamma function whose quotient by another may be finite where it is not."""
    if z.is_integer and not z.is_positive:
        raise NotReducible("a quotient of gamma functions of what may be a negative integer")
    return z


def _factorial2(n: sp.Expr) -> sp.Expr:
    """n!! by the parity of n, DLMF 5.4.2 and 5.4.5 with 5.5.5."""
    half = n / 2
    if n.is_even:
        return 2**half * sp.gamma(half + 1)
    if n.is_odd:
        return sp.sqrt(2 / sp.pi) * 2**half * sp.gamma(half + 1)
    raise NotReducible("a double factorial of unknown parity")


def _harmonic(n: sp.Expr, order: sp.Expr = sp.S.One) -> sp.Expr:
    if order == 1:
        return sp.polygamma(0, n + 1) + sp.EulerGamma
    if order.is_Integer and order > 1:  # DLMF 5.15.2 with 5.15.5
        return sp.zeta(order) - (-1) ** order / sp.factorial(order - 1) * sp.polygamma(order - 1, n + 1)
    raise NotReducible("a harmonic number of symbolic order")


def _beta(a: sp.Expr, b: sp.Expr) -> sp.Expr:
    return sp.gamma(_off_the_poles(a)) * sp.gamma(_off_the_poles(b)) / sp.gamma(a + b)  # DLMF 5.12.1


def _catalan(n: sp.Expr) -> sp.Expr:
    return sp.gamma(2 * n + 1) / (sp.gamma(n + 1) * sp.gamma(n + 2))


_BY_GAMMA = {
    sp.factorial: lambda n: sp.gamma(n + 1),
    sp.factorial2: _factorial2,
    sp.binomial: _binomial,
    sp.RisingFactorial: lambda x, n: sp.gamma(_off_the_poles(x) + n) / sp.gamma(x),
    sp.FallingFactorial: lambda x, n: sp.gamma(_off_the_poles(x + 1)) / sp.gamma(x - n + 1),
    sp.beta: lambda a, b=None: _beta(a, a if b is None else b),
    sp.catalan: _catalan,
    sp.digamma: lambda z: sp.polygamma(0, z),
    sp.trigamma: lambda z: sp.polygamma(1, z),
    sp.harmonic: _harmonic,
}  # fmt: skip


def to_strip(expr: sp.Expr) -> sp.Expr:
    """Gamma and polygamma functions of related arguments, written in as few as are independent."""
    if expr.has(sp.gamma):
        expr = _independent_gammas(expr)
    if expr.has(sp.polygamma):
        expr = _independent_polygammas(expr)
    if expr.has(sp.loggamma):
        expr = expr.replace(sp.loggamma, _loggamma)
    return expr


def _independent_gammas(expr: sp.Expr) -> sp.Expr:
    args = {g.args[0] for g in expr.atoms(sp.gamma)}
    parts = {_rest(a) for a in args}

    def gamma(z: sp.Expr) -> sp.Expr:
        times = multiplicity(_rest(z), parts)
        if times > 1:  # DLMF 5.5.6
            number = sp.Integer(times)
            pieces = sp.Mul(*(_gamma((z + k) / number) for k in range(times)))
            return (2 * sp.pi) ** ((1 - number) / 2) * number ** (z - HALF) * pieces
        return _gamma(z)

    return expr.replace(sp.gamma, gamma)


def _rest(z: sp.Expr) -> sp.Expr:
    return sp.expand(z).as_coeff_Add(rational=True)[1]


def multiplicity(rest: sp.Expr, parts: Iterable[sp.Expr]) -> int:
    """The largest whole m such that rest / m or -rest / m stands in another argument, too."""
    most = 1
    for other in parts:
        if rest != 0 and other != 0:
            ratio = sp.cancel(rest / other)
            if ratio.is_Integer and 1 < abs(ratio) <= 6:
                most = max(most, abs(int(ratio)))
    return most


def _gamma(z: sp.Expr) -> sp.Expr:
    base, steps = parted(z)
    if base == 0:
        return sp.gamma(z)
    base, steps = _off_poles(base, steps)
    above = sp.Mul(*(base + k for k in range(steps)))
    below = sp.Mul(*(base + k for k in range(steps, 0)))
    return _gamma_in_strip(base) * above / below


def _gamma_in_strip(base: sp.Expr) -> sp.Expr:
    number, rest = base.as_coeff_Add(rational=True)
    if rest == 0:
        return _gamma_of_number(number)
    if not rest.could_extract_minus_sign() or base.is_integer:
        return sp.gamma(base)
    mirrored = sp.expand(1 - base)  # DLMF 5.5.3
    return sp.pi / (sp.sin(sp.pi * base) * _gamma(mirrored))


def _gamma_of_number(number: sp.Rational) -> sp.Expr:
    """Gamma at a fraction between 0 and 1, by those below 1/2 of odd denominators where possible."""
    if number == HALF:
        return sp.sqrt(sp.pi)
    if number.q % 4 == 2:  # DLMF 5.5.5
        doubled = _gamma(2 * number) / _gamma(number + HALF)
        return 2 ** (1 - 2 * number) * sp.sqrt(sp.pi) * doubled
    if number > HALF:
        return sp.pi / (sp.sin(sp.pi * number) * sp.gamma(1 - number))
    return sp.gamma(number)


def _loggamma(z: sp.Expr) -> sp.Expr:
    """log Gamma(z + n) = log Gamma(z) + sum log(z + k), on the right half-plane alone."""
    base, steps = parted(z)
    if steps <= 0 or not base.is_positive:
        return sp.loggamma(z)
    return sp.loggamma(base) + sp.Add(*(sp.log(base + k) for k in range(steps)))


def _independent_polygammas(expr: sp.Expr) -> sp.Expr:
    found = expr.atoms(sp.polygamma)
    parts = {_rest(p.args[1]) for p in found}

    def polygamma(k: sp.Expr, z: sp.Expr) -> sp.Expr:
        if not (k.is_Integer and k >= 0):
            return sp.polygamma(k, z)
        times = multiplicity(_rest(z), parts)
        if times == 1:
            return _polygamma(k, z)
        number = sp.Integer(times)  # DLMF 5.5.9, 5.15.7
        total = sp.Add(*(_polygamma(k, (z + j) / number) for j in range(times)))
        return total / number ** (k + 1) + (sp.log(number) if k == 0 else 0)

    return expr.replace(sp.polygamma, polygamma)


def _polygamma(k: sp.Expr, z: sp.Expr) -> sp.Expr:
    base, steps = parted(z)
    if base == 0:
        return sp.polygamma(k, z)
    base, steps = _off_poles(base, steps)
    sign = (-1) ** k * sp.factorial(k)
    moved = sp.Add(*(sign / (base + j) ** (k + 1) for j in range(steps)))
    moved -= sp.Add(*(sign / (base + j) ** (k + 1) for j in range(steps, 0)))
    number, rest = base.as_coeff_Add(rational=True)
    turned = rest.could_extract_minus_sign() if rest else number > HALF
    if k == 1 and base == sp.Rational(1, 4):  # DLMF 25.11.40 with 5.15.6
        return sp.pi**2 + 8 * sp.Catalan + moved
    if not turned or base.is_integer:
        return sp.polygamma(k, base) + moved
    mirrored = sp.expand(1 - base)  # DLMF 5.5.4, 5.15.6: psi(1 - y) = psi(y) + pi cot(pi y), y = 1 - base
    y = sp.Dummy("y")
    slope = sp.diff(sp.pi * sp.cot(sp.pi * y), y, int(k)).xreplace({y: mirrored})
    return (-1) ** k * (_polygamma(k, mirrored) + slope) + moved
