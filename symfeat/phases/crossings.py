"""Which change of one hyperparameter takes a network across a boundary, and how large it must be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crossing:
    """A boundary that one hyperparameter reaches."""

    parameter: str
    factor: float
    value: float
    boundary: str
    before: str
    after: str


def crossings(network, task, kernel_tolerance=0.1, angle_tolerance=0.1) -> tuple[Crossing, ...]:
    """Not yet."""
    return ()
