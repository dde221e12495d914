"""The functions that mpmath numbers have, by the class name of the SymPy head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symfeat.evaluate.definitions import DEFINED
from symfeat.evaluate.mp_functions import elementary, hypergeometric, special

TABLE: dict[str, Callable[..., Any]] = {
    **DEFINED, **elementary.TABLE, **special.TABLE, **hypergeometric.TABLE,
}  # fmt: skip
