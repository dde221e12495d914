"""Normal forms in which integer relations between logarithms are used, each proved where the claim is made.

Let a_k be logarithms, exp(s_k a_k) = E_k, and let n_k be integers. Where the product of E_k^(n_k) is one,
sum n_k s_k a_k is a multiple of 2 pi i. So it is zero if its absolute value is below 2 pi at one point and it
is continuous on a connected set that holds the point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import sympy as sp
from flint import acb

from symfeat.checking.exact import NotReducible
from symfeat.checking.exact.separation import is_zero_number
from symfeat.checking.rules.elementary.field import SIZE, Element
from symfeat.checking.rules.elementary.normal import Logarithm, NormalForm
from symfeat.checking.rules.elementary.relations import BITS, proposed_relation, values
from symfeat.evaluate.ball import working_bits

_COLUMNS = 14  # logarithms among which a relation is looked for


class Place(Protocol):
    """Where a claim is made: points of it, and what is continuous there."""

    @property
    def points(self) -> Sequence[dict[sp.Symbol, Any]]: ...

    def require_continuous(self, form: Any, inside: Element) -> None:
        """Raise NotReducible, or ask to divide the place, unless the log of `inside` is continuous."""
        ...

    def require_finite(self, form: Any, element: Element) -> None:
        """The same, unless the element is finite on all of the place."""
        ...


class Resolved(NormalForm):
    """A normal form on a place."""

    def __init__(self, units: dict[Any, int], place: Place) -> None:
        super().__init__(units)
        self.place = place
        self._algebraic: dict[tuple[str, str], bool] = {}

    def is_zero(self, element: Element) -> bool:
        """Whether it vanishes; coefficients that are numbers in nested radicals are tested exactly."""
        above, _ = element
        if not above:
            return True
        generators = self.field.generators
        constant = {i for i in self.field.used(element) if generators[i].constant}
        if not any(generators[i].degree and generators[i].constant for i in constant):
            return False
        groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for monomial, coefficient in above.to_dict().items():
            name = tuple(0 if i in constant else int(n) for i, n in enumerate(monomial))
            part = tuple(int(n) if i in constant else 0 for i, n in enumerate(monomial))
            groups.setdefault(name, {})[part] = coefficient
        return all(self._number_is_zero(part) for part in groups.values())

    def _number_is_zero(self, terms: dict[tuple[int, ...], Any]) -> bool:
        poly = (self.field.context.from_dict(terms), self.field.one[1])
        key = self.field.key(poly)
        if key not in self._algebraic:
            self._algebraic[key] = is_zero_number(self.field.written(poly))
        return self._algebraic[key]

    def _take_logarithm(
        self, scale: sp.Expr, exponential: Element, inside: tuple[Element, ...], meaning: sp.Expr
    ) -> Element:
        """The logarithm by earlier ones, if a relation is found and proved; else a generator of its own."""
        if isinstance(meaning, sp.log):
            self._take_factors(exponential)
        new = Logarithm(-1, scale, exponential, inside, meaning)
        logs = [new, *list(self.logarithms.values())[-_COLUMNS:]]
        inner = list({self.field.key(e): e for e, _ in self._exponents.values()}.values())[-_COLUMNS:]
        names = [log.scale * log.meaning for log in logs]
        names += [sp.I * sp.pi, *map(self.field.written, inner)]
        columns = [values(names, point) for point in self.place.points]
        whole = proposed_relation(list(zip(*columns, strict=True)))
        if whole is None or not self._holds(whole, logs, inner, columns[0]):
            return self._new_logarithm(scale, exponential, inside, meaning)
        turns = [self.field.multiply(self.scale_of(log), self.variable(log)) for log in logs[1:]]
        turns += [self.field.multiply(self.i, self.pi), *inner]
        total = self.field.add(
            *(self.field.scale(t, sp.Integer(n)) for t, n in zip(turns, whole[1:], strict=True))
        )
        return self.field.divide(self.field.scale(total, sp.Rational(-1, whole[0])), self.scale_of(new))

    def scale_of(self, log: Logarithm) -> Element:
        """The factor s of a logarithm a, in exp(s a)."""
        return self.i if log.scale is sp.I else self.field.one

    def _holds(
        self, whole: list[int], logs: list[Logarithm], inner: list[Element], numbers: Sequence[acb]
    ) -> bool:
        """Whether an integer relation is proved: by exponentials, continuity and one ball."""
        field, count = self.field, len(logs)
        try:
            used = [(log, n) for log, n in zip(logs, whole[:count], strict=True) if n]
            sign = field.number(sp.Integer(-1 if whole[count] % 2 else 1))
            powers = [field.power(log.exponential, n) for log, n in used]
            terms = [(e, n) for e, n in zip(inner, whole[count + 1 :], strict=True) if n]
            powers += [self.exponential(field.scale(e, sp.Integer(n))) for e, n in terms]
            product = field.multiply(sign, *powers)
            if not self.is_zero(field.add(product, field.negate(field.one))):
                return False
            if len(used) == 1 and abs(whole[0]) == 1 and self._is_principal(logs[0], whole, inner):
                return True
            for log, _ in used:
                for inside in log.inside:
                    self.place.require_continuous(self, inside)
            for element, _ in terms:
                self.place.require_finite(self, element)
        except NotReducible:
            return False
        with working_bits(BITS):
            total = sum((value * n for value, n in zip(numbers, whole, strict=True)), acb(0))
            return bool(total.abs_upper() < 6)

    def _is_principal(self, log: Logarithm, whole: list[int], inner: list[Element]) -> bool:
        """Whether a sum that has the same exponential is known to lie in the strip of principal values."""
        return False

    def _take_factors(self, argument: Element) -> None:
        """Logarithms of the factors of an argument, for its own to be a sum of them."""
        parts: list[tuple[Element, int]] = []
        for poly in argument:
            content, factors = self.field.factors(poly)
            parts += factors
            if content not in (1, -1):
                self.log(self.field.number(abs(content)))
        if len(parts) > 1 or any(power > 1 for _, power in parts):
            for factor, _ in parts:
                used = self.field.used(factor)
                if len(used) > 1 or not used & self._without_logarithm():
                    self.log(factor)

    def _without_logarithm(self) -> set[int]:
        """Variables whose own logarithm is at hand: roots, exponentials, the root of unity."""
        roots = {i for i, generator in self.field.generators.items() if generator.degree}
        return roots | set(self._exponents) | {SIZE - 1}
