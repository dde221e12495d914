"""What a result hands to certification: a boundary in closed form, and what to measure to find it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from symfeat.claims.flow import Flow
from symfeat.claims.kinds import as_expression
from symfeat.errors import DerivationError

NOW = sp.Symbol("now", real=True)  # the observable at the end of the flow
START = sp.Symbol("start", real=True)  # the observable at time 0
WAYS = ("limit", "passage", "escape")


@dataclass(frozen=True)
class Boundary:
    """A value at which behaviour changes, to be found on two roads that share nothing but the setting.

    Road one is the theory: `solution` is the closed form of the boundary, and `equation` a closed form that
    has a simple zero there and no other in `box`. Both are in the notation's symbols; `reduced` says what
    those that stand for the network at time 0 (slope, floor) are in the weights.

    Road two never sees them: the `flow` of all weights is integrated from `start`, and `observable`, an
    expression of the weights, is measured. `values` are numbers for every parameter but the unknown, which
    stands for itself in `values` or `start`. What is looked for depends on `way`:

    - `limit`: the unknown for which `event`, an expression of NOW and START, vanishes as time goes on;
    - `passage`: the time at which `event`, an expression of the weights, vanishes; the observable is the
      unknown there;
    - `escape`: the unknown at which the observable does not end with the sign that it ends with on either
      side: late, that sign fails only in a window around the boundary, which shrinks with time.
    """

    unknown: sp.Symbol
    equation: sp.Expr
    solution: sp.Expr
    box: tuple[sp.Expr, sp.Expr]
    flow: Flow
    start: Mapping[sp.Symbol, sp.Expr]
    values: Mapping[sp.Symbol, sp.Expr]
    observable: sp.Expr
    event: sp.Expr = NOW
    way: str = "limit"
    reduced: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("equation", "solution", "observable", "event"):
            object.__setattr__(self, name, as_expression(getattr(self, name)))
        for name in ("start", "values", "reduced"):
            written = {s: as_expression(e) for s, e in getattr(self, name).items()}
            object.__setattr__(self, name, written)
        low, high = map(as_expression, self.box)
        object.__setattr__(self, "box", (low, high))
        if self.way not in WAYS:
            raise DerivationError(f"way must be one of {', '.join(WAYS)}; got {self.way!r}")
        if not (low.is_Rational and high.is_Rational and low < high):
            raise DerivationError(f"box must be two rational numbers in order; got {low}, {high}")
        if set(self.start) != set(self.flow.state):
            raise DerivationError("start must name exactly the flow's state")

    def closed(self, expr: sp.Expr) -> sp.Expr:
        """A closed form with the setting's numbers put in: the unknown alone is left."""
        for names in (self.reduced, self.start, self.values):
            expr = expr.xreplace(dict(names))
        return expr


@dataclass(frozen=True)
class Quadrature:
    """A closed form for the integral of `integrand` over `variable` between `limits`, at each of `cases`.

    Each case maps the remaining symbols to numbers. The integral is found again by numerical quadrature.
    """

    integrand: sp.Expr
    variable: sp.Symbol
    limits: tuple[sp.Expr, sp.Expr]
    closed_form: sp.Expr
    cases: tuple[Mapping[sp.Symbol, sp.Expr], ...]

    def __post_init__(self) -> None:
        for name in ("integrand", "closed_form"):
            object.__setattr__(self, name, as_expression(getattr(self, name)))
        object.__setattr__(self, "limits", tuple(map(as_expression, self.limits)))
        cases = tuple({s: as_expression(value) for s, value in case.items()} for case in self.cases)
        object.__setattr__(self, "cases", cases)
        if not self.cases:
            raise DerivationError("a quadrature needs at least one case")
