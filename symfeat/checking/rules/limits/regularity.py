"""That an expression does not jump, and lives on: from the parts that it is made of, inside out."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symfeat.checking.asymptotics.special import POLYNOMIALS
from symfeat.checking.entire import ENTIRE, ON_THE_LINE
from symfeat.checking.exact import NotReducible, Unproved, found_limits
from symfeat.checking.rules.rule import Ask, Relations, Rule
from symfeat.claims.kinds import Identity, Inequality, Limit, Regular

# Smooth, and real where their arguments are.
SMOOTH = (*ENTIRE, sp.sinc)
POLES: dict[type, Callable[[sp.Expr], sp.Expr]] = {  # where the denominators of these vanish
    sp.tan: sp.cos,
    sp.sec: sp.cos,
    sp.cot: sp.sin,
    sp.csc: sp.sin,
    sp.coth: sp.sinh,
    sp.csch: sp.sinh,
}
# Regular where the argument (the last one) is greater than this number.
ABOVE = {sp.log: 0, sp.gamma: 0, sp.loggamma: 0, sp.digamma: 0, sp.Ei: 0, sp.Ci: 0, sp.Chi: 0, sp.acosh: 1}
ABOVE |= {sp.zeta: 1, sp.li: 1, sp.besselk: 0, sp.bessely: 0, sp.polygamma: 0, sp.lowergamma: 0}
ABOVE |= {sp.uppergamma: 0, sp.expint: 0}
BELOW = {sp.elliptic_k: 1, sp.elliptic_e: 1, sp.polylog: 1}
INSIDE = {sp.asin: (-1, 1), sp.acos: (-1, 1), sp.atanh: (-1, 1)}
BESSEL = (sp.besselj, sp.besseli)  # entire where the order is a whole number


def prove_regular(claim: Regular, relations: Relations, ask: Ask) -> str:
    """Compositions of continuous functions are continuous, where each stays in its own domain."""
    expr = claim.expr.replace(sp.arg, lambda z: sp.atan2(sp.im(z), sp.re(z)))
    _Parts(claim, ask).visit(expr)
    return "it is composed of functions that are continuous where their arguments lie"


class _Parts:
    """A walk through the parts of an expression, each of which has to be continuous."""

    def __init__(self, claim: Regular, ask: Ask) -> None:
        self.moving = set(claim.over)
        self.var = claim.over[0] if claim.start is not None else None
        self.lives = claim.start is not None or bool(claim.rates)
        self.real = claim.real
        self.ask = ask

    def visit(self, expr: sp.Expr) -> None:
        if expr.is_Symbol or (not expr.free_symbols & self.moving and (not self.real or _is_real(expr))):
            return
        if not expr.free_symbols & self.moving and not self.real:
            return
        if isinstance(expr, sp.Mul):
            self._product(expr)
        elif isinstance(expr, sp.Pow):
            self._power(expr)
        elif isinstance(expr, (sp.Add, *SMOOTH)):
            self._all(expr.args)
        elif isinstance(expr, sp.Integral):
            self._integral(expr)
        elif isinstance(expr, sp.Piecewise):
            self._pieces(expr)
        elif isinstance(expr, ON_THE_LINE):
            self._require_real(expr)
            self._all(expr.args)
        else:
            self._bounded_domain(expr)

    def _all(self, parts: tuple[sp.Expr, ...]) -> None:
        for part in parts:
            self.visit(part)

    def _product(self, expr: sp.Expr) -> None:
        """Its factors, or the whole where a factor's pole at one point is removed by the others."""
        try:
            self._all(expr.args)
        except Unproved:
            if self.var is None or not self._removable(expr):
                raise

    def _removable(self, expr: sp.Expr) -> bool:
        """Whether the poles are those of powers of t - a, and the whole has one finite limit at each."""
        assert self.var is not None
        var, rest = self.var, []
        for factor in sp.Mul.make_args(expr):
            base, power = factor.as_base_exp()
            slope = sp.diff(base, var)
            if slope == 0 or var in slope.free_symbols or not (power.is_Integer and power < 0):
                rest.append(factor)
                continue
            root = -base.xreplace({var: sp.S.Zero}) / slope
            direction = "+" if var.is_nonnegative and root == 0 else "+-"
            try:
                limits = found_limits(Limit(expr, var, root, sp.S.Zero, direction))
            except (NotReducible, Unproved):
                return False
            if any(not limit.is_finite for limit in limits) or len({*limits}) > 1:
                return False
        self._all(tuple(rest))
        return True

    def _power(self, expr: sp.Expr) -> None:
        base, exponent = expr.args
        self._all(expr.args)
        if exponent.is_Integer:
            if exponent < 0 and self.lives:
                self._require(base, "!=", sp.S.Zero)
        elif exponent.is_Rational or not exponent.free_symbols & self.moving:
            if exponent.is_positive and (self.real or _is_real(base)):
                if self.real:
                    self._require(base, ">=", sp.S.Zero)
            elif self.lives or self.real or not _is_real(base):
                self._require(base, ">", sp.S.Zero)
        else:
            self._require(base, ">", sp.S.Zero)

    def _integral(self, expr: sp.Integral) -> None:
        """Continuous in its finite limits where the integrand is, at all real numbers."""
        for bound, *limits in expr.limits:
            if len(limits) != 2 or any(limit.is_infinite for limit in limits):
                raise Unproved("an integral is not over a finite interval")
            free = sp.Symbol(f"{bound.name}_", real=True)
            self.moving.add(free)
            before, self.lives = self.lives, True  # a pole of the integrand leaves no integral
            self._all((expr.function.xreplace({bound: free}), *limits))
            self.lives = before
        if len(expr.limits) > 1:
            raise Unproved("an integral over several variables may jump")

    def _pieces(self, expr: sp.Piecewise) -> None:
        """Pieces over intervals of the one moving symbol, which meet smoothly."""
        if len(self.moving) != 1 or expr.args[-1][1] is not sp.true:
            raise Unproved("a Piecewise may jump")
        (var,) = self.moving
        met: sp.Expr | None = None
        before: sp.Expr | None = None
        for value, condition in expr.args:
            if met is not None and before is not None:
                for one, other in ((before, value), (sp.diff(before, var), sp.diff(value, var))):
                    self.ask(Identity(one.xreplace({var: met}), other.xreplace({var: met})))
            self.visit(value)
            if condition is sp.true:
                return
            increasing = met is None or (condition.rhs - met).is_nonnegative
            if condition.lhs != var or not condition.rhs.is_number or condition.rel_op not in ("<", "<="):
                raise Unproved("a Piecewise has other than intervals")
            if not increasing:
                raise Unproved("the intervals of a Piecewise are not in order")
            met, before = condition.rhs, value

    def _bounded_domain(self, expr: sp.Expr) -> None:
        head, last = expr.func, expr.args[-1]
        if head is sp.hyper:
            self._hypergeometric(*expr.args)
            return
        if head is not sp.atan2 and any(a.free_symbols & self.moving for a in expr.args[:-1]):
            raise Unproved(f"{head.__name__} may jump")
        if head in POLES:
            if self.lives:
                self._require(POLES[head](last), "!=", sp.S.Zero)
        elif head in ABOVE:
            if self.lives or self.real or not (head is sp.log and _is_real(last)):
                self._require(last, ">", sp.Integer(ABOVE[head]))
        elif head in BELOW:
            self._require(last, "<", sp.Integer(BELOW[head]))
        elif head in INSIDE:
            low, high = map(sp.Integer, INSIDE[head])
            strict = "=" if head is not sp.atanh else ""
            self._require(last, ">" + strict, low)
            self._require(last, "<" + strict, high)
        elif head in POLYNOMIALS:
            if not (expr.args[0].is_integer and expr.args[0].is_nonnegative):
                raise Unproved(f"{head.__name__} of this degree is no polynomial")
        elif head in BESSEL:
            if not expr.args[0].is_integer:
                self._require(last, ">", sp.S.Zero)
        elif head is sp.LambertW and len(expr.args) == 1:
            self._require(last, ">=", -sp.exp(-1))
        elif head is sp.atan2:
            self._off_the_cut(*expr.args)
        elif head in (sp.Abs, sp.sign, sp.Heaviside, sp.acot):
            self._signed(last)
        else:
            raise Unproved(f"{head.__name__} may jump")
        self._all(expr.args)

    def _hypergeometric(self, above: sp.Tuple, below: sp.Tuple, argument: sp.Expr) -> None:
        """DLMF 16.2: entire, or analytic below one."""
        fixed = all(not part.free_symbols & self.moving and _is_real(part) for part in (*above, *below))
        if not fixed or len(above) > len(below) + 1:
            raise Unproved("a hypergeometric function of these parameters may jump")
        if len(above) == len(below) + 1:
            self._require(argument, "<", sp.S.One)
        self.visit(argument)

    def _off_the_cut(self, up: sp.Expr, along: sp.Expr) -> None:
        for side, rel in ((along, ">"), (up, ">"), (up, "<")):
            try:
                return self._require(side, rel, sp.S.Zero)
            except Unproved:
                continue
        raise Unproved("an angle may cross its branch cut")

    def _signed(self, expr: sp.Expr) -> None:
        try:
            self._require(expr, ">", sp.S.Zero)
        except Unproved:
            self._require(expr, "<", sp.S.Zero)

    def _require_real(self, expr: sp.Expr) -> None:
        if not self.real and not _is_real(expr.args[0]):
            raise Unproved(f"the argument of {expr.func.__name__} may not be real")

    def _require(self, left: sp.Expr, rel: str, right: sp.Expr) -> None:
        holds = sp.Rel(left, right, rel)
        if holds is sp.true:
            return
        if holds is sp.false:
            raise Unproved(f"{left} {rel} {right} is false")
        self.ask(Inequality(left, rel, right))


def _is_real(expr: sp.Expr) -> bool:
    return expr.is_extended_real is True


RULE = Rule("regularity", Regular, prove_regular, 4.0)
