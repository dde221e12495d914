"""Definite integrals from the literature, each with the conditions under which it is applied."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symfeat.checking.exact.ring import Slack

T = Slack("t", positive=True)
Condition = tuple[sp.Expr, str]


@dataclass(frozen=True)
class Formula:
    """The integral of `pattern` in T over `limits` is `value` where each condition compares with zero."""

    source: str
    pattern: sp.Expr
    limits: tuple[sp.Expr, sp.Expr]
    value: sp.Expr
    conditions: tuple[Condition, ...] = ()


def wild(name: str, *, integer: bool = False) -> sp.Wild:
    """A parameter of a formula, which does not depend on T."""
    properties = [lambda e: bool(e.is_integer)] if integer else []
    return sp.Wild(name, exclude=[T], properties=properties)


a, b, c, d, s, p, x, m, r = (wild(name) for name in ("a", "b", "c", "d", "s", "p", "x", "m", "r"))
n = wild("n", integer=True)
pi, half = sp.pi, sp.S.Half
HALF_LINE, UNIT = (sp.S.Zero, sp.oo), (sp.S.Zero, sp.S.One)
TO_PI, TO_HALF_PI, TURN = (sp.S.Zero, pi), (sp.S.Zero, pi / 2), (sp.S.Zero, 2 * pi)
sin, cos, exp, log, sqrt, gamma, zeta = sp.sin, sp.cos, sp.exp, sp.log, sp.sqrt, sp.gamma, sp.zeta
GR = "Gradshteyn-Ryzhik"

OSCILLATING = (
    Formula(f"{GR} 3.721.1", sin(a * T) / T, HALF_LINE, pi / 2, ((a, ">"),)),
    Formula(
        f"{GR} 3.941.1", exp(p * T) * sin(a * T) / T, HALF_LINE, sp.atan(-a / p), ((-p, ">"), (a, "real"))
    ),
    Formula(f"{GR} 3.821.9", sin(a * T) ** 2 / T**2, HALF_LINE, pi * a / 2, ((a, ">"),)),
    Formula(
        f"{GR} 3.723.2",
        cos(a * T) / (c + d * T**2),
        HALF_LINE,
        pi / (2 * sqrt(c) * sqrt(d)) * exp(-a * sqrt(c) / sqrt(d)),
        ((a, ">="), (c, ">"), (d, ">")),
    ),
    Formula(
        f"{GR} 3.723.3",
        T * sin(a * T) / (c + d * T**2),
        HALF_LINE,
        pi / (2 * d) * exp(-a * sqrt(c) / sqrt(d)),
        ((a, ">"), (c, ">"), (d, ">")),
    ),
    Formula(
        f"{GR} 3.712.1",
        sin(a * T**p),
        HALF_LINE,
        gamma(1 / p) * sin(pi / (2 * p)) / (p * a ** (1 / p)),
        ((a, ">"), (p - 1, ">")),
    ),
    Formula(
        f"{GR} 3.712.2",
        cos(a * T**p),
        HALF_LINE,
        gamma(1 / p) * cos(pi / (2 * p)) / (p * a ** (1 / p)),
        ((a, ">"), (p - 1, ">")),
    ),
    Formula(
        "DLMF 5.9.7",
        T**s * sin(a * T),
        HALF_LINE,
        gamma(s + 1) * sin(pi * (s + 1) / 2) / a ** (s + 1),
        ((a, ">"), (s + 2, ">"), (-s, ">"), (s + 1, "!=")),
    ),
    Formula(
        "DLMF 5.9.6",
        T**s * cos(a * T),
        HALF_LINE,
        gamma(s + 1) * cos(pi * (s + 1) / 2) / a ** (s + 1),
        ((a, ">"), (s + 1, ">"), (-s, ">")),
    ),
    Formula(
        f"{GR} 3.981.1",
        sin(a * T) / sp.sinh(b * T),
        HALF_LINE,
        pi / (2 * b) * sp.tanh(pi * a / (2 * b)),
        ((a, ">"), (b, ">")),
    ),
    Formula(
        f"{GR} 3.981.3",
        cos(a * T) / sp.cosh(b * T),
        HALF_LINE,
        pi / (2 * b) / sp.cosh(pi * a / (2 * b)),
        ((a, "real"), (b, ">")),
    ),
)
ZETA = (
    Formula(
        "DLMF 25.5.1",
        T**s / (exp(a * T) - 1),
        HALF_LINE,
        gamma(s + 1) * zeta(s + 1) / a ** (s + 1),
        ((a, ">"), (s, ">")),
    ),
    Formula(
        "DLMF 25.5.3",
        T**s / (exp(a * T) + 1),
        HALF_LINE,
        (1 - 2**-s) * gamma(s + 1) * zeta(s + 1) / a ** (s + 1),
        ((a, ">"), (s + 1, ">"), (s, "!=")),
    ),
    Formula(
        "DLMF 25.5.2",
        T**s * exp(T) / (exp(T) - 1) ** 2,
        HALF_LINE,
        gamma(s + 1) * zeta(s),
        ((s - 1, ">"),),
    ),
    Formula(
        f"{GR} 3.523.1",
        T**s / sp.sinh(a * T),
        HALF_LINE,
        (2 ** (s + 1) - 1) / (2**s * a ** (s + 1)) * gamma(s + 1) * zeta(s + 1),
        ((a, ">"), (s, ">")),
    ),
    Formula(
        "DLMF 25.11.25",
        T**s * exp(a * T) / (1 - exp(-T)),
        HALF_LINE,
        gamma(s + 1) * zeta(s + 1, -a),
        ((-a, ">"), (s, ">")),
    ),
)
PERIODIC = (
    Formula(
        "DLMF 19.2.8",
        1 / sqrt(c + d * sin(T) ** 2),
        TO_HALF_PI,
        sp.elliptic_k(-d / c) / sqrt(c),
        ((c, ">"), (c + d, ">")),
    ),
    Formula(
        "DLMF 19.2.8",
        sqrt(c + d * sin(T) ** 2),
        TO_HALF_PI,
        sqrt(c) * sp.elliptic_e(-d / c),
        ((c, ">"), (c + d, ">=")),
    ),
    Formula(
        "DLMF 19.2.8",
        1 / sqrt((1 - T**2) * (1 + d * T**2)),
        UNIT,
        sp.elliptic_k(-d),
        ((1 + d, ">"),),
    ),
    Formula(
        "DLMF 19.2.8",
        1 / (sqrt(1 - T**2) * sqrt(1 + d * T**2)),
        UNIT,
        sp.elliptic_k(-d),
        ((1 + d, ">"),),
    ),
    Formula(
        f"{GR} 3.613.1",
        1 / (a + b * cos(T)),
        TO_PI,
        pi / sqrt(a**2 - b**2),
        ((a + b, ">"), (a - b, ">")),
    ),
    Formula(
        f"{GR} 3.661.4",
        1 / (a + b * sin(T)),
        TURN,
        2 * pi / sqrt(a**2 - b**2),
        ((a + b, ">"), (a - b, ">")),
    ),
    Formula(
        f"{GR} 3.642.3",
        1 / (c * cos(T) ** 2 + d * sin(T) ** 2),
        TO_HALF_PI,
        pi / (2 * sqrt(c) * sqrt(d)),
        ((c, ">"), (d, ">")),
    ),
    Formula(
        f"{GR} 3.642.3",
        1 / (c + d * sin(T) ** 2),
        TO_HALF_PI,
        pi / (2 * sqrt(c) * sqrt(c + d)),
        ((c, ">"), (c + d, ">")),
    ),
    Formula(
        f"{GR} 3.613.2",
        cos(n * T) / (1 + r * cos(T) + r**2 / 4),
        TO_PI,
        pi * (-r / 2) ** n / (1 - r**2 / 4),
        ((r + 2, ">"), (2 - r, ">"), (n, ">=")),
    ),
    Formula(f"{GR} 4.224.3", log(sin(T)), TO_HALF_PI, -pi / 2 * log(2)),
    Formula(f"{GR} 4.224.6", log(cos(T)), TO_HALF_PI, -pi / 2 * log(2)),
    Formula(f"{GR} 4.227.1", log(sp.tan(T)), TO_HALF_PI, sp.S.Zero),
    Formula(f"{GR} 4.227.9", log(1 + sp.tan(T)), (sp.S.Zero, pi / 4), pi / 8 * log(2)),
    Formula(
        f"{GR} 4.224.9",
        log(a + b * cos(T)),
        TO_PI,
        pi * log((a + sqrt(a**2 - b**2)) / 2),
        ((a + b, ">"), (a - b, ">")),
    ),
)
LOGARITHMS = (
    Formula(f"{GR} 4.291.1", log(1 + T) / T, UNIT, pi**2 / 12),
    Formula(f"{GR} 4.291.2", log(1 - T) / T, UNIT, -(pi**2) / 6),
    Formula(f"{GR} 4.231.2", log(T) / (1 - T), UNIT, -(pi**2) / 6),
    Formula(f"{GR} 4.231.1", log(T) / (1 + T), UNIT, -(pi**2) / 12),
    Formula(f"{GR} 4.231.13", log(T) / (1 - T**2), UNIT, -(pi**2) / 8),
    Formula(f"{GR} 4.231.12", log(T) / (1 + T**2), UNIT, -sp.Catalan),
    Formula(f"{GR} 4.531.1", sp.atan(T) / T, UNIT, sp.Catalan),
    Formula(f"{GR} 4.291.8", log(1 + T) / (1 + T**2), UNIT, pi / 8 * log(2)),
    Formula(
        f"{GR} 4.231.8",
        log(T) / (c + d * T**2),
        HALF_LINE,
        pi * log(sqrt(c) / sqrt(d)) / (2 * sqrt(c) * sqrt(d)),
        ((c, ">"), (d, ">")),
    ),
    Formula(
        f"{GR} 4.295.7",
        log(a + b * T**2) / (c + d * T**2),
        HALF_LINE,
        pi / (sqrt(c) * sqrt(d)) * log((sqrt(a) * sqrt(d) + sqrt(b) * sqrt(c)) / sqrt(d)),
        ((a, ">"), (b, ">"), (c, ">"), (d, ">")),
    ),
)
FORMULAS = (*OSCILLATING, *ZETA, *PERIODIC, *LOGARITHMS)
