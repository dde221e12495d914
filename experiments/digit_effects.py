"""What networks on the digits are called, and when their layers are aligned by more than chance."""

import numpy as np

from symfeat.layers import turned_deviation


def pairs(network: str) -> range:
    """The numbers of a network's pairs, from the input on: `relu-3` has 1 and 2."""
    return range(1, int(network.rsplit("-", 1)[1]))


def last(network: str) -> int:
    """The number of the pair that the readout is in."""
    return pairs(network)[-1]


def deviations(correlations: np.ndarray, width: int) -> np.ndarray:
    """Correlations over the standard deviation that layers turned at random have."""
    return correlations / turned_deviation(width)
