"""The targets: what files each makes of a lowered kernel, and how text becomes a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from symfeat.backends import c, jax, numba, numpy
from symfeat.backends.c_library import CKernel
from symfeat.errors import InputError
from symfeat.lowering import Lowered
from symfeat.runtime import SourceKernel


@dataclass(frozen=True)
class Target:
    """A backend: `texts` maps the ending of each file to its printer, `function` makes the texts callable."""

    texts: Mapping[str, Callable[..., str]]
    function: Callable[..., Any]

    def files(self, lowered: Lowered, *, result: str = "", statement: str = "") -> dict[str, str]:
        """File name -> text, of the kernel that the slug `result` states, with the statement's hash."""
        name = lowered.program.name
        return {
            f"{name}{ending}": text(lowered, result=result, statement=statement)
            for ending, text in self.texts.items()
        }


def target_of(backend: str) -> Target:
    """The target of that name; raises InputError for an unknown one."""
    if backend not in TARGETS:
        raise InputError(f"backend must be one of {', '.join(TARGETS)}; got {backend!r}")
    return TARGETS[backend]


TARGETS = {
    "numpy": Target({".py": numpy.module_text}, SourceKernel),
    "numba": Target({".py": numba.module_text}, SourceKernel),
    "jax": Target({".py": jax.module_text}, SourceKernel),
    "c": Target({".c": c.source_text, ".h": c.header_text}, CKernel),
}
