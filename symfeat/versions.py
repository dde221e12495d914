"""Versions of what symfeat runs on, read from package metadata: nothing is imported."""

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "symfeat",
    "numpy",
    "sympy",
    "mpmath",
    "python-flint",
    "matplotlib",
    "typer",
    "rich",
    "latex2mathml",
)
EXTRAS = ("numba", "jax", "scikit-learn")
MISSING = "missing"


def versions() -> dict[str, str]:
    """Versions by name: Python, symfeat and the packages it needs; `missing` for one not installed."""
    return {"python": platform.python_version(), **versions_of(PACKAGES)}


def extras() -> dict[str, str]:
    """Versions of the optional packages by name; `missing` for one that is not installed."""
    return versions_of(EXTRAS)


def versions_of(names: Iterable[str]) -> dict[str, str]:
    """Versions of packages by name; `missing` for one that is not installed."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = MISSING
    return found
