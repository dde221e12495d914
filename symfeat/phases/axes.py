"""The hyperparameters that a phase diagram may run over, and what a point of the grid sets."""

from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.errors import InputError
from symfeat.phases.checks import widths

POSITIVE = ("gamma", "eta_u", "eta_w", "eta_ratio", "eta_product", "sigma_u", "sigma_w")
AXES = ("width", *POSITIVE, "target", "clock")
CLASHES = ({"eta_ratio", "eta_product"}, {"eta_u", "eta_w"})

Axis = tuple[str, np.ndarray]


def axis(argument: str, value: Any) -> Axis:
    """A name and its values, as a float64 array of shape (n,).

    >>> axis("x", ("gamma", [1, 2]))
    ('gamma', array([1., 2.]))
    """
    if not isinstance(value, tuple | list) or len(value) != 2 or not isinstance(value[0], str):
        raise InputError(f"{argument} must be a pair of a name and values, such as ('gamma', [0.1, 1.0])")
    name, values = value
    if name not in AXES:
        raise InputError(f"{argument} must name one of {', '.join(AXES)}; got {name!r}")
    values = inputs.real(name, values)
    if values.ndim != 1 or not values.size:
        raise InputError(f"values of {name} must be a row of numbers, not empty; got shape {values.shape}")
    if name == "width":
        return name, widths(name, values)
    if name == "clock":
        return name, inputs.nonnegative(name, values, infinite=True)
    return name, (inputs.positive if name in POSITIVE else inputs.finite)(name, values)


def require_independent(x: str, y: str) -> None:
    """Two axes must not set the same hyperparameter."""
    if x == y:
        raise InputError(f"x and y must be different axes; got {x} twice")
    if any(x in one and y in other for one, other in (CLASHES, CLASHES[::-1])):
        raise InputError(f"x and y must not set the same rates; got {x} and {y}")


def hyperparameters(fixed: dict[str, Any], moving: dict[str, np.ndarray]) -> dict[str, Any]:
    """All hyperparameters, with those that move in their place; rates follow from their ratio and product.

    >>> found = hyperparameters({"eta_u": 1.0, "eta_w": 4.0}, {"eta_ratio": np.array([4.0])})
    >>> found["eta_u"], found["eta_w"]
    (array([4.]), array([1.]))
    """
    found = fixed | {name: value for name, value in moving.items() if name not in CLASHES[0]}
    root_u, root_w = np.sqrt(found["eta_u"]), np.sqrt(found["eta_w"])
    if "eta_product" in moving:  # the ratio stays
        both = np.sqrt(np.sqrt(moving["eta_product"])) / np.sqrt(root_u * root_w)
        root_u, root_w = both * root_u, both * root_w
    if "eta_ratio" in moving:  # the product stays
        quarter, mean = np.sqrt(np.sqrt(moving["eta_ratio"])), np.sqrt(root_u * root_w)
        root_u, root_w = quarter * mean, mean / quarter
    if CLASHES[0] & set(moving):
        found |= {"eta_u": root_u**2, "eta_w": root_w**2}
    return found
