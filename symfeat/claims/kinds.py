"""The kinds of claim. Primitive kinds are what an engine decides; composite ones unfold into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

import sympy as sp

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

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        """(label, primitive claim) pairs, all of which must hold."""
        return (("", self),)

    def shape(self) -> Any:
        """What two claims must share, beside equal expressions, to say the same thing."""
        return self.kind


def _expr(value: Any) -> sp.Expr:
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
        object.__setattr__(self, "lhs", _expr(self.lhs))
        object.__setattr__(self, "rhs", _expr(self.rhs))


@dataclass(frozen=True)
class Inequality(Claim):
    """`lhs rel rhs` on the whole domain; rel is one of < <= > >= !=."""

    kind: ClassVar[str] = "inequality"
    lhs: sp.Expr
    rel: str
    rhs: sp.Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "lhs", _expr(self.lhs))
        object.__setattr__(self, "rhs", _expr(self.rhs))
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
            object.__setattr__(self, name, _expr(getattr(self, name)))

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
        object.__setattr__(self, "factor", _expr(self.factor))
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

    def shape(self) -> Any:
        return self.kind, self.rank


@dataclass(frozen=True)
class Lipschitz(Claim):
    """The rate is locally Lipschitz in the state, so that an initial value has one solution (Picard-Lindeloef)."""

    kind: ClassVar[str] = "uniqueness"
    rate: sp.Expr
    state: tuple[sp.Symbol, ...]

    def map(self, rewrite: Rewrite) -> Lipschitz:
        return replace(self, rate=rewrite(self.rate))

    def shape(self) -> Any:
        return self.kind, self.state


@dataclass(frozen=True)
class Conserved(Claim):
    """Each invariant is constant along the flow."""

    kind: ClassVar[str] = "conserved"
    flow: Flow
    invariants: tuple[sp.Expr, ...]

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        return tuple(
            (f"invariant {i}", Identity(self.flow.derivative(q), 0)) for i, q in enumerate(self.invariants, 1)
        )

    def shape(self) -> Any:
        return self.kind, self.flow.state, self.flow.time


@dataclass(frozen=True)
class Complete(Claim):
    """The laws are conserved and no further time-independent law is independent of them.

    A law's gradient is orthogonal to the flow, which does not vanish, so n state variables have at most
    n - 1 independent laws; the Jacobian of the given ones has rank `count`, which must be that n - 1.
    """

    kind: ClassVar[str] = "completeness"
    flow: Flow
    laws: tuple[sp.Expr, ...]
    count: int

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        jacobian = tuple(tuple(sp.diff(law, s) for s in self.flow.state) for law in self.laws)
        return (
            *Conserved(self.flow, self.laws).obligations(),
            ("independent laws", Rank(jacobian, self.count, tuple(self.flow.rates.values()))),
            (
                "largest possible number",
                Identity(sp.Integer(self.count), sp.Integer(len(self.flow.state) - 1)),
            ),
        )

    def shape(self) -> Any:
        return self.kind, self.flow.state, self.count


@dataclass(frozen=True)
class Evolves(Claim):
    """Quantities of a flow's state obey a closed system of their own: d(quantity)/dt = rate."""

    kind: ClassVar[str] = "evolution"
    flow_of_state: Flow
    quantities: Mapping[sp.Symbol, sp.Expr]
    rates: Mapping[sp.Symbol, sp.Expr]

    def __post_init__(self) -> None:
        if self.quantities.keys() != self.rates.keys():
            raise DerivationError("an evolution needs one rate for each quantity")

    @property
    def flow(self) -> Flow:
        """The reduced flow, in the quantities' own symbols."""
        return Flow(self.rates, self.flow_of_state.time)

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        return tuple(
            (
                f"rate of {s.name}",
                Identity(self.flow_of_state.derivative(q), self.rates[s].xreplace(dict(self.quantities))),
            )
            for s, q in self.quantities.items()
        )

    def shape(self) -> Any:
        return self.kind, tuple(self.quantities)


@dataclass(frozen=True)
class Solves(Claim):
    """The solution satisfies the flow's equations and the initial values (at time `at`), and is the only one."""

    kind: ClassVar[str] = "solution"
    flow: Flow
    solution: Mapping[sp.Symbol, sp.Expr]
    initial: Mapping[sp.Symbol, sp.Expr]
    at: sp.Expr = sp.S.Zero

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _expr(self.at))
        object.__setattr__(self, "initial", {k: _expr(v) for k, v in self.initial.items()})
        if not (set(self.flow.state) == self.solution.keys() == self.initial.keys()):
            raise DerivationError("a solution and its initial values must name exactly the flow's state")

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        time, solution = self.flow.time, dict(self.solution)
        equations = [
            (f"equation of {s.name}", Identity(sp.diff(x, time), self.flow.rates[s].xreplace(solution)))
            for s, x in solution.items()
        ]
        values = [
            (f"initial value of {s.name}", Identity(x.xreplace({time: self.at}), self.initial[s]))
            for s, x in solution.items()
        ]
        unique = [
            (f"uniqueness of {s.name}", Lipschitz(self.flow.rates[s], self.flow.state)) for s in solution
        ]
        return (*equations, *values, *unique)

    def shape(self) -> Any:
        return self.kind, self.flow.state, self.flow.time


@dataclass(frozen=True)
class All(Claim):
    """Every one of the parts."""

    kind: ClassVar[str] = "conjunction"
    parts: tuple[Claim, ...]

    def __init__(self, *parts: Claim) -> None:
        object.__setattr__(self, "parts", tuple(parts))
        if not parts:
            raise DerivationError("a conjunction needs at least one part")

    def map(self, rewrite: Rewrite) -> All:
        return All(*(part.map(rewrite) for part in self.parts))

    def __getitem__(self, index: int) -> Any:
        return self.parts[index]

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        return tuple(
            (f"part {i}" + (f", {label}" if label else ""), primitive)
            for i, part in enumerate(self.parts, 1)
            for label, primitive in part.obligations()
        )

    def shape(self) -> Any:
        return self.kind, tuple(part.shape() for part in self.parts)
