"""Verifying: a bad derivation ends in one line that names the culprit, and the others are still checked."""

import os
import signal
import threading

import pytest

from symfeat.checking.runner import Interrupted, exit_code, select, verify
from symfeat.claims import ResultReport, Verdict
from symfeat.errors import DerivationError, InputError

FALSE = """
@result.step
def expanded():
    return Identity((x + y) ** 2, x**2 + y**2)

@result.statement
def claim(expanded):
    return expanded
"""
UNUSED_STEP = """
@result.step
def aside():
    return Identity(x + x, 2 * x)

@result.step
def expanded():
    return Identity((x + y) ** 2, expand((x + y) ** 2))

@result.statement
def claim(expanded):
    return Identity((x + y) ** 2, x**2 + 2 * x * y + y**2)
"""
UNJUSTIFIED = """
@result.step
def expanded():
    return Inequality(sin(x) + sin(y) - sin(x + y), "<=", Rational(131, 50))

@result.statement
def claim(expanded):
    return Inequality(sin(x) + sin(y) - sin(x + y), "<=", Rational(131, 50))
"""
UNREACHED = """
@result.step
def other():
    return Identity((x + y) ** 3, expand((x + y) ** 3))

@result.statement
def claim():
    return Identity((x + y) ** 2, expand((x + y) ** 2))
"""
NO_STEP = """
@result.statement
def claim():
    return Identity((x + y) ** 2, expand((x + y) ** 2))
"""
FLOAT = """
@result.step
def halves():
    return Identity(x / 2 + x / 2, x)

@result.statement
def claim(halves):
    return Identity(0.5 * x, x / 2)
"""
UNDECLARED = """
@result.step
def renamed():
    return Identity(Symbol("z", real=True) * 0 + x, x)

@result.statement
def claim(renamed):
    return Identity(Symbol("x", positive=True) + y, y + Symbol("x", positive=True))
"""
RAISES = """
@result.step
def divides():
    return Identity(x, 1 / 0)

@result.statement
def claim(divides):
    return Identity(x, x)
"""
WRONG_KERNEL = """
@result.kernel("square")
def square():
    return {"args": {"x": x, "y": y}, "outputs": {"value": x**2 + y**2}, "computes": {"value": (x + y) ** 2}}
"""
BROKEN_KERNEL = WRONG_KERNEL.replace('"outputs"', '"output"')
NO_CLAIM = """
@result.statement
def claim():
    return x
"""
FOREVER = """
@result.step
def loops():
    while True:
        pass

@result.statement
def claim(loops):
    return loops
"""
CRASH = """
@result.step
def crashes():
    __import__("os").kill(__import__("os").getpid(), 11)

@result.statement
def claim(crashes):
    return crashes
"""
USES = ("", 'uses={"other": "fine"}')


def only(place, **settings) -> ResultReport:
    """The report on the one result beside `fine`, which is proved whatever the other does."""
    reports = {report.slug: report for report in verify(place, jobs=1, **settings)}
    assert reports.pop("fine").verdict is Verdict.PROVED
    (report,) = reports.values()
    return report


@pytest.mark.parametrize(
    ("content", "verdict", "words", "code"),
    [
        (FALSE, "refuted", "expanded: sides", 1),
        (WRONG_KERNEL, "refuted", "program: ", 1),
        (UNUSED_STEP, "undecided", "step aside is not used", 3),
        (USES, "undecided", "used result other is not used", 3),
        (UNREACHED, "undecided", "the last step, other, does not reach the statement", 3),
        (NO_STEP, "undecided", "has no step", 3),
        (FLOAT, "invalid", "statement contains the Float 0.5", 2),
        (UNDECLARED, "invalid", "symbol x is used with assumptions other than those declared", 2),
        (RAISES, "invalid", "divides raises ZeroDivisionError: division by zero", 2),
        (NO_CLAIM, "invalid", "statement returns Symbol, which is not a claim", 2),
        (("", "given=(p >= 0,)"), "invalid", "assumption True is vacuous", 2),
        (
            ("", "given=(x > 0, x < 0)"),
            "invalid",
            "assumption that x is positive and negative contradicts",
            2,
        ),
        (("", "given=(x > y, y > x)"), "undecided", "no sample point satisfies the assumptions", 3),
        (BROKEN_KERNEL, "invalid", "kernel square raises TypeError", 2),
        (("", "given=(Eq(x, 1), x > 0)"), "invalid", "assumption x > 0 is vacuous", 2),
    ],
)
def test_a_bad_derivation_is_named_and_the_others_are_checked(folder, content, verdict, words, code):
    report = only(folder(fine="", case=content))
    assert str(report.verdict) == verdict
    assert words in report.detail
    assert "\n" not in report.detail
    assert report.file == "s1/case.py"
    assert exit_code([report]) == code


