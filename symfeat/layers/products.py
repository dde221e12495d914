"""How much of the product of the norms of all layers reaches the norm of their product."""

import numpy as np

from symfeat.layers.scaled import Scaled


def log_cosine_of_product(layers: list[Scaled]) -> float:
    """log(||W_L ... W_1||/(|W_L| ... |W_1|)) <= 0 of layers W_1, ..., W_L.

    -inf where the product vanishes though no layer does; nan where a layer is zero.

    >>> one = Scaled.of(np.array([[2.0]]))
    >>> log_cosine_of_product([one] * 3)
    0.0
    """
    if not all(layer.hat_norm for layer in layers):
        return np.nan
    log, product = 0.0, layers[0]
    for layer in layers[1:]:
        longest = layer.hat_norm * product.hat_norm
        product = Scaled.of(layer.hat @ product.hat)
        if not product.hat_norm:
            return -np.inf
        log += float(np.log(product.hat_norm / longest) + product.exponent * np.log(2))
    return min(log, 0.0)
