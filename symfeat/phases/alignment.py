"""How likely it is that a random network aligns, at any width, without Bessel functions.

Given |u|^2 = sigma_u^2 U, with U chi-square distributed, the slope is normal, so the probability is the mean
over U of an error function. In log U the mean is an integral over the line of an analytic function that
decays double-exponentially, where the trapezoidal rule converges exponentially.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs
from symfeat.phases.checks import widths

BLOCK = 2**16  # error functions at once
NEGLIGIBLE = 42.0  # exp(-42) is below a thousandth of an ulp


def alignment_probability(width: ArrayLike, x: ArrayLike) -> Any:
    """P(|f0| < x gamma sigma_u sigma_w) for u_i ~ N(0, sigma_u^2), w_i ~ N(0, sigma_w^2); arrays broadcast.

    With x = |y|/(gamma sigma_u sigma_w) it is the probability that the layers align (width 2 and beyond), and
    that the kernel grows (any width). In closed form it is x (K_n(x) L_{n-1}(x) + L_n(x) K_{n-1}(x)),
    n = (width - 1)/2, with Bessel's K and modified Struve's L; 1 - exp(-x) at width 2.

    `width` is a positive integer or an array of them, `x` nonnegative. The relative error is below 1e-14, at
    tiny x too; the complement has that as an absolute error. Raises InputError for widths that are not
    positive integers, and x that are negative or nan.

    >>> round(alignment_probability(2, 1.0), 12) == round(1 - math.exp(-1), 12)
    True
    """
    width = widths("width", width)
    x = inputs.nonnegative("x", x, infinite=True)
    shape = inputs.broadcast({"width": width.shape, "x": x.shape})
    each, which = np.unique(width, return_inverse=True)
    if each.size == 1:
        found = np.broadcast_to(_of_one_width(each[0], x), shape)
        return found.copy() if shape else float(found)
    found = np.empty(shape)
    which = np.broadcast_to(which.reshape(width.shape), shape)
    x = np.broadcast_to(x, shape)
    for k, d in enumerate(each):
        found[which == k] = _of_one_width(d, x[which == k])
    return found


def _of_one_width(d: float, x: np.ndarray) -> np.ndarray:
    """Means over U = d e^s, whose density is proportional to exp(-d (e^s - 1 - s)/2)."""
    distinct, which = np.unique(x, return_inverse=True)
    positive = distinct[distinct > 0]
    if not positive.size:
        return np.zeros(x.shape)
    step = 1 / math.sqrt(d + 16)  # the rule's error is then below exp(-35), at any width
    s = step * np.arange(-_reach(d, step, -1, positive[0]), _reach(d, step, 1, positive[0]) + 1)
    weight = np.exp(-d / 2 * _excess(s))
    mean = []
    with np.errstate(over="ignore"):  # at tiny x and width 1; where it happens the error function is 1
        scale = np.exp(-s / 2) / math.sqrt(2 * d)
    for block in np.array_split(positive, math.ceil(positive.size * s.size / BLOCK)):
        with np.errstate(over="ignore"):
            arguments = block[:, None] * scale
        erf = np.fromiter(map(math.erf, arguments.ravel().tolist()), float, arguments.size)
        mean.append(np.sum(erf.reshape(arguments.shape) * weight, axis=1) / np.sum(weight))
    found = np.hstack([np.zeros(distinct.size - positive.size), *mean])
    return found[which].reshape(x.shape)


def _reach(d: float, step: float, sign: int, x: float) -> int:
    """Steps from the mode of the density to where what follows is negligible in the mean at x.

    Towards small U the error function exceeds its mean, by the factor exp(-s/2) and 1/mean at most.
    """
    most = max(0.0, math.log(d) / 2 - math.log(min(x, 1.0)))
    steps = 1
    while True:
        s = sign * step * steps
        if d / 2 * float(_excess(np.array(s))) - min(most, max(0.0, -s / 2)) > NEGLIGIBLE:
            return steps
        steps += 1 + steps // 8


def _excess(s: np.ndarray) -> np.ndarray:
    """exp(s) - 1 - s, without cancellation."""
    near = np.clip(s, -0.5, 0.5)
    series = np.zeros_like(near)
    for n in range(17, 2, -1):
        series = near / n * (1 + series)
    return np.where(near == s, near * near / 2 * (1 + series), np.expm1(s) - s)
