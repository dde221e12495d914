"""What is trained and on what: linear networks at time 0, and one-dimensional least squares."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from symfeat import inputs, kernels
from symfeat.errors import InputError


@dataclass(frozen=True, eq=False, repr=False, init=False)
class LinearNetwork:
    """A one-hidden-layer linear network f(x) = gamma * sum_i u_i w_i x, at time 0; or a batch of them.

    Attributes:
        u: output weights, B + (d,), in units of label/hidden.
        w: input weights along the data's direction, B + (d,), in units of hidden/data.
        gamma: output scale, positive, broadcasting against B.
        eta_u: learning rate of u in 1/time, positive, broadcasting against B.
        eta_w: learning rate of w in 1/time, likewise.

    Raises InputError for weights that are not finite real arrays of one width d >= 1, scales and rates that
    are not positive and finite, and shapes that do not broadcast.

    >>> LinearNetwork([1.0, 0.5], [0.2, -0.4], eta_u=0.1)
    LinearNetwork(width=2, gamma=1, eta_u=0.1, eta_w=1)
    """

    u: np.ndarray
    w: np.ndarray
    gamma: Any
    eta_u: Any
    eta_w: Any

    def __init__(
        self,
        u: ArrayLike,
        w: ArrayLike,
        gamma: ArrayLike = 1.0,
        eta_u: ArrayLike = 1.0,
        eta_w: ArrayLike = 1.0,
    ) -> None:
        u, w = inputs.finite("u", u), inputs.finite("w", w)
        for name, weights in (("u", u), ("w", w)):
            if not weights.ndim or not weights.size:
                raise InputError(f"{name} must have a width of at least 1; got shape {weights.shape}")
        if u.shape[-1] != w.shape[-1]:
            raise InputError(f"u and w must have the same width; got {u.shape[-1]} and {w.shape[-1]}")
        given = {"gamma": gamma, "eta_u": eta_u, "eta_w": eta_w}
        rates = {name: inputs.positive(name, value) for name, value in given.items()}
        shapes = {name: rate.shape for name, rate in rates.items()}
        batch = inputs.broadcast({"u": u.shape[:-1], "w": w.shape[:-1], **shapes})
        values = {
            "u": np.broadcast_to(u, batch + u.shape[-1:]),
            "w": np.broadcast_to(w, batch + w.shape[-1:]),
        }
        for name, value in {**values, **rates}.items():
            value.flags.writeable = False
            object.__setattr__(self, name, value if value.shape else value.item())

    @classmethod
    def random(
        cls,
        d: int,
        sigma_u: ArrayLike = 1.0,
        sigma_w: ArrayLike = 1.0,
        *,
        gamma: ArrayLike = 1.0,
        eta_u: ArrayLike = 1.0,
        eta_w: ArrayLike = 1.0,
        size: int | tuple[int, ...] = (),
        seed: Any = None,
    ) -> Self:
        """A network of width d with u_i ~ N(0, sigma_u^2) and w_i ~ N(0, sigma_w^2), or `size` of them.

        `seed` is an integer or a NumPy generator; the same integer draws the same network. Standard
        deviations, positive, broadcast against `size`.

        Raises InputError for d < 1, deviations that are not positive, and a size or seed of the wrong kind.

        >>> LinearNetwork.random(3, size=2, seed=0).u.shape
        (2, 3)
        """
        d = inputs.count("d", d, 1)
        size = tuple(
            inputs.count("size", n, 1) for n in (size if isinstance(size, tuple | list) else (size,))
        )
        deviations = {
            "sigma_u": inputs.positive("sigma_u", sigma_u),
            "sigma_w": inputs.positive("sigma_w", sigma_w),
        }
        inputs.broadcast({"size": size} | {name: value.shape for name, value in deviations.items()})
        try:
            generator = np.random.default_rng(seed)
        except (TypeError, ValueError):
            raise InputError(
                f"seed must be a nonnegative integer or a NumPy generator; got {seed!r}"
            ) from None
        shape = (*size, d)
        u, w = (_drawn(name, value, generator, shape) for name, value in deviations.items())
        return cls(u, w, gamma, eta_u, eta_w)

    @property
    def width(self) -> int:
        """Number d of hidden neurons."""
        return self.u.shape[-1]

    @property
    def batch(self) -> tuple[int, ...]:
        """Shape B of the batch; () for one network."""
        return self.u.shape[:-1]

    def __repr__(self) -> str:
        return f"LinearNetwork(width={self.width}, " + _listed(self, self.batch, ("gamma", "eta_u", "eta_w"))


@dataclass(frozen=True)
class Setting:
    """A randomly initialised network, reproducibly: u_i ~ N(0, sigma_u^2), w_i ~ N(0, sigma_w^2).

    Attributes:
        width: number d of hidden neurons, at least 1.
        seed: of the draw, a nonnegative integer; statements about the ensemble do not depend on it.
        gamma: output scale.
        eta_u, eta_w: learning rates of the layers, in 1/time.
        sigma_u, sigma_w: standard deviations of the weights.

    Scales, rates and deviations are positive numbers. Raises InputError for values that are not so.

    >>> Setting(width=64).network()
    LinearNetwork(width=64, gamma=1, eta_u=1, eta_w=1)
    """

    width: int = 16
    seed: int = 0
    gamma: float = 1.0
    eta_u: float = 1.0
    eta_w: float = 1.0
    sigma_u: float = 1.0
    sigma_w: float = 1.0

    def __post_init__(self) -> None:
        inputs.count("width", self.width, 1)
        inputs.count("seed", self.seed, 0)
        for name in ("gamma", "eta_u", "eta_w", "sigma_u", "sigma_w"):
            inputs.positive_number(name, getattr(self, name))

    def network(self) -> LinearNetwork:
        """The network that this setting stands for."""
        return LinearNetwork.random(
            self.width,
            self.sigma_u,
            self.sigma_w,
            gamma=self.gamma,
            eta_u=self.eta_u,
            eta_w=self.eta_w,
            seed=self.seed,
        )


@dataclass(frozen=True, eq=False, repr=False)
class Task:
    """One-dimensional least squares: the loss is second_moment (f - target)^2 / 2 + irreducible_loss.

    Attributes:
        second_moment: average of x^2, positive, in units of data^2.
        target: the best slope, average of x t over second_moment, in units of label/data.
        irreducible_loss: what the best slope leaves, nonnegative, in units of label^2.

    All broadcast against the batch of networks. Raises InputError for values that are not so.

    >>> Task(1.0, 2.0)
    Task(second_moment=1, target=2, irreducible_loss=0)
    """

    second_moment: Any
    target: Any
    irreducible_loss: Any = 0.0

    def __post_init__(self) -> None:
        values = {
            "second_moment": inputs.positive("second_moment", self.second_moment),
            "target": inputs.finite("target", self.target),
            "irreducible_loss": inputs.nonnegative("irreducible_loss", self.irreducible_loss),
        }
        inputs.broadcast({name: value.shape for name, value in values.items()})
        for name, value in values.items():
            value.flags.writeable = False
            object.__setattr__(self, name, value if value.shape else value.item())

    @classmethod
    def from_data(cls, x: ArrayLike, t: ArrayLike) -> Self:
        """The task of predicting labels t from data x, both of shape (rows,).

        Raises InputError for empty, unequally long or non-finite columns, and for x that is zero throughout.

        >>> Task.from_data([1.0, 2.0], [2.0, 4.0])
        Task(second_moment=2.5, target=2, irreducible_loss=0)
        """
        x, t = inputs.finite("x", x), inputs.finite("t", t)
        if x.ndim != 1 or x.shape != t.shape or not x.size:
            raise InputError(f"x and t must be columns of one length, not empty; got {x.shape} and {t.shape}")
        if not x.any():
            raise InputError("x must have a nonzero value; got zeros alone")
        with np.errstate(over="ignore", under="ignore"):
            second_moment, cross_moment = float(np.mean(x * x)), float(np.mean(x * t))
        if not 0 < second_moment < np.inf or not abs(cross_moment) < np.inf:
            raise InputError(f"x and t must have moments within the range of floats; got {second_moment:g}")
        target = kernels.regression(second_moment, cross_moment).target
        with np.errstate(over="ignore", under="ignore"):
            rest = float(np.mean(kernels.half_square(x, t, target).loss))
        if not rest < np.inf:
            raise InputError("t must have a mean square within the range of floats; got inf")
        return cls(second_moment, target, rest)

    def __repr__(self) -> str:
        shape = np.broadcast_shapes(*(np.shape(getattr(self, n)) for n in self.__dataclass_fields__))
        return "Task(" + _listed(self, shape, tuple(self.__dataclass_fields__))


def _drawn(
    name: str, deviation: np.ndarray, generator: np.random.Generator, shape: tuple[int, ...]
) -> np.ndarray:
    with np.errstate(over="ignore", under="ignore"):
        weights = deviation[..., None] * generator.standard_normal(shape)
    if not np.isfinite(weights).all():
        raise InputError(f"{name} must keep the weights within the range of floats; got {deviation.max():g}")
    return weights


def _listed(value: Any, shape: tuple[int, ...], names: tuple[str, ...]) -> str:
    parts = [f"batch={shape}"] if shape else []
    parts += [
        f"{n}={v:g}" if not np.shape(v := getattr(value, n)) else f"{n}=array{np.shape(v)}" for n in names
    ]
    return ", ".join(parts) + ")"
