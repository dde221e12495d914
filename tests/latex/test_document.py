"""The whole corpus as LaTeX: it lints, and it compiles wherever a TeX engine is installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from symfeat.claims import bundled, load_folder
from symfeat.errors import DerivationError, GenerationError, OutputError
from symfeat.latex import (
    compile_pdf,
    engine,
    expand_macros,
    latex_files,
    lint,
    result_parts,
    section_title,
    statement_latex,
    write_latex,
)
from symfeat.latex.bibliography import bibliography, references
from symfeat.latex.fragments import blocks_latex

WEDGE = "wedge-is-conserved"
OVERRIDE = """
@result.latex
def formula():
    return r"{}"
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """The folder that the whole corpus is written to."""
    folder = tmp_path_factory.mktemp("latex")
    write_latex(bundled(), None, folder)
    return folder


def test_every_result_has_a_fragment_with_a_label(corpus):
    for slug in bundled().results:
        source = (corpus / "results" / f"{slug}.tex").read_text()
        assert rf"\label{{thm:{slug}}}" in source
        assert source.count(r"\begin{theorem}") == source.count(r"\begin{proof}") == 1


def test_the_document_includes_every_fragment_once(corpus):
    main = (corpus / "symfeat.tex").read_text()
    for slug in bundled().results:
        assert main.count(rf"\input{{results/{slug}}}") == 1


def test_the_hash_seed_changes_nothing(tmp_path):
    slugs = (WEDGE, "growth-factor-has-a-closed-form", "time-to-slope")
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "symfeat", "latex", *slugs, "-o", str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    for slug in slugs:
        name = f"results/{slug}.tex"
        assert (tmp_path / "1" / name).read_text() == (tmp_path / "2" / name).read_text()


def test_the_document_compiles_without_overfull_lines(corpus, tmp_path):
    if engine() is None:
        sources = latex_files(bundled(), list(bundled().results))  # which lints, and raises for a problem
        assert "symfeat.tex" in sources
        return
    overfull = compile_pdf(corpus / "symfeat.tex", tmp_path / "symfeat.pdf")
    assert (tmp_path / "symfeat.pdf").read_bytes().startswith(b"%PDF")
    assert overfull == []


def test_a_broken_document_ends_in_the_engine_s_first_error(tmp_path):
    if engine() is None:
        with pytest.raises(GenerationError, match="no TeX engine"):
            compile_pdf(tmp_path / "x.tex", tmp_path / "x.pdf")
        return
    (tmp_path / "x.tex").write_text(
        "\\documentclass{article}\\begin{document}\\undefinedthing\\end{document}"
    )
    with pytest.raises(GenerationError, match=r"x\.tex: \w+ stops with ! Undefined control sequence"):
        compile_pdf(tmp_path / "x.tex", tmp_path / "x.pdf")


def test_some_results_alone_refer_to_the_others_in_words():
    sources = latex_files(bundled(), [WEDGE])
    whole = "".join(sources.values())
    assert lint(whole, cited=()) == []
    assert r"the result \emph{neuron sums obey a closed flow}" in whole


def test_an_unknown_slug_is_named(tmp_path):
    with pytest.raises(DerivationError, match="no result is called nothing"):
        write_latex(bundled(), ["nothing"], tmp_path / "out")


def test_a_symbol_that_latex_does_not_know_is_named(folder):
    notation = 'from symfeat.claims import Notation\n\nnotation = Notation("n")\n'
    notation += "".join(f'{n} = notation.symbol("{n}", "{n}", "", real=True)\n' for n in "pxyt")
    notation += 'z = notation.symbol("z", r"\\strange", "a number", real=True)\n'
    registry = load_folder(folder(notation, short=""))
    with pytest.raises(GenerationError, match=r"macros\.tex: line \d+: unknown command \\strange"):
        latex_files(registry, ["short"])


