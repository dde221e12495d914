"""Expression walkers: one to mpmath numbers, one to FLINT balls, over one straight-line program."""

from symfeat.evaluate import compounds as compounds
