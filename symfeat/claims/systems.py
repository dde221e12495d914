"""Claims about a flow, and conjunctions: they unfold into primitive claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import sympy as sp

from symfeat.claims.flow import Flow
from symfeat.claims.kinds import Claim, Identity, Inequality, Lipschitz, Rank, Rewrite, as_expression
from symfeat.errors import DerivationError


@dataclass(frozen=True)
class Conserved(Claim):
    """Each invariant is constant along the flow."""

    kind: ClassVar[str] = "conserved"
    flow: Flow
    invariants: tuple[sp.Expr, ...]

    def __post_init__(self) -> None:
        if not self.invariants:
            raise DerivationError("a conservation law needs an invariant")

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
        if any(self.flow.time in e.free_symbols for e in (*self.laws, *self.flow.rates.values())):
            raise DerivationError("completeness is about laws and flows that do not name the time")
        jacobian = tuple(tuple(sp.diff(law, s) for s in self.flow.state) for law in self.laws)
        return (
            *Conserved(self.flow, self.laws).obligations(),
            ("the flow moves", Rank((tuple(self.flow.rates.values()),), 1)),
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
        for name in ("quantities", "rates"):
            written = {s: as_expression(e) for s, e in getattr(self, name).items()}
            object.__setattr__(self, name, written)
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
    """The solution satisfies the equations and the initial values (at time `at`), and is the only one."""

    kind: ClassVar[str] = "solution"
    flow: Flow
    solution: Mapping[sp.Symbol, sp.Expr]
    initial: Mapping[sp.Symbol, sp.Expr]
    at: sp.Expr = sp.S.Zero

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", as_expression(self.at))
        for name in ("solution", "initial"):
            written = {s: as_expression(e) for s, e in getattr(self, name).items()}
            object.__setattr__(self, name, written)
        if not (set(self.flow.state) == self.solution.keys() == self.initial.keys()):
            raise DerivationError("a solution and its initial values must name exactly the flow's state")

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        time, solution = self.flow.time, dict(self.solution)
        start = [e.xreplace({time: self.at}) for e in (*solution.values(), *self.flow.rates.values())]
        if any(e.has(sp.nan, sp.zoo, sp.oo) for e in start):
            raise DerivationError("the solution or a rate has no value at the initial time")
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
        # Uniqueness speaks of the state's range, so the initial value has to lie in it.
        ranges = [
            (f"range of {s.name}", Inequality(self.initial[s], ">" if s.is_positive else ">=", sp.S.Zero))
            for s in solution
            if s.is_nonnegative
        ]
        return (*equations, *values, *unique, *ranges)

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

    def flows(self) -> tuple[Flow, ...]:
        return tuple(flow for part in self.parts for flow in part.flows())

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
