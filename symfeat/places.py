"""Where the corpus, the example data and the generated kernels are: in a checkout, or inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
KERNELS = _PACKAGE / "kernels"


def bundled_folder() -> Path:
    """The flagship corpus: beside the checkout's `symfeat/` when there is one, else inside the wheel."""
    return _home("derivations")


def example(name: str) -> Path:
    """A data file that comes with symfeat."""
    return _home("examples") / name


def _home(room: str) -> Path:
    checkout = _PACKAGE.parent / room
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE / room
