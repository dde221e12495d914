"""JAX kernels: pure functions that jit, grad and vmap take, right in every operation and its derivative."""

import math
import pickle

import mpmath
import numpy as np
import pytest
import sympy as sp

from symfeat.backends import load
from symfeat.claims import Kernel, bundled
from symfeat.errors import GenerationError, InputError
from symfeat.lowering import lower
from symfeat.lowering.error import measure
from symfeat.lowering.program import CONDITIONS, Assignment, Program
from symfeat.lowering.reference import reference_of
from symfeat.lowering.strata import strata
from symfeat.runtime import SourceKernel

jax = pytest.importorskip("jax")

from symfeat.backends.jax import module_text  # noqa: E402

TRAJECTORY = "stable-evaluation-equals-the-closed-form"
SLUGS = [slug for slug, result in bundled().results.items() if result.has_kernel]
SWITCHES = {"max", "min", "select"}  # which have no derivative where x = y


@pytest.fixture(autouse=True)
def float64():
    """JAX computes in float64 here, whatever other tests want."""
    with jax.enable_x64(True):
        yield


def build(lowered) -> SourceKernel:
    return SourceKernel(lowered.program.name, module_text(lowered))


@pytest.fixture(scope="module")
def trajectory() -> SourceKernel:
    return build(lower(bundled()[TRAJECTORY].build_kernel()))


@pytest.fixture(scope="module")
def every(programs) -> SourceKernel:
    return build(programs.lowered(programs.every_operation()))


@pytest.fixture(scope="module")
def slope_gradient(trajectory):
    return jax.jit(jax.vmap(jax.grad(lambda *args: trajectory(*args).slope, argnums=(0, 1, 2, 3, 4))))


def test_every_operation_means_what_mathematics_says(every, programs):
    found = every(*np.transpose(programs.points))
    for i, (x, y) in enumerate(programs.points):
        for op in programs.operations:
            exact = programs.exact_operation(op, x, y)
            assert float(getattr(found, f"r_{op}")[i]) == pytest.approx(exact, rel=1e-14, abs=0), op


def test_every_derivative_means_what_mathematics_says(every, programs):
    def by_both(x, y):
        return jax.jacfwd(every, argnums=(0, 1))(x, y)

    found = jax.jit(jax.vmap(by_both))(*map(jax.numpy.asarray, np.transpose(programs.points)))
    step = 1e-6
    smooth = programs.operations.keys() - CONDITIONS - {"power_of_two"}
    for i, (x, y) in enumerate(programs.points):
        for op in smooth if x != y else smooth - SWITCHES:
            exact = [
                (programs.exact_operation(op, *above) - programs.exact_operation(op, *below)) / (2 * step)
                for above, below in (((x + step, y), (x - step, y)), ((x, y + step), (x, y - step)))
            ]
            values = [float(v[i]) for v in getattr(found, f"r_{op}")]
            assert values == pytest.approx(exact, rel=1e-7, abs=1e-8), (op, x, y)


def test_trajectory_agrees_with_balls(trajectory, programs):
    points = np.array([*programs.trajectories(2, 300)])
    assert measure(reference_of(bundled(), TRAJECTORY), trajectory, points).units <= 10


@pytest.mark.parametrize("slug", SLUGS)
def test_a_twin_is_within_the_bound_of_its_header(slug):
    kernel, exact = bundled()[slug].build_kernel(), reference_of(bundled(), slug)
    twin = jax.jit(load(kernel.name, backend="jax"))
    for stratum, points in strata([symbol.name for symbol in kernel.args], 20, seed=6):
        found = measure(exact, twin, points, bound=kernel.bound, stratum=stratum)
        assert found.above == 0, found.worst


def slope(mp, point):
    """The closed form, at points where no part of it vanishes."""
    f0, g, mu, y, clock = point
    S = mp.sqrt(g**2 + mu**2)
    R, r0 = mp.sqrt(y**2 + S**2), mp.sqrt(f0**2 + S**2)
    E = mp.exp(-R * clock)
    theta = (1 - E) / (2 * R)
    P, Q = theta * (r0 - f0 + R + y) + E, theta * (r0 + f0 + R - y) + E
    return ((r0 + f0) * P / Q - (r0 - f0) * Q / P) / 2


def test_the_gradient_of_the_trajectory_is_that_of_the_closed_form(slope_gradient):
    mp = mpmath.mp.clone()
    mp.dps = 60
    rng = np.random.default_rng(5)
    points = rng.uniform(0.2, 2.0, (40, 5)) * rng.choice([-1, 1], (40, 5))
    points[:, [1, 4]] = np.abs(points[:, [1, 4]])
    found = np.transpose(slope_gradient(*points.T))
    for point, gradient in zip(points, found, strict=True):
        for i, value in enumerate(gradient):
            exact = mp.diff(lambda x, i=i, p=point: slope(mp, [*p[:i], x, *p[i + 1 :]]), point[i])
            assert value == pytest.approx(float(exact), rel=1e-10, abs=1e-13)


