"""What a result's `given` means for expressions: narrowed symbols, substitutions, remaining relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from symfeat.claims.flow import Flow
from symfeat.claims.kinds import Claim, Identity, Inequality, Limit, Lipschitz, Regular
from symfeat.claims.symbols import Notation
from symfeat.errors import DerivationError

_SIGN = {
    sp.StrictGreaterThan: "positive",
    sp.GreaterThan: "nonnegative",
    sp.StrictLessThan: "negative",
    sp.LessThan: "nonpositive",
    sp.Ne: "nonzero",
}


@dataclass(frozen=True)
class Domain:
    """Where a claim is made: `apply` rewrites an expression, `relations` remain to be respected.

    `lemmas` are inequalities proved earlier, which a proof may use and which do not restrict the domain.
    """

    notation: Notation
    substitutions: tuple[tuple[sp.Symbol, sp.Expr], ...]
    relations: tuple[Relational, ...]
    given: tuple[Relational, ...]
    equations: tuple[tuple[sp.Symbol, sp.Expr], ...] = ()
    lemmas: tuple[Relational, ...] = ()
    boxes: tuple[tuple[sp.Symbol, sp.Expr, sp.Expr], ...] = ()  # where to sample; not an assumption

    @property
    def known(self) -> tuple[Relational, ...]:
        """All relations that a proof may use."""
        return (*self.relations, *self.lemmas)

    def apply(self, expr: sp.Expr) -> sp.Expr:
        """Expand definitions, then narrow symbols and substitute equations."""
        return self.notation.expand(expr).xreplace(dict(self.substitutions))

    def unfold(self, claim: Claim) -> tuple[tuple[str, Claim], ...]:
        """The claim's obligations, about narrowed expressions.

        Definitions and given equations come first: a derivative must see the state inside an abbreviation.
        An equation for a state symbol, such as b = 0, restricts the domain and comes after differentiating.
        """
        state = {s for flow in claim.flows() for s in flow.state}
        known = {s: e for s, e in self.equations if s not in state}

        def write_out(expr: sp.Expr) -> sp.Expr:
            expr = self.notation.expand(expr)
            while expr.free_symbols & known.keys():
                expr = self.notation.expand(expr.xreplace(known))
            return expr

        parts = [*claim.map(write_out).obligations()]
        for flow in claim.map(write_out).flows():
            parts += [(f"{lhs} = {rhs} is kept", part) for lhs, rhs, part in self._kept(flow)]
        return tuple((label, self._narrowed(part)) for label, part in parts)

    def _kept(self, flow: Flow) -> Iterator[tuple[sp.Expr, sp.Expr, Claim]]:
        """That the flow keeps the equations which restrict its state; the time itself cannot be fixed."""
        equations = [*self.equations, *((r.lhs, r.rhs) for r in self.relations if isinstance(r, sp.Eq))]
        for lhs, rhs in equations:
            if lhs == flow.time:
                raise DerivationError(f"the time {flow.time} is fixed by an assumption")
            restricts = lhs in flow.state or (not lhs.is_Symbol and lhs.free_symbols & set(flow.state))
            if restricts:
                yield lhs, rhs, Identity(flow.derivative(lhs - rhs), sp.S.Zero)

    def _narrowed(self, part: Claim) -> Claim:
        """A primitive claim about narrowed expressions, with the symbols that it names narrowed alike."""
        names = dict(self.substitutions)
        part = part.map(self.apply)
        if isinstance(part, Limit):
            var = names.get(part.var, part.var)
            if not isinstance(var, sp.Symbol):
                raise DerivationError(f"the limit's variable {part.var} is fixed by an assumption")
            return replace(part, var=var, point=self.apply(part.point))
        if isinstance(part, Regular):
            moving = {s: i for i, s in enumerate(names.get(s, s) for s in part.over) if s.is_Symbol}
            if part.start is not None and not moving:
                raise DerivationError(f"the variable {part.over[0]} is fixed by an assumption")
            rates = tuple(part.rates[i] for i in moving.values()) if part.rates else ()
            return replace(part, over=tuple(moving), rates=rates, within=self.relations)
        if isinstance(part, Lipschitz):
            state = (names.get(s, s) for s in part.state)
            return replace(part, state=tuple(s for s in state if isinstance(s, sp.Symbol)))
        return part

    def without(self, index: int) -> Domain:
        """The domain that forgets one assumption, and what was proved from it."""
        return domain_of(self.notation, tuple(g for i, g in enumerate(self.given) if i != index))

    def with_lemmas(self, claims: Iterable[Claim]) -> Domain:
        """The same domain, with the inequalities among earlier claims at hand."""
        relations = []
        for claim in claims:
            for _, part in self.unfold(claim):
                if isinstance(part, Inequality):
                    relation = sp.Rel(part.lhs, part.rhs, part.rel)
                    relations += [relation] if isinstance(relation, Relational) else []
        return replace(self, lemmas=tuple(relations))


def narrow(symbol: sp.Symbol, **assumptions: bool) -> sp.Symbol:
    """The same symbol under additional assumptions; contradictory ones are an error."""
    known = {k: v for k, v in symbol._assumptions_orig.items() if v is not None}  # type: ignore[attr-defined]
    try:
        return sp.Symbol(symbol.name, **{**known, **assumptions})
    except sp.core.facts.InconsistentAssumptions:
        words = " and ".join(assumptions)
        raise DerivationError(
            f"assumption that {symbol.name} is {words} contradicts its declaration"
        ) from None


def _solved_for(relation: Relational) -> sp.Symbol | None:
    """The symbol that an equation `symbol = expression` replaces."""
    lhs, rhs = relation.lhs, relation.rhs
    if isinstance(relation, sp.Eq) and isinstance(lhs, sp.Symbol) and lhs not in rhs.free_symbols:
        return lhs
    return None


def domain_of(notation: Notation, given: Iterable[Any]) -> Domain:
    """Read assumptions in order. A relation that is true or false on its own says nothing: an error."""
    given = tuple(given)
    replaced: dict[sp.Symbol, sp.Expr] = {}
    signs: dict[sp.Symbol, dict[str, bool]] = {}
    rest: list[Relational] = []
    for relation in given:
        if relation in (True, False) or not isinstance(relation, Relational):
            raise DerivationError(f"assumption {relation} is vacuous: it is true or false on its own")
        for symbol in sorted(relation.free_symbols, key=str):
            notation.entry(symbol)
        solved = _solved_for(relation)
        word = _SIGN.get(type(relation))
        defined = isinstance(relation.lhs, sp.Symbol) and notation.entry(relation.lhs).definition is not None
        if solved is not None and not defined:
            if solved in replaced or any(solved in e.free_symbols for e in replaced.values()):
                raise DerivationError(
                    f"assumption {relation} comes too late: {solved} is used in an earlier one"
                )
            replaced[solved] = notation.expand(relation.rhs)
        elif word and isinstance(relation.lhs, sp.Symbol) and relation.rhs == 0 and not defined:
            signs.setdefault(relation.lhs, {})[word] = True
        else:
            rest.append(relation)
    # The sign of a symbol that an equation replaces is a relation between the symbols that replace it.
    rest += [g for g in given if g.lhs in signs and g.lhs in replaced and _SIGN.get(type(g)) and g.rhs == 0]
    narrowed = {s: narrow(s, **words) for s, words in signs.items() if s not in replaced}
    full = {s: e.xreplace(replaced).xreplace(narrowed) for s, e in replaced.items()} | narrowed
    relations = []
    for relation in rest:
        sides = [notation.expand(side).xreplace(full) for side in (relation.lhs, relation.rhs)]
        value = type(relation)(*sides)
        if value in (sp.true, sp.false):
            raise DerivationError(
                f"assumption {relation} is vacuous: it is {str(value).lower()} given the others"
            )
        relations.append(value)
    return Domain(notation, tuple(full.items()), tuple(relations), given, tuple(replaced.items()))
