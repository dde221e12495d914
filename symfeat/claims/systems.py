"""Claims about a flow, and conjunctions: they unfold into primitive claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import sympy as sp

from symfeat.claims.flow import Flow
from symfeat.claims.kinds import (
    Claim,
    Identity,
    Inequality,
    Limit,
    Lipschitz,
    Rank,
    Regular,
    Rewrite,
    as_expression,
)
from symfeat.errors import DerivationError

# What may jump at real arguments, or settles where its argument has a pole.
JUMPING = (sp.floor, sp.ceiling, sp.frac, sp.Mod, sp.sign, sp.Heaviside, sp.Piecewise)
JUMPING += (sp.arg, sp.atan2, sp.atan, sp.acot, sp.tanh, sp.erf)


@dataclass(frozen=True)
class Conserved(Claim):
    """Each invariant is constant along the flow: its derivative is zero, and it does not jump on the way."""

    kind: ClassVar[str] = "conserved"
    flow: Flow
    invariants: tuple[sp.Expr, ...]

    def __post_init__(self) -> None:
        if not self.invariants:
            raise DerivationError("a conservation law needs an invariant")

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        rates = {**self.flow.rates, self.flow.time: sp.S.One}
        still = tuple(
            (f"invariant {i}", Identity(self.flow.derivative(q), 0)) for i, q in enumerate(self.invariants, 1)
        )
        # A trajectory may cross a jump of the invariant, which its derivative does not see.
        whole = tuple(
            (f"continuity of invariant {i}", Regular(q, tuple(rates), rates=tuple(rates.values())))
            for i, q in enumerate(self.invariants, 1)
            if q.has(*JUMPING)
        )
        return (*still, *whole)

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
class Satisfies(Claim):
    """The functions obey d(function)/d(variable) = rhs on the domain, and the initial values.

    `rhs` speaks of the functions by their symbols. Other solutions may exist. As for an identity, the
    equations are about where both sides are finite: a pole alone refutes nothing. With initial values the
    functions also have to live on from there: a pole or a jump within the domain, in the part that hangs
    together with the initial time, refutes, and so does a value that is not real, where all that is spoken
    of is real; without initial values such a value leaves the claim undecided. A corner, as that of |t| at
    0, leaves no derivative there: nothing is proved then.
    """

    kind: ClassVar[str] = "ode_solution"
    variable: sp.Symbol
    functions: Mapping[sp.Symbol, sp.Expr]
    rhs: Mapping[sp.Symbol, sp.Expr]
    initial: Mapping[sp.Symbol, sp.Expr] | None = None
    at: sp.Expr | None = None

    def __post_init__(self) -> None:
        for name in ("functions", "rhs", "initial"):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, {s: as_expression(e) for s, e in given.items()})
        if self.functions.keys() != self.rhs.keys():
            raise DerivationError("an ODE solution needs one right-hand side for each function")
        if (self.initial is None) != (self.at is None):
            raise DerivationError(
                "initial values need the time at which they hold, and no time stands without"
            )
        if self.initial is not None:
            object.__setattr__(self, "at", as_expression(self.at))
            if extra := self.initial.keys() - self.functions.keys():
                raise DerivationError(f"an initial value names {min(map(str, extra))}, which is no function")
        if self.variable in self.functions:
            raise DerivationError(f"{self.variable} is both the variable and a function")

    def map(self, rewrite: Rewrite) -> Satisfies:
        # The variable says along what to differentiate; it is named and not rewritten.
        parts = {name: getattr(self, name) for name in ("functions", "rhs", "initial")}
        written = {name: part and {s: rewrite(e) for s, e in part.items()} for name, part in parts.items()}
        return replace(self, **written, at=None if self.at is None else rewrite(self.at))

    def obligations(self) -> tuple[tuple[str, Claim], ...]:
        t, solution = self.variable, dict(self.functions)
        equations = [
            (f"equation of {s.name}", _equation(sp.diff(x, t), self.rhs[s].xreplace(solution)))
            for s, x in solution.items()
        ]
        values = [
            (f"initial value of {s.name}", _value_at(solution[s], t, self.at, value))
            for s, value in (self.initial or {}).items()
        ]
        regular = [
            (f"life of {s.name}", Regular(x, (t,), self.at, self._is_real))
            for s, x in solution.items()
            if t in x.free_symbols
        ]
        return (*equations, *values, *regular)

    @property
    def _is_real(self) -> bool:
        """Whether only real numbers are spoken of."""
        written = (*self.functions.values(), *self.rhs.values(), *(self.initial or {}).values())
        names = {*self.functions, *self.rhs}
        symbols = {s for e in written for s in e.free_symbols} - names
        return all(s.is_extended_real for s in symbols) and not any(e.has(sp.I) for e in written)

    def shape(self) -> Any:
        return self.kind, self.variable, tuple(self.functions), self.at is None


def _equation(rate: sp.Expr, rhs: sp.Expr) -> Identity:
    """That both sides are equal; without the integrals that cancel between them."""
    if rate.has(sp.Integral):
        gap = sp.expand(rate - rhs)
        if gap.count(sp.Integral) < rate.count(sp.Integral):
            return Identity(gap, sp.S.Zero)
    return Identity(rate, rhs)


def _value_at(expr: sp.Expr, var: sp.Symbol, at: Any, value: sp.Expr) -> Claim:
    """That the value is met at the time; where the expression has none, as sin(t)/t at 0, in the limit."""
    met = expr.subs(var, at) if expr.has(sp.Integral, sp.Sum, sp.Derivative) else expr.xreplace({var: at})
    if not met.has(sp.nan, sp.zoo, sp.oo, sp.AccumBounds):
        return Identity(met, value)
    return Limit(expr, var, at, value, "+" if var.is_nonnegative and at == 0 else "+-")


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