def test_the_gradient_is_finite_where_branches_die(slope_gradient):
    corners = np.array(
        [
            (0.3, 0.0, 0.0, 1.3, 0.7),
            (0.3, 0.2, 0.4, 1.3, np.inf),
            (-0.3, 0.2, 0.0, 1.3, np.inf),
            (0.0, 0.0, 0.0, 0.0, 0.5),
            (0.0, 0.2, 0.0, 0.0, 0.5),
            (0.0, 0.0, 0.0, 1.3, 2.0),
            (0.3, 0.2, 0.4, 1.3, 0.0),
            (1e-150, 1e-150, 1e-151, 2e-150, 1e150),
        ]
    )
    found = np.transpose(slope_gradient(*corners.T))
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found[1], [0, 0, 0, 1, 0], atol=1e-15)  # it settles at the target
    theta, E = -math.expm1(-1.3 * 0.7) / 2.6, math.exp(-1.3 * 0.7)
    held = 2 * 0.3 * theta + E  # logistic growth without a floor: f0/(f0 + (y - f0) e^(-y clock)) of y
    assert found[0, 0] == pytest.approx(E / held**2, rel=1e-13)
    assert np.isnan(slope_gradient(*np.array([[0.3, -0.2, 0.4, 1.3, 1.0]]).T)).all()


def test_jit_grad_and_vmap_apply(programs):
    value = Assignment("value", "div", ("x", "y"))
    root = Assignment("root", "sqrt", ("value",))
    function = build(programs.lowered(Program("root_of_ratio", ("x", "y"), (value, root), {"r": "root"})))
    assert float(jax.jit(function)(9.0, 4.0).r) == 1.5
    assert [float(v) for v in jax.grad(lambda x, y: function(x, y).r, (0, 1))(9.0, 4.0)] == [1 / 12, -3 / 16]
    assert float(jax.grad(jax.grad(lambda x: function(x, 1.0).r))(4.0)) == pytest.approx(-1 / 32)
    rows = jax.vmap(function, in_axes=(0, None))(np.array([1.0, 4.0]), 1.0)
    assert rows.r.tolist() == [1.0, 2.0]
    assert function([[1.0], [4.0]], [1.0, 4.0]).r.tolist() == [[1.0, 0.5], [2.0, 1.0]]
    assert function(np.float32(1), jax.numpy.ones(3, "float32")).r.dtype == np.float32
    assert function(1.0, np.ones(3, np.float32)).r.dtype == np.float32
    assert function(1, 4).r.dtype == np.float64
    assert pickle.loads(pickle.dumps(function))(1.0, 4.0) == function(1.0, 4.0)


def test_a_dead_branch_does_not_reach_the_gradient():
    x = sp.Symbol("x", real=True)
    dead = {
        "r": sp.Piecewise((sp.log(x) / x, x > 0), (sp.sqrt(-x), x < 0), (7, True)),
        "t": sp.Piecewise((x * sp.exp(x), x < 700), (x, True)),
    }
    function = build(lower(Kernel("dead", (x,), dead)))
    gradient = jax.vmap(jax.grad(lambda x: function(x).r))
    np.testing.assert_allclose(gradient(np.array([1.0, -4.0, 0.0])), [1.0, -0.25, 0.0])
    assert float(jax.grad(lambda x: function(x).t)(1e4)) == 1.0


def test_bad_calls_are_refused(trajectory):
    with pytest.raises(InputError, match="wedge must be real numbers; got complex128"):
        trajectory(1.0, 1j, 1.0, 1.0, 1.0)
    with pytest.raises(InputError, match="clock must be real numbers; got bool"):
        trajectory(1.0, 1.0, 1.0, 1.0, jax.numpy.array(True))
    with pytest.raises(InputError, match="shapes must broadcast"):
        trajectory([1.0, 2.0], [1.0, 2.0, 3.0], 1.0, 1.0, 1.0)
    with (
        jax.enable_x64(False),
        pytest.raises(InputError, match='config.update\\("jax_enable_x64", True\\)'),
    ):
        trajectory(1.0, 1.0, 1.0, 1.0, 1.0)


def test_an_operation_without_a_form_is_an_error(programs):
    program = Program("strange", ("x",), (Assignment("value", "zeta", ("x",)),), {"r": "value"})
    with pytest.raises(GenerationError, match="kernel strange: zeta has no JAX form"):
        module_text(programs.lowered(program))
