"""How generated kernels are called: shapes, precisions, outputs to fill, pickles, and what they import."""

import pickle
import subprocess
import sys
import tracemalloc
import warnings

import numpy as np
import pytest

from symfeat import kernels
from symfeat.errors import InputError
from symfeat.runtime import BLOCK, power_of_two

POINT = (0.1, 0.5, 0.2, 1.0)


def test_scalars_give_python_floats():
    found = kernels.trajectory(*POINT, 2)
    assert all(type(value) is float for value in found)
    assert found._fields == ("slope", "residual", "kernel_root", "cos_angle")


def test_arguments_broadcast_against_each_other():
    found = kernels.trajectory([[0.1], [0.2]], 0.5, [0.2, 0.3, 0.4], 1.0, 2.0)
    assert found.slope.shape == (2, 3)
    assert found.slope[1, 2] == kernels.trajectory(0.2, 0.5, 0.4, 1.0, 2.0).slope


def test_chunks_do_not_show():
    clock = np.linspace(0, 30, 3 * BLOCK + 17)
    found = kernels.trajectory(*POINT, clock)
    for i in (0, BLOCK - 1, BLOCK, -1):
        assert [part[i] for part in found] == list(kernels.trajectory(*POINT, clock[i]))


def test_strided_and_empty_arrays():
    clock = np.linspace(0, 30, 40).reshape(5, 8)[::2, ::-3]
    assert kernels.trajectory(*POINT, clock).slope.shape == clock.shape
    assert kernels.trajectory(*POINT, []).slope.shape == (0,)


def test_single_precision_stays_single_and_is_computed_in_double():
    clock = np.linspace(0, 5, 7, dtype=np.float32)
    found = kernels.trajectory(*POINT, clock)
    assert all(part.dtype == np.float32 for part in found)
    np.testing.assert_array_equal(
        found.residual, kernels.trajectory(*POINT, clock.astype(float)).residual.astype(np.float32)
    )
    assert kernels.trajectory(*POINT, np.arange(3)).slope.dtype == np.float64


def test_outputs_are_filled_and_may_overlap_an_argument():
    clock = np.linspace(0, 5, 7)
    expected = kernels.trajectory(*POINT, clock)
    out = [clock, *(np.empty(7) for _ in range(3))]
    found = kernels.trajectory(*POINT, clock, out=out)
    assert all(part is target for part, target in zip(found, out, strict=True))
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    "out", [[np.empty(3)] * 4, [np.empty(7)] * 3, [np.empty(7, int)] * 4, [[0.0] * 7] * 4]
)
def test_outputs_that_do_not_fit_are_refused(out):
    with pytest.raises(InputError, match="out must be"):
        kernels.trajectory(*POINT, np.linspace(0, 5, 7), out=out)


@pytest.mark.parametrize("clock", ["1", [1j], None, [[1.0], [1.0, 2.0]]])
def test_what_is_no_real_number_is_refused_by_name(clock):
    with pytest.raises(InputError, match="^clock must be"):
        kernels.trajectory(*POINT, clock)


def test_shapes_that_do_not_broadcast_are_named():
    with pytest.raises(InputError, match=r"clock \(3,\)"):
        kernels.trajectory([0.1, 0.2], 0.5, 0.2, 1.0, [1.0, 2.0, 3.0])


def test_no_warning_on_the_domain_even_where_warnings_are_raised():
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        kernels.trajectory(
            [0, -1, 1e300, 1], [0, 0, 1e-300, 1], [0, 0, 1, 1], [1, 1, -1, 1], [[0], [1], [np.inf]]
        )


def test_kernels_and_their_results_pickle():
    for name in kernels.__all__:
        assert pickle.loads(pickle.dumps(getattr(kernels, name))) is getattr(kernels, name)
    found = kernels.trajectory(*POINT, [0.0, 1.0])
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(found)), found)


def test_docstrings_show_formula_and_domain():
    lines = (kernels.loss.__doc__ or "").splitlines()
    formula = lines[lines.index("    Formula:") + 1 :]
    assert [line.strip() for line in formula if line.strip()] == [
        "loss = residual**2*second_moment/2",
        "total_loss = irreducible_loss + residual**2*second_moment/2",
    ]
    assert any(line.endswith("that broadcast; outside the domain every output is nan.") for line in lines)
    assert "        slope = now*unit" in (kernels.trajectory.__doc__ or "").splitlines()
    module = sys.modules[kernels.loss.__module__].__doc__ or ""
    assert (
        "Domain: -oo < residual < oo, 0 < second_moment < oo, 0 <= irreducible_loss < oo"
        in module.splitlines()
    )


def test_power_of_two_is_just_below_and_has_a_normal_reciprocal():
    x = np.array([1.0, -3.0, 4.0, 0.0, 5e-324, np.finfo(float).max, np.inf])
    found = power_of_two(x, np.empty_like(x))
    np.testing.assert_array_equal(found, [1.0, 2.0, 4.0, 2.0**-1022, 2.0**-1022, 2.0**1022, 2.0**1022])
    assert np.isfinite(power_of_two(np.array([np.nan]), np.empty(1))).all()


def test_parameters_of_a_grid_are_not_spread_over_it():
    slope0, clock = np.linspace(-1, 1, 300)[:, None], np.linspace(0, 30, 200)
    found = kernels.trajectory(slope0, 0.5, 0.2, 1.0, clock)
    full = kernels.trajectory(*np.broadcast_arrays(slope0, 0.5, 0.2, 1.0, clock))
    np.testing.assert_array_equal(found, full)
    short = kernels.trajectory(slope0, 0.5, 0.2, 1.0, clock[:3])
    np.testing.assert_array_equal(short.slope, found.slope[:, :3])
    deep = kernels.trajectory(slope0[:40], np.reshape([0.5, 0.6], (2, 1, 1)), 0.2, 1.0, clock[::7])
    again = kernels.trajectory(slope0[:40, 0], 0.6, 0.2, 1.0, clock[7])
    np.testing.assert_array_equal(deep.slope[1, :, 1], again.slope)


@pytest.mark.parametrize("name", ["trajectory", "loss"])
def test_memory_beyond_the_outputs_does_not_grow_with_their_size(name):
    kernel = getattr(kernels, name)
    clock = np.linspace(0, 30, 10**7)
    args = (*POINT, clock) if name == "trajectory" else (clock, 1.0, 0.0)
    out = [np.empty_like(clock) for _ in kernel(*(0.0 for _ in args))]
    kernel(*args, out=out)
    tracemalloc.start()
    kernel(*args, out=out)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8e6


def test_kernels_run_with_every_heavy_library_blocked():
    code = (
        "import sys\n"
        "for name in ('sympy', 'mpmath', 'flint', 'matplotlib'): sys.modules[name] = None\n"
        "import symfeat as sf\n"
        "from symfeat.kernels import trajectory\n"
        "assert trajectory(0.1, 0.5, 0.2, 1.0, float('inf')).slope == 1.0\n"
        "solution = sf.solve(sf.LinearNetwork([0.1, 0.2], [0.3, -0.4]), sf.Task(1.0, 2.0))\n"
        "print(solution.limit, solution.mechanisms(), solution.phase())\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
