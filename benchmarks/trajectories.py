"""A whole trajectory: the exact solution against integrating and against descending, for two widths."""

from __future__ import annotations

from typing import Any

import numpy as np
from measure import Call, interleaved
from scipy.integrate import solve_ivp

import symfeat as sf
from symfeat import kernels
from symfeat.backends import load
from symfeat.descent import descend
from symfeat.model import LinearNetwork, Task
from symfeat.network import Solution

WIDTHS = (100, 10**5)
TIMES = 1000
CONSTANTS = 10.0  # the last time, in time constants
STEP = 1e-3  # of gradient descent, in time constants
TOLERANCE = 1e-8
RATES = (1.0, 1.0, 1.0)  # gamma and the layers' rates
ERROR = 1e-4  # more than any of them should be off, over the target
TASK = Task(1.0, 2.0)

WHOLE = "exact, from the weights to the slopes"
AFTER = "exact, slopes once the weights are reduced"
KERNEL = "exact, the Numba kernel alone"
WEIGHTS = "exact, all weights at all times"
FLOW = "solve_ivp, all weights"
REDUCED = "solve_ivp, the slope's own equation"
DESCENT = "gradient descent"


def network(width: int) -> LinearNetwork:
    """A random network whose layers have a norm near 1; gamma and both rates are 1."""
    deviation = width**-0.5
    return LinearNetwork.random(width, deviation, deviation, seed=0)


def trajectories(rounds: int, widths: int) -> list[dict[str, Any]]:
    """A row for each of the first widths and each way: seconds, and the slope's error over the target."""
    rows = []
    for width in WIDTHS[:widths]:
        net = network(width)
        solution = sf.solve(net, TASK)
        times = np.linspace(0.0, CONSTANTS * solution.time_constant, TIMES)
        calls = _ways(net, solution, times)
        exact = solution.slope(times)
        errors = {way: _error(call(), exact) for way, call in calls.items()}
        if not max(errors.values()) < ERROR:
            raise SystemExit(f"the ways to solve for width {width} do not agree: {errors}")
        spent = interleaved({way: (call, 1) for way, call in calls.items()}, rounds)
        rows += [{"width": width, "way": way, "seconds": spent[way], "error": errors[way]} for way in calls]
    return rows


def _ways(net: LinearNetwork, solution: Solution, times: np.ndarray) -> dict[str, Call]:
    """Each returns the slopes at the times (the last alone: gradient descent)."""
    step = STEP * solution.time_constant
    flow = (solution.slope0, solution.wedge, solution.imbalance, TASK.target)
    clock = kernels.clock_of_time(times, *RATES, TASK.second_moment).clock
    kernel = load("trajectory", "numba")
    ways: dict[str, Call] = {
        WHOLE: lambda: sf.solve(LinearNetwork(net.u, net.w), TASK).slope(times),
        AFTER: lambda: solution.slope(times),
        KERNEL: lambda: kernel(*flow, clock).slope,
        FLOW: lambda: _slopes(net, *np.split(_integrate(net, times), 2)),
        REDUCED: lambda: _integrate_slope(solution, times),
        DESCENT: lambda: descend(net, np.ones(1), np.full(1, TASK.target), step, times[-1]).slope[-1:],
    }
    if net.width <= WIDTHS[0]:  # a gigabyte and more for the others
        ways[WEIGHTS] = lambda: _slopes(net, *(part.T for part in solution.weights(times)))
    return ways


def _slopes(net: LinearNetwork, u: np.ndarray, w: np.ndarray) -> np.ndarray:
    return net.gamma * np.einsum("it,it->t", u, w)


def _error(slopes: np.ndarray, exact: np.ndarray) -> float:
    return float(np.abs(slopes - exact[-len(slopes) :]).max() / TASK.target)


def _integrate(net: LinearNetwork, times: np.ndarray) -> np.ndarray:
    """The weights (u, then w) at the times, of shape (2 width, times), by SciPy."""
    gamma, rate_u, rate_w, d = net.gamma, net.eta_u, net.eta_w, net.width

    def velocity(t: float, weights: np.ndarray) -> np.ndarray:
        u, w = weights[:d], weights[d:]
        pull = gamma * TASK.second_moment * (gamma * (u @ w) - TASK.target)
        return np.concatenate((-rate_u * pull * w, -rate_w * pull * u))

    start = np.concatenate((net.u, net.w))
    return _solve(velocity, start, times)


def _integrate_slope(solution: Solution, times: np.ndarray) -> np.ndarray:
    """The slope at the times by SciPy, from the one equation that the theory leaves."""
    net = solution.network
    rate = 2 * net.gamma * np.sqrt(net.eta_u * net.eta_w) * TASK.second_moment
    floor2 = solution.wedge**2 + solution.imbalance**2

    def velocity(t: float, f: np.ndarray) -> np.ndarray:
        return -rate * np.sqrt(f * f + floor2) * (f - TASK.target)

    return _solve(velocity, np.array([solution.slope0]), times)[0]


def _solve(velocity: Any, start: np.ndarray, times: np.ndarray) -> np.ndarray:
    span = (times[0], times[-1])
    return solve_ivp(velocity, span, start, "DOP853", times, rtol=TOLERANCE, atol=TOLERANCE).y
