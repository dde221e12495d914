"""What a compiler would stumble over is found without one."""

import pytest

from symfeat.latex import lint


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (r"\frac{a}{b", "{ without }"),
        ("a}", "{ is closed where nothing is open"),
        (r"\left( a", r"\left without \right"),
        (r"\begin{aligned} a", r"\begin{aligned} without \end{aligned}"),
        (r"\begin{aligned} a \end{cases}", "cases is closed where aligned is open"),
        (r"\begin{nothing}\end{nothing}", "unknown environment nothing"),
        (r"\unknown", r"unknown command \unknown"),
        ("$a", "$ without $"),
        (r"\[ a", r"\[ without \]"),
        (r"\label{a}\label{a}", "label a is defined 2 times"),
        (r"\ref{a}", "reference to a, which has no label"),
        (r"\cite{a}", "citation of a, which has no entry"),
    ],
)
def test_a_problem_is_named(source, problem):
    assert any(problem in line for line in lint(source, cited=()))


@pytest.mark.parametrize(
    "source",
    [
        r"\left( \frac{a}{b} \right) % a } in a comment",
        r"\begin{align*} a &= b \\ c &= d \end{align*}",
        r"\newcommand{\own}{x} $\own$",
        r"\label{a} \ref{a} 50 \% of \{ x \}",
    ],
)
def test_sound_source_passes(source):
    assert lint(source, cited=()) == []


def test_the_line_is_told():
    assert lint("a\nb\n\\nothing") == ["line 3: unknown command \\nothing"]
