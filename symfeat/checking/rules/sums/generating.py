"""Generating functions of polynomials and numbers, from the literature (DLMF 10.12, 18.12, 24.2, 26.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symfeat.checking.exact import Unproved
from symfeat.checking.rules.integrals.terms import require
from symfeat.checking.rules.rule import Ask

exp, log, sqrt = sp.exp, sp.log, sp.sqrt


@dataclass(frozen=True)
class Generator:
    """sum over k >= 0 of weight(k) f(k, *parameters) z^k is value(z, *parameters) for |z| < radius.

    `inside` gives the expressions that must not be negative.
    """

    source: str
    value: Callable[..., sp.Expr]
    radius: sp.Expr = sp.S.One
    exponential: bool = False
    inside: Callable[..., tuple[sp.Expr, ...]] = lambda *_: ()


def _unit(*parameters: sp.Expr) -> tuple[sp.Expr, ...]:
    return 1 - parameters[-1], 1 + parameters[-1]


def _quadratic(x: sp.Expr, z: sp.Expr) -> sp.Expr:
    return 1 - 2 * x * z + z**2


GENERATORS: dict[tuple[type, int], Generator] = {
    (sp.legendre, 1): Generator("DLMF 18.12.11", lambda z, x: 1 / sqrt(_quadratic(x, z)), inside=_unit),
    (sp.chebyshevt, 1): Generator("DLMF 18.12.8", lambda z, x: (1 - x * z) / _quadratic(x, z), inside=_unit),
    (sp.chebyshevu, 1): Generator("DLMF 18.12.10", lambda z, x: 1 / _quadratic(x, z), inside=_unit),
    (sp.gegenbauer, 2): Generator(
        "DLMF 18.12.4",
        lambda z, order, x: _quadratic(x, z) ** -order,
        inside=lambda order, x: (*_unit(x), order),
    ),
    (sp.hermite, 1): Generator("DLMF 18.12.15", lambda z, x: exp(2 * x * z - z**2), sp.oo, exponential=True),
    (sp.laguerre, 1): Generator("DLMF 18.12.13", lambda z, x: exp(-x * z / (1 - z)) / (1 - z)),
    (sp.assoc_laguerre, 2): Generator(
        "DLMF 18.12.13", lambda z, a, x: (1 - z) ** (-a - 1) * exp(-x * z / (1 - z))
    ),
    (sp.harmonic, 0): Generator("Concrete Mathematics 7.43", lambda z: -log(1 - z) / (1 - z)),
    # SymPy's first Bernoulli number is +1/2, that of the polynomial at 1.
    (sp.bernoulli, 0): Generator(
        "DLMF 24.2.3", lambda z: z * exp(z) / (exp(z) - 1), 2 * sp.pi, exponential=True
    ),
    (sp.bernoulli, 1): Generator(
        "DLMF 24.2.3", lambda z, x: z * exp(x * z) / (exp(z) - 1), 2 * sp.pi, exponential=True
    ),
    (sp.euler, 0): Generator("DLMF 24.2.6", lambda z: 1 / sp.cosh(z), sp.pi / 2, exponential=True),
    (sp.euler, 1): Generator(
        "DLMF 24.2.8", lambda z, x: 2 * exp(x * z) / (exp(z) + 1), sp.pi, exponential=True
    ),
    (sp.bell, 0): Generator("DLMF 26.7.5", lambda z: exp(exp(z) - 1), sp.oo, exponential=True),
}
HEADS = tuple({head for head, _ in GENERATORS})


def generated(z: sp.Expr, rest: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """The sum of z^k times the rest, where this is a known sequence over 1 or over k factorial."""
    constant, core = rest.as_independent(k, as_Add=False)
    found = [f for f in core.atoms(*HEADS) if f.args[0] in (k, 2 * k)]
    if len(found) != 1 or not (low.is_Integer and 0 <= low <= 4):
        raise Unproved("no sequence with a known generating function")
    (sequence,) = found
    parameters = sequence.args[1:]
    generator = GENERATORS.get((type(sequence), len(parameters)))
    weight = core / sequence
    if sequence.args[0] == 2 * k:
        return constant * _even_part(z, weight, sequence, k, low, ask)
    if generator is None or any(k in p.free_symbols for p in parameters):
        raise Unproved("no sequence with a known generating function")
    if weight != (1 / sp.factorial(k) if generator.exponential else 1):
        raise Unproved(f"no generating function with the weight {weight}")
    if generator.radius != sp.oo:
        if not all(p.is_real for p in (*parameters, z)):
            raise Unproved("a parameter may not be real")
        require(ask, generator.radius, ">", z if z.is_nonnegative else sp.Abs(z))
    for expression in generator.inside(*parameters):
        require(ask, expression, ">=")
    head = sp.Add(*((z**k * weight * sequence).xreplace({k: sp.Integer(j)}) for j in range(int(low))))
    return constant * (generator.value(z, *parameters) - head)


def _even_part(
    z: sp.Expr, weight: sp.Expr, sequence: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask
) -> sp.Expr:
    """The sum of z^k times every second number of a sequence: half of what z^(1/2) and -z^(1/2) give."""
    root = sp.sqrt(z)
    whole = sequence.func(k, *sequence.args[1:])
    if weight not in (1, 1 / sp.factorial(2 * k)):
        raise Unproved(f"no generating function with the weight {weight}")
    rest = whole if weight == 1 else whole / sp.factorial(k)
    halves = [generated(sign * root, rest, k, sp.S.Zero, ask) for sign in (1, -1)]
    terms = (z**k * weight * sequence).xreplace
    return sp.Add(*halves) / 2 - sp.Add(*(terms({k: sp.Integer(j)}) for j in range(int(low))))
