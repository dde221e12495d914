"""Numbers as results keep them: with the digits that a step and the version of a library leave alone."""

SINGLE, DOUBLE = 6, 9  # of trainings in single precision, and of those in double precision


def rounded(value: float, digits: int) -> float:
    """A number with so many digits; an integer stays as it is.

    >>> rounded(1 / 3, SINGLE), rounded(7, SINGLE)
    (0.333333, 7)
    """
    return value if isinstance(value, int) else float(f"{value:.{digits}g}")
