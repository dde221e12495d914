"""Each kind of claim reads as a theorem does."""

import pytest
import sympy as sp

from symfeat.claims import (
    All,
    Complete,
    Conserved,
    Equivalence,
    Evolves,
    Flow,
    Identity,
    Inequality,
    Limit,
    Lipschitz,
    Notation,
    Rank,
    Solves,
)
from symfeat.latex.claims import ClaimWriter
from symfeat.latex.fragments import blocks_latex
from symfeat.latex.layout import Setter
from symfeat.latex.lint import lint
from symfeat.latex.names import expand_macros, macros

NOTATION = Notation("test")
x, y = (NOTATION.symbol(n, n, "a number", real=True) for n in "xy")
k = NOTATION.symbol("k", r"\kappa_0", "a rate", positive=True)
t = NOTATION.symbol("t", "t", "time", nonnegative=True)
E = NOTATION.define("E", "E", "a decay", sp.exp(-k * t), positive=True)
FLOW = Flow({x: -k * x, y: k * y}, t)


def written(claim) -> str:
    source = blocks_latex(ClaimWriter(Setter(NOTATION)).blocks(claim), ())
    assert lint(source, macros(NOTATION)) == []
    return expand_macros(" ".join(source.split()), NOTATION)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Identity(x**2, y), r"\[ x^{2} = y \]"),
        (Inequality(x, "<=", y), r"\[ x \le y \]"),
        (Inequality(x, "!=", 0), r"\[ x \ne 0 \]"),
        (Limit(x * E, t, sp.oo, 0), r"\[ \lim_{t \to \infty} x E = 0 \]"),
        (Limit(1 / x, x, sp.S.Zero, sp.oo, "+"), r"\[ \lim_{x \to {0}^{+}} \frac{1}{x} = \infty \]"),
        (Equivalence(Inequality(x, ">", 0), Inequality(y, ">", 0), x), r"\[ x > 0 \iff y > 0 \]"),
        (Rank(((x, y),), 1), r"\[ \operatorname{rank} \begin{pmatrix}x & y\end{pmatrix} = 1 \]"),
    ],
)
def test_a_formula_that_needs_no_words(claim, expected):
    assert written(claim) == expected


def test_a_conserved_quantity_has_no_derivative():
    found = written(Conserved(FLOW, (x * y,)))
    assert r"\frac{d}{d t} \left(x y\right) = 0" in found
    assert found.startswith(r"Along the flow $\dot{x} = - x \kappa_0$ and")


def test_an_evolution_names_its_quantities():
    found = written(Evolves(FLOW, {x: x, k: x * y}, {x: -x * k, k: sp.Integer(0)}))
    assert r"and $\dot{y} = y \kappa_0$ with $\kappa_0 = x y$ we have" in found
    assert r"\dot{\kappa}_0 &= 0" in found
    alone = written(Evolves(FLOW, {k: x * y}, {k: sp.Integer(0)}))
    assert r"the quantity $\kappa_0 = x y$ obeys \[ \dot{\kappa}_0 = 0 \]" in alone


def test_the_derivative_by_another_clock_is_a_fraction():
    found = written(Evolves(Flow({x: -x}, k), {x: x}, {x: -x}))
    assert r"\[ \frac{d x}{d \kappa_0} = - x \]" in found


def test_a_solution_tells_the_equations_and_the_initial_values():
    flow = Flow({x: -k * x}, t)
    found = written(Solves(flow, {x: E * 3}, {x: 3}))
    assert "The initial value problem" in found
    assert "x(0) &= 3" in found
    assert r"has exactly one solution: \[ x(t) = 3 E \]" in found


def test_complete_laws_are_counted():
    found = written(Complete(FLOW, (x * y, x**2 * y**2), 1))
    assert r"x y,\quad x^{2} y^{2}" in found
    assert "of which 1 are independent, and no further independent one." in found


def test_uniqueness_is_a_sentence():
    assert "is locally Lipschitz in $x$." in written(Lipschitz(x**2, (x,)))


def test_a_conjunction_gathers_its_formulas():
    found = written(All(Identity(x, 2 * y), Inequality(x, ">", 0), Conserved(FLOW, (x * y,))))
    assert found.count(r"\begin{align*}") == 1
    assert "x &= 2 y" in found


def test_a_flow_is_written_out_once():
    found = written(All(Conserved(FLOW, (x * y,)), Conserved(FLOW, (x**2 * y**2,))))
    assert found.count("Along the flow") == 1
    assert found.count("Along the same flow") == 1


def test_assumptions_and_abbreviations_are_explained():
    writer = ClaimWriter(Setter(NOTATION))
    given = "".join(span.value for span in writer.given((x > 0, sp.Ne(y, 0))))
    assert given == r"Let \sfx > 0 and \sfy \ne 0. "
    spelled = "".join(span.value for span in writer.definitions({E, x}))
    assert expand_macros(spelled, NOTATION) == r"Here E = \mathrm{e}^{- \kappa_0 t}."


def test_fractions_in_the_running_text_stand_on_the_line():
    given = "".join(
        span.value for span in ClaimWriter(Setter(NOTATION)).given((sp.Eq(y, (x + 1) / (2 * k)),))
    )
    assert expand_macros(given, NOTATION) == r"Let y = (1 + x) / (2 \kappa_0). "
