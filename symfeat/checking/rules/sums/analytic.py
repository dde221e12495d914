"""That a function is analytic on a region about zero: by the parts that it is made of."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.entire import ENTIRE, ON_THE_LINE
from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.rules.rule import Ask, Relations
from symfeat.claims.kinds import Inequality

INSIDE = (sp.asin, sp.acos, sp.atanh)  # cuts begin at 1 and -1
BELOW_ONE = (sp.elliptic_k, sp.elliptic_e, sp.polylog)
BESSEL = (sp.besselj, sp.besseli)
POLES = {sp.tan: sp.cos, sp.sec: sp.cos}


def require_analytic(expr: sp.Expr, x: sp.Symbol, around: Relations, ask: Ask) -> None:
    """Prove that the expression is analytic in x wherever the relations allow, or raise Unproved."""
    _Region(x, around, ask).visit(expr)


class _Region:
    def __init__(self, x: sp.Symbol, around: Relations, ask: Ask) -> None:
        self.x, self.around, self.ask = x, around, ask

    def visit(self, expr: sp.Expr) -> None:
        if self.x not in expr.free_symbols or expr == self.x:
            return
        if isinstance(expr, sp.Mul):
            self._product(expr)
        elif isinstance(expr, sp.Pow):
            self._power(*expr.as_base_exp())
        elif isinstance(expr, (sp.Add, *ENTIRE)):
            self._all(expr.args)
        elif isinstance(expr, sp.log):
            self._off_the_cut(expr.args[0])
        elif isinstance(expr, ON_THE_LINE):
            if not expr.args[0].is_real:
                self._inside(expr.args[0])
            self._all(expr.args)
        elif isinstance(expr, INSIDE):
            self._inside(expr.args[0])
        elif isinstance(expr, tuple(POLES)):
            self._require(POLES[type(expr)](expr.args[0]), "!=")
            self._all(expr.args)
        else:
            self._of_last(expr)

    def _of_last(self, expr: sp.Expr) -> None:
        """Functions with parameters, which may not move."""
        if isinstance(expr, sp.hyper):
            z, entire = expr.argument, len(expr.ap) <= len(expr.bq)
            if len(expr.ap) > len(expr.bq) + 1:
                raise Unproved("a hypergeometric series that converges nowhere")
            parameters = expr.ap.free_symbols | expr.bq.free_symbols
        else:
            z, entire = (
                expr.args[-1],
                isinstance(expr, BESSEL) and bool(expr.args[0].is_integer and expr.args[0].is_nonnegative),
            )
            parameters = set().union(*(a.free_symbols for a in expr.args[:-1]))
        if self.x in parameters or not (entire or isinstance(expr, (sp.hyper, *BELOW_ONE))):
            raise Unproved(f"{expr.func.__name__} is not known to be analytic")
        if not entire:
            if not z.is_real:
                raise Unproved(f"the argument of {expr.func.__name__} may not be real")
            self._require(1 - z, ">")
        self.visit(z)

    def _all(self, parts: tuple[sp.Expr, ...]) -> None:
        for part in parts:
            self.visit(part)

    def _product(self, expr: sp.Expr) -> None:
        """Its factors; z^-n J_n(z) and z^-n I_n(z) are entire as a whole (DLMF 10.2.2 and 10.25.2)."""
        factors = list(expr.args)
        for bessel in [f for f in factors if isinstance(f, BESSEL)]:
            order, z = bessel.args
            rate = z / self.x
            power = self.x**-order
            if self.x not in (rate.free_symbols | order.free_symbols) and power in factors:
                factors.remove(power)
                factors.remove(bessel)
        self._all(tuple(factors))

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> None:
        if exponent.is_Integer:
            if exponent < 0:
                self._require(base, "!=")
            self.visit(base)
        elif exponent.is_integer and exponent.is_nonnegative and self.x not in exponent.free_symbols:
            self.visit(base)
        else:
            self.visit(exponent)
            self._off_the_cut(base)

    def _off_the_cut(self, inner: sp.Expr) -> None:
        self._require(inner if inner.is_real else sp.re(inner), ">")
        self.visit(inner)

    def _inside(self, inner: sp.Expr) -> None:
        if inner.is_real:
            self._require(1 - inner, ">")
            self._require(1 + inner, ">")
        else:
            self._require(1 - sp.Abs(inner), ">")
        self.visit(inner)

    def _require(self, left: sp.Expr, rel: str) -> None:
        if (rel == ">" and left.is_positive) or (rel == "!=" and left.is_zero is False):
            return
        try:
            self.ask(Inequality(left, rel, sp.S.Zero), under=self.around)
        except (Unproved, NotReducible):
            raise Unproved(f"{left} {rel} 0 is not proved on the way to zero") from None
