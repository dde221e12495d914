"""A handle shows, checks, typesets, evaluates and cites one result; bare claims are checked the same way."""

import numpy as np
import pytest
import sympy as sp

import symfeat as sf
from symfeat.claims import Identity, Inequality, Notation, Verdict
from symfeat.errors import DerivationError, InputError
from symfeat.handle import check, result, results

SLUG = "wedge-is-conserved"
LOGISTIC = """
@result.step
def solved():
    return Solves(Flow({x: -x}, t), {x: y * exp(-t)}, {x: y})

@result.statement
def claim(solved):
    return Solves(Flow({x: -x}, t), {x: y * exp(-t)}, {x: y})
"""


def test_a_handle_shows_what_the_file_says():
    handle = result(SLUG)
    assert handle.title == handle.registry[SLUG].title
    assert handle.prose
    assert handle.statement == handle.registry.claims(SLUG)["statement"]
    assert list(handle.steps) == [step.name for step in handle.registry[SLUG].steps]
    assert repr(handle).startswith(f"<{SLUG}: {handle.title} (")


def test_results_come_after_those_that_they_use():
    slugs = [handle.slug for handle in results()]
    assert SLUG in slugs
    for place, slug in enumerate(slugs):
        assert set(result(slug).registry[slug].uses.values()) <= set(slugs[:place])


def test_check_reports_on_every_step(folder):
    report = result("fine", folder(fine="")).check()
    assert report.verdict is Verdict.PROVED
    assert [step.name for step in report.steps] == ["expanded", "statement"]


def test_lambdify_evaluates_the_statement_with_arguments_in_the_notations_order(folder):
    handle = result("case", folder(case=LOGISTIC))
    function = handle.lambdify()
    rate, solution, initial, at = function(3.0, 2.0, np.log(2.0))
    assert (rate, initial, at) == (-3.0, 2.0, 0)
    assert solution == pytest.approx(1.0)
    assert function.__code__.co_varnames[:3] == ("x", "y", "t")


def test_the_statement_and_its_proof_are_latex():
    handle = result(SLUG)
    assert "\\begin{proof}" not in handle.latex()
    assert handle.latex(proof=True).count("\\begin{proof}") == 1


def test_a_result_cites_its_sources(folder):
    place = folder(sourced=("", 'source="somebody-2020"'), fine="")
    assert result("fine", place).cite() == ""
    with pytest.raises(DerivationError, match=r"references\.bib: has no entry somebody-2020"):
        result("sourced", place).cite()
    (place / "references.bib").write_text(
        "@article{somebody-2020,\n author = {Body, Some},\n title = {On {S}quares},\n year = {2020},\n}\n"
    )
    assert result("sourced", place).cite() == "Some Body. On Squares. 2020."


def test_a_result_without_a_kernel_has_none(folder):
    assert result("fine", folder(fine="")).kernel is None


def test_an_unknown_or_unusable_slug_is_an_error(folder):
    with pytest.raises(InputError, match=f"no result is called wedge-is-conservd; did you mean {SLUG}"):
        result("wedge-is-conservd")
    with pytest.raises(DerivationError, match=r"s1/broken\.py: syntax error"):
        result("broken", folder(fine="", broken="import ("))


def test_a_bare_claim_is_checked():
    x = sp.Symbol("x", real=True)
    assert check(Identity((x + 1) ** 2, x**2 + 2 * x + 1)).verdict is Verdict.PROVED
    assert check(Inequality(x, "<=", x**2)).verdict is Verdict.REFUTED
    assert check(Inequality(x, "<", 2 * x), given=(x > 0,)).verdict is Verdict.PROVED


def test_a_bare_claim_may_use_a_notation_with_definitions():
    notation = Notation("test")
    x = notation.symbol("x", "x", "a number", real=True)
    r = notation.define("r", "r", "its distance from i", sp.sqrt(1 + x**2), positive=True)
    assert check(Identity(r**2, 1 + x**2), notation=notation).verdict is Verdict.PROVED
    assert check(Identity(r**2, 1 + x**2)).verdict is Verdict.REFUTED


def test_a_symbol_without_an_assumption_is_an_error():
    x = sp.Symbol("x")
    with pytest.raises(InputError, match="symbol x needs an assumption, such as real=True"):
        check(Identity(x, x))


def test_a_vacuous_assumption_of_a_bare_claim_is_an_error():
    p = sp.Symbol("p", nonnegative=True)
    with pytest.raises(DerivationError, match="vacuous"):
        check(Identity(p, p), given=(p >= 0,))


def test_the_facade_offers_handles_and_verification(folder):
    assert (sf.result, sf.results, sf.check) == (result, results, check)
    assert [str(report.verdict) for report in sf.verify(folder(fine=""), jobs=1)] == ["proved"]
