"""The functions and constants that a claim file may name: SymPy's, each with its number of arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.checking.rules.special.polynomials import OF_ANY_DEGREE
from symfeat.claimfiles import sizes
from symfeat.claimfiles.sizes import Guard, small
from symfeat.errors import InputError

CONSTANTS: dict[str, sp.Expr] = {
    "I": sp.I,
    "pi": sp.pi,
    "E": sp.E,
    "oo": sp.oo,
    "EulerGamma": sp.EulerGamma,
    "GoldenRatio": sp.GoldenRatio,
    "TribonacciConstant": sp.TribonacciConstant,
    "Catalan": sp.Catalan,
}


def _free(args: Sequence[Any]) -> None:
    """No limit: SymPy does no work that grows with a number's size."""


@dataclass(frozen=True)
class Known:
    """A function's constructor, how many arguments it takes, and what guards it against large ones."""

    make: Callable[..., Any]
    fewest: int
    most: int
    guard: Guard = _free

    def __call__(self, args: Sequence[Any]) -> Any:
        """The function of the arguments, after they were found small enough."""
        if not self.fewest <= len(args) <= self.most:
            count = str(self.fewest) if self.fewest == self.most else f"{self.fewest} to {self.most}"
            raise InputError(f"takes {count} argument{'s' if count != '1' else ''}; got {len(args)}")
        self.guard(args)
        return self.make(*args)


def _names(names: str, fewest: int, most: int | None = None, guard: Guard = _free) -> dict[str, Known]:
    return {name: Known(getattr(sp, name), fewest, most or fewest, guard) for name in names.split()}


def _polynomials(names: str, count: int, guard: Guard) -> dict[str, Known]:
    """Orthogonal polynomials; of a degree that may be no integer, the hypergeometric functions that they are.

    For SymPy, P(-x) is (-1)^n P(x), and is written so, for every degree n.
    """

    def made(head: Any) -> Callable[..., Any]:
        return lambda *args: head(*args) if args[0].is_integer else OF_ANY_DEGREE[head](*args)

    return {name: Known(made(getattr(sp, name)), count, count, guard) for name in names.split()}


def _rational(top: Any, bottom: Any = sp.S.One) -> Any:
    if not (top.is_Rational and bottom.is_Rational) or bottom == 0:
        raise InputError("takes a rational number and one that is not 0")
    return top / bottom


_DEGREE = small({0: 150})

FUNCTIONS: dict[str, Known] = {
    # Elementary
    **_names("sqrt cbrt", 1, guard=lambda args: sizes.power((args[0], sp.Rational(1, 2)))),
    "root": Known(lambda x, n, k=sp.S.Zero: sp.root(x, n, k), 2, 3),
    "exp": Known(sp.exp, 1, 1, sizes.exponential),
    "Pow": Known(sp.Pow, 2, 2, sizes.power),
    "Rational": Known(_rational, 1, 2),
    **_names("log ln", 1, 2),
    **_names("sin cos tan cot sec csc sinc asin acos atan acot asec acsc", 1),
    **_names("sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch", 1),
    **_names("atan2", 2),
    **_names("Abs arg re im sign conjugate", 1),
    **_names("floor ceiling frac", 1, guard=sizes.whole),
    **_names("Mod", 2, guard=sizes.remainder),
    "abs": Known(sp.Abs, 1, 1),
    **_names("Min Max", 1, 50),
    **_names("Heaviside", 1, 2),
    **_names("KroneckerDelta", 2),
    # Gamma family
    **_names("gamma loggamma factorial factorial2", 1, guard=sizes.factorial),
    **_names("digamma trigamma", 1, guard=small({0: 5_000})),
    **_names("polygamma", 2, guard=sizes.polygamma),
    **_names("multigamma", 2, guard=small({0: 1_000, 1: 20})),
    **_names("beta", 1, 2, small({0: 5_000, 1: 5_000})),
    **_names("betainc betainc_regularized", 4),
    **_names("uppergamma lowergamma", 2, guard=small({0: 100})),
    **_names("binomial", 2, guard=sizes.binomial),
    **_names("RisingFactorial rf FallingFactorial ff", 2, guard=sizes.consecutive),
    # Sequences
    **_names("harmonic", 1, 2, sizes.harmonic),
    **_names("bernoulli euler genocchi", 1, 2, small({0: 1_000})),
    **_names("fibonacci tribonacci bell", 1, 2, small({0: 1_000})),
    **_names("lucas subfactorial motzkin", 1, guard=small({0: 2_000})),
    **_names("catalan", 1, guard=small({0: 5_000})),
    **_names("andre", 1, guard=small({0: 200})),
    **_names("partition", 1, guard=small({0: 20_000})),
    **_names("primepi", 1, guard=small({0: 10**6})),
    **_names("primenu primeomega totient reduced_totient mobius", 1, guard=small({0: 10**30})),
    **_names("divisor_sigma", 1, 2, small({0: 10**30, 1: 300})),
    # Error functions and exponential integrals
    **_names("erf erfc erfi erfinv erfcinv", 1),
    **_names("erf2 erf2inv", 2),
    **_names("Ei li Li Si Ci Shi Chi E1 fresnels fresnelc", 1),
    **_names("expint", 2, guard=small({0: 100})),
    # Bessel, Airy, elliptic, hypergeometric, Mathieu
    **_names("besselj bessely besseli besselk hankel1 hankel2 jn yn hn1 hn2", 2),
    **_names("airyai airybi airyaiprime airybiprime", 1),
    **_names("marcumq mathieus mathieuc mathieusprime mathieucprime", 3),
    **_names("elliptic_k", 1),
    **_names("elliptic_f", 2),
    **_names("elliptic_e", 1, 2),
    **_names("elliptic_pi", 2, 3),
    **_names("appellf1", 6),
    # Zeta family
    **_names("zeta dirichlet_eta", 1, 2, sizes.hurwitz),
    **_names("riemann_xi", 1, guard=small({0: 1_000})),
    **_names("stieltjes", 1, 2),
    **_names("polylog", 2, guard=small({0: 300})),
    **_names("lerchphi", 3, guard=small({1: 300, 2: 300})),
    **_names("LambertW", 1, 2),
    # Orthogonal polynomials
    **_names("laguerre", 2, guard=_DEGREE),
    **_polynomials("legendre hermite hermite_prob chebyshevt chebyshevu", 2, guard=_DEGREE),
    **_names("assoc_legendre assoc_laguerre", 3, guard=small({0: 30, 1: 30})),
    **_polynomials("gegenbauer", 3, guard=small({0: 30, 1: 30})),
    **_polynomials("jacobi", 4, guard=small({0: 20})),
    **_names("Ynm Znm", 4, guard=small({0: 60})),
}
