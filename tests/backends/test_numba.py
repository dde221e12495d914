"""Numba twins: the functions they inline, every operation of the table, and how they are called."""

import inspect
import math
import pickle
import subprocess
import sys

import flint
import numpy as np
import pytest
import sympy as sp
from sympy.codegen.cfunctions import expm1

from symfeat import kernels
from symfeat.backends import load
from symfeat.backends.numba import FORMS, module_text
from symfeat.claims import Kernel, bundled
from symfeat.errors import GenerationError, InputError
from symfeat.lowering import lower
from symfeat.lowering.error import measure
from symfeat.lowering.program import CONDITIONS, OPERATIONS, Assignment, Program
from symfeat.lowering.reference import reference_of
from symfeat.lowering.strata import strata
from symfeat.runtime import SourceKernel

numba = pytest.importorskip("numba")
functions = pytest.importorskip("symfeat.backends.numba_functions")

TRAJECTORY = "stable-evaluation-equals-the-closed-form"
SLUGS = [slug for slug, result in bundled().results.items() if result.has_kernel]
EDGES = np.array(
    [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, -5e-324, 1e-17, -1.0, -2.0, 1e308, -1e308]
    + [709.782712893384, 709.79, -708.5, -740.0, -745.13, -745.2, 2.0**-1022, 2.0**1022, 1.0, 0.5, -0.3]
)


@numba.njit(error_model="numpy", fastmath={"contract"})
def table(x, out):
    for i in range(x.size):
        out[0, i] = functions.exp(x[i])
        out[1, i] = functions.expm1(x[i])
        out[2, i] = functions.log(x[i])
        out[3, i] = functions.log1p(x[i])


def points(name):
    rng = np.random.default_rng(1)
    n = 2500
    near, sign = 10 ** rng.uniform(-300, 0, n), rng.choice([-1.0, 1.0], n)
    if name.startswith("exp"):
        parts = [
            rng.uniform(-745.1, 709.78, n),
            rng.uniform(-1.5, 1.5, n),
            sign * near,
            rng.uniform(-745, -708, n),
        ]
    elif name == "log":
        parts = [
            10 ** rng.uniform(-307, 308, n),
            rng.uniform(0.5, 2, n),
            1 + sign * 10 ** rng.uniform(-16, -1, n),
        ]
        parts += [rng.integers(1, 2**52, n) * 5e-324]
    else:
        parts = [
            10 ** rng.uniform(0, 308, n),
            rng.uniform(-1, 2, n),
            sign * near,
            10 ** rng.uniform(-16, 0, n) - 1,
        ]
    return np.concatenate(parts)


@pytest.mark.parametrize("name", ["exp", "expm1", "log", "log1p"])
def test_an_inlined_function_is_within_two_ulp(name):
    x = points(name)
    found = np.empty((4, x.size))
    table(x, found)
    values = found[["exp", "expm1", "log", "log1p"].index(name)].tolist()
    with flint.ctx.workprec(160):
        for at, value in zip(x.tolist(), values, strict=True):
            exact = getattr(flint.arb(at), name)()
            assert abs(float((exact - flint.arb(value)) / flint.arb(math.ulp(float(exact))))) < 2, at


def test_an_inlined_function_has_the_limits_of_numpys():
    found = np.empty((4, EDGES.size))
    table(EDGES, found)
    with np.errstate(all="ignore"):
        expected = [np.exp(EDGES), np.expm1(EDGES), np.log(EDGES), np.log1p(EDGES)]
    np.testing.assert_allclose(found, expected, rtol=5e-16, atol=1e-323)


def build(lowered):
    return SourceKernel(lowered.program.name, module_text(lowered))


def test_every_operation_means_what_mathematics_says(programs):
    every = build(programs.lowered(programs.every_operation()))
    for x, y in programs.points:
        found = every(x, y)
        for op in programs.operations:
            expected = programs.exact_operation(op, x, y)
            assert getattr(found, f"r_{op}") == pytest.approx(expected, rel=1e-15), (op, x, y)


def test_every_operation_treats_infinity_and_nan_like_numpy(programs):
    ops = {"max": np.maximum, "min": np.minimum, "sign": np.sign, "isfinite": np.isfinite, "eq": np.equal}
    assignments, outputs = [], {}
    for op in ops:
        assignments.append(Assignment(f"v_{op}", op, ("x", "y")[: OPERATIONS[op]]))
        if op in CONDITIONS:
            assignments.append(Assignment(f"n_{op}", "select", (f"v_{op}", 1.0, 0.0)))
        outputs[op] = assignments[-1].name
    limits = build(programs.lowered(Program("limits", ("x", "y"), tuple(assignments), outputs)))
    x, y = (part.ravel() for part in np.meshgrid(EDGES, EDGES))
    for name, found in limits(x, y)._asdict().items():
        np.testing.assert_array_equal(found, ops[name](*(x, y)[: OPERATIONS[name]]), err_msg=name)


