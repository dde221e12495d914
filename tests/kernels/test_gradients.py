"""The derivatives of every kernel agree with those of its closed form in balls, and with JAX's."""

import subprocess
import sys

import numpy as np
import pytest
from flint import arb, fmpq

from symfeat import kernels
from symfeat.backends import load
from symfeat.claims import bundled
from symfeat.errors import InputError
from symfeat.evaluate.ball import ARITHMETIC, working_bits
from symfeat.evaluate.derivative import sweep
from symfeat.lowering.reference import reference_of

KERNELS = {result.kernel_name: slug for slug, result in bundled().results.items() if result.has_kernel}
POINTS = 60
POSITIVE = ("norm_u", "norm_w", "gamma", "eta_u", "eta_w", "second_moment", "contraction", "clock", "time")


def points(names, seed=0):
    """Moderate values for arguments of these names, where every kernel is smooth."""
    rng = np.random.default_rng(seed)
    drawn = {name: rng.normal(size=POINTS) for name in names}
    for name in names:
        if name in POSITIVE or name in ("wedge", "kernel_root", "rejection", "irreducible_loss", "loss"):
            drawn[name] = rng.lognormal(sigma=0.5, size=POINTS)
    if "slope" in names and "slope0" in names:  # on the way from the first slope to the target
        drawn["slope"] = drawn["slope0"] + rng.uniform(0.1, 0.9, POINTS) * (drawn["target"] - drawn["slope0"])
    if "loss" in names and "slope0" in names:
        first = drawn["second_moment"] * (drawn["slope0"] - drawn["target"]) ** 2 / 2
        away = (drawn["slope0"] < 0) == (drawn["target"] < 0)
        drawn["loss"] = first * rng.uniform(0.1, 0.9, POINTS)
        drawn["slope0"] = np.where(away, drawn["slope0"], -drawn["slope0"])
        first = drawn["second_moment"] * (drawn["slope0"] - drawn["target"]) ** 2 / 2
        drawn["loss"] = first * rng.uniform(0.1, 0.9, POINTS)
    if "cos_angle" in names:
        drawn["cos_angle"] = rng.uniform(-0.9, 0.9, POINTS)
    if set(names) == {"wedge", "imbalance", "target"}:  # far enough from zero for both curves to bend
        drawn["target"] = drawn["target"] + np.sign(drawn["target"]) * 5 * np.hypot(
            drawn["wedge"], drawn["imbalance"]
        )
    if "tolerance" in names:  # less than the kernel may fall by
        floor = np.hypot(drawn["wedge"], drawn["imbalance"])
        drawn["tolerance"] = rng.uniform(0.1, 0.9, POINTS) * (1 - floor / np.hypot(drawn["slope0"], floor))
    if "change" in names:  # less than leads to 0 or to pi
        first = np.arctan2(drawn["wedge"], drawn["slope0"])
        drawn["change"] = rng.uniform(0.1, 0.9, POINTS) * np.minimum(first, np.pi - first)
    return np.stack([drawn[name] for name in names], axis=1)


def far_apart(names, seed=1):
    """The same in sizes from 1e-20 to 1e20, each of its own; clocks of all stages."""
    rng = np.random.default_rng(seed)
    at = points(names, seed)
    sizes = dict(zip(names, (10.0 ** rng.uniform(-20, 20, at.shape) * np.sign(at)).T, strict=True))
    rate = np.hypot(sizes["target"], np.hypot(sizes["wedge"], sizes["imbalance"]))
    sizes["clock"] = 10.0 ** rng.uniform(-6, 2, POINTS) / rate
    return np.stack([sizes[name] for name in names], axis=1)


def consistent(exact, at):
    """The points with every argument that others determine computed from them."""
    at = at.copy()
    for row in at:
        point = {a: fmpq(*v.as_integer_ratio()) for a, v in zip(exact.args, row.tolist(), strict=True)}
        for symbol, program in exact.determined.items():
            (value,) = program.run(ARITHMETIC, point)
            row[exact.args.index(symbol)] = float(arb(value))
    return at


def slopes_of(program, point):
    """Values and derivatives of the outputs of a program, by symbol."""
    with working_bits(400):
        values = program.trace(ARITHMETIC, point)
        rows = sweep(program, values)
        return [
            (
                float(arb(values[node])),
                {s: float(rows[node].get(place, arb(0)) / arb(point[s])) for place, s in program.symbols},
            )
            for node in program.outputs
        ]


