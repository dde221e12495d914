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
    return np.stack([drawn[name] for name in names], axis=1)


@pytest.mark.parametrize("name", KERNELS)
def test_derivatives_are_those_of_the_closed_form(name):
    exact = reference_of(bundled(), KERNELS[name])
    labels = bundled()[KERNELS[name]].build_kernel()
    at = points([argument.name for argument in labels.args])
    found = getattr(kernels.grad, name)(*at.T)._asdict()
    checked = 0
    for i, row in enumerate(at):
        if exact.determined:  # arguments that others determine have no derivative of their own here
            return
        point = {a: fmpq(*v.as_integer_ratio()) for a, v in zip(exact.args, row.tolist(), strict=True)}
        with working_bits(400):
            values = exact.program.trace(ARITHMETIC, point)
            rows = sweep(exact.program, values)
            for output, node in zip(exact.outputs, exact.program.outputs, strict=True):
                for place, symbol in exact.program.symbols:
                    label = labels.args[exact.args.index(symbol)].name
                    slope = rows[node].get(place, arb(0)) / arb(point[symbol])
                    scale = max(float(abs(slope)), abs(float(arb(values[node])) / float(arb(point[symbol]))))
                    error = abs(found[f"d_{output}_d_{label}"][i] - float(slope))
                    assert error <= 1e-11 * scale, (output, label, row)
                    checked += 1
    assert checked >= POINTS


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
    bare = kernels.grad.trajectory(0.5, 0.0, 0.0, 2.0, 1.0)
    assert bare.d_slope_d_wedge == bare.d_slope_d_imbalance == 0.0
