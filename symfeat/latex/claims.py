"""A claim of each kind, and a result's assumptions and definitions, as sentences with displayed formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp

from symfeat.claims import (
    All,
    Claim,
    Complete,
    Conserved,
    Equivalence,
    Evolves,
    Flow,
    Identity,
    Inequality,
    Limit,
    Lipschitz,
    Notation,
    Rank,
    Satisfies,
    Solves,
)  # fmt: skip
from symfeat.latex.layout import Display, Equation, Setter
from symfeat.latex.names import dotted, expand_macros, macro_name
from symfeat.latex.text import Block, Span, listed, math, text

RELATIONS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "!=": r"\ne", "==": "="}
_SIDES = {"+": "^{+}", "-": "^{-}"}


class ClaimWriter:
    """Writes the claims of one notation."""

    def __init__(self, setter: Setter) -> None:
        self.setter = setter
        self.notation: Notation = setter.notation
        self._flow: Flow | None = None  # the flow that the claim has spoken of last

    def blocks(self, claim: Claim) -> list[Block]:
        """The claim as texts and displays, in reading order.

        A flow is written out once: later claims of the same writer speak of `the same flow`.
        """
        if (lines := self._equations(claim)) is not None:
            return [self.setter.display(lines)]
        return _SENTENCES[type(claim)](self, claim)

    def _equations(self, claim: Claim) -> list[Equation] | None:
        """The rows of a claim that needs no words, or None."""
        match claim:
            case Identity(lhs=left, rhs=right):
                return [Equation(left, "=", right)]
            case Inequality(lhs=left, rel=rel, rhs=right):
                return [Equation(left, RELATIONS[rel], right)]
            case Limit():
                return [self._limit(claim)]
            case Equivalence(first=first, second=second):
                return [Equation(self._relation(first), r"\iff", self._relation(second))]
            case Rank(matrix=matrix, rank=rank):
                rows = r" \\ ".join(" & ".join(self.setter.inline(x) for x in row) for row in matrix)
                name = rf"\operatorname{{rank}} \begin{{pmatrix}}{rows}\end{{pmatrix}}"
                return [Equation(name, "=", str(rank))]
        return None

    def _limit(self, claim: Limit) -> Equation:
        side = _SIDES.get(claim.direction, "") if claim.point.is_finite else ""
        target = self.setter.inline(claim.point)
        towards = rf"{self.setter.inline(claim.var)} \to {f'{{{target}}}{side}' if side else target}"
        body = self.setter.short(claim.expr)
        if self.setter.width(body) > 0.6 * self.setter.room:
            return Equation(claim.expr, rf"\xrightarrow{{{towards}}}", claim.value)
        loose = rf"\left({body}\right)" if isinstance(claim.expr, sp.Add) else body
        return Equation(rf"\lim_{{{towards}}} {loose}", "=", claim.value)

    def _relation(self, claim: Inequality) -> str:
        return f"{self.setter.inline(claim.lhs)} {RELATIONS[claim.rel]} {self.setter.inline(claim.rhs)}"

    def _all(self, claim: All) -> list[Block]:
        blocks: list[Block] = []
        pending: list[Equation] = []

        def flush() -> None:
            if pending:
                blocks.append(self.setter.display(list(pending)))
                pending.clear()

        for part in claim.parts:
            if (lines := self._equations(part)) is None:
                flush()
                blocks += self.blocks(part)
                continue
            if blocks and not pending:
                blocks.append(text("Moreover,"))
            pending += lines
        flush()
        return blocks

    def _evolves(self, claim: Evolves) -> list[Block]:
        defined = [Equation(s, "=", q) for s, q in claim.quantities.items() if s != q]
        blocks = self._along(claim.flow_of_state)
        # Symbols of the state move, too: what is defined is then one part of the description.
        partly = 0 < len(defined) < len(claim.flow.rates)
        if defined:
            many = "the quantities " if len(defined) > 1 else "the quantity "
            blocks += self._with(" with " if partly else f" {many}", defined)
        verb = "we have" if partly or not defined else "obey" if len(defined) > 1 else "obeys"
        blocks.append(text(f" {verb}"))
        return [*blocks, self.setter.display(self._rates(claim.flow))]

    def _conserved(self, claim: Conserved) -> list[Block]:
        time = self.setter.inline(claim.flow.time)
        laws = [f"{self._derivative(q, time)} = 0" for q in claim.invariants]
        return [*self._along(claim.flow), text(" we have"), self._row_by_row(laws)]

    def _row_by_row(self, formulas: list[str]) -> Display:
        """Formulas side by side, as many to a row as there is room for."""
        pieces = [rf"{formula},\quad" for formula in formulas[:-1]] + formulas[-1:]
        rows = self.setter.printer.pack(pieces, self.setter.room)
        return Display(tuple(("", row.removesuffix(r"\quad")) for row in rows))

    def _derivative(self, quantity: sp.Expr, time: str) -> str:
        if isinstance(quantity, sp.Symbol):
            return self._dot(quantity)
        return rf"\frac{{d}}{{d {time}}} \left({self.setter.short(quantity)}\right)"

    def _complete(self, claim: Complete) -> list[Block]:
        many = len(claim.laws) > 1
        return [
            *self._along(claim.flow),
            text(" there are the laws" if many else " there is the law"),
            self._row_by_row([self.setter.inline(law) for law in claim.laws]),
            text(
                f"of which {claim.count} are independent, " if many else "", "and no further independent one."
            ),
        ]

    def _solves(self, claim: Solves) -> list[Block]:
        start = self.setter.inline(claim.at)
        initial = [
            Equation(f"{self.setter.inline(s)}({start})", "=", value) for s, value in claim.initial.items()
        ]
        # A symbol such as u_i(0) is its own initial value: the row would say nothing.
        told = [e for e in initial if self._spelled(e.left) != self._spelled(e.right)]
        time = self.setter.inline(claim.flow.time)
        solution = [
            Equation(f"{self.setter.inline(s)}({time})", "=", value) for s, value in claim.solution.items()
        ]
        return [
            text("The initial value problem"),
            self.setter.display(self._rates(claim.flow) + told),
            text("has exactly one solution:"),
            self.setter.display(solution),
        ]

    def _satisfies(self, claim: Satisfies) -> list[Block]:
        time = self.setter.inline(claim.variable)
        solution = [
            Equation(f"{self.setter.inline(s)}({time})", "=", value) for s, value in claim.functions.items()
        ]
        start = "" if claim.at is None else self.setter.inline(claim.at)
        initial = [
            Equation(f"{self.setter.inline(s)}({start})", "=", value)
            for s, value in (claim.initial or {}).items()
        ]
        return [
            text("The functions"),
            self.setter.display(solution),
            text("satisfy"),
            self.setter.display(self._rates(Flow(claim.rhs, claim.variable)) + initial),
        ]

    def _lipschitz(self, claim: Lipschitz) -> list[Block]:
        state = listed(math(self.setter.inline(s)) for s in claim.state)
        return [text("The rate"), self.setter.display([Equation("", "", claim.rate)]),
                text("is locally Lipschitz in ", *state, ".")]  # fmt: skip

    def _along(self, flow: Flow) -> list[Block]:
        if flow == self._flow:
            return [text("Along the same flow")]
        self._flow = flow
        return self._with("Along the flow ", self._rates(flow))

    def _with(self, words: str, equations: list[Equation]) -> list[Block]:
        """Words and relations: in the running text if they are short, else displayed."""
        if self.setter.is_short(equations):
            return [text(words, *listed(math(self.setter.joined(e)) for e in equations))]
        return [text(words), self.setter.display(equations)]

    def _rates(self, flow: Flow) -> list[Equation]:
        return [Equation(self._rate(s, flow), "=", rate) for s, rate in flow.rates.items()]

    def _rate(self, symbol: sp.Symbol, flow: Flow) -> str:
        """A dot for the derivative by time, a fraction for that by another clock."""
        if flow.time.name == "t":
            return self._dot(symbol)
        return rf"\frac{{d {self.setter.inline(symbol)}}}{{d {self.setter.inline(flow.time)}}}"

    def _dot(self, symbol: sp.Symbol) -> str:
        known = symbol.name in {entry.name for entry in self.notation.entries}
        return macro_name(symbol.name) + "dot" if known else dotted(self.setter.inline(symbol))

    def _spelled(self, side: sp.Expr | str) -> str:
        return expand_macros(self.setter.inline(side), self.notation)

    def assumption(self, relation: Any) -> str:
        """One assumption as a formula."""
        sign = RELATIONS[relation.rel_op]
        return f"{self.setter.running(relation.lhs)} {sign} {self.setter.running(relation.rhs)}"

    def given(self, relations: Iterable[Any], then: bool = False) -> list[Span]:
        """`Let S > 0 and y ≠ 0.`, or nothing; `then` leads over to a formula."""
        formulas = [math(self.assumption(relation)) for relation in relations]
        end = ". Then" if then else ". "
        return [Span("text", "Let "), *listed(formulas), Span("text", end)] if formulas else []

    def definitions(self, symbols: Iterable[Any]) -> list[Span]:
        """What abbreviations stand for, and what those need: `Here R = ... and E = ...`."""
        entries = {e.symbol: e for e in self.notation.entries if e.definition is not None}
        shown: set[Any] = set()
        waiting = set(symbols)
        while new := {s for s in waiting if s in entries and s not in shown}:
            shown |= new
            waiting = {s for symbol in new for s in sp.sympify(entries[symbol].definition).free_symbols}
        formulas = [
            math(f"{self.setter.inline(e.symbol)} = {self.setter.running(e.definition)}")
            for e in entries.values()
            if e.symbol in shown
        ]
        return [Span("text", "Here "), *listed(formulas), Span("text", ".")] if formulas else []

    def is_trivial(self, claim: Claim) -> bool:
        """Whether a claim says in print that a thing equals itself."""
        sides = (claim.lhs, claim.rhs) if isinstance(claim, Identity) else ()
        return bool(sides) and self.setter.inline(sides[0]) == self.setter.inline(sides[1])


_SENTENCES: dict[type[Claim], Callable[[ClaimWriter, Any], list[Block]]] = {
    All: ClaimWriter._all,
    Evolves: ClaimWriter._evolves,
    Conserved: ClaimWriter._conserved,
    Complete: ClaimWriter._complete,
    Solves: ClaimWriter._solves,
    Satisfies: ClaimWriter._satisfies,
    Lipschitz: ClaimWriter._lipschitz,
}
