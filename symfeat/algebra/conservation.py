"""Finding conserved quantities, and showing that no independent one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from symfeat.algebra.ansatz import relations
from symfeat.claims import Flow
from symfeat.errors import DerivationError

_POINTS = 3
_LARGEST = 99


def monomials(state: Sequence[sp.Symbol], degree: int) -> Iterator[sp.Expr]:
    """All monomials of degree 1 up to `degree`, lower degrees first, in lexicographic order within one.

    >>> x, y = sp.symbols("x y")
    >>> list(monomials([x, y], 2))
    [x, y, x**2, x*y, y**2]
    """
    for total in range(1, degree + 1):
        for powers in _compositions(total, len(state)):
            yield sp.Mul(*(s**k for s, k in zip(state, powers, strict=True)))


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total, -1, -1):
        yield from ((first, *rest) for rest in _compositions(total - first, parts - 1))


def conserved_polynomials(flow: Flow, degree: int) -> tuple[sp.Expr, ...]:
    """A basis of the polynomials in the state, of degree 1 to `degree`, that the flow conserves.

    An ansatz with undetermined coefficients whose derivative along the flow is set to zero; the null
    space is exact. The rates must be polynomials in the state with coefficients rational in the
    parameters (or in fractional powers of positive ones).

    >>> u, w, t = sp.symbols("u w t", real=True)
    >>> p, q = sp.symbols("p q", positive=True)
    >>> conserved_polynomials(Flow({u: -p * w, w: -q * u}, t), 2)
    (-p*w**2 + q*u**2,)
    """
    if degree < 1:
        raise DerivationError(f"the degree must be at least 1; got {degree}")
    ansatz = list(monomials(flow.state, degree))
    found = relations([flow.derivative(m) for m in ansatz], flow.state)
    return tuple(sp.Add(*(c * m for c, m in zip(row, ansatz, strict=True))) for row in found)


def jacobian(quantities: Sequence[sp.Expr], state: Sequence[sp.Symbol]) -> sp.Matrix:
    """Row i, column k: the derivative of quantity i by state variable k.

    >>> x, y = sp.symbols("x y")
    >>> jacobian([x * y], [x, y])
    Matrix([[y, x]])
    """
    return sp.Matrix([[sp.diff(q, s) for s in state] for q in quantities])


def generic_rank(quantities: Sequence[sp.Expr], state: Sequence[sp.Symbol]) -> int:
    """How many of the quantities are independent functions of the state: the largest rank found, exactly.

    The rank of the Jacobian at a rational point bounds the generic rank from below, and equals it
    except where all its largest minors happen to vanish. The points are random but the same in each run.

    >>> x, y = sp.symbols("x y")
    >>> generic_rank([x * y, (x * y) ** 2], [x, y])
    1
    """
    matrix = jacobian(quantities, state)
    symbols = sorted(matrix.free_symbols, key=str)
    choose = Random(0)
    best = 0
    for _ in range(_POINTS):
        # Squares of rationals, so that square roots of parameters are rational too.
        point = {
            s: sp.Rational(choose.randint(1, _LARGEST), choose.randint(1, _LARGEST)) ** 2 for s in symbols
        }
        values = matrix.xreplace(point).applyfunc(sp.Rational)
        best = max(best, DomainMatrix.from_Matrix(values).to_field().rank())
    return best
