"""Expressions of strangers: what the format has is read exactly, all else ends in one clear line."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symfeat.claimfiles.functions import FUNCTIONS
from symfeat.claimfiles.parse import expression, relations
from symfeat.errors import InputError

x, y = sp.symbols("x y", real=True)
n = sp.Symbol("n", integer=True, positive=True)
NAMES = {"x": x, "y": y, "n": n}
k = sp.Symbol("k", integer=True)
t = sp.Symbol("t", real=True)

READ = {
    "x - y*2/n + -x**2": x - 2 * y / n - x**2,
    "2**-1": sp.Rational(1, 2),
    "0.1 + 1e-2": sp.Rational(11, 100),
    "0.30000000000000000000000000000000001": sp.Rational(30000000000000000000000000000000001, 10**35),
    "1_000 + 0x10": sp.Integer(1016),
    "1e400": sp.Integer(10) ** 400,
    "sqrt(x**2) + abs(y)": abs(x) + abs(y),
    "E**x * exp(I*pi) + EulerGamma + GoldenRatio + Catalan": -sp.exp(x)
    + sp.EulerGamma
    + sp.GoldenRatio
    + sp.Catalan,
    "Rational(1, 3)": sp.Rational(1, 3),
    "log(x, 2)": sp.log(x) / sp.log(2),
    "besselj(n, x)": sp.besselj(n, x),
    "hyper([1, 2], [3], x)": sp.hyper((1, 2), (3,), x),
    "meijerg([[1], [2]], [[3], []], x)": sp.meijerg(((1,), (2,)), ((3,), ()), x),
    "meijerg([1], [2], [3], [4], x)": sp.meijerg(((1,), (2,)), ((3,), (4,)), x),
    "Sum(1/k**2, (k, 1, oo))": sp.Sum(1 / k**2, (k, 1, sp.oo)),
    "Product(1 + x/k, (k, 1, n))": sp.Product(1 + x / k, (k, 1, n)),
    "Integral(exp(-t*x), (t, 0, oo))": sp.Integral(sp.exp(-t * x), (t, 0, sp.oo)),
    "Integral(t*k, (k, 0, t), (t, 0, 1))": sp.Integral(
        t * sp.Symbol("k", real=True), (sp.Symbol("k", real=True), 0, t), (t, 0, 1)
    ),
    "Derivative(x**3, x)": sp.Derivative(x**3, x),
    "Derivative(x**3*y, (x, 2), y)": sp.Derivative(x**3 * y, (x, 2), y),
    "Derivative(x**3, x, 2)": sp.Derivative(x**3, (x, 2)),
    "Piecewise((x, x > 0), (-x, True))": sp.Piecewise((x, x > 0), (-x, True)),
    "Piecewise((x, (0 < x) & (x < 1)), (0, True))": sp.Piecewise((x, (x > 0) & (x < 1)), (0, True)),
    "Piecewise((1, Or(Eq(n, 1), Not(n < 5))), (0, True))": sp.Piecewise(
        (1, sp.Eq(n, 1) | (n >= 5)), (0, True)
    ),
    "((x\n + y))": x + y,
}
REFUSED = {
    "x.real": "attributes are not allowed",
    "x.__class__.__mro__": "attributes are not allowed",
    "().__class__": "attributes are not allowed",
    "__import__('os').system('true')": "only functions named in the format",
    "__import__('os')": "there is no function __import__",
    "eval('1')": "there is no function eval",
    "(lambda: 1)()": "only functions named in the format",
    "lambda: 1": "lambda is not allowed",
    "[y for y in x]": "ListComp is not allowed",
    "{1: 2}": "Dict is not allowed",
    "f'{x}'": "strings are not allowed",
    "'x'": "str values are not allowed",
    "b'x'": "bytes values are not allowed",
    "(z := 1)": "assignments are not allowed",
    "x if x else y": "`if` is not allowed",
    "x[0]": "indices are not allowed",
    "sin(*[x])": "stars before arguments",
    "sin(x=1)": "takes no named arguments",
    "await x": "Await is not allowed",
    "x = 1": "is not an expression",
    "x; y": "is not an expression",
    "x ^ 2": r"a power is written \*\*",
    "x // 2": "FloorDiv is not allowed",
    "x % 2": "Mod is not allowed",
    "1j": "the imaginary unit is written I",
    "None": "NoneType values",
    "True": "a condition where an expression is needed",
    "x < y": "a condition where an expression is needed",
    "~x": "a condition where an expression is needed|is not a condition",
    "Piecewise((x, x))": "is not a condition",
    "Piecewise((x, x in y))": "a condition compares by",
    "z": "z is not declared in symbols",
    "sin": "sin is a function and needs arguments",
    "nan": "nan is not declared",
    "zoo": "zoo is not declared",
    "S.Half": "attributes are not allowed",
    "sin(x, y)": "sin: takes 1 argument; got 2",
    "besselj(x)": "besselj: takes 2 arguments; got 1",
    "1/0": "divides by 0",
    "0**-1": "no finite value",
    "oo - oo": "no finite value",
    "gamma(0)": "no finite value",
    "": "is empty",
    "x # y": "a character that no expression has",
    "x\x00": "a character that no expression has",
    "9**9**9": "more than 100,000 bits",
    "(3*x)**10**9": "more than 100,000 bits",
    "(sqrt(3)*x)**10**9": "more than 100,000 bits",
    "2**(x*10**9 + 10**9)": "more than 100,000 bits",
    "exp(10**9*log(2))": "more than 100,000 bits",
    "E**(10**9*log(2))": "more than 100,000 bits",
    "sqrt(10**9000 + 1)": "more than 4,000 bits",
    "factorial(10**9)": "more than 100,000 bits",
    "gamma(10**9 + 1/2)": "more than 100,000 bits",
    "binomial(10**9, 10**8)": "more than 100,000 bits",
    "rf(3, 10**9)": "more than 100,000 bits",
    "rf(x, 10**9)": "beyond 200",
    "floor(exp(10**8))": "more than 100,000 bits",
    "Mod(exp(10**8), 7)": "more than 100,000 bits",
    "legendre(10**6, x)": "beyond",
    "fibonacci(10**9)": "beyond",
    "bernoulli(10**7)": "beyond",
    "harmonic(10**9)": "too large",
    "zeta(2, 10**9)": "beyond",
    "polygamma(0, 10**9)": "beyond",
    "Derivative(x, (x, 10**9))": "order of a derivative",
    "Derivative(x, 2)": "takes variables",
    "1e99999999": "too large an exponent",
    "1e-99999999": "too large an exponent",
    "1" * 9999 + ".5": "10,001 characters",
    "*".join(["9**30000"] * 900): "more than 100,000 bits",
    "(" * 201 + "x" + ")" * 201: "deeper than 200 levels",
    "(" * 10**5 + "x" + ")" * 10**5: "characters",
    "sin(" * 201 + "x" + ")" * 201: "deeper than 200 levels",
    "-" * 9000 + "x": "nests too deep",
    "x" + "**x" * 3000: "deeper than 200 levels|nests too deep",
    "Sum(k, (x, 1, n))": "bound variable x of Sum has a meaning outside",
    "Sum(k, (pi, 1, n))": "bound variable pi of Sum",
    "Sum(k, k)": r"takes limits \(k, a, b\)",
    "Integral(x, x)": r"takes limits \(k, a, b\)",
    "Sum(k, (k, 1, k))": "k is not declared",
    "k + Sum(k, (k, 1, n))": "k is not declared",
    "hyper(1, 2, x)": "a list of parameters",
    "x and 1": "is not a condition",
    "Piecewise((x, Not(x < 1, x > 2)), (0, True))": "cannot be built",
}


def refusal_of(text):
    """What an expression is refused for, in words; nothing where it is one. Any other error is a fault."""
    try:
        expression(text, NAMES)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("text", READ)
def test_what_the_format_has_is_read_exactly(text):
    assert expression(text, NAMES) == READ[text]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_what_it_has_not_is_refused_in_one_line(text):
    with pytest.raises(InputError, match=REFUSED[text]) as caught:
        expression(text, NAMES)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("value", [None, True, 0.5, float("nan"), ["x"], {"x": 1}, b"x"])
def test_an_expression_is_a_string_or_an_integer(value):
    with pytest.raises(InputError, match="must be a string"):
        expression(value, NAMES)


def test_an_integer_of_many_digits_is_read_where_python_refuses():
    assert expression("7" * 9000, {}) == sp.Integer(int("7" * 4000)) * 10**5000 + (
        sp.Integer(int("7" * 2500)) * 10**2500 + sp.Integer(int("7" * 2500))
    )


def test_two_hundred_levels_are_allowed():
    assert expression("(" * 199 + "x" + ")" * 199, NAMES) == x
    assert expression("abs(" * 199 + "x" + ")" * 199, NAMES) == abs(x)


def test_a_declared_name_is_a_symbol_and_a_call_is_a_function():
    gamma = sp.Symbol("gamma", positive=True)
    assert expression("gamma*gamma(gamma)", {"gamma": gamma}) == gamma * sp.gamma(gamma)


POLYNOMIALS = ["legendre(y, -x)", "gegenbauer(y, 2, -x)", "jacobi(y, 2, 2, -x)", "hermite(y, -x)"]


@pytest.mark.parametrize(
    "text", [*POLYNOMIALS, "chebyshevt(y, -x)", "chebyshevu(y, -x)", "hermite_prob(y, -x)"]
)
def test_a_polynomial_has_a_parity_for_whole_degrees_alone(text):
    point = {x: sp.Rational(2, 5), y: sp.Rational(1, 3)}
    other = expression(text.replace("-x", "x"), NAMES) * (-1) ** y
    assert abs((expression(text, NAMES) - other).xreplace(point).evalf()) > 0.01
    at_three = expression(text.replace("(y", "(3"), NAMES)
    assert at_three == -at_three.xreplace({x: -x})


def test_chained_relations_are_several():
    assert relations("0 < x <= y", NAMES) == [(0, "<", x), (x, "<=", y)]
    with pytest.raises(InputError, match="is not a relation"):
        relations("x", NAMES)


def test_every_function_of_the_table_can_be_called():
    half = sp.Rational(1, 3)
    for name, known in FUNCTIONS.items():
        args = [f"{half + i}" for i in range(known.fewest)]
        if name in ("KroneckerDelta",):
            args = ["n", "3"]
        said = refusal_of(f"{name}({', '.join(args)})")
        assert not said or "is not defined for its arguments" in said or "no finite value" in said


NAME = st.sampled_from(["x", "y", "n", "I", "pi", "E", "oo", "z", "k", "sin", "__class__"])
LEAF = st.one_of(NAME, st.integers(-(10**40), 10**40).map(str), st.floats().map(repr))


def _joined(parts):
    pair = st.tuples(parts, st.sampled_from(["+", "-", "*", "/", "**", "<", "&", "@"]), parts)
    call = st.tuples(st.sampled_from([*FUNCTIONS, "Sum", "Piecewise", "Derivative", "hyper"]), parts, parts)
    return st.one_of(
        pair.map(lambda p: f"({p[0]}){p[1]}({p[2]})"),
        call.map(lambda c: f"{c[0]}({c[1]}, {c[2]})"),
        call.map(lambda c: f"{c[0]}({c[1]})"),
        parts.map(lambda p: f"-({p})"),
    )


# Small numbers in the exponents: a formula may still be large, and only a worker's limit ends it then.
SMALL = st.one_of(NAME, st.integers(-9, 9).map(str), st.sampled_from(["0.5", "1e3", "10**9"]))


@settings(max_examples=150, deadline=None)
@given(st.recursive(SMALL, _joined, max_leaves=5))
def test_any_formula_is_an_expression_or_refused(text):
    refusal_of(text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="x1.+-*/()[]{},'\"_<>=&|~:@#\\ eE\n"), LEAF))
def test_any_text_is_an_expression_or_refused(text):
    refusal_of(text)
