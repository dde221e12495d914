"""Arrays of any framework: weights, kernels and targets as NumPy reads them, of their own type."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.errors import InputError


def numbers(name: str, value: Any) -> np.ndarray:
    """An array of finite real numbers of their own type; a tensor may record gradients, on any device.

    Raises InputError for anything else, and for a type that NumPy does not have, such as bfloat16.

    >>> numbers("weights", [1.0, 2.0]).dtype.name
    'float64'
    """
    kind = getattr(value, "dtype", None)
    strange = f"{name} must be of a type that NumPy has, such as float32; got {kind}"
    if hasattr(value, "detach"):
        try:
            value = value.detach().cpu().numpy()
        except TypeError:
            raise InputError(strange) from None
    elif isinstance(kind, np.dtype) and kind.kind == "V":  # how NumPy sees the types that JAX adds
        raise InputError(strange)
    array = inputs.numbers(name, value)
    inputs.finite(name, array)
    return array


def sequence(name: str, value: Any) -> list[Any]:
    """A nonempty list from a list, a tuple or the first axis of an array; InputError for anything else.

    >>> sequence("layers", (1, 2))
    [1, 2]
    """
    if isinstance(value, str | bytes | dict) or (not isinstance(value, Sequence) and not np.ndim(value)):
        raise InputError(f"{name} must be a sequence of arrays; got {type(value).__name__}")
    if not len(value):
        raise InputError(f"{name} must not be empty")
    return list(value)
