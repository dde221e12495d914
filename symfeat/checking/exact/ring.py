"""Arithmetic in a polynomial ring over the rationals, modulo the relations of its roots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyElement, PolyRing

MAX_TERMS = 60_000  # a numerator larger than this is given up rather than waited for


class NotReducible(Exception):
    """The expression is outside what the tower can express, or its normal form grows too large."""


class Slack(sp.Symbol):
    """A symbol that the engine brings in; no symbol of a claim equals it, whatever its name."""

    __slots__ = ()


@dataclass
class Generator:
    """A ring generator that stands for `meaning`; a root of degree n satisfies g^n = base."""

    symbol: sp.Dummy
    meaning: sp.Expr
    degree: int = 0
    base: sp.Expr = sp.S.Zero


class QuotientRing:
    """Symbols and generators, in a ring that grows as they come; fractions are kept reduced and coprime."""

    def __init__(self) -> None:
        self.generators: list[Generator] = []
        self._symbols: set[sp.Symbol] = set()
        self._ring: PolyRing | None = None
        self._relations: dict[sp.Symbol, tuple[int, PolyElement, PolyElement]] = {}

    @property
    def ring(self) -> PolyRing:
        """The polynomial ring of all symbols and generators so far."""
        if self._ring is None:
            symbols = [g.symbol for g in reversed(self.generators)] + sorted(self._symbols, key=str)
            self._ring = PolyRing(symbols or [sp.Dummy("unit")], sp.QQ, lex)
            self._relations = {}
            for generator in self.generators:
                if generator.degree:
                    base = self.fraction(generator.base)
                    self._relations[generator.symbol] = (generator.degree, *base)
        return self._ring

    def lift(self, poly: PolyElement) -> PolyElement:
        """The polynomial in today's ring, which may have grown since it was made."""
        return poly if poly.ring == self.ring else poly.set_ring(self.ring)

    def relation(self, generator: Generator) -> tuple[PolyElement, PolyElement]:
        """Numerator and denominator of a root's base, in today's ring."""
        _ = self.ring  # brings the relations up to date
        _, numerator, denominator = self._relations[generator.symbol]
        return numerator, denominator

    def canonical(self, rewritten: sp.Expr) -> sp.Expr:
        """The normal form of a rewritten expression, to compare bases and arguments by."""
        numerator, denominator = self.fraction(rewritten)
        return numerator.as_expr() / denominator.as_expr()

    def fraction(self, rewritten: sp.Expr) -> tuple[PolyElement, PolyElement]:
        """Numerator and denominator, coprime, of an expression that `rewrite` returned."""
        self._symbols |= {s for s in rewritten.free_symbols if not isinstance(s, sp.Dummy)}
        if self._ring is not None and not rewritten.free_symbols <= set(self._ring.symbols):
            self._ring = None
        ring = self.ring
        memo: dict[sp.Expr, tuple[PolyElement, PolyElement]] = {}

        def visit(e: sp.Expr) -> tuple[PolyElement, PolyElement]:
            if e not in memo:
                memo[e] = compute(e)
            return memo[e]

        def compute(e: sp.Expr) -> tuple[PolyElement, PolyElement]:
            if e.is_Rational:
                return ring(sp.QQ(int(e.p), int(e.q))), ring.one
            if e.is_Symbol:
                return ring(e), ring.one
            if isinstance(e, sp.Add):
                return self._sum([visit(a) for a in e.args])
            if isinstance(e, sp.Mul):
                return self._product([visit(a) for a in e.args])
            if isinstance(e, sp.Pow) and e.exp.is_Integer:
                numerator, denominator = visit(e.base)
                n = int(e.exp)
                if n < 0:
                    numerator, denominator = denominator, numerator
                if not denominator:
                    raise NotReducible("division by an expression that is zero")
                return self._lowest(self.reduce(numerator ** abs(n)), self.reduce(denominator ** abs(n)))
            raise NotReducible(f"{e.func.__name__} is not rational")

        return visit(rewritten)

    def _sum(self, parts: list[tuple[PolyElement, PolyElement]]) -> tuple[PolyElement, PolyElement]:
        by_denominator: dict[PolyElement, PolyElement] = {}
        for numerator, denominator in parts:
            by_denominator[denominator] = by_denominator.get(denominator, self.ring.zero) + numerator
        total: tuple[PolyElement, PolyElement] = (self.ring.zero, self.ring.one)
        for denominator, numerator in by_denominator.items():
            common = total[1].gcd(denominator)
            left, right = denominator.quo(common), total[1].quo(common)
            total = self._lowest(
                self.reduce(total[0] * left + numerator * right), self.reduce(total[1] * left)
            )
        return total

    def _product(self, parts: list[tuple[PolyElement, PolyElement]]) -> tuple[PolyElement, PolyElement]:
        total = (self.ring.one, self.ring.one)
        for part in parts:
            total = self._lowest(self.reduce(total[0] * part[0]), self.reduce(total[1] * part[1]))
        return total

    def _lowest(self, numerator: Any, denominator: Any) -> tuple[Any, Any]:
        """Clear root relations' denominators and cancel common factors."""
        numerator, clear_n = numerator
        denominator, clear_d = denominator
        numerator, denominator = numerator * clear_d, denominator * clear_n
        if len(numerator) + len(denominator) > MAX_TERMS:
            raise NotReducible("the normal form grows too large")
        if not denominator:
            raise NotReducible("division by an expression that is zero")
        if not numerator:
            return self.ring.zero, self.ring.one
        if denominator == 1:
            return numerator, denominator
        numerator, denominator = numerator.cancel(denominator)
        return numerator, denominator

    def reduce(self, poly: PolyElement) -> tuple[PolyElement, PolyElement]:
        """Reduce powers of roots by their relations: poly = reduced / factor."""
        poly, factor = self.lift(poly), self.ring.one
        for symbol, (degree, numerator, denominator) in reversed(list(self._relations.items())):
            index = self.ring.symbols.index(symbol)
            top = max((m[index] for m in poly), default=0) // degree
            if top == 0:
                continue
            # Group by the power of the root, so that each power of its base is multiplied once.
            groups: dict[int, dict[Any, Any]] = {}
            for monomial, coefficient in poly.items():
                whole, part = divmod(monomial[index], degree)
                reduced = monomial[:index] + (part,) + monomial[index + 1 :]
                groups.setdefault(whole, {})[reduced] = coefficient
            poly = self.ring.zero
            for whole, terms in groups.items():
                poly += self.ring.from_dict(terms) * numerator**whole * denominator ** (top - whole)
            factor *= denominator**top
            if len(poly) > MAX_TERMS:
                raise NotReducible("the normal form grows too large")
        return poly, factor
