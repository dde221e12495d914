"""Phase diagrams: order parameters and regimes over two hyperparameters, for one network or an ensemble."""

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import numpy as np

from symfeat.mechanisms import NOTICEABLE, REGIMES
from symfeat.model import LinearNetwork, Setting, Task
from symfeat.phases import axes
from symfeat.phases.alignment import alignment_probability
from symfeat.phases.checks import levels, require_one, tolerances
from symfeat.phases.ensemble import sampled
from symfeat.phases.grid import MEASURED, measure


@dataclass(frozen=True, eq=False)
class Spread:
    """How a quantity is distributed over the samples.

    Attributes:
        mean: of shape (len(y), len(x)).
        quantiles: of shape (number of quantiles, len(y), len(x)).
    """

    mean: np.ndarray
    quantiles: np.ndarray


@dataclass(frozen=True, eq=False, repr=False)
class PhaseDiagram:
    """Order parameters and regimes over two hyperparameters; make one by `PhaseDiagram.over`.

    Attributes:
        x_name, y_name: the axes.
        x, y: their values.
        kernel_ratio: `Spread` of the kernel over the kernel at time 0, in the limit or at the `clock`.
        angle_change: likewise of the change of the angle between the layers, in radians.
        floor_ratio: likewise of S/max(|f0|, |y|).
        log_cos_change: likewise of the change of log|cos(angle)|, positive where the layers align.
        probability: for each regime, the fraction of samples in it, of shape (len(y), len(x)).
        alignment: fraction of samples with |y| > |f0|, of the same shape: their kernel grows, and for width 2
            and beyond their layers align.
        samples: number of networks at each point.
        quantiles: which ones the spreads hold.
    """

    x_name: str
    x: np.ndarray
    y_name: str
    y: np.ndarray
    kernel_ratio: Spread
    angle_change: Spread
    floor_ratio: Spread
    log_cos_change: Spread
    probability: dict[str, np.ndarray]
    alignment: np.ndarray
    samples: int
    quantiles: tuple[float, ...]
    _threshold: tuple[Any, Any] | None = field(default=None)  # width and |y|/(gamma sigma_u sigma_w)

    @classmethod
    def over(
        cls,
        *,
        x: tuple[str, Any],
        y: tuple[str, Any],
        network: Setting | LinearNetwork,
        task: Task,
        samples: int = 64,
        seed: int = 0,
        kernel_tolerance: float = NOTICEABLE,
        angle_tolerance: float = NOTICEABLE,
        quantiles: tuple[float, ...] = (0.05, 0.5, 0.95),
    ) -> Self:
        """The diagram over two axes, each a pair of a name and values.

        Axes are width, gamma, eta_u, eta_w, eta_ratio (eta_u/eta_w at a fixed product), eta_product (at a
        fixed ratio), sigma_u, sigma_w, target, and clock: twice gamma sqrt(eta_u eta_w) times second moment
        and time, at which the order parameters are taken instead of in the limit. The product of the rates
        sets the clock alone, so nothing else depends on it.

        A Setting stands for random networks: `samples` of them are drawn from `seed` (the seed of the Setting
        is not used), the same for every point of the grid. A LinearNetwork is taken as it is, or each of its
        batch as a sample; it has no width, sigma_u or sigma_w to vary.

        Raises InputError for axes that are unknown, empty, out of range or that set the same hyperparameter,
        for other arguments of the wrong kind or range, and where sizes are too far apart (see `solve`).

        >>> axis = ("gamma", [0.01, 1.0, 100.0])
        >>> found = PhaseDiagram.over(x=axis, y=("width", [2, 1000]), network=Setting(), task=Task(1.0, 1.0))
        >>> found.probability["kernel phase"].round(1).tolist()
        [[0.0, 0.1, 0.1], [0.5, 1.0, 1.0]]
        """
        (x_name, x_values), (y_name, y_values) = axes.axis("x", x), axes.axis("y", y)
        axes.require_independent(x_name, y_name)
        tolerance = tolerances(kernel_tolerance, angle_tolerance)
        which = levels(quantiles)
        require_one(task)
        moving = {x_name: x_values[None, :], y_name: y_values[:, None]}
        ensemble, fixed = sampled(network, moving, samples, seed)
        values = axes.hyperparameters({**fixed, "target": float(task.target), "clock": np.inf}, moving)
        found = measure(ensemble, values, (y_values.size, x_values.size), which, tolerance)
        threshold = None
        if isinstance(network, Setting):
            with np.errstate(over="ignore", divide="ignore"):
                unit = values["gamma"] * values["sigma_u"] * values["sigma_w"]
                threshold = values["width"], np.abs(values["target"]) / unit
        return cls(
            x_name,
            x_values,
            y_name,
            y_values,
            **{name: Spread(found[name][0], found[name][1:]) for name in MEASURED},
            probability={word: found["regime"][k] for k, word in enumerate(REGIMES)},
            alignment=found["alignment"],
            samples=ensemble.samples,
            quantiles=tuple(which.tolist()),
            _threshold=threshold,
        )

    @cached_property
    def alignment_closed_form(self) -> np.ndarray:
        """What `alignment` estimates, exactly, in its shape; nan for given weights."""
        shape = self.alignment.shape
        if self._threshold is None:
            return np.full(shape, np.nan)
        return np.broadcast_to(alignment_probability(*self._threshold), shape).copy()

    def columns(self) -> dict[str, np.ndarray]:
        """Everything by name, one row a point of the grid: columns of shape (len(y) * len(x),)."""
        y, x = np.meshgrid(self.y, self.x, indexing="ij")
        found = {self.x_name: x, self.y_name: y}
        for name in MEASURED:
            spread = getattr(self, name)
            found[f"{name}_mean"] = spread.mean
            found |= {f"{name}_q{q:g}": v for q, v in zip(self.quantiles, spread.quantiles, strict=True)}
        found |= {f"P({word})": value for word, value in self.probability.items()}
        found |= {"alignment": self.alignment, "alignment_closed_form": self.alignment_closed_form}
        return {name: value.reshape(-1) for name, value in found.items()}

    def csv(self) -> str:
        """The columns as CSV text, with a header and every digit."""
        columns, text = self.columns(), io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))
        return text.getvalue()

    def __repr__(self) -> str:
        axes_text = ", ".join(
            f"{name}: {values.min():g}..{values.max():g} ({values.size})"
            for name, values in ((self.x_name, self.x), (self.y_name, self.y))
        )
        common = max(self.probability, key=lambda word: float(self.probability[word].mean()))
        return f"PhaseDiagram({axes_text}, samples={self.samples}, mostly {common})"
