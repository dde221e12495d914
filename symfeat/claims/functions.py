"""Functions that statements use and SymPy lacks."""

from __future__ import annotations

from typing import Any

import sympy as sp


class PowerOfTwo(sp.Function):
    """A power of two near x: 2^e with x = m 2^e and 1/2 <= m < 1; 1 for x = 0.

    Kernels scale by it, since multiplication by a power of two is exact. A proof treats it as any
    positive number: nothing but its sign is known to the exact engine.
    """

    nargs = (1,)

    @classmethod
    def eval(cls, x: Any) -> Any:
        if x.is_zero:
            return sp.S.One
        if x.is_Rational and x.is_positive:
            exponent = sp.Integer(sp.floor(sp.log(x, 2))) + 1
            # floor(log2) of a rational is decided exactly by comparing with the power itself.
            while sp.Integer(2) ** exponent <= x:
                exponent += 1
            while sp.Integer(2) ** (exponent - 1) > x:
                exponent -= 1
            return sp.Integer(2) ** exponent
        return None

    def _eval_is_positive(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_real(self) -> bool | None:
        return True if self.args[0].is_extended_real else None
