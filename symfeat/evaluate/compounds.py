"""What binds a symbol joins the tables of both walkers: its values rest on the walkers themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symfeat.evaluate import ball_functions, mp_functions
from symfeat.evaluate.analytic import ANALYTIC
from symfeat.evaluate.integrals import integral
from symfeat.evaluate.slopes import derivative
from symfeat.evaluate.sums import product, total

_COMPOUNDS: dict[str, Callable[..., Any]] = {
    "Sum": total,
    "Product": product,
    "Integral": integral,
    "Derivative": derivative,
    "Subs": derivative,
}


def install() -> None:
    """Put them into the tables.

    They are analytic in a parameter wherever their terms and integrands are, which they evaluate by the same
    walker.
    """
    ball_functions.TABLE.update(_COMPOUNDS)
    mp_functions.TABLE.update(_COMPOUNDS)
    ANALYTIC.table.update(_COMPOUNDS)


install()
