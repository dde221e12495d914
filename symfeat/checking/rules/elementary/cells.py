"""Connected parts of a domain: what is continuous there, and further division."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.checking.exact import NotReducible, Tower
from symfeat.checking.exact.cases import Facts
from symfeat.checking.exact.ring import Slack
from symfeat.checking.exact.signs import sign_of
from symfeat.checking.rules.elementary.connected import is_connected
from symfeat.checking.rules.elementary.field import SIZE, Element
from symfeat.checking.rules.elementary.signed import Signed


class Split(Exception):
    """The place has to be divided by the sign of a real expression."""

    def __init__(self, expr: sp.Expr) -> None:
        super().__init__(f"the sign of {expr} is open")
        self.expr = expr


@dataclass
class Cell(Signed):
    """A part that is divided until what is asked for is continuous and it is connected."""

    _connected: bool | None = None

    # What holds on all of the cell

    def require_connected(self) -> None:
        """Ask for a division unless the interior, where all facts hold strictly, is connected."""
        if self._connected is None:
            self._connected = bool(self.points) and is_connected(self.symbols, [f for f, _ in self.facts])
        if not self._connected:
            for symbol in self.symbols:
                if not (symbol.is_nonnegative or symbol.is_nonpositive):
                    raise Split(symbol)
            raise NotReducible("the domain is not shown to be connected")

    def require_continuous(self, form: Any, inside: Element) -> None:
        """Ask for a division, or raise NotReducible, unless the principal log of `inside` is continuous.

        It is on the real numbers of one sign, on the right half plane and on the closed upper one, zero
        aside. Zeros that do not divide an open set may be left out: those of a polynomial without repeated
        factors that does not change its sign, and the common ones of two coprime polynomials.
        """
        self._require_no_whole_numbers(form, inside)
        self.require_connected()
        if form.is_real(inside):
            self._require_signs(form, inside)
            return
        self.require_finite(form, inside)
        real, imaginary = form.real_part(inside), form.imaginary_part(inside)
        coprime = _plain(form, real) and _plain(form, imaginary)
        coprime = coprime and real[0].gcd(imaginary[0]).is_constant()
        for ask in (False, True):
            for part in (real, imaginary):
                expr = form.written(part)
                sign = self.sign(expr, ask=ask)
                if sign.positive or (sign.nonnegative and (coprime or self.is_positive(expr))):
                    return
            if self.sign(form.written(imaginary), ask=ask).negative:
                return
        raise Split(self._open_factor(form.written(imaginary)))

    def _open_factor(self, expr: sp.Expr) -> sp.Expr:
        """A factor of unknown sign of a polynomial of unknown sign."""
        if expr.is_polynomial(*expr.free_symbols):
            for factor, power in sp.factor_list(expr)[1]:
                sign = self.sign(factor)
                if power % 2 and not (sign.nonnegative or sign.nonpositive):
                    return factor
        return expr

    def require_finite(self, form: Any, element: Element) -> None:
        """The same, unless the element has no pole that divides the cell."""
        self._require_no_whole_numbers(form, element)
        self.require_connected()
        below = (element[1], form.field.one[1])
        if not form.field.is_constant(below) and not form.is_monomial(below):
            size = below if form.is_real(below) else form.field.multiply(below, form.conjugate(below))
            self._require_signs(form, size)

    def _require_no_whole_numbers(self, form: Any, element: Element) -> None:
        if form.has_whole_numbers(element):
            raise NotReducible("a branch depends on a whole number")

    def _require_signs(self, form: Any, element: Element) -> None:
        """That a real element has neither zeros nor poles that divide the cell."""
        factors = [f for poly in element for f, _ in form.field.factors(poly)[1] if not form.is_monomial(f)]
        if not all(form.is_real(factor) for factor in factors):
            factors = [element]
        for factor in factors:
            expr = form.written(factor)
            if _plain(form, factor):
                sign = self.sign(expr)
                if not (sign.nonnegative or sign.nonpositive):
                    raise Split(expr)
            elif not (self.is_positive(expr) or self.is_positive(-expr)):
                raise NotReducible(f"{expr} may have zeros")

    # Division

    def parts(self, expr: sp.Expr) -> Iterator[Cell]:
        """The cells where the expression is not negative and where it is negative."""
        expr = _plainer(expr)
        if isinstance(expr, sp.Symbol) and not expr.is_nonnegative:
            up = Slack(expr.name, nonnegative=True, integer=expr.is_integer)
            down = Slack(expr.name, positive=True, integer=expr.is_integer)
            yield self._changed({expr: up})
            yield self._changed({expr: -down})
            return
        if self.sign(-expr).nonnegative:
            yield from self._where_zero(expr)
        else:
            yield Cell(self.expressions, (*self.facts, (expr, False)), self.ask)
        yield self._where_positive(-expr)

    def _where_positive(self, expr: sp.Expr) -> Cell:
        """Where a product of factors that are not negative is positive, none of them is zero."""
        factors = [f for f, _ in sp.factor_list(expr)[1]] if expr.is_polynomial(*expr.free_symbols) else []
        signs = [self.sign(f) for f in factors]
        if not factors or not all(sign.nonnegative or sign.nonpositive for sign in signs):
            return Cell(self.expressions, (*self.facts, (expr, True)), self.ask)
        pairs = list(zip(factors, signs, strict=True))
        more = tuple((f if sign.nonnegative else -f, True) for f, sign in pairs if not f.is_Symbol)
        change = {f: Slack(f.name, positive=True) for f in factors if isinstance(f, sp.Symbol)}
        return self._changed(change, more)

    def _where_zero(self, expr: sp.Expr) -> Iterator[Cell]:
        """Where some factor of a polynomial is zero; each has to be linear in a symbol."""
        if not expr.is_polynomial(*expr.free_symbols):
            raise NotReducible(f"cannot divide where {expr} = 0")
        for factor, _ in sp.factor_list(expr)[1]:
            yield self._where_linear_is_zero(factor)

    def _where_linear_is_zero(self, expr: sp.Expr) -> Cell:
        for symbol in sorted(expr.free_symbols, key=str):
            slope = sp.diff(expr, symbol)
            if slope.is_number and slope != 0:
                root = sp.expand(symbol - expr / slope)
                more: Facts = ()
                if symbol.is_nonnegative:
                    more = ((root, bool(symbol.is_positive)),)
                return self._changed({symbol: root}, more)
        raise NotReducible(f"cannot divide where {expr} = 0")

    def _changed(self, change: dict[sp.Symbol, sp.Expr], more: Facts = ()) -> Cell:
        facts = tuple((f.xreplace(change), strict) for f, strict in (*self.facts, *more))
        # A fact without symbols is kept where it is false: the cell is empty.
        kept = tuple((f, s) for f, s in facts if f.free_symbols or not (f > 0 or (f == 0 and not s)))
        return Cell(tuple(e.xreplace(change) for e in self.expressions), kept, self.ask)

    def collapsed(self) -> list[Cell] | None:
        """None unless the cell is shown to be thin; then what it consists of, nothing if it is empty."""
        for k, (fact, strict) in enumerate(self.facts):
            others = (*self.facts[:k], *self.facts[k + 1 :])
            try:
                sign = sign_of(Tower([fact], others), fact, strict=True)
            except NotReducible:
                continue
            if sign.negative or (strict and sign.nonpositive):
                return []
            if sign.nonpositive and fact.is_polynomial(*fact.free_symbols):
                thin = Cell(self.expressions, others, self.ask)
                return [c for factor, _ in sp.factor_list(fact)[1] for c in thin._where_zero(factor)]
        return None


def _plain(form: Any, element: Element) -> bool:
    """Whether the element is a rational function of symbols alone."""
    return all(
        isinstance(form.field.meaning(k), sp.Symbol) or k == SIZE - 2 for k in form.field.used(element)
    )


def _plainer(expr: sp.Expr) -> sp.Expr:
    """An expression of the same sign: of a difference of two exponentials, that of their exponents."""
    terms = sp.Add.make_args(sp.expand(expr))
    if len(terms) != 2 or not expr.has(sp.exp):
        return expr
    pairs = [term.as_independent(sp.exp) for term in terms]
    (first, up), (second, down) = pairs
    opposite = (first.is_positive and second.is_negative) or (first.is_negative and second.is_positive)
    if not opposite or not all(power == 1 or isinstance(power, sp.exp) for power in (up, down)):
        return expr
    exponents = [power.args[0] if isinstance(power, sp.exp) else sp.S.Zero for power in (up, down)]
    gap = sp.sympify(exponents[0]) - sp.sympify(exponents[1]) + sp.log(-first / second)
    return sp.expand(gap if first.is_positive else -gap)
