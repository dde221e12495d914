"""The norm of the product of layers of any size and number."""

import numpy as np

from symfeat.layers.scaled import Scaled


def log_norm_of_product(layers: list[Scaled]) -> float:
    """log ||W_L ... W_1|| of layers W_1, ..., W_L; -inf for a product that vanishes.

    >>> one = Scaled.of(np.array([[2.0]]))
    >>> round(log_norm_of_product([one] * 3) / np.log(2.0), 12).item()
    3.0
    """
    product, exponent = layers[0].hat, layers[0].exponent
    for layer in layers[1:]:
        step = Scaled.of(layer.hat @ product)
        product, exponent = step.hat, exponent + layer.exponent + step.exponent
    norm = np.linalg.norm(product)
    return float(np.log(norm) + exponent * np.log(2)) if norm else -np.inf
