"""The committed certificates: each is about what is declared today, and holds when it is made again."""

from dataclasses import replace
from pathlib import Path

import pytest
from sympy import Float, Rational, Symbol, sympify

from symfeat.certification import certify_result, differences, read_certificate
from symfeat.certification.certify import certifiable
from symfeat.certification.compare import compare_boundary, compare_integral
from symfeat.claims import Boundary, bundled

FOLDER = Path(__file__).parents[2] / "docs" / "certificates"
FILES = sorted(FOLDER.glob("*.json"))
QUICK = 30  # digits
SYMBOLS = {
    name: Symbol(name) for name in ("S", "E", "N", "Q", "beta", "gamma", "zeta", "lambda")
}  # no functions


def test_every_result_that_declares_something_has_a_certificate():
    """Otherwise: symfeat certify -o docs/certificates."""
    assert [path.stem for path in FILES] == sorted(certifiable(bundled(), None))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_certificate_says_that_all_is_proved_or_supported_to_fifty_digits(path):
    certificate = read_certificate(path)
    assert certificate.digits == 50
    assert certificate.slug == path.stem
    for comparison in certificate.comparisons:
        assert comparison.verdict == "supported"
        assert (comparison.digits or 0) >= 50
        if "box" in comparison.setting:
            assert comparison.part("crossing").verdict == "proved"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_certificate_holds_when_it_is_made_again(path):
    old = read_certificate(path)
    new = certify_result(bundled(), old.slug, QUICK)
    assert differences(old, new) == []
    assert (new.agreement or 0) >= QUICK


@pytest.mark.parametrize("slug", [path.stem for path in FILES])
def test_a_closed_form_that_is_a_little_off_is_refuted(slug):
    """By more than the digits asked for, and by nothing that a look would show."""
    registry, off = bundled(), Rational(1, 10**16)
    for name, declared in registry.certified(slug).items():
        if isinstance(declared, Boundary):
            wrong = replace(declared, solution=declared.solution * (1 + off) + off)
            found = [compare_boundary(name, wrong, registry.notation, 20, 24)]
        else:
            wrong = replace(declared, closed_form=declared.closed_form * (1 + off))
            found = list(compare_integral(name, wrong, registry.notation, 20, 24))
        for comparison in found:
            assert comparison.part("agreement").verdict == "refuted"
            assert comparison.value != comparison.measured


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_certificate_is_enough_to_work_its_value_out(path):
    """By SymPy alone, from the texts in the file."""
    for comparison in read_certificate(path).comparisons:
        if "start" not in comparison.setting:
            continue
        told = {name: named(comparison.setting[name]) for name in ("in the weights", "start", "values")}
        unknown, value = comparison.setting["closed form"].split(" = ")
        closed = sympify(value, locals=SYMBOLS)
        for numbers in told.values():
            closed = closed.xreplace(numbers)
        assert not closed.free_symbols - {sympify(unknown, locals=SYMBOLS)}
        assert abs(closed.evalf(60) - Float(comparison.value, 60)) < Float(10) ** -50


def named(text):
    """The symbols and values of a list such as "u1 = 1/2; w1 = -1/5"."""
    pairs = (pair.split(" = ") for pair in text.split("; ") if pair)
    return {sympify(name, locals=SYMBOLS): sympify(value, locals=SYMBOLS) for name, value in pairs}