def test_foreign_files_stay(tmp_path):
    (tmp_path / "macros.tex").write_text("mine")
    with pytest.raises(OutputError, match="was not written by symfeat"):
        write_latex(bundled(), [WEDGE], tmp_path)
    assert (tmp_path / "macros.tex").read_text() == "mine"


def test_a_hand_set_statement_is_used(folder):
    registry = load_folder(folder(hand_set=OVERRIDE.replace("{}", r"(x+y)^2 = x^2 + 2xy + y^2")))
    assert statement_latex(registry, "hand-set") == "\\[\n(x+y)^2 = x^2 + 2xy + y^2\n\\]"


def test_a_hand_set_statement_may_be_text_around_formulas(folder):
    formula = r"For every $x$ \[ (x+y)^2 = x^2 + 2xy + y^2 \] holds."
    registry = load_folder(folder(hand_set=OVERRIDE.replace("{}", formula)))
    assert statement_latex(registry, "hand-set") == (
        "For every $x$\n\\[\n(x+y)^2 = x^2 + 2xy + y^2\n\\]\nholds."
    )
    parts = result_parts(registry, "hand-set")
    assert r"\sfx \sfy" in blocks_latex(parts.checked, ())


def test_a_hand_set_statement_explains_the_abbreviations_that_it_uses():
    told = expand_macros(statement_latex(bundled(), "time-to-slope"), bundled().notation)
    assert r"$\Omega = 2 \gamma \omega m_2$" in told
    assert r"$R = \sqrt{y^{2} + S^{2}}$" in told
    assert r"$E = " not in told


def test_a_proof_says_nothing_twice(folder):
    twice = """
@result.step
def first():
    return All(Identity((x + y) ** 2, expand((x + y) ** 2)), Identity(x, x))

@result.step
def second(first):
    return All(*first.parts, Identity((x - y) ** 2, expand((x - y) ** 2)))

@result.statement
def claim(second):
    squares = ((x + s * y) ** 2 for s in (1, -1))
    return All(*(Identity(square, expand(square)) for square in squares))
"""
    registry = load_folder(folder(twice=twice))
    first, second = result_parts(registry, "twice").steps
    assert blocks_latex(first.blocks, ()) == ""
    assert blocks_latex(second.blocks, ()) == "This is the statement."


def test_numbers_that_are_assumed_are_put_in():
    parts = result_parts(bundled(), "zero-target-without-floor-decays-algebraically")
    told = blocks_latex(parts.checked, ())
    assert r"\sffdot &= - \sfOmega \sff \lvert \sff \rvert" in told


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        (r"\fraction{x}{y}", r"unknown command \\fraction"),
        (r"\left( x", r"\\left without \\right"),
        ("x = z", "uses z, which is no symbol"),
        (r"\input{x}", r"uses \\input, which is no command for formulas"),
    ],
)
def test_a_hand_set_statement_keeps_to_the_notation(folder, formula, problem):
    registry = load_folder(folder(hand_set=OVERRIDE.replace("{}", formula)))
    with pytest.raises(DerivationError, match=problem):
        statement_latex(registry, "hand-set")


def test_sections_are_the_folders():
    assert section_title("s2_conservation/x.py") == "Conservation"
    assert section_title("x.py") == ""


def test_the_bibliography_comes_from_the_folder(tmp_path):
    (tmp_path / "references.bib").write_text(
        '@article{one, author = {Doe, Jane and Roe, Rex}, title = {A {T}itle}, journal = "J", year = 2001}\n'
        "@article{two, title = {Unused}}\n"
    )
    entries = references(tmp_path)
    assert entries["one"].plain() == "Jane Doe and Rex Roe. A Title. J, 2001."
    assert r"\bibitem{one}" in bibliography(entries, {"one"})
    assert "Unused" not in bibliography(entries, {"one"})


def test_an_open_brace_in_the_references_is_an_error(tmp_path):
    (tmp_path / "references.bib").write_text("@article{one, title = {Never closed")
    with pytest.raises(DerivationError, match=r"references\.bib"):
        references(tmp_path)
