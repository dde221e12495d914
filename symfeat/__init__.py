"""symfeat: derivations that are checked, typeset and compiled.

The names below load what they need when they are first used: `import symfeat` alone loads nothing heavy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symfeat.backends.compiling import compile
    from symfeat.certification import certify
    from symfeat.errors import InputError, SymfeatError
    from symfeat.handle import check, result, results, verify
    from symfeat.model import Setting
    from symfeat.network import LinearNetwork, Solution, Task, solve
    from symfeat.phases import PhaseDiagram, parametrisation, scaling_phase

_HOME = {
    "InputError": "symfeat.errors",
    "LinearNetwork": "symfeat.network",
    "PhaseDiagram": "symfeat.phases",
    "Setting": "symfeat.model",
    "Solution": "symfeat.network",
    "SymfeatError": "symfeat.errors",
    "Task": "symfeat.network",
    "certify": "symfeat.certification",
    "check": "symfeat.handle",
    "compile": "symfeat.backends.compiling",
    "parametrisation": "symfeat.phases",
    "result": "symfeat.handle",
    "results": "symfeat.handle",
    "scaling_phase": "symfeat.phases",
    "solve": "symfeat.network",
    "verify": "symfeat.handle",
}

__all__ = [
    "InputError",
    "LinearNetwork",
    "PhaseDiagram",
    "Setting",
    "Solution",
    "SymfeatError",
    "Task",
    "certify",
    "check",
    "compile",
    "parametrisation",
    "result",
    "results",
    "scaling_phase",
    "solve",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'symfeat' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