def compare(name, drawn):
    """Every derivative of a kernel against that of its closed form.

    Where other arguments determine one, its closed form varies with them: by each of them, what the kernel
    says of it and of what it determines adds up.
    """
    exact = reference_of(bundled(), KERNELS[name])
    labels = [argument.name for argument in bundled()[KERNELS[name]].build_kernel().args]
    labels = dict(zip(exact.args, labels, strict=True))
    at = consistent(exact, drawn(list(labels.values())))
    found = getattr(kernels.grad, name)(*at.T)._asdict()
    checked = 0
    for i, row in enumerate(at.tolist()):
        point = {a: fmpq(*v.as_integer_ratio()) for a, v in zip(exact.args, row, strict=True)}
        follows = {s: slopes_of(program, point)[0][1] for s, program in exact.determined.items()}
        for output, (value, slopes) in zip(exact.outputs, slopes_of(exact.program, point), strict=True):
            for symbol in exact.args:
                if symbol in exact.determined:
                    continue
                parts = [found[f"d_{output}_d_{labels[symbol]}"][i]]
                parts += [
                    found[f"d_{output}_d_{labels[other]}"][i] * by.get(symbol, 0.0)
                    for other, by in follows.items()
                ]
                slope = slopes.get(symbol, 0.0)
                scale = max(abs(slope), abs(value / row[exact.args.index(symbol)]), *map(abs, parts))
                assert abs(sum(parts) - slope) <= 1e-11 * scale, (output, labels[symbol], row)
                checked += 1
    assert checked >= POINTS


@pytest.mark.parametrize("name", KERNELS)
def test_derivatives_are_those_of_the_closed_form(name):
    compare(name, points)


def test_derivatives_of_the_trajectory_are_right_at_sizes_far_apart():
    compare("trajectory", far_apart)


def test_derivatives_are_those_that_jax_finds():
    """In a process of its own, since float64 is a setting of all of JAX."""
    done = subprocess.run([sys.executable, "-c", JAX], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(KERNELS)


JAX = f"""
import runpy
import jax
import numpy as np
from symfeat import kernels
from symfeat.backends import load

jax.config.update("jax_enable_x64", True)
points = runpy.run_path({__file__!r})["points"]
for name in sorted(kernels.__all__):
    gradient, twin = getattr(kernels.grad, name), load(name, backend="jax")
    names = gradient.__code__.co_varnames[: gradient.__code__.co_argcount]
    at = points(names)
    found = gradient(*at.T)._asdict()
    exact = jax.vmap(jax.jacfwd(lambda row: dict(twin(*row)._asdict())))(at)
    for output, rows in exact.items():
        for place, argument in enumerate(names):
            slope = np.asarray(rows)[:, place]
            scale = np.maximum(np.abs(slope), np.abs(found[output] / at[:, place]))
            error = np.abs(found[f"d_{{output}}_d_{{argument}}"] - slope) / scale
            assert error.max() < 1e-11, (name, output, argument, error.max())
    print(name)
"""


def test_derivatives_are_loaded_by_the_kernel_s_name():
    assert load("trajectory", gradient=True) is kernels.grad.trajectory
    found = kernels.grad.trajectory(0.1, 0.5, 0.2, 1.0, 2.0)
    assert found[:4] == kernels.trajectory(0.1, 0.5, 0.2, 1.0, 2.0)
    with pytest.raises(InputError, match="gradient must be False for the backend c"):
        load("trajectory", backend="c", gradient=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("trajectory", "abacus"), "backend must be one of numpy, numba, jax, c; got 'abacus'"),
        (("orbit",), "name must be a kernel of the corpus .*; got 'orbit'"),
    ],
)
def test_what_cannot_be_loaded_is_named(arguments, message):
    with pytest.raises(InputError, match=message):
        load(*arguments)


def test_the_slope_responds_from_the_first_moment_on():
    at = kernels.grad.trajectory(0.5, 0.3, 0.4, 2.0, 0.0)
    rate = np.hypot(0.5, 0.5) * (2.0 - 0.5)
    assert at.d_slope_d_clock == pytest.approx(rate, rel=1e-14)
    assert (at.d_slope_d_slope0, at.d_slope_d_target, at.d_slope_d_wedge) == (1.0, 0.0, 0.0)
    late = kernels.grad.trajectory(0.5, 0.3, 0.4, 2.0, np.inf)
    assert (late.d_slope_d_target, late.d_slope_d_slope0, late.d_slope_d_clock) == (1.0, 0.0, 0.0)
    idle = kernels.grad.trajectory(0.5, 0.0, 0.0, 0.0, 1.0)  # no floor and no target
    assert idle.d_slope_d_target == pytest.approx((1 - 1.5**-2) / 2, rel=1e-14)
    bare = kernels.grad.trajectory(0.5, 0.0, 0.0, 2.0, 1.0)
    assert bare.d_slope_d_wedge == bare.d_slope_d_imbalance == 0.0
