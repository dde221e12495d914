"""`sf.compile`: anyone's formula as a NumPy function."""

import pickle
import subprocess
import sys
import warnings

import numpy as np
import pytest
import sympy as sp

import symfeat as sf
from symfeat.backends.numpy import FUNCTIONS as NUMPY_FORMS
from symfeat.errors import GenerationError
from symfeat.lowering.flatten import FUNCTIONS

x, y = sp.symbols("x y", real=True)
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
