"""The numeric API: a network, a task, and the exact solution of training by gradient flow, at any time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs, kernels
from symfeat.errors import InputError
from symfeat.kernels.trajectory import Trajectory
from symfeat.mechanisms import Mechanisms, Phase, Value, order_parameters, split
from symfeat.model import LinearNetwork, Task

__all__ = ["LinearNetwork", "Solution", "Task", "solve"]

FLOW = ("slope0", "wedge", "imbalance", "target")
RATES = ("gamma", "eta_u", "eta_w", "second_moment")


def solve(network: LinearNetwork, task: Task) -> "Solution":
    """Solve the training of a network (or a batch B of them) on a task exactly; tasks broadcast against B.

    Raises InputError for other arguments, shapes that do not broadcast, weights so large or so small that
    slope, wedge and imbalance leave the range of floats, and where one of them or the target is neither zero
    nor within a factor of 2^500 of the largest: squares would leave that range on the way.

    >>> import symfeat as sf
    >>> solution = sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0))
    >>> solution.limit
    2.0
    """
    if not isinstance(network, LinearNetwork):
        raise InputError(f"network must be a LinearNetwork; got {type(network).__name__}")
    if not isinstance(task, Task):
        raise InputError(f"task must be a Task; got {type(task).__name__}")
    shapes = {n: np.shape(getattr(task, n)) for n in ("second_moment", "target", "irreducible_loss")}
    batch = inputs.broadcast({"network": network.batch, **shapes})
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        scales = [*norms_and_overlap(network.u, network.w), network.gamma, network.eta_u, network.eta_w]
    reduced = kernels.reduction(*(np.broadcast_to(scale, batch) if batch else scale for scale in scales))
    # Slope, wedge and imbalance vanish together for the dead network alone; for another they underflow.
    lost = (np.abs(reduced).sum(axis=0) == 0) & (np.maximum(*scales[:2]) > 0)
    if not all(np.isfinite(value).all() for value in reduced) or np.any(lost):
        raise InputError("u, w, gamma and the rates must keep the slope within the range of floats")
    sizes = np.abs([*reduced, np.broadcast_to(task.target, batch)]).reshape(4, -1)
    apart = np.any((sizes > 0) & (sizes < np.max(sizes, axis=0) / 2.0**500), axis=0)
    if apart.any():
        found = ", ".join(f"{size:.3g}" for size in sizes[:, apart.argmax()])
        what = "slope, wedge, imbalance and target 0 or within a factor of 2^500 of each other"
        raise InputError(f"u, w, gamma, the rates and target must give {what}; got {found}")
    return Solution(
        network, task, *(np.broadcast_to(value, batch)[()] if batch else value for value in reduced)
    )


def norms_and_overlap(u: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, ...]:
    """|u|, |w|, sum of u_i w_i, and the length of the part of w orthogonal to u.

    A multiple of u taken off w changes nothing in that part. The one that cancels the component where u is
    largest leaves exactly zero for w = +-u, and little more than the rounding of the inputs near a multiple.
    """
    (u_scaled, u_exponent), (w_scaled, w_exponent) = _scaled(u), _scaled(w)
    norm_u, norm_w = (
        np.ldexp(np.sqrt(np.sum(v * v, axis=-1)), exponent)
        for v, exponent in ((u_scaled, u_exponent), (w_scaled, w_exponent))
    )
    overlap = np.ldexp(np.sum(u_scaled * w_scaled, axis=-1), u_exponent + w_exponent)
    if u.shape[-1] == 1:
        return norm_u, norm_w, overlap, np.zeros_like(overlap)
    largest = np.argmax(np.abs(u_scaled), axis=-1, keepdims=True)
    pivot = np.take_along_axis(u_scaled, largest, axis=-1)
    alive = pivot != 0
    square = np.where(alive, np.sum(u_scaled * u_scaled, axis=-1, keepdims=True), 1.0)
    multiple = np.take_along_axis(w_scaled, largest, axis=-1) / np.where(alive, pivot, 1.0)
    rest = w_scaled - multiple * u_scaled
    for _ in range(2):  # the second pass takes off what rounding left of the first
        rest = rest - u_scaled * (np.sum(u_scaled * rest, axis=-1, keepdims=True) / square)
    rejection = np.ldexp(np.sqrt(np.sum(rest * rest, axis=-1)), w_exponent)
    return norm_u, norm_w, overlap, np.where(alive[..., 0], rejection, 0.0)


def _scaled(vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The vector over a power of two near its largest component, and the exponent: squares stay in range."""
    exponent = np.frexp(np.max(np.abs(vector), axis=-1))[1]
    return np.ldexp(vector, -exponent[..., None]), exponent


