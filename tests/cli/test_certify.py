"""`certify`: what right, wrong, undecided and broken boundaries end in, and the files that are left."""

import json

import pytest

from symfeat.certification import read_certificate
from symfeat.cli import main

SLUG = "learning-accelerates-between-two-slopes"
NOTATION = """
from symfeat.claims import Notation

notation = Notation("growth")
x = notation.symbol("x", "x", "size", positive=True)
k = notation.symbol("k", "k", "size in the end", positive=True)
t = notation.symbol("t", "t", "time", nonnegative=True)
"""
GROWTH = """
from sympy import Rational
from symfeat.claims import NOW, START, Boundary, Flow, Identity, Result
from ..notation import k, t, x

result = Result("growth", title="Growth")

@result.statement
def claim():
    return Identity((x + k) ** 2, x**2 + 2 * x * k + k**2)

@result.certificate
def threefold(statement):
    return {"threefold": Boundary(
        unknown=k, equation=k - Rational(3, 2), solution=Rational(3, 2), box=(1, 2),
        flow=Flow({x: x * (k - x)}, t), start={x: Rational(1, 2)}, values={},
        observable=x, event=NOW - 3 * START,
    )}
"""


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments, expected=0):
        assert main(["certify", *map(str, arguments), "--jobs", "1"]) == expected
        return capsys.readouterr()

    return run


@pytest.fixture
def mine(folder):
    def write(old="", new=""):
        assert old in GROWTH
        return folder(NOTATION, growth=GROWTH.replace(old, new) if old else GROWTH)

    return write


def test_a_result_of_the_corpus_is_certified_and_its_numbers_shown(run, tmp_path):
    out, err = run(SLUG, "--digits", 30, "-o", tmp_path)
    assert err == ""
    assert f"supported {SLUG} 34" in " ".join(out.split())
    assert f"{SLUG}, lower: supported" in out
    assert "crossing, proved: one zero in the box" in out
    assert max(map(len, out.splitlines())) <= 80
    assert read_certificate(tmp_path / f"{SLUG}.json").verdict == "supported"


def test_json_is_one_object_with_the_certificates(run, mine, tmp_path):
    out, err = run(mine(), "--digits", 20, "--json", "-o", tmp_path / "out")
    found = json.loads(out)
    assert err == ""
    assert [certificate["slug"] for certificate in found["certificates"]] == ["growth"]
    assert found["files"] == [str(tmp_path / "out" / "growth.json")]
    assert found["exit_code"] == 0


def test_a_wrong_closed_form_ends_with_1_and_both_numbers(run, mine, tmp_path):
    wrong = mine("solution=Rational(3, 2)", "solution=Rational(8, 5)")
    out, _ = run(wrong, "--digits", 20, "-o", tmp_path / "out", expected=1)
    assert "closed form 1.6000" in out
    assert "measured 1.5000" in out
    assert read_certificate(tmp_path / "out" / "growth.json").verdict == "refuted"


def test_too_few_digits_to_work_with_end_with_3_and_say_how_many_would_do(run, mine, tmp_path):
    out, _ = run(mine(), "--digits", 20, "--precision", 10, "-o", tmp_path / "out", expected=3)
    assert "24 would do" in " ".join(out.split())


def test_a_file_that_does_not_load_ends_with_2(run, mine, tmp_path):
    out, _ = run(mine("def claim", "def claim("), "-o", tmp_path / "out", expected=2)
    assert "syntax error" in out
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--digits", 3], "digits must be a whole number from 5 to 300; got 3"),
        (["wedge-is-conserved"], "wedge-is-conserved declares nothing to certify"),
        (["wedge"], "no result is called wedge"),
        (["--timeout", 0], "timeout must be positive and finite; got 0"),
    ],
)
def test_bad_input_ends_with_2(run, arguments, message):
    assert message in run(*arguments, expected=2).err


def test_certificates_are_checked_without_being_written(run, mine, folder, tmp_path):
    sound, out = mine(), tmp_path / "out"
    assert "growth: has no certificate" in run(sound, "--check", "-o", out, "--digits", 10, expected=1).out
    run(sound, "--digits", 20, "-o", out)
    before = (out / "growth.json").read_text()
    run(sound, "--check", "-o", out, "--digits", 10)
    (out / "gone.json").write_text(before)
    told = run(sound, "--check", "-o", out, "--digits", 10, expected=1).out
    assert "gone: no result of that name declares anything" in told
    assert "gone" not in run(sound, "growth", "--check", "-o", out, "--digits", 10).out
    (out / "gone.json").unlink()
    changed = mine("box=(1, 2)", "box=(1, 3)")
    assert "stale" in run(changed, "--check", "-o", out, "--digits", 10, expected=1).out
    assert (out / "growth.json").read_text() == before


def test_foreign_files_are_left_alone(run, mine, tmp_path):
    (tmp_path / "growth.json").write_text("{}")
    assert "--force replaces it" in run(mine(), "--digits", 10, "-o", tmp_path, expected=2).err
    assert (tmp_path / "growth.json").read_text() == "{}"
    run(mine(), "--digits", 10, "-o", tmp_path, "--force")


def test_an_interruption_leaves_what_is_finished(run, mine, monkeypatch, tmp_path):
    import symfeat.certification as room

    certifying = room.certifying

    def interrupted(*arguments, **settings):
        yield from certifying(*arguments, **settings)
        raise KeyboardInterrupt

    monkeypatch.setattr(room, "certifying", interrupted)
    out, err = run(mine(), "--digits", 10, "-o", tmp_path / "out", expected=130)
    assert "Wrote 1 certificate" in out
    assert "interrupted" in err
    assert read_certificate(tmp_path / "out" / "growth.json").verdict == "supported"
