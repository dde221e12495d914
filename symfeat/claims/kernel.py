"""A kernel: the straight-line program that a result hands to the generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from symfeat.claims.kinds import Claim, Identity
from symfeat.claims.systems import All
from symfeat.errors import DerivationError


@dataclass(frozen=True)
class Kernel:
    """Named outputs as expressions in `args`, computed through ordered intermediate assignments `lets`.

    The lets are the stable form. `meanings` says, for lets where it helps, what the theory means by them, and
    `computes` what each output is; the checker proves both, let by let, so that a program is derived rather
    than typed a second time. A let in `free` may be any number that its symbol's assumptions allow, such as a
    unit that the outputs do not depend on. `domain` are relations of the arguments, beyond their assumptions;
    on it float64 keeps every output to `bound` unit roundoffs times its condition number, or times one.
    """

    name: str
    args: tuple[sp.Symbol, ...]
    outputs: Mapping[str, sp.Expr]
    lets: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
    domain: tuple[Any, ...] = ()
    doc: str = ""
    meanings: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    computes: Mapping[str, sp.Expr] = field(default_factory=dict)
    free: frozenset[sp.Symbol] = frozenset()
    bound: int = 10
    slug: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        known = set(self.args)
        if len({a.name for a in self.args}) < len(self.args):
            raise DerivationError(f"kernel {self.name}: two arguments have the same name")
        for symbol, value in self.lets:
            self._require(value, known, symbol.name)
            if symbol in known:
                raise DerivationError(f"kernel {self.name}: {symbol} is assigned twice")
            known.add(symbol)
        for name, value in self.outputs.items():
            self._require(value, known, name)

    def _require(self, value: sp.Expr, known: set[sp.Symbol], where: str) -> None:
        if missing := sorted(str(s) for s in value.free_symbols - known):
            raise DerivationError(f"kernel {self.name}: {where} uses {', '.join(missing)} before assignment")

    @property
    def returns(self) -> tuple[str, ...]:
        return tuple(self.outputs)

    def claim(self) -> All:
        """That each let is what it is said to mean, and each output what it is said to compute."""
        if missing := sorted(self.outputs.keys() ^ self.computes.keys()):
            raise DerivationError(f"kernel {self.name}: what {missing[0]} computes is not stated")
        known: dict[sp.Symbol, sp.Expr] = {}
        parts: list[Claim] = []
        for symbol, value in self.lets:
            value = value.xreplace(known)
            if symbol in self.meanings:
                parts.append(Identity(value, self.meanings[symbol]))
                value = self.meanings[symbol]
            if symbol not in self.free:
                known[symbol] = value
        parts += [Identity(self.outputs[name].xreplace(known), what) for name, what in self.computes.items()]
        return All(*parts)

    def renamed(self, names: Mapping[sp.Symbol, str]) -> Kernel:
        """The same kernel with its arguments called by the names that its callers use."""
        new = {s: sp.Symbol(name, **s.assumptions0) for s, name in names.items()}

        def swap(expr: sp.Expr) -> sp.Expr:
            return expr.xreplace(new)

        return replace(
            self,
            args=tuple(new[s] for s in self.args),
            outputs={name: swap(e) for name, e in self.outputs.items()},
            lets=tuple((s, swap(e)) for s, e in self.lets),
            # Unevaluated: `tau <= oo` says that a clock may be infinite, and SymPy would call it true.
            domain=tuple(r.func(*(swap(a) for a in r.args), evaluate=False) for r in self.domain),
        )
