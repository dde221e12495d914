"""`sf.compile`: anyone's formula as a NumPy function."""

import pickle
import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import pytest
import sympy as sp

import symfeat as sf
from symfeat.backends.numpy import FUNCTIONS as NUMPY_FORMS
from symfeat.claims import PowerOfTwo
from symfeat.errors import GenerationError
from symfeat.lowering.flatten import FUNCTIONS

x, y = sp.symbols("x y", real=True)
nan = np.nan
POINTS = np.array([0.11, 0.37, 0.83])


NUMPY = [function for function, op in FUNCTIONS.items() if op in NUMPY_FORMS]


@pytest.mark.parametrize("function", NUMPY, ids=[function.__name__ for function in NUMPY])
def test_every_function_of_the_table_means_what_sympy_means(function):
    count = 2 if function.__name__ == "atan2" else 1
    expr = function(*(x, y)[:count]) + (0 if count == 2 else y)
    start = 1.0 if function.__name__ == "acosh" else 0.0
    found = sf.compile(expr, (x, y))(start + POINTS, 0.5).value
    expected = [float(expr.subs({x: sp.Rational(start + p), y: sp.Rational(1, 2)})) for p in POINTS]
    np.testing.assert_allclose(found, expected, rtol=1e-15)


def test_only_the_selected_branch_counts():
    safe = sf.compile(sp.Piecewise((sp.log(x) / x, x > 0), (sp.sqrt(-x), x < 0), (7, True)), x)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_allclose(safe([1.0, -4.0, 0.0]).value, [0.0, 2.0, 7.0])
    partial = sf.compile(sp.Piecewise((1, x > 0), (2, x < -1)), x)
    np.testing.assert_array_equal(partial([1.0, -2.0, 0.0]).value, [1.0, 2.0, np.nan])


def test_constants_broadcast_and_outputs_keep_their_names():
    found = sf.compile({"sum": x + y, "one": sp.Integer(1), "ratio": sp.Rational(1, 3)}, (x, y))(
        [1.0, 2.0], [[3.0]]
    )
    assert found._fields == ("sum", "one", "ratio")
    assert found.one.tolist() == [[1.0, 1.0]]
    assert found.ratio.tolist() == [[1 / 3, 1 / 3]]
    assert sf.compile([x, 2 * x], x)(1.0)._fields == ("value0", "value1")


def test_numbers_beyond_integers_of_the_machine_stay_numbers():
    assert sf.compile(x + 2**80 + sp.pi * 10**40, x)(1.0).value == pytest.approx(np.pi * 1e40)
    assert sf.compile(x * sp.Rational(1, 2**200), x)([1.0]).value[0] == 2.0**-200


