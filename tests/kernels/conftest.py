"""The closed forms of the theory in mpmath, and points from every corner of the domain."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest

UNIT = 2.0**-53
DIGITS = 420  # covers the square of the widest range below, and more
KINDS = (
    "wide",
    "near target",
    "no floor",
    "small floor",
    "large floor",
    "saddle",
    "no wedge",
    "crossing",
    "zeros",
)


def context(digits: int = DIGITS) -> mpmath.ctx_mp.MPContext:
    mp = mpmath.mp.clone()
    mp.dps = digits
    return mp


def trajectory(mp, f0, g, mu, y, clock):
    P, Q, E, alpha, beta, S = growth(mp, f0, g, mu, y, clock)
    residual = (f0 - y) * E / (P * Q)
    f = (alpha * P / Q - beta * Q / P) / 2 if y else residual  # which decays beyond what digits can tell
    radius = mp.sqrt(f**2 + g**2)
    return f, residual, mp.sqrt(f**2 + S**2), f / radius if radius else mp.nan


def boost(mp, f0, g, mu, y, clock):
    P, Q, *_ = growth(mp, f0, g, mu, y, clock)
    s = mp.log(P / Q) / 2
    return mp.exp(-abs(s)), mp.sinh(s)


def growth(mp, f0, g, mu, y, clock):
    S = mp.sqrt(g**2 + mu**2)
    R, r0 = mp.sqrt(y**2 + S**2), mp.sqrt(f0**2 + S**2)
    E = mp.exp(-R * clock)
    theta = (1 - E) / (2 * R) if R else clock / 2
    return theta * (r0 - f0 + R + y) + E, theta * (r0 + f0 + R - y) + E, E, r0 + f0, r0 - f0, S


def time_to_slope(mp, f, f0, g, mu, y):
    S2 = g**2 + mu**2
    R = mp.sqrt(y**2 + S2)

    def coordinate(slope):
        return (y - slope) / (S2 + y * slope + R * mp.sqrt(slope**2 + S2))

    return (mp.log(coordinate(f0) / coordinate(f)) / R,)


def time_to_loss(mp, loss, f0, g, mu, y, m2):
    return time_to_slope(mp, y + mp.sign(f0 - y) * mp.sqrt(2 * loss / m2), f0, g, mu, y)


def mechanisms(mp, f0, g, limit):
    whole = mp.log(abs(limit / f0))
    radius = mp.log((limit**2 + g**2) / (f0**2 + g**2)) / 2
    return whole, radius, whole - radius, radius / whole, (whole - radius) / whole


def order_parameters(mp, f0, g, mu, y, limit):
    S2 = g**2 + mu**2
    turn = mp.atan2(g, limit) - mp.atan2(g, f0)
    return mp.sqrt(S2) / max(abs(f0), abs(y)), mp.sqrt((limit**2 + S2) / (f0**2 + S2)), turn


def flows(seed: int, count: int) -> Iterator[tuple[float, ...]]:
    """Points (slope0, wedge, imbalance, target, clock) that visit KINDS in turn."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        kind = KINDS[i % len(KINDS)]
        spread = 60 if kind == "wide" else 3
        f0, g, mu, y = 10.0 ** rng.uniform(-spread, spread, 4) * rng.choice([-1, 1], 4)
        g = abs(g)
        small, large = 10.0 ** rng.uniform(-60, -3), 10.0 ** rng.uniform(3, 30)
        if kind == "near target":
            y = f0 * (1 + 10.0 ** rng.uniform(-16, -1))
        elif kind == "no floor":
            g, mu = 0.0, 0.0
        elif kind in ("small floor", "saddle"):
            g, mu = g * small, mu * small
        elif kind in ("large floor", "crossing"):
            g, mu = g * large, mu * large
        elif kind == "no wedge":
            g *= small
        elif kind == "zeros":
            f0, g, mu, y = (value * rng.integers(2) for value in (f0, g, mu, y))
        if kind in ("saddle", "crossing"):
            f0 = -np.copysign(f0, y)
        rate = float(np.hypot(y, np.hypot(g, mu))) or abs(f0) or 1.0
        constants = 10.0 ** rng.uniform(-12, 6)
        if kind == "saddle" and rng.random() < 0.6:  # around the passage of the saddle
            constants = 2 * abs(np.log(abs(y) / np.hypot(g, mu))) * rng.uniform(0.3, 1.3)
        yield f0, g, mu, y, constants / rate


def errors(
    exact: Callable, found: tuple, args: tuple, digits: int = DIGITS, least: float = 0.0
) -> list[float]:
    """Errors of float64 values in units of u max(1, cond), cond being the relative condition number.

    Values that leave the range of float64, or fall below `least`, must do so on the right side, and count as
    exact. A nan where there is a value counts as infinitely wrong: comparisons would pass over a nan.
    """
    mp = context(digits)
    point = [mp.mpf(float(arg)) for arg in args]
    base = exact(mp, *point)
    step = mp.mpf(10) ** (-digits // 4)
    conditions = [mp.mpf(1)] * len(base)
    for i, value in enumerate(point):
        if not value:
            continue
        moved = exact(mp, *point[:i], value * (1 + step), *point[i + 1 :])
        for j, (before, after) in enumerate(zip(base, moved, strict=True)):
            conditions[j] += abs((after - before) / (step * before)) if before else 0
    result = []
    for value, right, condition in zip(found, base, conditions, strict=True):
        if mp.isnan(right):
            continue
        if np.isnan(value):
            result.append(np.inf)
        elif abs(right) < max(1e-300, least):
            result.append(0.0 if abs(value) < 10 * max(1e-300, least) else np.inf)
        else:
            result.append(float(abs((mp.mpf(value) - right) / right) / condition) / UNIT)
    return result


@pytest.fixture(scope="session")
def exact() -> SimpleNamespace:
    return SimpleNamespace(
        trajectory=trajectory,
        boost=boost,
        time_to_slope=time_to_slope,
        time_to_loss=time_to_loss,
        mechanisms=mechanisms,
        order_parameters=order_parameters,
        flows=flows,
        errors=errors,
        context=context,
    )
