"""Exact normal forms: an expression as a fraction over a polynomial ring with algebraic relations.

Roots, exponentials, logarithms and other functions become generators of a polynomial ring over the
rationals. A root's generator carries its relation (g^n = base), so a numerator is reduced modulo those
relations after every operation; they form a triangular set. A numerator that reduces to zero proves the
expression zero wherever it is finite. The converse is not claimed: generators may hide a dependency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import lcm
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

from symfeat.checking.exact.contiguous import split_powers, to_base_orders
from symfeat.checking.exact.ring import Generator, NotReducible, QuotientRing


def to_exponentials(expr: sp.Expr) -> sp.Expr:
    """Rewrite hyperbolic functions and their inverses, expm1, log1p and symbolic powers by exp and log."""
    rules = {
        sp.sinh: lambda x: (sp.exp(x) - sp.exp(-x)) / 2,
        sp.cosh: lambda x: (sp.exp(x) + sp.exp(-x)) / 2,
        sp.tanh: lambda x: (sp.exp(x) - sp.exp(-x)) / (sp.exp(x) + sp.exp(-x)),
        sp.coth: lambda x: (sp.exp(x) + sp.exp(-x)) / (sp.exp(x) - sp.exp(-x)),
        sp.asinh: lambda x: sp.log(x + sp.sqrt(x**2 + 1)),
        sp.atanh: lambda x: (sp.log(1 + x) - sp.log(1 - x)) / 2,
        expm1: lambda x: sp.exp(x) - 1,
        log1p: lambda x: sp.log(1 + x),
    }
    for head, rule in rules.items():
        if expr.has(head):
            expr = expr.replace(head, rule)
    return split_powers(expr)


def split_exponent(arg: sp.Expr) -> list[tuple[sp.Rational, sp.Expr]]:
    """An exponent as a sum of rational multiples of canonical monomials."""
    terms = []
    for term in sp.Add.make_args(sp.expand(arg)):
        coefficient, monomial = term.as_coeff_Mul(rational=True)
        if monomial == 1:
            coefficient, monomial = sp.S.One, term
            if term.is_Rational:
                coefficient, monomial = term, sp.S.One
        terms.append((sp.Rational(coefficient), monomial))
    return terms


class Tower(QuotientRing):
    """The ring that a set of expressions lives in.

    All exponentials must be known at the start, since their exponents share a common denominator. `facts`
    are expressions known to be nonnegative (positive where the flag says so) beyond the symbols' assumptions.
    """

    def __init__(
        self,
        expressions: Iterable[sp.Expr],
        facts: Iterable[tuple[sp.Expr, bool]] = (),
        *,
        split_logs: bool = True,
        search: bool = True,
    ) -> None:
        super().__init__()
        self.search = search  # whether a sign that the written form leaves open is looked for further
        self.split_logs = split_logs
        self._logs: list[tuple[sp.Expr, sp.Expr]] = []  # (argument, generator) of logarithms kept whole
        self.facts: list[tuple[sp.Expr, bool]] = []  # (expression >= 0, whether strictly), rewritten
        self.sign_memo: dict[Any, Any] = {}
        self.tree_memo: dict[sp.Expr, Any] = {}
        self.sign_budget = 0
        self.generator_signs: dict[sp.Symbol, Any] = {}
        self._known: dict[sp.Expr, sp.Expr] = {}
        self._exponent_unit: dict[sp.Expr, int] = {}
        expressions = [to_exponentials(to_base_orders(e)) for e in expressions]
        self.given = dict(facts)  # the facts as they are written
        self.strict = False  # whether a search goes on to rule out zero
        known = [(to_exponentials(to_base_orders(e)), strict) for e, strict in self.given.items()]
        for expr in (*expressions, *(e for e, _ in known)):
            for exponential in expr.atoms(sp.exp):
                for coefficient, monomial in split_exponent(exponential.args[0]):
                    unit = self._exponent_unit.get(monomial, 1)
                    self._exponent_unit[monomial] = lcm(unit, int(coefficient.q))
        for expr, strict in known:
            self.facts.append((self.rewrite(expr), strict))
        self.expressions = [self.rewrite(e) for e in expressions]

    @contextmanager
    def strictly(self) -> Iterator[None]:
        """Let searches for a sign go on until they know about zero, too."""
        before, self.strict = self.strict, True
        if not before:
            self.sign_memo.clear()
        try:
            yield
        finally:
            self.strict = before

    def rewrite(self, expr: sp.Expr) -> sp.Expr:
        """The expression as a rational function of symbols and generators."""
        expr = to_exponentials(to_base_orders(expr))
        if expr not in self._known:
            self._known[expr] = self._rewrite(expr)
        return self._known[expr]

    def _rewrite(self, expr: sp.Expr) -> sp.Expr:
        if expr.is_Rational:
            return expr
        if isinstance(expr, sp.Symbol):
            if not isinstance(expr, sp.Dummy):
                self._symbols.add(expr)
            return expr
        if isinstance(expr, (sp.Add, sp.Mul)):
            return expr.func(*(self.rewrite(a) for a in expr.args))
        if isinstance(expr, sp.exp):
            return self._exponential(expr.args[0])
        if isinstance(expr, sp.Pow):
            return self._power(*expr.as_base_exp())
        if isinstance(expr, sp.log):
            return self._logarithm(expr.args[0])
        if isinstance(expr, sp.Float) or expr.has(sp.oo, sp.zoo, sp.nan):
            raise NotReducible(f"{expr} has no exact normal form")
        if isinstance(expr, sp.Expr):
            return self._opaque(expr)
        raise NotReducible(f"{type(expr).__name__} is no expression")

    def _exponential(self, arg: sp.Expr) -> sp.Expr:
        product: list[sp.Expr] = []
        for coefficient, monomial in split_exponent(arg):
            unit = self._exponent_unit.setdefault(monomial, int(coefficient.q))
            power = coefficient * unit
            if not power.is_Integer:
                raise NotReducible("an exponential with a new denominator appeared late")
            generator = self._generator(sp.exp(monomial / unit, evaluate=False))
            product.append(generator**power)
        return sp.Mul(*product)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if exponent.is_Integer:
            return self.rewrite(base) ** exponent
        if exponent.is_Rational:
            whole, part = divmod(int(exponent.p), int(exponent.q))
            inner = self.rewrite(base)
            root = self._root(inner, base, int(exponent.q))
            return inner**whole * root**part
        if base.is_positive:
            return self._exponential(exponent * sp.log(base))
        return self._opaque(sp.Pow(base, exponent))

    def _root(self, inner: sp.Expr, base: sp.Expr, degree: int) -> sp.Expr:
        """A principal root: a known generator, a perfect square, a quotient of roots, or a new generator."""
        canonical = self.canonical(inner)
        for generator in self.generators:
            if generator.degree == degree and generator.base == canonical:
                return generator.symbol
        meaning = sp.Pow(base, sp.Rational(1, degree), evaluate=False)
        if degree == 2 and (found := self._square_root(canonical)) is not None:
            return found
        return self._generator(meaning, degree, canonical)

    def _square_root(self, canonical: sp.Expr) -> sp.Expr | None:
        """The root of a perfect square, or one up to a known root: sqrt(b) = q / sqrt(c) if b c = q^2."""
        from symfeat.checking.exact.signs import (
            sign_of_rewritten,
        )  # both need each other: a root's sign, a sign's root

        if canonical.is_Rational:
            return None
        companions = [g for g in self.generators if g.degree == 2 and not g.base.is_Rational]
        for companion in [None, *companions]:
            product = canonical if companion is None else canonical * companion.base
            root = self.perfect_square(product)
            if root is None:
                continue
            sign = sign_of_rewritten(self, root)
            if sign is None or not (sign.nonnegative or sign.nonpositive):
                continue
            root = root if sign.nonnegative else -root
            if companion is None:
                return root
            bases_nonnegative = all(
                (s := sign_of_rewritten(self, b)) is not None and s.nonnegative
                for b in (canonical, companion.base)
            )
            # Dividing needs the companion nonzero; where it vanishes the quotient is not finite.
            if bases_nonnegative:
                return root / companion.symbol
        return None

    def perfect_square(self, expr: sp.Expr) -> sp.Expr | None:
        """A root, of either sign, of a rewritten expression that is a square in the ring; else None."""
        numerator, denominator = self.fraction(expr)
        if not numerator:
            return sp.S.Zero
        parts = []
        for poly in (numerator, denominator):
            constant, factors = poly.factor_list()
            root = sp.sqrt(sp.Rational(str(constant)))
            if not root.is_Rational or any(power % 2 for _, power in factors):
                return None
            parts.append(root * sp.Mul(*(f.as_expr() ** (power // 2) for f, power in factors)))
        return parts[0] / parts[1]

    def _logarithm(self, arg: sp.Expr) -> sp.Expr:
        """One generator for equal arguments; or, to split, the sum of the logs of positive factors."""
        from symfeat.checking.exact.signs import sign_of_rewritten

        inner = self.rewrite(arg)
        if not self.split_logs:
            for known, symbol in self._logs:
                if not self.fraction(inner - known)[0]:
                    return symbol
            self._logs.append((inner, self._generator(sp.log(self.canonical(inner), evaluate=False))))
            return self._logs[-1][1]
        numerator, denominator = self.fraction(inner)
        total: list[sp.Expr] = []
        for poly, direction in ((numerator, 1), (denominator, -1)):
            constant, factors = poly.factor_list()
            pieces = [(sp.Rational(str(constant)), 1), *((f.as_expr(), power) for f, power in factors)]
            for piece, power in pieces:
                with self.strictly():
                    sign = sign_of_rewritten(self, piece)
                if sign is None or not sign.positive:
                    canonical = numerator.as_expr() / denominator.as_expr()
                    return self._generator(sp.log(canonical, evaluate=False))
                if piece != 1:
                    total.append(direction * power * self._log_of_factor(piece))
        return sp.Add(*total)

    def _log_of_factor(self, factor: sp.Expr) -> sp.Expr:
        for generator in self.generators:
            if factor == generator.symbol and isinstance(generator.meaning, sp.exp):
                return self.rewrite(generator.meaning.args[0])
            if factor == generator.symbol and generator.degree:
                return self._logarithm_of_root(generator)
        if factor.is_Rational and factor != 1:
            primes = sp.factorrat(factor)
            return sp.Add(
                *(n * self._generator(sp.log(sp.Integer(p), evaluate=False)) for p, n in primes.items())
            )
        return self._generator(sp.log(factor, evaluate=False))

    def _logarithm_of_root(self, generator: Generator) -> sp.Expr:
        numerator, denominator = self.fraction(generator.base)
        whole = sp.log(numerator.as_expr() / denominator.as_expr(), evaluate=False)
        return self._generator(whole) / generator.degree

    def _opaque(self, expr: sp.Expr) -> sp.Expr:
        """Any other function: a generator for each distinct canonical argument list."""
        if not expr.args:
            return self._generator(expr)
        args = [self.canonical(self.rewrite(a)) if isinstance(a, sp.Expr) else a for a in expr.args]
        if isinstance(expr, sp.atan2):
            args = self._direction(*args)
        return self._generator(expr.func(*args, evaluate=False) if isinstance(expr, sp.Function) else expr)

    def _direction(self, *components: sp.Expr) -> list[sp.Expr]:
        """The components of a vector without a positive common denominator, which leaves its angle alone."""
        from symfeat.checking.exact.signs import sign_of_rewritten

        fractions = [sp.fraction(component) for component in components]
        common = fractions[0][1]
        sign = sign_of_rewritten(self, common)
        if any(below != common for _, below in fractions) or sign is None or not sign.positive:
            return list(components)
        return [above for above, _ in fractions]

    def _generator(self, meaning: sp.Expr, degree: int = 0, base: sp.Expr = sp.S.Zero) -> sp.Expr:
        for generator in self.generators:
            if generator.meaning == meaning and generator.degree == degree:
                return generator.symbol
        # A root's sign is that of its base and is found when it is needed.
        positive = isinstance(meaning, sp.exp) or (not degree and meaning.is_positive)
        symbol = sp.Dummy(f"g{len(self.generators)}", **({"positive": True} if positive else {"real": True}))
        self.generators.append(Generator(symbol, meaning, degree, base))
        self._ring = None
        return symbol

    def is_zero(self, expr: sp.Expr) -> bool:
        """Whether the expression is proved zero wherever it is finite."""
        return not self.fraction(self.rewrite(expr))[0]

    def meaning(self, rewritten: sp.Expr) -> sp.Expr:
        """Undo `rewrite`: generators back to the functions they stand for."""
        for generator in reversed(self.generators):
            rewritten = rewritten.xreplace({generator.symbol: generator.meaning})
        return rewritten
