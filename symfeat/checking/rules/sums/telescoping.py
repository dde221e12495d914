"""Sums of hypergeometric terms that depend on the bound: a recurrence with a certificate (Zeilberger).

Polynomials p_j(n) and a rational R(n, k) with sum_j p_j F(n + j, k) = G(n, k + 1) - G(n, k), G = R F, are
found by Gosper's algorithm with undetermined coefficients; see Petkovsek, Wilf and Zeilberger, A = B, chapter
6. How they were found is of no account: the equation is proved, R is proved finite in the range that is
summed, and what stands outside of that range is written out term by term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp
from sympy.concrete.gosper import gosper_normal

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.sums.gammas import COMBINATORIAL, to_gamma
from symfeat.checking.rules.sums.integer_form import vanishes

ORDERS = (1, 2)
LARGEST = 400  # of the ratios that are treated
LARGEST_FOR_TWO = 120  # of both ratios together where a recurrence of order two is looked for


@dataclass(frozen=True)
class Recurrence:
    """sum_j coefficients[j] F(n + j, k) = G(n, k + 1) - G(n, k), G = certificate * F."""

    term: sp.Expr
    n: sp.Symbol
    k: sp.Symbol
    coefficients: tuple[sp.Expr, ...]
    certificate: sp.Expr

    def holds(self) -> bool:
        """Whether the equation is proved for all n and k for which it is finite."""
        parts = [p * self.term.xreplace({self.n: self.n + j}) for j, p in enumerate(self.coefficients)]
        whole = self.certificate * self.term
        return vanishes(sp.Add(*parts) - whole.xreplace({self.k: self.k + 1}) + whole)


def recurrences(term: sp.Expr, n: sp.Symbol, k: sp.Symbol) -> Iterator[Recurrence]:
    """Recurrences in n of sums over k of a hypergeometric term, the shortest first."""
    step_k = ratio(term, k)
    step_n = ratio(term, n)
    if sp.count_ops(step_k) > LARGEST or sp.count_ops(step_n) > LARGEST:
        raise Unproved("the ratios of neighbouring terms are too large")
    size = sp.count_ops(step_k) + sp.count_ops(step_n)
    for order in ORDERS if size <= LARGEST_FOR_TWO else ORDERS[:1]:
        if (found := _of_order(order, step_n, step_k, n, k)) is not None:
            recurrence = Recurrence(term, n, k, *found)
            if recurrence.holds():
                yield recurrence


def ratio(term: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """The rational function term(symbol + 1) / term(symbol); a term that is not hypergeometric is refused."""
    value = sp.S.One
    for factor in sp.Mul.make_args(sp.factor_terms(term)):
        value *= _ratio_of_factor(factor, symbol)
    value = sp.cancel(sp.together(value))
    if not value.is_rational_function(symbol):
        raise Unproved(f"{term} is not hypergeometric in {symbol}")
    return value


def _ratio_of_factor(factor: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    if symbol not in factor.free_symbols:
        return sp.S.One
    base, exponent = factor.as_base_exp()
    if symbol not in base.free_symbols:
        step = sp.expand(exponent.xreplace({symbol: symbol + 1}) - exponent)
        if symbol in step.free_symbols:
            raise Unproved(f"{factor} is not hypergeometric in {symbol}")
        return base**step
    if exponent.is_Integer and exponent != 1:
        return _ratio_of_factor(base, symbol) ** exponent
    if isinstance(factor, COMBINATORIAL):
        return ratio(to_gamma(factor), symbol)
    if isinstance(factor, sp.gamma):
        return _ratio_of_gamma(factor.args[0], symbol)
    if exponent == 1 and factor.is_rational_function(symbol):
        return factor.xreplace({symbol: symbol + 1}) / factor
    raise Unproved(f"{factor} is not hypergeometric in {symbol}")


def _ratio_of_gamma(z: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    step = sp.expand(z.xreplace({symbol: symbol + 1}) - z)
    if not (step.is_Integer and abs(step) <= 6):
        raise Unproved(f"gamma({z}) is not hypergeometric in {symbol}")
    if step >= 0:
        return sp.Mul(*(z + j for j in range(int(step))))
    return 1 / sp.Mul(*(z - j for j in range(1, int(-step) + 1)))


def _of_order(
    order: int, step_n: sp.Expr, step_k: sp.Expr, n: sp.Symbol, k: sp.Symbol
) -> tuple[tuple[sp.Expr, ...], sp.Expr] | None:
    """The coefficients and the certificate of a recurrence of that order; None if there is none."""
    unknown = sp.symbols(f"p0:{order + 1}")
    total, moved = unknown[0], sp.S.One
    for j in range(order):
        moved = sp.cancel(moved * step_n.xreplace({n: n + j}))
        total = total + unknown[j + 1] * moved
    above, below = sp.fraction(sp.together(total))
    ratio_h = sp.cancel(step_k * below / below.xreplace({k: k + 1}))
    above_h, below_h = sp.fraction(ratio_h)
    try:
        parts = gosper_normal(above_h, below_h, k, polys=False)
    except (sp.PolynomialError, sp.polys.polyerrors.DomainError):
        return None
    a, b, c = (sp.sympify(part) for part in parts)
    b_before = b.xreplace({k: k - 1})
    degree = sp.degree(c * above, k) - max(sp.degree(a, k), sp.degree(b, k)) + 1
    if not 0 <= degree <= 12:
        degree = max(0, min(12, degree))
    x = sp.symbols(f"x0:{int(degree) + 1}")
    polynomial = sp.Add(*(xi * k**i for i, xi in enumerate(x)))
    equation = sp.expand(a * polynomial.xreplace({k: k + 1}) - b_before * polynomial - c * above)
    system = sp.Poly(sp.numer(sp.together(equation)), k).all_coeffs()
    kernel = _kernel(system, [*x, *unknown])
    for vector in kernel:
        values = dict(zip([*x, *unknown], vector, strict=True))
        coefficients = tuple(values[p] for p in unknown)
        if coefficients[-1] != 0:
            scale = sp.lcm_list([sp.denom(sp.together(p)) for p in coefficients])
            found = sp.factor(scale * b_before * polynomial.xreplace(values) / (c * below))
            return tuple(sp.factor(scale * p) for p in coefficients), found
    return None


def _kernel(system: list[sp.Expr], unknown: list[sp.Symbol]) -> list[list[sp.Expr]]:
    rows = [[sp.diff(row, u) for u in unknown] for row in system if row != 0]
    if not rows:
        return []
    matrix = sp.polys.matrices.DomainMatrix.from_Matrix(sp.Matrix(rows)).to_field()
    basis = matrix.nullspace().to_Matrix()
    return [[sp.cancel(basis[i, j]) for j in range(basis.cols)] for i in range(basis.rows)]


__all__ = ["NotReducible", "Recurrence", "ratio", "recurrences"]