def test_a_compiled_formula_pickles_and_runs_without_sympy(tmp_path):
    function = sf.compile(sp.exp(-x) * y, (x, y), name="decay")
    copy = pickle.loads(pickle.dumps(function))
    assert copy(1.0, 2.0) == function(1.0, 2.0)
    assert "value = y*exp(-x)" in copy.__doc__
    (tmp_path / "decay.pickle").write_bytes(pickle.dumps(function))
    code = (
        "import pickle, sys\n"
        "sys.modules['sympy'] = None\n"
        f"print(pickle.load(open({str(tmp_path / 'decay.pickle')!r}, 'rb'))(0.0, 2.0).value)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "2.0", done.stderr


@pytest.mark.parametrize(
    ("exprs", "args", "message"),
    [
        (x, (x, y), "the argument y is not used"),
        (x * y, (x,), "uses y before assignment"),
        (x + sp.Symbol("x"), (x, sp.Symbol("x")), "args must have different names; got x twice"),
        (sp.gamma(x), x, "gamma has no NumPy form"),
        (sp.Function("mystery")(x), x, "mystery has no numeric form, in mystery"),
        (sp.Integral(sp.exp(x**2), x), x, "Integral has no numeric form"),
        (x * sp.I, x, "ImaginaryUnit has no numeric form"),
        (sp.Symbol("lambda"), sp.Symbol("lambda"), "the name lambda cannot be a name"),
        (sp.Symbol("two words"), sp.Symbol("two words"), "the name two words cannot be a name"),
        ([], (x,), "exprs must hold at least one formula"),
        (x, (1,), "args must be symbols; got 1"),
        (sp.Integer(3), (), "args must hold at least one symbol; got none"),
        ("x + 1", (x,), "exprs must be SymPy expressions; got the text 'x \\+ 1'"),
        ({y: x}, (x,), "exprs must have texts for names; got y"),
        ({"_v": x}, (x,), "the name _v cannot be a name"),
        (sp.Symbol("_program"), sp.Symbol("_program"), "the name _program cannot be a name"),
        (sp.Symbol("out"), sp.Symbol("out"), "the name out cannot be a name"),
        (sp.Symbol("n", integer=True), sp.Symbol("n", integer=True), "args must be real numbers of any size"),
    ],
)
def test_what_cannot_be_compiled_is_named(exprs, args, message):
    with pytest.raises(sf.SymfeatError, match=message) as caught:
        sf.compile(exprs, args)
    assert "\n" not in str(caught.value)


def test_an_unknown_backend_is_named():
    with pytest.raises(sf.InputError, match="backend must be one of numpy.*; got 'abacus'"):
        sf.compile(x, x, backend="abacus")


def test_the_error_is_a_generation_error():
    with pytest.raises(GenerationError):
        sf.compile(sp.gamma(x), x)


BACKENDS = ["numpy", "numba", "c"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_a_compiled_formula_returns_pickles(backend):
    found = sf.compile({"one": x, "two": 2 * x}, x, backend)(1.5)
    copy = pickle.loads(pickle.dumps(found))
    assert copy == found
    assert (type(copy).__name__, copy._fields) == ("Compiled", ("one", "two"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_selection_of_calls_keeps_the_nan_of_a_dead_side(backend):
    two: Any = PowerOfTwo(x)
    found = sf.compile(sp.Piecewise((two, x > 0)), x, backend)([-3.0, 3.0]).value
    np.testing.assert_array_equal(found, [np.nan, 2.0])


def test_signs_that_arguments_are_assumed_to_have_bound_the_domain():
    values = {"negative": [2, nan, nan], "nonpositive": [2, 0, nan], "nonzero": [2, nan, 2]}
    for assumption, expected in values.items():
        n = sp.Symbol("n", real=True, **{assumption: True})
        np.testing.assert_array_equal(sf.compile(sp.sqrt(n**2), n)([-2.0, 0.0, 2.0]).value, expected)


def test_coefficients_beyond_floats_are_rounded_once():
    assert sf.compile(sp.Rational(10**400 + 1, 10**399) * x, x)(1.0).value == 10.0
    assert sf.compile(sp.Rational(3, 10) * x, x)(1e308).value == pytest.approx(3e307, rel=1e-15)


def test_a_sum_may_be_long():
    long = sp.Add(*(sp.sin(k * x) for k in range(1, 1500)))
    expected = np.sin(0.1 * np.arange(1, 1500)).sum()
    assert sf.compile(long, x)(0.1).value == pytest.approx(expected, rel=1e-10)


def test_a_name_that_is_its_own_class_is_no_obstacle():
    assert sf.compile(x + 1, x, name="Loss")(1.0) == (2.0,)


def test_where_no_branch_holds_there_is_no_derivative():
    found = sf.compile(sp.Piecewise((sp.log(x), x > 0)), x, gradient=True)([-2.0, 2.0])
    np.testing.assert_array_equal(found.d_value_d_x, [np.nan, 0.5])


@pytest.mark.parametrize("backend", BACKENDS)
def test_outputs_that_cannot_be_filled_are_refused(backend):
    function, points = sf.compile([x, 2 * x], x, backend), np.zeros(5)
    closed, shared = np.empty(5), np.empty(6)
    closed.flags.writeable = False
    for out, message in (
        (3, "one for each output; got int"),
        ((np.empty(5), closed), "can be written to"),
        ((shared[1:], shared[:-1]), "do not overlap"),
    ):
        with pytest.raises(sf.InputError, match=message):
            function(points, out=out)
