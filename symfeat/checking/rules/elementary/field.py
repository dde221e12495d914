"""Rational functions of generators over the rationals, each with its relation, by FLINT polynomials.

A generator is a symbol, a number, an exponential, a root, a logarithm. Relations are monic, g^n = base in
earlier generators, and the root of unity has its cyclotomic polynomial. A numerator that reduces to zero
proves an expression zero wherever it is finite. The converse is not claimed: relations may be missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly_ctx, fmpz_poly

from symfeat.checking.exact import NotReducible

SIZE = 36  # generators that one field has room for
MAX_TERMS = 20_000
MAX_DEGREE = 400
Element = tuple[Any, Any]  # numerator and denominator


@dataclass
class Generator:
    """What a ring variable stands for, and whether it is a root (degree 0: it is not)."""

    index: int
    meaning: sp.Expr
    degree: int = 0
    constant: bool = False  # an algebraic number


class Field:
    """Fractions of polynomials in up to SIZE generators; `order` is that of the root of unity in use."""

    def __init__(self, order: int = 4) -> None:
        names = tuple(f"g{k}" for k in range(SIZE))
        self.context: Any = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self._variables = self.context.gens()
        self.order = order
        self.generators: dict[int, Generator] = {}
        self._relations: list[tuple[int, int, Any]] = []  # (variable, degree, relation), inner ones first
        self.zero: Element = (self.context.constant(0), self.context.constant(1))
        self.one: Element = (self.context.constant(1), self.context.constant(1))
        meaning = sp.exp(2 * sp.pi * sp.I / order)
        unit = self._variables[self._take(meaning, constant=True)]
        coefficients = fmpz_poly.cyclotomic(order).coeffs()
        cyclotomic = self.context.constant(0)
        for power, coefficient in enumerate(coefficients):
            cyclotomic += unit**power * coefficient
        self._relations.append((SIZE - 1, len(coefficients) - 1, cyclotomic))

    def _take(self, meaning: sp.Expr, degree: int = 0, *, constant: bool = False) -> int:
        """The next free variable; later ones are larger in the order of monomials."""
        index = SIZE - 1 - len(self.generators)
        if index < 0:
            raise NotReducible("too many functions for one normal form")
        self.generators[index] = Generator(index, meaning, degree, constant)
        return index

    def generator(self, meaning: sp.Expr, degree: int = 0, base: Element | None = None) -> Element:
        """A new generator; of degree n it is an n-th root of `base`."""
        if base is None or not degree:
            return self._variables[self._take(meaning)], self.one[1]
        above, below = base
        used = self._used(above) | self._used(below)
        constant = not meaning.free_symbols and all(self.generators[i].constant for i in used)
        # The variable is the root times the base's denominator, which makes the relation monic.
        index = self._take(meaning * self._written(below), degree, constant=constant)
        variable = self._variables[index]
        relation = variable**degree - self._reduced(above * below ** (degree - 1))
        self._relations.append((index, degree, relation))
        return variable, below

    def variable(self, index: int) -> Element:
        """A generator that was made before."""
        return self._variables[index], self.one[1]

    def number(self, value: Any) -> Element:
        """A rational number."""
        return self.context.constant(fmpq(int(value.p), int(value.q))), self.one[1]

    def root_of_unity(self, share: sp.Rational) -> Element:
        """exp(2 pi i share), where the field's root of unity has it as a power."""
        power = share * self.order
        return self._reduced(self._variables[SIZE - 1] ** int(power % self.order)), self.one[1]

    def _used(self, poly: Any) -> set[int]:
        return {index for index, degree in enumerate(poly.degrees()) if degree}

    def used(self, element: Element) -> set[int]:
        """The variables that an element depends on."""
        return self._used(element[0]) | self._used(element[1])

    def outermost(self, element: Element) -> int:
        """The variable among those of an element that was made last."""
        return min(self.used(element))

    def is_constant(self, element: Element) -> bool:
        """Whether it is an algebraic number by its generators."""
        return all(self.generators[i].constant for i in self.used(element))

    def _reduced(self, poly: Any) -> Any:
        if len(poly) > MAX_TERMS or max(poly.degrees(), default=0) > MAX_DEGREE:
            raise NotReducible("the normal form grows too large")
        degrees = poly.degrees()
        for index, degree, relation in reversed(self._relations):
            if degrees[index] >= degree:
                poly = poly % relation
                degrees = poly.degrees()
                if len(poly) > MAX_TERMS:
                    raise NotReducible("the normal form grows too large")
        return poly

    def _lowest(self, above: Any, below: Any) -> Element:
        above, below = self._reduced(above), self._reduced(below)
        if not below:
            raise NotReducible("division by an expression that is zero")
        if not above:
            return self.zero
        if not below.is_constant():
            common = above.gcd(below)
            if not common.is_constant():
                above, below = above / common, below / common
        lead = below.leading_coefficient()
        return above / lead, below / lead

    def add(self, *terms: Element) -> Element:
        """A sum."""
        above, below = self.zero
        for numerator, denominator in terms:
            if denominator == below:
                above = above + numerator
                continue
            common = below.gcd(denominator)
            above = above * (denominator / common) + numerator * (below / common)
            below = below * (denominator / common)
            self._guard(above)
        return self._lowest(above, below)

    def multiply(self, *factors: Element) -> Element:
        """A product."""
        total = self.one
        for factor in factors:
            self._guard_product(total[0], factor[0])
            total = self._lowest(total[0] * factor[0], total[1] * factor[1])
        return total

    def power(self, base: Element, n: int) -> Element:
        """A whole power."""
        if n < 0:
            base, n = self._lowest(base[1], base[0]), -n
        if n > MAX_DEGREE:
            raise NotReducible("a power is too high for a normal form")
        result = self.one
        while n:
            if n & 1:
                result = self.multiply(result, base)
            n >>= 1
            if n:
                base = self.multiply(base, base)
        return result

    def divide(self, above: Element, below: Element) -> Element:
        """A quotient."""
        return self.multiply(above, self.power(below, -1))

    def scale(self, element: Element, factor: sp.Rational) -> Element:
        """A rational multiple."""
        return self.multiply(element, self.number(factor))

    def negate(self, element: Element) -> Element:
        """The element with the other sign."""
        return -element[0], element[1]

    @staticmethod
    def _guard(poly: Any) -> None:
        if len(poly) > MAX_TERMS:
            raise NotReducible("the normal form grows too large")

    @staticmethod
    def _guard_product(first: Any, second: Any) -> None:
        if len(first) * len(second) > 50 * MAX_TERMS:
            raise NotReducible("the normal form grows too large")

    def key(self, element: Element) -> tuple[str, str]:
        """Equal for equal elements."""
        return str(element[0]), str(element[1])

    def written(self, element: Element) -> sp.Expr:
        """The element as an expression in what its generators stand for."""
        above, below = (self._written(poly) for poly in element)
        return above / below

    def _written(self, poly: Any) -> sp.Expr:
        terms = []
        for monomial, coefficient in poly.to_dict().items():
            term = sp.Rational(int(coefficient.p), int(coefficient.q))
            terms.append(term * sp.Mul(*(self.meaning(i) ** int(n) for i, n in enumerate(monomial) if n)))
        return sp.Add(*terms)

    def meaning(self, index: int) -> sp.Expr:
        """What a variable stands for."""
        return self.generators[index].meaning

    def mapped(self, element: Element, image: Callable[[int], Element]) -> Element:
        """The element with each variable replaced by another element."""
        images = {i: image(i) for i in self.used(element)}
        return self.divide(*(self._mapped(poly, images) for poly in element))

    def _mapped(self, poly: Any, images: dict[int, Element]) -> Element:
        terms = []
        for monomial, coefficient in poly.to_dict().items():
            factors = [self.power(images[i], int(n)) for i, n in enumerate(monomial) if n]
            rational = (self.context.constant(coefficient), self.one[1])
            terms.append(self.multiply(rational, *factors))
        return self.add(*terms)

    def linear_in(self, element: Element, index: int) -> tuple[Element, Element | None]:
        """Numerator parts a and b of a + b w, w the variable; None for b where higher powers occur."""
        parts: list[dict[tuple[int, ...], Any]] = [{}, {}]
        for monomial, coefficient in element[0].to_dict().items():
            power = int(monomial[index])
            if power > 1:
                return element, None
            rest = tuple(0 if k == index else int(n) for k, n in enumerate(monomial))
            parts[power][rest] = coefficient
        a, b = ((self.context.from_dict(part), self.one[1]) for part in parts)
        return a, b

    def factors(self, poly: Any) -> tuple[sp.Rational, list[tuple[Element, int]]]:
        """The rational content of a polynomial, and its irreducible factors with their powers."""
        content, parts = poly.factor()
        rational = sp.Rational(int(content.p), int(content.q))
        return rational, [((part, self.one[1]), int(power)) for part, power in parts]