def test_scaling_by_powers_of_two_is_exact(programs):
    size = Assignment("size", "max", ("x", "y"))
    power = Assignment("power", "power_of_two", ("size",))
    ratio = Assignment("ratio", "div", ("x", "power"))
    scale = build(
        programs.lowered(
            Program("scale", ("x", "y"), (size, power, ratio), {"power": "power", "ratio": "ratio"})
        )
    )
    x = np.array([0.0, 5e-324, 2.0**-1022, 3e-308, 0.75, 1.0, 1.5, 2.0**1022, 1.7e308, math.inf])
    powers = np.array([2.0**-1022] * 3 + [2.0**-1022, 0.5, 1, 1, 2.0**1022, 2.0**1022, 2.0**1022])
    found = scale(x, 0.0)
    np.testing.assert_array_equal(found.power, powers)
    np.testing.assert_array_equal(found.ratio, x / powers)
    assert math.isnan(scale(math.nan, 0.0).ratio)


def test_an_operation_without_a_form_is_named(programs):
    assert FORMS.keys() == OPERATIONS.keys()
    program = Program("k", ("x",), (Assignment("v", "zeta", ("x",)),), {"r": "v"})
    with pytest.raises(GenerationError, match="kernel k: zeta has no Numba form"):
        build(programs.lowered(program))


def test_many_outputs_are_computed_together(programs):
    names = [f"r{k}" for k in range(40)]
    assignments = tuple(
        Assignment(name, "sqrt", ("x" if k == 0 else f"r{k - 1}",)) for k, name in enumerate(names)
    )
    program = Program("roots", ("x",), assignments, {f"o{k}": name for k, name in enumerate(names)})
    roots, x = build(programs.lowered(program)), np.linspace(1, 2, 1500)
    assert " x double> @llvm.sqrt" in roots._namespace["_loop"].inspect_llvm()
    for k, found in enumerate(roots(x)):
        np.testing.assert_allclose(found, x**0.5 ** (k + 1), rtol=1e-14)


def pulse_kernel():
    """Two outputs of three arguments, with a domain, a selection, and a root of a sum of squares."""
    a, b = sp.symbols("a b", real=True)
    t = sp.Symbol("t", nonnegative=True)
    height = sp.Piecewise((expm1(-t) / t, t > 0), (-1, True))
    return Kernel("pulse", (a, b, t), {"size": sp.sqrt(a**2 + b**2) * sp.exp(-t), "drop": a * height})


@pytest.fixture(scope="module")
def pulse():
    return build(lower(pulse_kernel()))


@pytest.fixture(scope="module")
def trajectory():
    return build(lower(bundled()[TRAJECTORY].build_kernel()))


def test_trajectory_agrees_with_balls(trajectory, programs):
    points = np.array([*programs.trajectories(1, 300)])
    assert measure(reference_of(bundled(), TRAJECTORY), trajectory, points).units <= 10


@pytest.mark.parametrize("slug", SLUGS)
def test_a_twin_is_within_the_bound_of_its_header(slug):
    kernel, exact = bundled()[slug].build_kernel(), reference_of(bundled(), slug)
    twin = load(kernel.name, backend="numba")
    for stratum, points in strata([symbol.name for symbol in kernel.args], 50, seed=6):
        found = measure(exact, twin, points, bound=kernel.bound, stratum=stratum)
        assert found.above == 0, found.worst


def test_trajectory_has_its_limit_and_its_domain(trajectory):
    settled = trajectory(0.3, 0.2, 0.4, [1.3, 0.0], math.inf)
    assert settled.slope.tolist() == [1.3, 0.0]
    assert settled.residual.tolist() == [0.0, 0.0]
    for outside in ((0.3, -0.2, 0.4, 1.3, 1.0), (math.nan, 0.2, 0.4, 1.3, 1.0), (0.3, 0.2, 0.4, 1.3, -1.0)):
        assert np.isnan(trajectory(*outside)).all()


@pytest.mark.parametrize("name", kernels.__all__)
def test_a_twin_agrees_with_the_numpy_kernel(name):
    count = len(inspect.signature(getattr(kernels, name)).parameters) - 1
    rng = np.random.default_rng(6)
    args = rng.lognormal(0, 2, (count, 3000)) * rng.choice([-1, 0, 1, 1, 1], (count, 3000))
    found, expected = load(name, backend="numba")(*args), load(name)(*args)
    assert type(found).__name__ == type(expected).__name__
    for part, value in zip(found, expected, strict=True):
        np.testing.assert_allclose(part, value, rtol=1e-11, atol=1e-14)


def reference(a, b, t):
    a, b, t = np.broadcast_arrays(*(np.asarray(value, float) for value in (a, b, t)))
    with np.errstate(all="ignore"):
        size, drop = np.hypot(a, b) * np.exp(-t), a * np.where(t > 0, np.expm1(-t) / t, -1.0)
    outside = ~(np.isfinite(a) & np.isfinite(b) & (t >= 0))
    return np.where(outside, np.nan, size), np.where(outside, np.nan, drop)


