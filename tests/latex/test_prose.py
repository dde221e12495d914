"""Docstrings become text with formulas."""

import pytest

from symfeat.claims import bundled
from symfeat.latex.names import expand_macros
from symfeat.latex.prose import prose
from symfeat.latex.text import Span, escaped, to_latex

NOTATION = bundled().notation


def set_as(words: str) -> str:
    return expand_macros("".join(to_latex(span, ()) for span in prose(words, NOTATION)), NOTATION)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Solve for xi.", r"Solve for $\xi$."),
        ("A law that holds at a rest point.", "A law that holds at a rest point."),
        ("It has the roots alpha and beta.", r"It has the roots $\alpha$ and $\beta$."),
        ("Here U W - V^2 is never negative.", "Here $U W - V^{2}$ is never negative."),
        ("the products a b_k of neuron k", "the products $a_i b_k$ of neuron $k$"),
        ("by alpha beta = R^2 - y^2.", r"by $\alpha \beta = R^{2} - y^{2}$."),
        ("times E/(PQ), where", "times $E/(P Q)$, where"),
        ("At widths 1, 2 and 3: nothing.", "At widths 1, 2 and 3: nothing."),
        ("for S = 0 (the exception)", "for $S = 0$ (the exception)"),
        ("the rate ΩR, and ξ² too", r"the rate $\Omega R$, and $\xi^{2}$ too"),
        ("in `eta_u` and `numpy`", r"in $\eta_u$ and \texttt{numpy}"),
        ("the rate $f^2$ falls", "the rate $f^{2}$ falls"),
        ("50 % of R&D_x", r"50 \% of $R$\&D\_x"),
    ],
)
def test_symbols_are_recognised(written, expected):
    assert set_as(written) == expected


def test_characters_that_latex_lacks_are_named():
    assert escaped("雪") == r"\texttt{U+96EA}"


def test_a_reference_outside_the_document_is_told_in_words():
    assert to_latex(Span("ref", "wedge-is-conserved"), ()) == r"the result \emph{wedge is conserved}"
    assert to_latex(Span("ref", "x"), ["x"]) == r"Theorem~\ref{thm:x}"