def test_a_step_that_only_numbers_support_is_not_justified(folder):
    report = only(folder(fine="", case=UNJUSTIFIED))
    assert report.verdict in (Verdict.SUPPORTED, Verdict.UNDECIDED)
    assert report.detail.startswith("step expanded is not justified")
    assert exit_code([report]) == 3


def test_an_unused_assumption_is_reported(folder):
    report = only(folder(fine="", case=("", "given=(x > 0,)")))
    assert report.verdict is Verdict.PROVED
    assert report.unused_assumptions == ("x > 0",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import (", "syntax error in line 1"),
        ("import no_such_module", "ModuleNotFoundError"),
        ("import os\nraise ValueError('no')", "ValueError: no"),
        ("import sympy", "must define exactly one Result; found 0"),
    ],
)
def test_a_file_that_does_not_load_is_invalid(folder, text, words):
    report = only(folder(fine="", case=text))
    assert report.verdict is Verdict.INVALID
    assert report.detail.startswith("s1/case.py: ")
    assert words in report.detail
    assert exit_code([report]) == 2


@pytest.mark.parametrize(
    ("body", "reason"), [(FOREVER, "time limit of 1.5 s"), (CRASH, "worker died (SIGSEGV)")]
)
def test_a_check_that_does_not_end_well_is_undecided(folder, body, reason):
    report = only(folder(fine="", case=body), timeout=1.5)
    assert report.verdict is Verdict.UNDECIDED
    assert reason in report.detail
    assert report.steps[0].report.detail == reason
    assert exit_code([report]) == 3


def test_a_supported_result_may_declare_so(folder):
    settings = 'expect="supported", reason="bounded, but not by the signs of its parts"'
    declared = only(folder(fine="", case=(UNJUSTIFIED, settings)))
    assert declared.expected is Verdict.SUPPORTED
    assert declared.as_declared is (declared.verdict is Verdict.SUPPORTED)


def test_reports_come_in_the_order_of_the_registry_with_progress(folder):
    place = folder(b="", a=("", 'uses={"b": "b"}'), c="")
    seen = []
    reports = verify(place, jobs=2, on_progress=lambda *event: seen.append(event))
    assert [report.slug for report in reports] == [*select(place)[0].results]
    assert [done for done, _, _ in seen] == list(range(1, 10))
    assert {total for _, total, _ in seen} == {9}


def test_one_worker_and_two_agree(folder):
    place = folder(fine="", false=FALSE, unused=UNUSED_STEP)

    def told(jobs):
        return [(r.slug, r.verdict, r.detail, r.witness) for r in verify(place, jobs=jobs)]

    assert told(1) == told(2)


def test_a_selection_names_slugs_files_or_a_folder(folder):
    place = folder(fine="", other="", broken="import (")
    assert select(str(place))[1] is None
    assert select([place, "fine"])[1] == ["fine"]
    assert select(place / "s1" / "other.py")[1] == ["other"]
    assert [r.slug for r in verify([place, "fine"], jobs=1)] == ["fine"]
    assert [r.verdict for r in verify([place, "broken"], jobs=1)] == [Verdict.INVALID]
    assert [r.slug for r in verify(place, jobs=1)] == ["fine", "other", "broken"]


@pytest.mark.parametrize(
    ("parts", "error", "message"),
    [
        (["fin"], InputError, "no result is called fin; did you mean fine"),
        (["zzz"], InputError, "no result is called zzz; `symfeat list` shows them"),
        (["s1/absent.py"], InputError, "absent.py: there is no such file"),
        (["../elsewhere"], DerivationError, "is not a folder of derivations"),
    ],
)
def test_an_unknown_selection_is_an_error(folder, monkeypatch, parts, error, message):
    place = folder(fine="")
    monkeypatch.chdir(place)
    with pytest.raises(error, match=message):
        select([place, *parts] if "/" not in parts[0] else parts)


def test_an_interruption_leaves_what_is_done(folder):
    place = folder(fine="", loops=FOREVER)

    def interrupt(done, total, slug):
        if done == 3:
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()

    with pytest.raises(Interrupted) as caught:
        verify(place, jobs=1, timeout=60, on_progress=interrupt)
    assert [report.slug for report in caught.value.reports] == ["fine"]


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ("", 0),
        ("proved proved", 0),
        ("proved refuted", 1),
        ("invalid refuted", 1),
        ("undecided invalid", 2),
        ("supported", 3),
        ("undecided proved", 3),
    ],
)
def test_the_exit_code_is_the_first_of_1_2_3(verdicts, code):
    reports = [ResultReport("slug", Verdict(word), Verdict.PROVED, "") for word in verdicts.split()]
    assert exit_code(reports) == code