@dataclass(frozen=True, eq=False, repr=False)
class Solution:
    """Exact training of a batch B of networks (B = () for one). Make one by `solve`.

    Times t of shape T, in units of time, give values of shape B + T; t may be infinite. Every method that
    takes t raises InputError for times that are negative, nan or not real.

    Attributes:
        network: the network at time 0.
        task: what it learns.
        slope0: slope at time 0, of shape B.
        wedge: gamma sqrt(|u|^2 |w|^2 - (u.w)^2) >= 0, conserved, of shape B, in units of a slope.
        imbalance: gamma (eta_w |u|^2 - eta_u |w|^2)/(2 sqrt(eta_u eta_w)), conserved, likewise.

    >>> import symfeat as sf
    >>> solution = sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0))
    >>> solution.slope([0.0, 1.0, float("inf")]).round(6).tolist()
    [0.5, 1.915623, 2.0]
    """

    network: LinearNetwork
    task: Task
    slope0: Any
    wedge: Any
    imbalance: Any

    def slope(self, t: ArrayLike) -> Value:
        """Slope f of the network, in label/data.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).slope(0.0)
        0.5
        """
        return self._at(t).slope

    def residual(self, t: ArrayLike) -> Value:
        """Slope minus target, in label/data; accurate to its own size however late.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).residual(0.0)
        -1.5
        """
        return self._at(t).residual

    def loss(self, t: ArrayLike) -> Value:
        """Reducible loss, second_moment * residual^2 / 2, in label^2.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).loss(0.0)
        1.125
        """
        return self._losses(t).loss

    def total_loss(self, t: ArrayLike) -> Value:
        """Reducible and irreducible loss, in label^2.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0, 0.5)).total_loss(0.0)
        1.625
        """
        return self._losses(t).total_loss

    def kernel(self, t: ArrayLike) -> Value:
        """Neural tangent kernel at slope level, gamma^2 (eta_w |u|^2 + eta_u |w|^2), in 1/(time data^2).

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).kernel(0.0)
        1.25
        """
        net = self._lifted(np.ndim(t), "gamma", "eta_u", "eta_w")
        return kernels.tangent_kernel(self._at(t).kernel_root, *net).kernel

    def cos_angle(self, t: ArrayLike) -> Value:
        """Cosine of the angle between u and w; its limit where it is 0/0, and nan where there is none.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0, 0.0], [0.3, 0.4]), sf.Task(1.0, 2.0)).cos_angle(0.0)
        0.6
        """
        return self._at(t).cos_angle

    def angle(self, t: ArrayLike) -> Value:
        """Angle between u and w in radians, from 0 to pi; nan where the cosine is.

        >>> import symfeat as sf
        >>> round(sf.solve(sf.LinearNetwork([1.0, 0.0], [0.0, 1.0]), sf.Task(1.0, 2.0)).angle(0.0), 6)
        1.570796
        """
        at, (wedge,) = self._at(t), self._lifted(np.ndim(t), "wedge")
        return kernels.angle(at.slope, wedge, at.cos_angle).angle

    def norms(self, t: ArrayLike) -> tuple[Value, Value]:
        """Norms |u| and |w| of the layers.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([0.0, 2.0], [0.3, 0.4]), sf.Task(1.0, 2.0)).norms(0.0)
        (2.0, 0.5)
        """
        at = self._at(t)
        conserved = self._lifted(np.ndim(t), "wedge", "imbalance")
        rates = self._lifted(np.ndim(t), "gamma", "eta_u", "eta_w")
        found = kernels.norms(*[at.slope, *conserved, at.kernel_root, *rates])
        return found.norm_u, found.norm_w

    def weights(self, t: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Weights u and w, each of shape B + T + (d,).

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).weights(0.0)
        (array([1.]), array([0.5]))
        """
        clock, ndim = self._clock(t), np.ndim(t)
        boost = kernels.boost(*[*self._lifted(ndim, *FLOW), clock])
        shape = (*self._batch, *(1,) * ndim, self.network.width)
        u, w = (
            np.broadcast_to(v, (*self._batch, self.network.width)).reshape(shape)
            for v in (self.network.u, self.network.w)
        )
        rates = [np.asarray(rate)[..., None] for rate in self._lifted(ndim, "eta_u", "eta_w")]
        moved = kernels.weights(*[u, w, *rates, *(np.asarray(part)[..., None] for part in boost)])
        return moved.u, moved.w

    @property
    def limit(self) -> Value:
        """Limit of the slope, of shape B: the target, or 0 where that is out of reach."""
        return self.slope(np.inf)

    @property
    def time_constant(self) -> Value:
        """1/(Omega R), of shape B: the residual decays in the end like exp(-t/time_constant)."""
        return kernels.time_constant(*self._lifted(0, *FLOW[1:], *RATES)).time_constant

    def mechanisms(self) -> Mechanisms:
        """How the change of the slope, from time 0 to the limit, splits into alignment and rescaling.

        >>> import symfeat as sf
        >>> print(sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).mechanisms().alignment_word)
        none
        """
        return split(self.slope0, self.wedge, self.limit)

    def phase(self) -> Phase:
        """The order parameters: floor over slopes, change of the kernel, change of the angle.

        >>> import symfeat as sf
        >>> sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0)).phase().word
        'rescaling at constant angle'
        """
        return order_parameters(*[*self._lifted(0, *FLOW), self.limit])

    def time_to_slope(self, f: ArrayLike) -> Value:
        """Time at which the slope is f (of shape T): inf where it is only approached, nan where never met.

        Raises InputError where f is not real.

        >>> import symfeat as sf
        >>> solution = sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0))
        >>> solution.time_to_slope([0.5, 2.0, 3.0]).tolist()
        [0.0, inf, nan]
        """
        f = inputs.real("f", f)
        return self._time(kernels.time_to_slope(f, *self._lifted(f.ndim, *FLOW)).clock, f.ndim)

    def time_to_loss(self, l: ArrayLike) -> Value:
        """Time at which the reducible loss is l (of shape T), as `time_to_slope` gives it for a slope.

        >>> import symfeat as sf
        >>> solution = sf.solve(sf.LinearNetwork([1.0], [0.5]), sf.Task(1.0, 2.0))
        >>> solution.time_to_loss([1.125, 0.0, 2.0]).tolist()
        [0.0, inf, nan]
        """
        l = inputs.real("l", l)
        flow = self._lifted(l.ndim, *FLOW, "second_moment")
        return self._time(kernels.time_to_loss(l, *flow).clock, l.ndim)

    def to_dict(self) -> dict[str, Any]:
        """The conserved quantities, the limit and the time constant, as numbers or nested lists."""
        names = ("slope0", "wedge", "imbalance", "limit", "time_constant")
        return {name: np.asarray(getattr(self, name)).tolist() for name in names}

    def __repr__(self) -> str:
        if self._batch:
            return f"Solution(batch={self._batch}, {self.network!r}, {self.task!r})"
        return "Solution(" + ", ".join(f"{name}={value:.6g}" for name, value in self.to_dict().items()) + ")"

    @property
    def _batch(self) -> tuple[int, ...]:
        return np.shape(self.slope0)

    def _lifted(self, ndim: int, *names: str) -> list[Any]:
        """Quantities of this, the network or the task by name, with `ndim` axes for times after B's."""
        owners = [next(o for o in (self, self.network, self.task) if hasattr(o, name)) for name in names]
        values = [getattr(owner, name) for owner, name in zip(owners, names, strict=True)]
        batch = self._batch
        if not batch:
            return [float(value) for value in values]
        return [np.broadcast_to(value, batch).reshape(batch + (1,) * ndim) for value in values]

    def _clock(self, t: ArrayLike) -> Any:
        t = inputs.nonnegative("t", t, infinite=True)
        return kernels.clock_of_time(t, *self._lifted(t.ndim, *RATES)).clock

    def _time(self, clock: Any, ndim: int) -> Value:
        return kernels.time_of_clock(clock, *self._lifted(ndim, *RATES)).time

    def _at(self, t: ArrayLike) -> Trajectory:
        clock = self._clock(t)
        return kernels.trajectory(*[*self._lifted(np.ndim(t), *FLOW), clock])

    def _losses(self, t: ArrayLike) -> Any:
        task = self._lifted(np.ndim(t), "second_moment", "irreducible_loss")
        return kernels.loss(self._at(t).residual, *task)
