"""What symfeat runs on: versions of packages (from their metadata: nothing is imported) and TeX."""

import platform
import shutil
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
EXTRAS = ("numba", "jax")
TEX_ENGINES = ("lualatex", "pdflatex", "xelatex", "tectonic")
MISSING = "missing"


def versions() -> dict[str, str]:
    """Versions by name: Python, symfeat and the packages it needs; `missing` for one not installed."""
    return {"python": platform.python_version(), **_versions(PACKAGES)}


def extras() -> dict[str, str]:
    """Versions of the optional packages by name; `missing` for one that is not installed."""
    return _versions(EXTRAS)


def tex_engine() -> str | None:
    """Path of the first TeX engine found, or None."""
    return next(filter(None, map(shutil.which, TEX_ENGINES)), None)


def _versions(names: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = MISSING
    return found
