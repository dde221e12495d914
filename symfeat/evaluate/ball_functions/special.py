"""How a special function of FLINT balls is called: where it has a value, and where that is known to be real.

FLINT takes a real argument on a branch cut as SymPy and mpmath do. A ball that may hold a branch point, or a
complex one that may meet a cut, has values on both sides: the result is then not finite.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flint import acb, arb

from symfeat.evaluate.precision import tidy
from symfeat.evaluate.program import Arithmetic

Test = Callable[..., bool]


def always(*_: Any) -> bool:
    """For a function without a cut, or one that is real wherever its arguments are."""
    return True


def never(*_: Any) -> bool:
    """For a function that may be complex for real arguments."""
    return False


def off_below(end: Any) -> Test:
    """Off a cut from -oo to `end`, on the last argument."""
    return lambda *args: _off(args[-1], end, lambda value: bool(value.real > end))


def off_above(end: Any) -> Test:
    """Off a cut from `end` to oo, on the last argument."""
    return lambda *args: _off(args[-1], end, lambda value: bool(value.real < end))


def off_both_rays(*args: Any) -> bool:
    """Off the cuts from -oo to -1 and from 1 to oo, on the last argument."""
    return off_below(-1)(*args) and off_above(1)(*args)


def _off(value: Any, end: Any, beside: Test) -> bool:
    if type(value) is arb:
        return value.is_exact() or bool(value < end) or bool(value > end)
    return beside(value) or not value.imag.contains(0)


def over(bound: Any) -> Test:
    """Whether the last argument, a real ball, is larger than `bound`."""
    return lambda *args: bool(args[-1] > bound)


def under(bound: Any) -> Test:
    """Whether the last argument, a real ball, is smaller than `bound`."""
    return lambda *args: bool(args[-1] < bound)


def is_integer(value: Any) -> bool:
    """Whether a ball is exactly an integer."""
    return type(value) is arb and value.is_integer()


@dataclass(frozen=True)
class Special:
    """A function of complex balls, with what is known about it.

    `off_cut` tells that the arguments certainly avoid branch points and, complex ones, cuts; `real` that the
    value at real balls is real; `analytic` that the function is analytic in its complex arguments off the
    cut. An argument that may be larger than 2^`largest` costs too much, and gives no value.
    """

    value: Callable[..., Any]
    off_cut: Test = always
    real: Test = never
    analytic: bool = True
    largest: int = 24

    def __call__(self, _: Arithmetic, *args: Any) -> Any:
        bound = arb((1, self.largest))
        if not all(abs(arg) < bound for arg in args) or not self.off_cut(*args):
            return arb.nan()
        try:
            found = self.value(*map(acb, args))
        except (ArithmeticError, ValueError, NotImplementedError):
            return arb.nan()
        if type(found) is acb and all(type(arg) is arb for arg in args) and self.real(*args):
            return found.real
        return tidy(found)


def method(name: str, off_cut: Test = always, real: Test = never, largest: int = 24) -> Special:
    """The method of that name of the last argument; the others, if any, are its parameters."""
    return Special(lambda *args: getattr(args[-1], name)(*args[:-1]), off_cut, real, largest=largest)
