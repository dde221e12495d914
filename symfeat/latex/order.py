"""The order in which terms and factors are printed: by the ranks of their symbols, not by SymPy's hashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

Ranks = Mapping[str, int]
_ATOM, _ROOT, _SUM, _FUNCTION = range(4)


def ordered_factors(factors: Iterable[Any], ranks: Ranks) -> list[Any]:
    """Numbers, symbols, roots and exponentials, sums in brackets, named functions; by rank within each.

    >>> from sympy import sqrt, symbols
    >>> y, f, S, Omega = symbols("y f S Omega")
    >>> ordered_factors([f - y, sqrt(f**2 + S**2), Omega], {"Omega": 0, "y": 1, "f": 2, "S": 3})
    [Omega, sqrt(S**2 + f**2), f - y]
    """
    return sorted(
        factors, key=lambda factor: (_layer(factor), _signature(factor, ranks), sp.default_sort_key(factor))
    )


def ordered_terms(terms: Iterable[Any], ranks: Ranks) -> list[Any]:
    """Falling degree, then rank; a positive number comes first, and a positive term leads if there is one.

    The symbol of the highest rank decides first, so that sums read along the moving quantities, whatever
    multiplies them.

    >>> from sympy import symbols
    >>> y, xi, alpha, beta = symbols("y xi alpha beta")
    >>> ordered_terms([-2 * y * xi, -beta, alpha * xi**2], {"y": 0, "xi": 1, "alpha": 2, "beta": 3})
    [alpha*xi**2, -2*xi*y, -beta]
    """
    ordered = sorted(terms, key=lambda term: _term_key(term, ranks))
    for index, term in enumerate(ordered):
        if not _is_negative(term):
            return [term, *ordered[:index], *ordered[index + 1 :]]
    return ordered


def _is_negative(term: Any) -> bool:
    coefficient = term.as_coeff_Mul()[0]
    return bool(coefficient.is_negative)


def _term_key(term: Any, ranks: Ranks) -> tuple[Any, ...]:
    leading_number = term.is_number and not term.is_negative
    signature = _signature(term, ranks)[::-1]
    return (not leading_number, -_degree(term), signature, sp.default_sort_key(term))


def _degree(expr: Any) -> Any:
    """Total degree, with functions counting as numbers."""
    if isinstance(expr, sp.Symbol):
        return sp.S.One
    if isinstance(expr, sp.Mul):
        return sp.Add(*(_degree(factor) for factor in expr.args))
    if isinstance(expr, sp.Add):
        return sp.Max(*(_degree(term) for term in expr.args))
    if isinstance(expr, sp.Pow) and expr.exp.is_Rational:
        return expr.exp * _degree(expr.base)
    return _degree(expr.args[0]) if isinstance(expr, sp.Abs) else sp.S.Zero


def _layer(factor: Any) -> int:
    base = factor.base if isinstance(factor, sp.Pow) and factor.exp.is_Integer else factor
    inner = base.args[0] if isinstance(base, sp.Abs | sp.Pow) and not isinstance(base, sp.exp) else base
    if base.is_number or all(part.is_Symbol or part.is_number for part in sp.Mul.make_args(inner)):
        return _ATOM
    if isinstance(base, sp.Add):
        return _SUM
    named = isinstance(base, sp.Function) and not isinstance(base, sp.exp | sp.Abs)
    return _FUNCTION if named else _ROOT


def _signature(expr: Any, ranks: Ranks) -> tuple[int, ...]:
    return tuple(sorted(_rank(symbol.name, ranks) for symbol in expr.free_symbols))


def _rank(name: str, ranks: Ranks) -> int:
    """A numbered copy of a symbol, such as u2 of u, stands where the symbol does."""
    return ranks.get(name, ranks.get(name.rstrip("0123456789"), len(ranks)))
