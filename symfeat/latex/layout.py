"""Displayed formulas that fit a measure: aligned rows, broken at the terms of sums that are too long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import sympy as sp

from symfeat.claims import Notation
from symfeat.latex.abbreviate import folded, shared
from symfeat.latex.printer import TheoryPrinter

ROOM = 38.0  # em: what an eleven-point line of six inches holds, less a margin for the estimate
_RELATION = 1.4  # em that a relation sign takes with its spaces
_SMALLEST = 6.0  # em: sums are not broken into narrower rows than that


@dataclass(frozen=True)
class Equation:
    """One relation: an expression, or LaTeX that is printed already, on each side; `names` a part or not."""

    left: sp.Expr | str
    relation: str
    right: sp.Expr | str
    names: bool = False


@dataclass(frozen=True)
class Display:
    """A displayed formula: rows of LaTeX, each as what stands left and right of the alignment mark."""

    rows: tuple[tuple[str, str], ...]

    @property
    def body(self) -> str:
        """The formula as one piece of display mathematics."""
        if len(self.rows) == 1:
            return " ".join(filter(None, self.rows[0]))
        return f"\\begin{{aligned}}\n{self._aligned}\n\\end{{aligned}}"

    @property
    def source(self) -> str:
        """The formula as a LaTeX display that may break across pages between its rows."""
        if len(self.rows) == 1:
            return f"\\[\n{self.body}\n\\]"
        return f"\\begin{{align*}}\n{self._aligned}\n\\end{{align*}}"

    @property
    def _aligned(self) -> str:
        return " \\\\\n".join(f"{left} &{right}" for left, right in self.rows)


class Setter:
    """Sets expressions of one notation to a measure of `room` em."""

    def __init__(self, notation: Notation, room: float = ROOM) -> None:
        self.notation, self.room = notation, room
        self.printer = TheoryPrinter(notation)
        self._slashed = TheoryPrinter(notation, slash=True)
        self._printed: dict[sp.Expr, str] = {}

    def inline(self, expr: sp.Expr | str) -> str:
        """An expression in one piece, however long."""
        if isinstance(expr, str):
            return expr
        if expr not in self._printed:
            self._printed[expr] = self.printer.doprint(expr)
        return self._printed[expr]

    def running(self, expr: sp.Expr) -> str:
        """An expression for the running text, where nothing may be high."""
        return self._slashed.doprint(expr)

    def short(self, expr: sp.Expr) -> str:
        """An expression in one piece, with abbreviated products."""
        return self.inline(folded(expr, self.notation, products_only=True))

    def width(self, latex: str) -> float:
        """The estimated width of a formula, in em."""
        return self.printer.width(latex)

    def fitted(self, expr: sp.Expr | str, room: float) -> str:
        """An expression in at most `room` em, its inner sums broken as far as that needs."""
        best = self.inline(expr)
        if isinstance(expr, str):
            return best
        limit = room
        while self.width(best) > room and limit > _SMALLEST:
            text = TheoryPrinter(self.notation, limit=limit).doprint(expr)
            best = min(best, text, key=self.width)
            limit *= 0.85
        return best

    def lines(self, expr: sp.Expr | str, room: float) -> list[str]:
        """An expression as rows of at most `room` em, broken before the signs of its outermost sum."""
        whole = self.inline(expr)
        if self.width(whole) <= room or isinstance(expr, str):
            return [whole]
        terms = self.printer.terms(expr)
        if len(terms) == 1:
            return [self.fitted(expr, room)]
        printed = []
        for term, text in zip(self.printer.ordered(expr), terms, strict=True):
            narrow = text if self.width(text) <= room else self.fitted(term, room - 1.3)
            signed = narrow if narrow.startswith("-") or not printed else "+ " + narrow.removeprefix("+ ")
            printed.append(signed)
        return self.printer.pack(printed, room)

    def display(self, equations: list[Equation]) -> Display:
        """Relations below one another, aligned at their signs if the left sides leave room."""
        short: list[Equation] = []
        for equation in equations:
            short += self._abbreviated(equation, sum(e.names for e in short) + 1)
        equations = self._told(short)
        lefts = [self.inline(e.left) for e in equations]
        widest = max(map(self.width, lefts))
        rest = self.room - widest - _RELATION
        rights = [self.lines(e.right, rest) for e in equations]
        if widest > 0.4 * self.room or any(self.width(line) > rest for lines in rights for line in lines):
            return Display(tuple(row for e in equations for row in self._stacked(e)))
        rows = []
        for equation, left, (first, *more) in zip(equations, lefts, rights, strict=True):
            rows.append((left, f"{equation.relation} {first}"))
            rows += [("", rf"\quad {line}") for line in more]
        return Display(tuple(rows))

    def is_short(self, equations: list[Equation]) -> bool:
        """Whether relations fit into the running text, where nothing may be high."""
        rows = [self.joined(e) for e in equations]
        return sum(map(self.width, rows)) < 0.6 * self.room and not any(r"\frac" in row for row in rows)

    def joined(self, equation: Equation) -> str:
        """A relation in one piece."""
        return f"{self.inline(equation.left)} {equation.relation} {self.inline(equation.right)}"

    def _told(self, equations: list[Equation]) -> list[Equation]:
        """Leave out what says nothing once it is printed: a thing equal to itself, and repetitions."""
        seen: dict[str, Equation] = {}
        for equation in equations:
            if equation.relation != "=" or self.inline(equation.left) != self.inline(equation.right):
                seen.setdefault(self.joined(equation), equation)
        return list(seen.values()) or equations[:1]

    def _abbreviated(self, equation: Equation, first: int) -> list[Equation]:
        """A relation with the notation's abbreviations where the steps expanded them.

        Abbreviated products are always written as such; roots and sums only where a relation is too long.
        One that stays too long gets names, numbered from `first`, for its repeated parts, which the relations
        behind it explain.
        """
        equation = self._rewritten(equation, lambda e: folded(e, self.notation, products_only=True))
        if self.width(self.joined(equation)) > self.room:
            equation = self._rewritten(equation, lambda e: folded(e, self.notation))
        sides = [side for side in (equation.left, equation.right) if not isinstance(side, str)]
        pieces = (term for side in sides for term in self.printer.terms(side))
        if all(self.width(piece) <= self.room for piece in pieces):
            return [equation]
        reduced, names = shared(sides, lambda part: self.width(self.inline(part)), first)
        short = iter(reduced)
        left, right = (
            side if isinstance(side, str) else next(short) for side in (equation.left, equation.right)
        )
        where = [
            Equation(rf"\text{{with}} \quad {self.inline(symbol)}", "=", part, True) for symbol, part in names
        ]
        return [replace(equation, left=left, right=right), *where]

    def _rewritten(self, equation: Equation, rewrite: Callable[[sp.Expr], sp.Expr]) -> Equation:
        """A relation with both sides rewritten, unless that makes them equal in print."""
        left, right = (
            side if isinstance(side, str) else rewrite(side) for side in (equation.left, equation.right)
        )
        same = self.inline(left) == self.inline(right)
        return equation if same else replace(equation, left=left, right=right)

    def _stacked(self, equation: Equation) -> list[tuple[str, str]]:
        """One relation over rows of its own: the left side, then the sign and the right side, indented."""
        if self.width(self.joined(equation)) <= self.room:
            return [("", self.joined(equation))]
        heads = self.lines(equation.left, self.room)
        first, *more = self.lines(equation.right, self.room - _RELATION - 2)
        rows = [heads[0], *(rf"\quad {line}" for line in heads[1:])]
        rows += [rf"\quad {equation.relation} {first}", *(rf"\qquad {line}" for line in more)]
        return [("", row) for row in rows]
