"""Functions that statements use and SymPy lacks."""

from __future__ import annotations

from typing import Any

import sympy as sp

LARGEST = 1022  # of the exponents whose power of two has a normal reciprocal in float64


def clamped(exponent: int) -> int:
    """The nearest exponent that `PowerOfTwo` may have.

    >>> clamped(-2000), clamped(3), clamped(2000)
    (-1022, 3, 1022)
    """
    return max(-LARGEST, min(LARGEST, exponent))


class PowerOfTwo(sp.Function):
    """The largest power of two <= |x|, but no less than 2^-1022, also for x = 0, and no more than 2^1022.

    Kernels scale by it: it and its reciprocal are normal numbers of float64, so that multiplication by either
    is exact. A proof treats it as any positive number: the exact engine knows nothing but its sign.
    """

    nargs = (1,)

    @classmethod
    def eval(cls, x: Any) -> Any:
        if not x.is_Rational:
            return None
        size = abs(x)
        exponent = size.p.bit_length() - size.q.bit_length()
        # Bit lengths leave a choice of two, which comparing with the power itself decides exactly.
        exponent -= bool(sp.Integer(2) ** exponent > size)
        return sp.Integer(2) ** (clamped(exponent) if size else -LARGEST)

    def _eval_is_positive(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_real(self) -> bool | None:
        return True if self.args[0].is_extended_real else None


class StruveL(sp.Function):
    """The modified Struve function L of an order and an argument, which SymPy lacks (DLMF, section 11.2).

    Its derivative by the argument is that of DLMF, section 11.4: d/dz (z^n L_n) = z^n L_{n-1}.

    >>> x = sp.Symbol("x", positive=True)
    >>> sp.diff(StruveL(1, x), x)
    StruveL(0, x) - StruveL(1, x)/x
    """

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> sp.Expr:
        if argindex != 2:
            raise sp.core.function.ArgumentIndexError(self, argindex)
        order, z = self.args
        return StruveL(order - 1, z) - order / z * self

    def _eval_is_real(self) -> bool | None:
        order, z = self.args
        return True if order.is_real and z.is_positive else None
