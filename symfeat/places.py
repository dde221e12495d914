"""Where corpus, experiments, example data and generated kernels are: in a checkout, or inside the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
TWINS = PACKAGE / "backends" / "generated"


def bundled_folder() -> Path:
    """The flagship corpus: beside the checkout's `symfeat/` when there is one, else inside the wheel."""
    return _home("derivations")


def experiments_folder() -> Path:
    """The experiments that come with symfeat."""
    return _home("experiments")


def example(name: str) -> Path:
    """A data file that comes with symfeat."""
    return _home("examples") / name


def _home(room: str) -> Path:
    checkout = PACKAGE.parent / room
    if (PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return PACKAGE / room
