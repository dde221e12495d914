"""The functions that FLINT balls have, by the class name of the SymPy head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symfeat.evaluate.ball_functions import bessel, elementary, gamma, hypergeometric, steps, zeta
from symfeat.evaluate.definitions import DEFINED

TABLE: dict[str, Callable[..., Any]] = {
    **DEFINED, **elementary.TABLE, **steps.TABLE, **gamma.TABLE, **zeta.TABLE, **bessel.TABLE,
    **hypergeometric.TABLE,
}  # fmt: skip
STEPS = frozenset(steps.TABLE)
