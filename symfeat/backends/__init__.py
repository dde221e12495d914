"""One file a target: from a lowered kernel to source text; `load` gives what was generated."""

from symfeat.backends.loading import BACKENDS, load

__all__ = ["BACKENDS", "load"]
