"""Normal forms over real symbols: conjugates, real parts, moduli, and logarithms as log|u| + i arg(u).

Every generator is real but the root of unity and exponentials, whose conjugates are exponentials, too. So an
element is real if it equals its conjugate in normal form. What depends on a branch asks the place for signs.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.checking.exact import NotReducible
from symfeat.checking.rules.elementary.cells import Cell, Split
from symfeat.checking.rules.elementary.field import SIZE, Element
from symfeat.checking.rules.elementary.inverse import by_logarithm
from symfeat.checking.rules.elementary.normal import HALF, Logarithm
from symfeat.checking.rules.elementary.real_form import trigonometric
from symfeat.checking.rules.elementary.resolved import Resolved
from symfeat.checking.rules.elementary.units import Needs


class Parts(Resolved):
    """A normal form on a cell of real symbols."""

    place: Cell

    def __init__(self, units: dict[Any, int], place: Cell) -> None:
        super().__init__(units, place)
        self._conjugates: dict[int, Element] = {}

    def _element(self, expr: sp.Expr) -> Element:
        if isinstance(expr, sp.log) or (isinstance(expr, sp.Pow) and not expr.exp.is_Integer):
            self._take_angles(expr.args[0])
        return super()._element(expr)

    def _take_angles(self, product: sp.Expr) -> None:
        """The angles of the factors of a complex product, for its own to be a sum of them."""
        parts = [part.as_base_exp() for part in sp.Mul.make_args(product)]
        if len(parts) > 1 or parts[0][1] != 1:
            for base, power in parts:
                if power.is_Integer and base.has(sp.I) and not base.is_number:
                    factor = self.element(base)
                    if self._is_plain(factor) and not self.is_real(factor):
                        self.angle(factor)

    def _other(self, expr: sp.Expr) -> Element:
        field = self.field
        if isinstance(expr, (sp.re, sp.im, sp.conjugate, sp.Abs, sp.arg, sp.sign)):
            inner = self.element(expr.args[0])
            if isinstance(expr, sp.conjugate):
                return self.conjugate(inner)
            if isinstance(expr, sp.re):
                return self.real_part(inner)
            if isinstance(expr, sp.im):
                return self.imaginary_part(inner)
            if isinstance(expr, sp.Abs):
                return self.modulus(inner)
            if isinstance(expr, sp.arg):
                return self.angle(inner)
        if isinstance(expr, sp.atan2):
            y, x = (self.element(a) for a in expr.args)
            if self.is_real(y) and self.is_real(x):
                return self.angle(field.add(x, field.multiply(self.i, y)))
        if expr.is_extended_real is not True:
            raise NotReducible(f"{expr} is not known to be real")
        return super()._other(expr)

    def _symbol(self, symbol: sp.Symbol) -> Element:
        if symbol.is_extended_real is not True:
            raise NotReducible(f"{symbol} may not be real")
        return super()._symbol(symbol)

    def conjugate(self, element: Element) -> Element:
        """The complex conjugate."""
        return self.field.mapped(element, self._conjugate)

    def _conjugate(self, index: int) -> Element:
        if index not in self._conjugates:
            self._conjugates[index] = self._conjugated(index)
        return self._conjugates[index]

    def _conjugated(self, index: int) -> Element:
        field = self.field
        if index == SIZE - 1:
            return field.root_of_unity(sp.Rational(-1, field.order))
        if index in self._exponents:
            inner, unit = self._exponents[index]
            return self.exponential(field.scale(self.conjugate(inner), sp.Rational(1, unit)))
        if index in self._roots:
            # exp(s a / n) of a real logarithm a: real if s is, and of absolute value one if s = i.
            log, root = self._roots[index]
            below = self.conjugate(field.divide(field.variable(index), root))
            return field.multiply(root if log.scale == 1 else field.power(root, -1), below)
        if index in self._turns:
            return field.power(field.variable(index), -1)
        if index in self._powers and not self.is_real(self._powers[index]):
            raise NotReducible("a whole power is not known to be real")
        return field.variable(index)

    def is_real(self, element: Element) -> bool:
        """Whether it equals its conjugate in normal form."""
        return self.is_zero(self.field.add(element, self.field.negate(self.conjugate(element))))

    def is_monomial(self, element: Element) -> bool:
        """Whether it is a power of exponentials alone, which are never zero."""
        return len(element[0]) == 1 and self.field.used(element) <= {*self._exponents, SIZE - 1}

    def has_whole_numbers(self, element: Element) -> bool:
        """Whether it depends on a symbol that is a whole number, through whatever function."""
        return any(s.is_integer for k in self.field.used(element) for s in self.field.meaning(k).free_symbols)

    def real_part(self, element: Element) -> Element:
        """The real part."""
        return self.field.scale(self.field.add(element, self.conjugate(element)), HALF)

    def imaginary_part(self, element: Element) -> Element:
        """The imaginary part."""
        field = self.field
        difference = field.add(element, field.negate(self.conjugate(element)))
        return field.multiply(field.scale(difference, -HALF), self.i)

    def modulus(self, element: Element) -> Element:
        """The absolute value."""
        return self.root(self.field.multiply(element, self.conjugate(element)))

    def angle(self, element: Element) -> Element:
        """The principal argument."""
        field = self.field
        if self.is_real(element):
            return self.field.zero if self._upward(element) else self.pi
        key = ("arg", field.key(element))
        if key not in self._known:
            parts = [part for poly in element for part in field.factors(poly)[1]]
            if len(parts) > 1 or any(power > 1 for _, power in parts):
                for factor, _ in parts:
                    if self._is_plain(factor):
                        self.angle(factor)
            turn = field.divide(element, self.modulus(element))
            meaning = sp.arg(field.written(element), evaluate=False)
            self._known[key] = self._take_logarithm(sp.I, turn, (element,), meaning)
        return self._known[key]

    def _is_principal(self, log: Logarithm, whole: list[int], inner: list[Element]) -> bool:
        field, count = self.field, len(whole) - len(inner)
        if not isinstance(log.meaning, sp.arg) or any(whole[1 : count - 1]):
            return False
        numbers = [whole[count - 1], *whole[count:]]
        turns = [field.multiply(self.i, self.pi), *inner]
        terms = [field.scale(t, sp.Integer(-n * whole[0])) for t, n in zip(turns, numbers, strict=True)]
        angle = field.divide(field.add(*terms), self.i)
        if not self.is_real(angle):
            return False
        above = self.place.sign(self.written(field.add(self.pi, field.negate(angle))))
        return above.nonnegative and self.place.sign(self.written(field.add(self.pi, angle))).positive

    def log(self, argument: Element) -> Element:
        """The principal logarithm, by real generators."""
        field = self.field
        if not argument[0] or (argument[0].is_constant() and argument[1].is_constant()):
            return super().log(argument)
        if not self.is_real(argument):
            square = field.multiply(argument, self.conjugate(argument))
            turn = field.multiply(self.i, self.angle(argument))
            return field.add(field.scale(self.log(square), HALF), turn)
        peeled, rest = self._peeled(argument)
        if peeled != field.zero:
            return field.add(peeled, self.log(rest))
        if (base := self._square_root(argument)) is not None:
            size = base if self._upward(base) else field.negate(base)
            return field.scale(self.log(size), sp.Integer(2))
        if self._upward(argument):
            return super().log(argument)
        return field.add(self.log(field.negate(argument)), field.multiply(self.i, self.pi))

    def _take_factors(self, argument: Element) -> None:
        factors = [factor for poly in argument for factor, _ in self.field.factors(poly)[1]]
        if self._is_plain(argument) or all(self.is_real(factor) for factor in factors):
            super()._take_factors(argument)

    def _is_plain(self, element: Element) -> bool:
        """Whether it is rational in symbols and i."""
        used = self.field.used(element) - {SIZE - 1}
        return all(isinstance(self.field.meaning(k), sp.Symbol) for k in used)

    def _peeled(self, argument: Element) -> tuple[Element, Element]:
        """The logarithm of positive numbers, roots and exponentials that are factors, and the rest."""
        field = self.field
        logs, rest = [], argument
        for poly, direction in zip(argument, (1, -1), strict=True):
            content, factors = field.factors(poly)
            if abs(content) != 1 and len(factors) > 0:
                logs.append(field.scale(super().log(field.number(abs(content))), sp.Integer(direction)))
                rest = field.divide(rest, field.power(field.number(abs(content)), direction))
            for factor, power in factors:
                log = self._log_of_variable(factor)
                if log is not None:
                    logs.append(field.scale(log, sp.Integer(direction * power)))
                    rest = field.divide(rest, field.power(factor, direction * power))
        return (field.add(*logs), rest) if logs else (field.zero, argument)

    def _log_of_variable(self, factor: Element) -> Element | None:
        """The logarithm of a generator that is a positive root or exponential."""
        field = self.field
        if len(factor[0]) != 1 or len(field.used(factor)) != 1:
            return None
        (index,) = field.used(factor)
        if factor[0].leading_coefficient() != 1 or int(factor[0].total_degree()) != 1:
            return None
        if index in self._exponents and self.is_real(factor):
            inner, unit = self._exponents[index]
            return field.scale(inner, sp.Rational(1, unit))
        if index in self._roots and self._roots[index][0].scale == 1:
            log, root = self._roots[index]
            if field.divide(factor, root) == field.one:
                return field.scale(self.variable(log), sp.Rational(1, field.generators[index].degree))
        return None

    def _upward(self, element: Element) -> bool:
        """Whether a real element is not negative on the place; else it is not positive."""
        expr = self.written(element)
        sign = self.place.sign(expr)
        if sign.nonnegative:
            return True
        if sign.nonpositive:
            return False
        raise Split(expr)

    def _square_root(self, argument: Element) -> Element | None:
        """A real element whose square it is, as it stands or with finer exponentials; else None."""
        field = self.field
        root, powers, sign = [], [], 1
        for poly, direction in zip(argument, (1, -1), strict=True):
            content, factors = field.factors(poly)
            if not sp.sqrt(abs(content)).is_Rational:
                return None
            sign *= 1 if content > 0 else -1
            root.append(field.number(sp.sqrt(abs(content)) ** direction))
            powers += [(factor, power, direction) for factor, power in factors]
        odd = [factor for factor, power, _ in powers if power % 2]
        if not powers or len(odd) == len(powers) or any(not self.is_monomial(factor) for factor in odd):
            return None
        for factor in odd:
            (index,) = field.used(factor)
            if index not in self._exponents:
                return None
            inner, unit = self._exponents[index]
            raise Needs(("exp", field.written(inner)), 2 * unit)
        root += [field.power(factor, direction * (power // 2)) for factor, power, direction in powers]
        base = field.multiply(*root, *([self.i] if sign < 0 else []))
        return base if self.is_real(base) else None

    def written(self, element: Element) -> sp.Expr:
        """An element as an expression; a real one by sines and cosines rather than complex exponentials."""
        expr = self.field.written(element)
        if not expr.has(sp.I):
            return expr
        return trigonometric(expr)

    def vanishes(self, element: Element) -> bool:
        """Whether it is zero: in normal form, or since w = -a/b for the outermost real root w in a + b w.

        There w^n = (-a/b)^n, both are real and, for even n, neither is negative.
        """
        if self.is_zero(element):
            return True
        field = self.field
        roots = field.used(element) & {k for k, (log, _) in self._roots.items() if log.scale == 1}
        if not roots:
            return False
        log, root = self._roots[min(roots)]
        degree = field.generators[min(roots)].degree
        a, b = field.linear_in(element, min(roots))
        if b is None:
            return False
        b = field.multiply(b, field.divide(field.variable(min(roots)), root))
        value = field.divide(field.negate(a), b)
        gap = field.add(field.power(value, degree), field.negate(log.exponential))
        if not (self.is_real(value) and self.vanishes(gap)):
            return False
        try:
            return degree % 2 == 1 or self.place.sign(self.written(field.multiply(value, b, b))).nonnegative
        except NotReducible:
            return False

    # Inverse functions: of real arguments in their real range generators, else logarithms

    def _inverse(self, head: Any, argument: Element) -> Element:
        field = self.field
        if not self.is_real(argument):
            return by_logarithm(self, head, argument)
        if head is sp.asin:
            inside = field.add(field.one, field.negate(field.power(argument, 2)))
            if not self._upward(inside):
                return by_logarithm(self, head, argument)
        if head is sp.acosh and not self._upward(field.add(argument, field.negate(field.one))):
            return by_logarithm(self, head, argument)
        return super()._inverse(head, argument)