def agrees(found, expected, rtol=4e-15):
    for part, value in zip(found, expected, strict=True):
        assert part.shape == value.shape
        np.testing.assert_allclose(part, value, rtol=rtol)


def test_the_loop_is_vectorised(pulse):
    assert " x double> @llvm.sqrt" in pulse._namespace["_loop"].inspect_llvm()


def test_scalars_give_python_floats(pulse):
    found = pulse(3, 4.0, 0)
    assert found == (5.0, -3.0)
    assert all(type(value) is float for value in found)
    assert found._fields == ("size", "drop")


def test_outside_the_domain_is_nan_and_zero_has_no_sign(pulse):
    assert all(math.isnan(value) for value in pulse(1.0, 1.0, -1.0))
    assert all(math.isnan(value) for value in pulse(math.inf, 1.0, 1.0))
    assert math.copysign(1, pulse(0.0, 0.0, 0.0).drop) == 1


SHAPES = [
    ((), (), (1300,)),
    ((1300,), (), ()),
    ((40, 1), (1, 50), (40, 50)),
    ((7, 1, 3), (5, 1), (3,)),
    ((2000, 1), (), (3,)),
    ((1, 1), (1,), ()),
    ((4, 0), (), (1, 1)),
    ((1024,), (1024,), (1024,)),
    ((1025,), (1,), (1025,)),
]


@pytest.mark.parametrize("shapes", SHAPES, ids=str)
@pytest.mark.parametrize("parallel", [False, True])
def test_arguments_broadcast(pulse, shapes, parallel):
    rng = np.random.default_rng(3)
    args = [np.abs(rng.normal(size=shape)) for shape in shapes]
    agrees(pulse(*args, parallel=parallel), reference(*args))


def test_any_layout_is_read(pulse):
    x = np.random.default_rng(4).lognormal(size=(60, 50))
    shifted = np.frombuffer(b"\0" + x.tobytes(), np.uint8)[1:].view(float).reshape(x.shape)
    for a in (x[::-1, ::-2], np.asfortranarray(x), x[:, ::3], x[5], x.astype(">f8"), shifted, x.astype(int)):
        agrees(pulse(a, 2.0, a), reference(a, 2.0, a))
    agrees(pulse([1, 2], 0, [[1.0], [2.0]]), reference([1, 2], 0, [[1.0], [2.0]]))


def test_single_precision_stays_single_and_is_computed_in_double(pulse):
    a = np.linspace(-1, 1, 1100, dtype=np.float32)
    found = pulse(a, 0.5, a * a)
    assert all(part.dtype == np.float32 for part in found)
    for part, value in zip(found, reference(a, 0.5, a * a), strict=True):
        np.testing.assert_array_equal(part, value.astype(np.float32))


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_outputs_are_filled_whatever_their_layout(pulse, dtype):
    a = np.random.default_rng(5).uniform(0.5, 2, (30, 40))
    out = [np.zeros((40, 30), dtype).T, np.zeros((30, 80), dtype)[:, ::-2]]
    found = pulse(a, a, a, out=out)
    assert all(part is target for part, target in zip(found, out, strict=True))
    agrees(found, reference(a, a, a), rtol=2 * np.finfo(dtype).eps + 4e-15)


def test_an_output_may_lie_where_an_argument_does(pulse):
    a = np.linspace(0.1, 2, 3000)
    expected = reference(a[:-1], 1.0, a[1:])
    agrees(pulse(a[:-1], 1.0, a[1:], out=(a[1:], np.empty(a.size - 1))), expected)


def test_threads_share_the_work(pulse):
    a = np.linspace(-3, 3, 10**5 + 3)
    for part, one in zip(pulse(a, 1.0, a * a, parallel=True), pulse(a, 1.0, a * a), strict=True):
        np.testing.assert_array_equal(part, one)


def test_what_cannot_be_evaluated_is_named(pulse):
    fixed = np.zeros(3)
    fixed.flags.writeable = False
    with pytest.raises(InputError, match="b must be real numbers"):
        pulse(1.0, "x", 1.0)
    with pytest.raises(InputError, match=r"a \(2,\), b \(3,\)"):
        pulse([1, 2], [1, 2, 3], 1.0)
    with pytest.raises(InputError, match="out must be"):
        pulse(1.0, 2.0, [1.0, 2.0, 3.0], out=(fixed, np.zeros(3)))
    with pytest.raises(InputError, match="out must be"):
        pulse(1.0, 2.0, [1.0, 2.0, 3.0], out=(np.zeros(3),))


def test_a_kernel_pickles(pulse):
    assert pickle.loads(pickle.dumps(pulse))(3.0, 4.0, 0.0).size == 5.0


def test_a_module_is_compiled_once_and_needs_no_sympy(tmp_path):
    (tmp_path / "pulse.py").write_text(module_text(lower(pulse_kernel())), encoding="utf-8")
    script = "import sys, pulse; pulse.pulse(3, 4, 0); print('sympy' in sys.modules, pulse._loop.cache_hits)"
    for hits in (0, 1):
        done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
        assert done.stdout.split() == ["False", str(hits)], done.stderr
