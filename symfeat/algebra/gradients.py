"""From a loss and layer-wise rates to the flow of the weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from symfeat.claims import Flow
from symfeat.errors import DerivationError


def gradient_flow(loss: Any, rates: Mapping[sp.Symbol, Any], time: sp.Symbol) -> Flow:
    """The gradient flow d(weight)/dt = -rate * d(loss)/d(weight), one equation for each key of `rates`.

    Raises DerivationError if the loss does not depend on a weight.

    >>> u, w, t = sp.symbols("u w t", real=True)
    >>> gradient_flow((u * w - 1) ** 2 / 2, {u: 1, w: 3}, t).rates
    {u: -w*(u*w - 1), w: -3*u*(u*w - 1)}
    """
    loss = sp.sympify(loss)
    for weight in rates:
        if weight not in loss.free_symbols:
            raise DerivationError(f"the loss does not depend on the weight {weight}")
    return Flow({w: -sp.sympify(rate) * sp.diff(loss, w) for w, rate in rates.items()}, time)
