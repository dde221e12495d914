"""Data sets that ship inside a package: no download. Centred and scaled by the training rows alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.data import read_regression
from symfeat.errors import InputError
from symfeat.places import example

_SHUFFLE = 0  # seed of the order of the rows: every experiment splits them in the same way


@dataclass(frozen=True, eq=False)
class Data:
    """A supervised task. The data sets of this module are standardised; your own may be anything finite.

    Attributes:
        x: training inputs, of shape (rows, inputs) or (rows, side, side, 1); here the mean of |x|^2 is the
            number of inputs.
        y: training targets, of shape (rows, outputs).
        x_test: test inputs, likewise.
        y_test: test targets, likewise.
        classes: whether a row of targets names a class, by its largest entry.

    All become float64. Raises InputError for numbers that are not real and finite, no rows, rows that are not
    as many in inputs as in targets, and tests of another shape than the training.
    """

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: bool

    def __post_init__(self) -> None:
        for name in ("x", "y", "x_test", "y_test"):
            object.__setattr__(self, name, inputs.finite(name, getattr(self, name)))
        for at, x, y in (("", self.x, self.y), ("_test", self.x_test, self.y_test)):
            if x.ndim < 2 or y.ndim != 2 or len(x) != len(y) or not x.size or not y.size:
                wanted = "(rows, inputs) and (rows, outputs)"
                raise InputError(f"x{at} and y{at} must be of shapes {wanted}; got {x.shape} and {y.shape}")
        for name, train, test in (("x_test", self.x, self.x_test), ("y_test", self.y, self.y_test)):
            if train.shape[1:] != test.shape[1:]:
                raise InputError(f"{name} must have rows of shape {train.shape[1:]}; got {test.shape[1:]}")

    def accuracy(self, output: np.ndarray) -> float:
        """Of outputs on the test inputs: share of right classes; of a regression R^2, nan for equal targets.

        Raises InputError for outputs of another shape than the test targets.
        """
        if np.shape(output) != self.y_test.shape:
            raise InputError(f"output must be of shape {self.y_test.shape}; got {np.shape(output)}")
        if self.classes:
            return float(np.mean(np.argmax(output, axis=-1) == np.argmax(self.y_test, axis=-1)))
        left = np.sum((output - self.y_test) ** 2)
        spread = np.sum((self.y_test - self.y_test.mean(axis=0)) ** 2)
        return float(1 - left / spread) if spread else np.nan


def digits(rows: int = 400, images: bool = False) -> Data:
    """Handwritten digits, 8 x 8 pixels in ten classes, from scikit-learn (1797 rows).

    They are the test set of Alpaydin and Kaynak (UCI, 1998). `rows` are trained on and all others are tested
    on. Targets are one-hot less 1/10. With `images`, inputs have the shape (rows, 8, 8, 1). Raises InputError
    for rows that leave nothing to train or test on.

    >>> data = digits(rows=500)
    >>> data.x.shape, data.y.shape, data.x_test.shape
    ((500, 64), (500, 10), (1297, 64))
    """
    pixels, label = _load("load_digits")
    data = _split(pixels, np.eye(10)[label] - 0.1, rows, classes=True)
    if not images:
        return data
    shape = (-1, 8, 8, 1)
    return Data(data.x.reshape(shape), data.y, data.x_test.reshape(shape), data.y_test, classes=True)


def diabetes(rows: int = 300) -> Data:
    """Progression of diabetes from ten measurements, from scikit-learn (442 rows; Efron et al. 2004).

    scikit-learn brings the ten columns to one size, by all rows; the rest is done by the training rows. There
    the target has mean 0 and variance 1. Raises InputError for rows that leave nothing to train or test on.

    >>> diabetes().x.shape
    (300, 10)
    """
    x, progression = _load("load_diabetes")
    return _split(x, progression[:, None], rows, classes=False)


def hubble() -> Data:
    """Velocity over distance of 24 nebulae (Hubble 1929), all for training, each column over its RMS.

    The one-dimensional task of the exact theory: no mean is taken off, the inputs are positive.

    >>> data = hubble()
    >>> data.x.shape, float(np.mean(data.x**2).round(12))
    ((24, 1), 1.0)
    """
    table = read_regression(example("hubble1929.csv"), x="distance", target="velocity")
    x, y = (v[:, None] / np.sqrt(np.mean(v**2)) for v in (table.x, table.target))
    return Data(x, y, x, y, classes=False)


def _load(name: str) -> tuple[np.ndarray, np.ndarray]:
    try:
        from sklearn import datasets
    except ImportError:
        raise InputError(
            'this data set comes with scikit-learn; pip install "symfeat[experiments]"'
        ) from None
    loaded: Any = getattr(datasets, name)(return_X_y=True)
    return loaded


def _split(x: np.ndarray, y: np.ndarray, rows: int, classes: bool) -> Data:
    rows = inputs.count("rows", rows, 2)
    if rows >= len(x):
        raise InputError(f"rows must be less than the {len(x)} there are; got {rows}")
    order = np.random.default_rng(_SHUFFLE).permutation(len(x))
    first, rest = order[:rows], order[rows:]
    mean = x[first].mean(axis=0)
    scale = np.sqrt(np.mean(np.sum((x[first] - mean) ** 2, axis=1)) / x.shape[1])
    if not classes:
        y = (y - y[first].mean(axis=0)) / y[first].std(axis=0)
    return Data((x[first] - mean) / scale, y[first], (x[rest] - mean) / scale, y[rest], classes)
