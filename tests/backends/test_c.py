"""C kernels: compiled without a warning, called through ctypes, right in every operation."""

import pickle
import shutil
import subprocess

import mpmath
import numpy as np
import pytest
import sympy as sp

from symfeat.backends import c, c_library, load
from symfeat.backends.c_library import CKernel
from symfeat.claims import Kernel, bundled
from symfeat.errors import GenerationError, InputError, SymfeatError
from symfeat.lowering import lower
from symfeat.lowering.error import measure
from symfeat.lowering.program import Assignment, Program
from symfeat.lowering.reference import reference_of
from symfeat.lowering.strata import strata

TRAJECTORY = "stable-evaluation-equals-the-closed-form"
SLUGS = [slug for slug, result in bundled().results.items() if result.has_kernel]
STRICT = ("-std=c11", "-O3", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only")


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory):
    """A cache folder of its own, which the kernels of this module share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def build(lowered) -> CKernel:
    return CKernel(lowered.program.name, c.source_text(lowered), c.header_text(lowered))


@pytest.fixture(scope="module")
def trajectory() -> CKernel:
    return build(lower(bundled()[TRAJECTORY].build_kernel()))


@pytest.fixture(scope="module")
def ratio(programs) -> CKernel:
    """x / y for y >= 0."""
    inside, value = Assignment("inside", "ge", ("y", 0.0)), Assignment("value", "div", ("x", "y"))
    return build(programs.lowered(Program("ratio", ("x", "y"), (inside, value), {"r": "value"}, "inside")))


@pytest.fixture(scope="module")
def elementary(programs) -> CKernel:
    ops = ("exp", "expm1", "log", "log1p")
    assignments = tuple(Assignment(f"v_{op}", op, ("x",)) for op in ops)
    return build(programs.lowered(Program("elementary", ("x",), assignments, {op: f"v_{op}" for op in ops})))


def test_every_operation_means_what_mathematics_says(programs):
    every = build(programs.lowered(programs.every_operation()))
    for x, y in programs.points:
        found = every(x, y)
        for op in programs.operations:
            exact = programs.exact_operation(op, x, y)
            assert getattr(found, f"r_{op}") == pytest.approx(exact, rel=1e-15, abs=0), op


def test_the_inlined_functions_are_within_two_units_over_all_doubles(elementary):
    rng = np.random.default_rng(1)
    sizes = 10.0 ** rng.uniform(-300, 2.8, 400) * rng.choice([-1, 1], 400)
    near = np.concatenate([rng.uniform(-2, 2, 300), [1.0, -0.5, 709.78, -708.3, 5e-324, 1e-310, 1e308]])
    points = np.concatenate([sizes, near, np.abs(sizes), 10.0 ** rng.uniform(-320, 308, 200)])
    points = np.sort(points)
    found = elementary(points)
    with mpmath.workdps(60):
        for op in ("exp", "expm1", "log", "log1p"):
            for x, value in zip(points, getattr(found, op), strict=True):
                if (op == "log" and x <= 0) or (op == "log1p" and x <= -1) or ("exp" in op and x > 709.78):
                    continue
                exact = getattr(mpmath, op)(mpmath.mpf(x))
                assert abs(value - exact) <= 2 * np.spacing(abs(float(exact))), (op, x)


def test_the_inlined_functions_have_their_limits(elementary):
    points = [np.inf, -np.inf, np.nan, 0.0, 710.0, -746.0, -1.0, -2.0]
    found = elementary(points)
    np.testing.assert_array_equal(found.exp[:6], [np.inf, 0, np.nan, 1, np.inf, 0])
    np.testing.assert_array_equal(found.expm1[:6], [np.inf, -1, np.nan, 0, np.inf, -1])
    np.testing.assert_array_equal(found.log[[0, 1, 2, 3, 6]], [np.inf, np.nan, np.nan, -np.inf, np.nan])
    np.testing.assert_array_equal(
        found.log1p[[0, 1, 2, 3, 6, 7]], [np.inf, np.nan, np.nan, 0, -np.inf, np.nan]
    )


def test_trajectory_agrees_with_balls(trajectory, programs):
    points = np.array([*programs.trajectories(1, 300)])
    assert measure(reference_of(bundled(), TRAJECTORY), trajectory, points).units <= 10


@pytest.mark.parametrize("slug", SLUGS)
def test_a_twin_is_within_the_bound_of_its_header(slug):
    kernel, exact = bundled()[slug].build_kernel(), reference_of(bundled(), slug)
    twin = load(kernel.name, backend="c")
    for stratum, points in strata([symbol.name for symbol in kernel.args], 50, seed=6):
        found = measure(exact, twin, points, bound=kernel.bound, stratum=stratum)
        assert found.above == 0, found.worst


def test_trajectory_has_its_limit_and_its_domain(trajectory):
    settled = trajectory(0.3, 0.2, 0.4, [1.3, 0.0], np.inf)
    assert settled.slope.tolist() == [1.3, 0.0]
    assert settled.residual.tolist() == [0.0, 0.0]
    for outside in ((0.3, -0.2, 0.4, 1.3, 1.0), (np.nan, 0.2, 0.4, 1.3, 1.0), (0.3, 0.2, 0.4, 1.3, -1.0)):
        assert np.isnan(trajectory(*outside)).all()


def test_nothing_warns(programs, tmp_path):
    kernels = [result.build_kernel() for result in bundled().results.values() if result.has_kernel]
    texts = [lower(kernel) for kernel in kernels] + [programs.lowered(programs.every_operation())]
    for lowered in texts:
        (tmp_path / f"{lowered.program.name}.c").write_text(c.source_text(lowered))
        (tmp_path / f"{lowered.program.name}.h").write_text(c.header_text(lowered))
    compiler = c_library.find_compiler()
    sources = sorted(tmp_path.glob("*.c"))
    done = subprocess.run([*compiler, *STRICT, *sources], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if shutil.which("c++"):
        includes = "".join(f'#include "{path.name}"\n' for path in sorted(tmp_path.glob("*.h")))
        command = ["c++", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c++", f"-I{tmp_path}", "-"]
        done = subprocess.run(command, input=includes, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_a_call_broadcasts_and_keeps_precision(ratio):
    assert ratio(1.0, 4.0) == (0.25,)
    assert type(ratio(1, 4).r) is float
    assert ratio(y=4.0, x=1.0).r == 0.25
    grid = ratio(np.arange(600.0)[:, None], np.arange(1.0, 8.0))
    np.testing.assert_array_equal(grid.r, np.arange(600.0)[:, None] / np.arange(1.0, 8.0))
    back = np.arange(1000, dtype=np.float32)[::-1]
    assert ratio(back, np.float32(8)).r.dtype == np.float32
    np.testing.assert_array_equal(ratio(back, 8.0).r, back / 8)
    np.testing.assert_array_equal(
        ratio(np.arange(9)[::2], [2.0, 4.0, 8.0, -1.0, -0.5]).r[:3], [0.0, 0.5, 0.5]
    )
    assert ratio(np.empty((0, 3)), 1.0).r.shape == (0, 3)
    assert str(ratio(-0.0, 1.0).r) == "0.0"


def test_out_is_filled_wherever_it_lies(ratio):
    place = np.zeros((4, 6))
    assert ratio(np.arange(4.0), 2.0, out=place[:, 2]).r.base is place
    assert place[:, 2].tolist() == [0.0, 0.5, 1.0, 1.5]
    same = np.arange(600.0)
    ratio(same, 2.0, out=same)
    np.testing.assert_array_equal(same, np.arange(600) / 2)
    single = np.zeros(3, np.float32)
    assert ratio([1.0, 2.0, 3.0], 4.0, out=(single,)).r is single
    assert single.tolist() == [0.25, 0.5, 0.75]


def test_bad_calls_are_refused(ratio):
    with pytest.raises(TypeError, match="missing a required argument: 'y'"):
        ratio(1.0)
    with pytest.raises(InputError, match="x must be real numbers; got complex128"):
        ratio(1j, 1.0)
    with pytest.raises(InputError, match="shapes must broadcast"):
        ratio([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(InputError, match="out must be"):
        ratio([1.0, 2.0], 1.0, out=np.zeros(3))


def test_a_kernel_pickles_and_its_docstring_shows_the_formula(ratio):
    assert pickle.loads(pickle.dumps(ratio))(1.0, 2.0).r == 0.5
    assert "Formula:\n\n    r = x + y" in ratio.__doc__
    assert "Domain: -oo <= x <= oo" in ratio.__doc__


def test_names_that_c_needs_are_free_to_use():
    names = sp.symbols("double n i fabs x_in count η", real=True)
    kernel = lower(
        Kernel("taken", names, {"double": sp.Abs(names[0]) + sp.Mul(*names[1:]), "x_out": names[2]})
    )
    found = build(kernel)(-2.0, 1.0, 3.0, 1.0, 1.0, 1.0, 5.0)
    assert found == (17.0, 3.0)


def test_a_library_is_compiled_once(ratio, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    assert CKernel("ratio", ratio.source, ratio.header)(1.0, 2.0).r == 0.5


def test_what_compiling_needs_is_named(ratio, monkeypatch, tmp_path):
    with pytest.raises(SymfeatError, match="kernel ratio: .* cannot compile it: ratio.c:"):
        CKernel("ratio", "nonsense", ratio.header)
    monkeypatch.setenv("CC", "no-such-compiler -m64")
    with pytest.raises(SymfeatError, match="no-such-compiler, which CC names, is not there"):
        CKernel("ratio", ratio.source, ratio.header)
    monkeypatch.delenv("CC")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SymfeatError, match="one of cc, gcc, clang, is not there"):
        CKernel("ratio", ratio.source, ratio.header)


def test_an_operation_without_a_form_is_an_error(programs):
    program = Program("strange", ("x",), (Assignment("value", "zeta", ("x",)),), {"r": "value"})
    with pytest.raises(GenerationError, match="kernel strange: zeta has no C form"):
        c.source_text(programs.lowered(program))
