"""Expressions in generators: one for each base and monomial of an exponent, each logarithm, each function.

Exponentials, trigonometric functions and powers become powers of generators. Every step holds at each point
for principal values: positive factors are split off a base, others only under a whole exponent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symfeat.checking.exact import NotReducible

Positive = Callable[[sp.Expr], bool]
Key = tuple[sp.Expr, sp.Expr]  # base and monomial of an exponent
ROOT_OF_UNITY = sp.S.NegativeOne  # the base of exp(i pi m), the principal value of (-1)^m
_PLAIN: dict[Any, Callable[[sp.Expr], sp.Expr]] = {
    sp.sin: lambda x: (sp.exp(sp.I * x) - sp.exp(-sp.I * x)) / (2 * sp.I),
    sp.cos: lambda x: (sp.exp(sp.I * x) + sp.exp(-sp.I * x)) / 2,
    sp.tan: lambda x: -sp.I * (sp.exp(2 * sp.I * x) - 1) / (sp.exp(2 * sp.I * x) + 1),
    sp.cot: lambda x: sp.I * (sp.exp(2 * sp.I * x) + 1) / (sp.exp(2 * sp.I * x) - 1),
    sp.sec: lambda x: 2 / (sp.exp(sp.I * x) + sp.exp(-sp.I * x)),
    sp.csc: lambda x: 2 * sp.I / (sp.exp(sp.I * x) - sp.exp(-sp.I * x)),
    sp.sinh: lambda x: (sp.exp(x) - sp.exp(-x)) / 2,
    sp.cosh: lambda x: (sp.exp(x) + sp.exp(-x)) / 2,
    sp.tanh: lambda x: (sp.exp(2 * x) - 1) / (sp.exp(2 * x) + 1),
    sp.coth: lambda x: (sp.exp(2 * x) + 1) / (sp.exp(2 * x) - 1),
    sp.sech: lambda x: 2 / (sp.exp(x) + sp.exp(-x)),
    sp.csch: lambda x: 2 / (sp.exp(x) - sp.exp(-x)),
}


def canonical(arg: sp.Expr) -> sp.Expr:
    """One form for arguments that are equal as polynomials or fractions."""
    expanded = sp.expand(arg)
    if any(p.exp.is_negative for p in expanded.atoms(sp.Pow)):
        expanded = sp.expand(sp.cancel(sp.together(expanded)))
    return expanded


class Writer:
    """Writes expressions in generators and remembers them; `positive` says what is positive on the domain."""

    def __init__(self, positive: Positive) -> None:
        self._positive = positive
        self._powers: dict[Key, dict[sp.Rational, sp.Dummy]] = {}
        self._others: dict[sp.Expr, sp.Dummy] = {}
        self._symbols: set[sp.Symbol] = set()
        self._memo: dict[sp.Expr, sp.Expr] = {}
        self._bases: dict[Key, sp.Expr] = {}  # roots, inner ones first

    def _write(self, expr: sp.Expr) -> sp.Expr:
        if expr not in self._memo:
            self._memo[expr] = self._written_anew(expr)
        return self._memo[expr]

    def _written_anew(self, expr: sp.Expr) -> sp.Expr:
        if expr.is_Rational:
            return expr
        if isinstance(expr, sp.Symbol):
            self._symbols.add(expr)
            return expr
        if isinstance(expr, (sp.Add, sp.Mul)):
            return expr.func(*(self._write(a) for a in expr.args))
        if expr is sp.I:
            return self._generator(ROOT_OF_UNITY, sp.S.One, sp.S.Half)
        if expr is sp.E:
            return self._exponential(sp.S.One)
        if isinstance(expr, sp.exp):
            return self._exponential(expr.args[0])
        if isinstance(expr, sp.Pow):
            return self._power(*expr.as_base_exp())
        if isinstance(expr, sp.log):
            return self._logarithm(expr.args[0])
        if type(expr) in _PLAIN:
            return self._write(_PLAIN[type(expr)](expr.args[0]))
        if isinstance(expr, sp.Float) or expr.has(sp.oo, sp.zoo, sp.nan):
            raise NotReducible(f"{expr} has no exact normal form")
        return self._other(expr)

    def _other(self, expr: sp.Expr) -> sp.Dummy:
        if expr.args and isinstance(expr, sp.Function):
            expr = expr.func(*(canonical(a) for a in expr.args), evaluate=False)
        return self._others.setdefault(expr, sp.Dummy("f"))

    def _exponential(self, arg: sp.Expr) -> sp.Expr:
        product: list[sp.Expr] = []
        for term in sp.Add.make_args(canonical(arg)):
            coefficient, monomial = term.as_coeff_Mul(rational=True)
            logs = [f for f in sp.Mul.make_args(monomial) if isinstance(f, sp.log)]
            if len(logs) == 1 and not (monomial / logs[0]).has(sp.log):
                product.append(self._power(logs[0].args[0], coefficient * monomial / logs[0]))
            elif monomial.has(sp.I) and monomial.has(sp.pi) and not (monomial / sp.I / sp.pi).has(sp.I):
                product.append(self._unit(coefficient, monomial / sp.I / sp.pi))
            else:
                product.append(self._generator(sp.E, monomial, coefficient))
        return sp.Mul(*product)

    def _unit(self, coefficient: sp.Rational, monomial: sp.Expr) -> sp.Expr:
        """exp(i pi c m)."""
        return self._generator(ROOT_OF_UNITY, monomial, coefficient)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if exponent.is_Integer:
            return self._write(base) ** exponent
        exponent = sp.expand(exponent)
        if base is sp.E:
            return self._exponential(exponent)
        parts, rest = self._split(base, whole=bool(exponent.is_integer))
        product: list[sp.Expr] = []
        for part, power in (*parts.items(), (rest, sp.S.One)):
            if part == 1:
                continue
            for term in sp.Add.make_args(sp.expand(exponent * power)):
                coefficient, monomial = term.as_coeff_Mul(rational=True)
                product.append(self._part(part, monomial, coefficient))
        return sp.Mul(*product)

    def _part(self, base: sp.Expr, monomial: sp.Expr, coefficient: sp.Rational) -> sp.Expr:
        """base^(coefficient monomial); a whole power of the base is split off."""
        if base in (sp.S.NegativeOne, sp.I):
            return self._unit(coefficient / (2 if base is sp.I else 1), monomial)
        if monomial != 1 or coefficient.is_Integer:
            return (
                self._write(base) ** coefficient
                if monomial == 1
                else self._generator(base, monomial, coefficient)
            )
        if (base, monomial) not in self._bases:
            inner = self._write(base)
            self._bases[base, monomial] = inner
        return self._generator(base, monomial, coefficient)

    def _split(self, base: sp.Expr, *, whole: bool) -> tuple[dict[sp.Expr, sp.Expr], sp.Expr]:
        """A base as positive factors with their powers, and the rest; for a whole exponent all are split."""
        parts: dict[sp.Expr, sp.Expr] = {}
        rest: list[sp.Expr] = []
        negative = False
        if isinstance(base, sp.Add):
            base = sp.factor(base)
        for factor in sp.Mul.make_args(base):
            inner, power = factor.as_base_exp() if factor.is_Pow else (factor, sp.S.One)
            inner = sp.expand(inner)
            if factor.is_Rational:
                for prime, n in sp.factorrat(abs(factor)).items():
                    parts[sp.Integer(prime)] = parts.get(sp.Integer(prime), sp.S.Zero) + n
                negative ^= bool(factor < 0)
            elif power.is_real and self._positive(inner):
                parts[inner] = parts.get(inner, sp.S.Zero) + power
            elif power.is_Integer and self._positive(-inner):
                parts[sp.expand(-inner)] = parts.get(sp.expand(-inner), sp.S.Zero) + power
                negative ^= bool(power.is_odd)
            elif power.is_integer and whole:
                parts[inner] = parts.get(inner, sp.S.Zero) + power
            else:
                rest.append(factor)
        if negative and whole:
            parts[sp.S.NegativeOne] = sp.S.One
        elif negative:
            rest.append(sp.S.NegativeOne)
        return parts, canonical(sp.Mul(*rest))

    def _logarithm(self, arg: sp.Expr) -> sp.Expr:
        parts, rest = self._split(arg, whole=False)
        total = [self._write(power) * self._other(sp.log(p, evaluate=False)) for p, power in parts.items()]
        if rest == -1:
            total.append(self._write(sp.I * sp.pi))
        elif rest != 1:
            total.append(self._other(sp.log(rest, evaluate=False)))
        return sp.Add(*total)

    def _generator(self, base: sp.Expr, monomial: sp.Expr, coefficient: sp.Rational) -> sp.Dummy:
        steps = self._powers.setdefault((base, monomial), {})
        return steps.setdefault(sp.Rational(coefficient), sp.Dummy("p"))
