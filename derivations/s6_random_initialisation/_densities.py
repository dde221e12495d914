"""Densities that the results on random initialisation share."""

from sympy import Expr, exp, gamma, pi, sqrt


def normal(value: Expr, deviation: Expr) -> Expr:
    """Of a normal number of mean zero."""
    return exp(-(value**2) / (2 * deviation**2)) / (sqrt(2 * pi) * deviation)


def chi(norm: Expr, count: Expr, deviation: Expr) -> Expr:
    """Of the norm of `count` independent normal numbers."""
    scale = 2 / ((2 * deviation**2) ** (count / 2) * gamma(count / 2))
    return scale * norm ** (count - 1) * exp(-(norm**2) / (2 * deviation**2))


def chi_squared(value: Expr, count: Expr) -> Expr:
    """Of the sum of the squares of `count` independent standard normal numbers."""
    return value ** (count / 2 - 1) * exp(-value / 2) / (2 ** (count / 2) * gamma(count / 2))
