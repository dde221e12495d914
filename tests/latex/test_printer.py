"""Expressions print as a theorist writes them."""

import pytest
import sympy as sp

from symfeat.claims import StruveL, bundled
from symfeat.latex.layout import Equation, Setter
from symfeat.latex.measure import width
from symfeat.latex.names import dotted, expand_macros, macro_name, macros
from symfeat.latex.printer import TheoryPrinter

NOTATION = bundled().notation
FUNCTION = {"StruveL": StruveL, "gamma_function": sp.gamma}
SYMBOL = {entry.name: entry.symbol for entry in NOTATION.entries}


def printed(text: str) -> str:
    """What an expression, written in the notation's names, prints as, without macros."""
    expr = sp.sympify(text, locals=SYMBOL | FUNCTION)
    return expand_macros(TheoryPrinter(NOTATION).doprint(expr), NOTATION)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("-Omega*sqrt(f**2 + S**2)*(f - y)", r"- \Omega \sqrt{f^{2} + S^{2}} (f - y)"),
        ("alpha*xi**2 - 2*y*xi - beta", r"\alpha \xi^{2} - 2 y \xi - \beta"),
        ("-Omega/2*(alpha*xi**2 - 2*y*xi - beta)", r"- \frac{\Omega}{2} (\alpha \xi^{2} - 2 y \xi - \beta)"),
        ("exp(-t*R*Omega)", r"\mathrm{e}^{- \Omega R t}"),
        ("(1 - E)*(beta + y)", r"(y + \beta) (1 - E)"),
        ("f0/(1 + Omega*Abs(f0)*t)", r"\frac{f_0}{1 + \Omega \lvert f_0 \rvert t}"),
        ("sqrt(eta_u/eta_w)", r"\sqrt{\frac{\eta_u}{\eta_w}}"),
        ("gamma*sqrt(eta_u*eta_w)", r"\gamma \sqrt{\eta_u \eta_w}"),
        ("2*gamma*omega*S*cosh(phi)", r"2 \gamma \omega S \cosh \varphi"),
        ("sinh((phi - phi_inf)/2)", r"\sinh \frac{\varphi - \varphi_\infty}{2}"),
        ("m_2*(f - y)**2/2", r"\frac{m_2}{2} (f - y)^{2}"),
        ("xi*(-beta - y)", r"- \xi (y + \beta)"),
        ("f**(3/2)", r"f^{3/2}"),
        ("Max(f, y)", r"\max(y, f)"),
        ("eta_w*U + eta_u*W", r"\eta_w U + \eta_u W"),
        ("(f + K/(2*gamma))/xi", r"\frac{f + K / (2 \gamma)}{\xi}"),
        (
            "Piecewise((y, (S > 0) | (f > 0)), (0, True))",
            r"\begin{cases}y & \text{if } S > 0 \text{ or } f > 0 \\ 0 & \text{otherwise}\end{cases}",
        ),
        ("1 - tanh(phi)**2", r"1 - \tanh^{2} \varphi"),
        ("gamma_function(d/2)/sqrt(pi)", r"\frac{\Gamma(d / 2)}{\sqrt{\pi}}"),
        ("x*besselk(n_K, x)*StruveL(n_K - 1, x)", r"x \mathbf{L}_{n_K - 1}(x) K_{n_K}(x)"),
        ("besseli(1/2, z)**2", r"(I_{1/2}(z))^{2}"),
        ("pi**(d/2)*3*2**(d/2)", r"3 \cdot 2^{d / 2} \pi^{d / 2}"),
        ("3*x*(1 - z**2)", r"3 x (1 - z^{2})"),
    ],
)
def test_terms_and_factors_are_ordered_by_rank(written, expected):
    assert printed(written) == expected


def test_the_order_of_arguments_does_not_matter():
    f, y = SYMBOL["f"], SYMBOL["y"]
    assert TheoryPrinter(NOTATION).doprint(sp.Add(f, -y, evaluate=False)) == TheoryPrinter(NOTATION).doprint(
        -y + f
    )


def test_a_dot_stands_over_the_letter_alone():
    assert dotted("a_i") == r"\dot{a}_i"
    assert dotted(r"\varphi_\infty") == r"\dot{\varphi}_\infty"


def test_every_symbol_has_a_macro_of_letters():
    for command in macros(NOTATION):
        assert command[1:].isalpha()
    assert macro_name("m_2") == r"\sfmtwo"


def test_names_of_latex_itself_are_avoided():
    assert macro_name("code") == r"\sfcodesym"


def test_a_long_sum_is_broken_at_its_signs():
    f, y, S, R = (SYMBOL[name] for name in ("f", "y", "S", "R"))
    long = sp.Add(*(sp.sqrt(f**2 + n * y**2 + S**2) / (R + n) for n in range(1, 12)))
    setter = Setter(NOTATION)
    shown = setter.display([Equation(SYMBOL["K"], "=", long)])
    assert len(shown.rows) > 2
    assert all(setter.width(right) < setter.room for _, right in shown.rows)
    assert all(right.startswith((r"\quad +", r"\quad -", "=")) for _, right in shown.rows)


def test_repeated_parts_of_a_fraction_that_is_too_long_get_names():
    f, y, S = (SYMBOL[name] for name in ("f", "y", "S"))
    part = sp.sqrt(f**2 + 3 * y**2 + S**2 + f * y * S + f**3 * y**3)
    long = (part + f) ** 3 * (part - y) ** 3 * (part + S) * (part + S * y) / ((part + f * y) * (1 + part * y))
    rows = Setter(NOTATION).display([Equation(SYMBOL["K"], "=", long)]).rows
    assert any("c_{1}" in right for _, right in rows)
    assert any(r"\text{with}" in left + right for left, right in rows)


def test_names_of_parts_do_not_repeat_within_a_display():
    f, y, S = (SYMBOL[name] for name in ("f", "y", "S"))
    parts = [sp.sqrt(f**2 + n * y**2 + S**2 + f * y * S + f**3 * y**3) for n in (3, 5)]
    relations = [
        Equation(
            SYMBOL["K"],
            "=",
            (p + f) ** 3 * (p - y) ** 3 * (p + S) * (p + S * y) / ((p + f * y) * (1 + p * y)),
        )
        for p in parts
    ]
    text = " ".join(left + right for left, right in Setter(NOTATION).display(relations).rows)
    assert text.count(r"\quad c_{1}") == text.count(r"\quad c_{2}") == 1


def test_what_equals_itself_is_left_out():
    f, y = SYMBOL["f"], SYMBOL["y"]
    shown = Setter(NOTATION).display([Equation(f, "=", f), Equation(f, "=", y)])
    assert len(shown.rows) == 1


@pytest.mark.parametrize(
    ("narrow", "wide"), [(r"\frac{a + b}{c}", "a + b + c"), ("x^{2}", "x 2"), ("f", "f - y")]
)
def test_widths_compare_as_they_are_set(narrow, wide):
    assert width(narrow) < width(wide)
