"""What every claim offers, and the primitive kinds: those that an engine decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

import sympy as sp
from sympy.core.relational import Relational

from symfeat.claims.flow import Flow
from symfeat.errors import DerivationError

Rewrite = Callable[[sp.Expr], sp.Expr]
RELATIONS = ("<", "<=", ">", ">=", "!=")


def _walk(value: Any, rewrite: Rewrite) -> Any:
    """Apply `rewrite` to each expression in a field; mapping keys are names and stay."""
    if isinstance(value, sp.Expr):
        return rewrite(value)
    if isinstance(value, Flow):
        return Flow(_walk(value.rates, rewrite), value.time)
    if isinstance(value, Claim):
        return value.map(rewrite)
    if isinstance(value, Mapping):
        return {key: _walk(part, rewrite) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_walk(part, rewrite) for part in value)
    return value


@dataclass(frozen=True)
class Claim:
    """Base of all kinds: immutable data; `obligations` says what has to be decided."""

    kind: ClassVar[str] = ""

    def map(self, rewrite: Rewrite) -> Any:
        """The same claim with `rewrite` applied to each of its expressions, in a fixed order."""
        return replace(self, **{f.name: _walk(getattr(self, f.name), rewrite) for f in fields(self)})

    def expressions(self) -> tuple[sp.Expr, ...]:
        """All expressions of the claim, in the order in which `map` meets them."""
        met: list[sp.Expr] = []
        self.map(lambda e: (met.append(e), e)[1])
        return tuple(met)

    def flows(self) -> tuple[Flow, ...]:
        """The flows that the claim speaks of."""
        return tuple(v for v in vars(self).values() if isinstance(v, Flow))

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        """(label, primitive claim) pairs, all of which must hold."""
        return (("", self),)

    def shape(self) -> Any:
        """What two claims must share, beside equal expressions, to say the same thing."""
        return self.kind


def as_expression(value: Any) -> sp.Expr:
    """A number or an expression as an expression; anything else is an error."""
    value = sp.sympify(value)
    if not isinstance(value, sp.Expr):
        raise DerivationError(f"{value} is not an expression")
    return value


@dataclass(frozen=True)
class Identity(Claim):
    """lhs equals rhs wherever both are finite on the domain."""

    kind: ClassVar[str] = "identity"
    lhs: sp.Expr
    rhs: sp.Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", as_expression(self.lhs))
        object.__setattr__(self, "rhs", as_expression(self.rhs))


@dataclass(frozen=True)
class Inequality(Claim):
    """`lhs rel rhs` on the whole domain; rel is one of < <= > >= !=."""

    kind: ClassVar[str] = "inequality"
    lhs: sp.Expr
    rel: str
    rhs: sp.Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", as_expression(self.lhs))
        object.__setattr__(self, "rhs", as_expression(self.rhs))
        if self.rel not in RELATIONS:
            raise DerivationError(f"relation must be one of {' '.join(RELATIONS)}; got {self.rel!r}")

    def shape(self) -> Any:
        return self.kind, self.rel


@dataclass(frozen=True)
class Limit(Claim):
    """expr tends to value (which may be oo) as var tends to point."""

    kind: ClassVar[str] = "limit"
    expr: sp.Expr
    var: sp.Symbol
    point: sp.Expr
    value: sp.Expr
    direction: str = "-"

    def __post_init__(self) -> None:
        for name in ("expr", "point", "value"):
            object.__setattr__(self, name, as_expression(getattr(self, name)))
        if self.direction not in ("+", "-", "+-"):
            raise DerivationError(f"direction must be one of + - +-; got {self.direction!r}")

    def map(self, rewrite: Rewrite) -> Limit:
        # The variable and the point say where to look; only what is claimed of them is rewritten.
        return replace(self, expr=rewrite(self.expr), value=rewrite(self.value))

    def shape(self) -> Any:
        return self.kind, self.var, self.point, self.direction


@dataclass(frozen=True)
class Equivalence(Claim):
    """first holds exactly where second does, because first's difference is a positive factor times second's.

    That is: first.lhs - first.rhs = factor (second.lhs - second.rhs) with factor > 0, and both relations
    have the same sign.
    """

    kind: ClassVar[str] = "equivalence"
    first: Inequality
    second: Inequality
    factor: sp.Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "factor", as_expression(self.factor))
        if self.first.rel != self.second.rel:
            raise DerivationError("an equivalence needs the same relation on both sides; turn one around")

    def shape(self) -> Any:
        return self.kind, self.first.rel


@dataclass(frozen=True)
class Rank(Claim):
    """The matrix has this rank at almost every point of the domain.

    `null`, if given, is a vector that every row annihilates, which bounds the rank from above.
    """

    kind: ClassVar[str] = "rank"
    matrix: tuple[tuple[sp.Expr, ...], ...]
    rank: int
    null: tuple[sp.Expr, ...] = ()

    def __post_init__(self) -> None:
        rows = tuple(tuple(as_expression(e) for e in row) for row in self.matrix)
        object.__setattr__(self, "matrix", rows)

    def shape(self) -> Any:
        return self.kind, self.rank


@dataclass(frozen=True)
class Lipschitz(Claim):
    """The rate is locally Lipschitz in the state: an initial value has one solution (Picard-Lindeloef)."""

    kind: ClassVar[str] = "uniqueness"
    rate: sp.Expr
    state: tuple[sp.Symbol, ...]

    def map(self, rewrite: Rewrite) -> Lipschitz:
        return replace(self, rate=rewrite(self.rate))

    def shape(self) -> Any:
        return self.kind, self.state


@dataclass(frozen=True)
class Regular(Claim):
    """As the symbols `over` move within the domain, `expr` does not jump; with `real`, its values are real.

    With a `start`, which lies in the domain or at its edge, there is one moving symbol, and the expression
    has a finite value on all of the connected part of the domain about the start: what begins there lives
    on. Without one, poles are no objection. With `rates` the symbols move at these, one for each, and what
    matters is where they lead. `within` holds the relations that bound the domain.
    """

    kind: ClassVar[str] = "regularity"
    expr: sp.Expr
    over: tuple[sp.Symbol, ...]
    start: sp.Expr | None = None
    real: bool = False
    rates: tuple[sp.Expr, ...] = ()
    within: tuple[Relational, ...] = ()

    def map(self, rewrite: Rewrite) -> Regular:
        # What moves is named; what is said of it is rewritten.
        start = None if self.start is None else rewrite(self.start)
        rates = tuple(map(rewrite, self.rates))
        return replace(self, expr=rewrite(self.expr), start=start, rates=rates)

    def shape(self) -> Any:
        return self.kind, self.over, self.start is None, self.real
