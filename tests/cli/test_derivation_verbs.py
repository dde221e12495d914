"""`list`, `show`, `verify` and `new`: what sound, false, broken and unknown derivations end in."""

import json

import pytest

from symfeat.claims.registry import bundled
from symfeat.cli import main


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments, expected=0):
        assert main(list(map(str, arguments))) == expected
        return capsys.readouterr()

    return run


@pytest.fixture
def folder(tmp_path, run):
    """A folder with one derivation that verifies."""
    run("new", "square-of-a-sum", tmp_path / "mine")
    return tmp_path / "mine"


def edit(folder, old, new, name="square_of_a_sum.py"):
    file = folder / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_list_shows_every_result_of_the_corpus_with_its_title(run):
    text = " ".join(run("list").out.split())
    for slug, result in bundled().results.items():
        assert slug in text
        assert result.title in text


def test_list_names_a_broken_file_and_ends_with_2(run, folder):
    edit(folder, "def claim", "def claim(")
    out, err = run("list", folder, "--json", expected=2)
    assert json.loads(out)["problems"][0]["file"] == "square_of_a_sum.py"
    assert run("list", folder, expected=2).err.startswith("symfeat: error: square_of_a_sum.py: syntax error")
    assert err == ""


def test_show_prints_assumptions_statement_and_steps(run):
    text = run("show", "wedge-is-conserved").out
    for expected in (
        "The wedge is conserved",
        "Statement",
        "is conserved along",
        "Step found:",
        "wedge_is_conserved.py",
    ):
        assert expected in text
    shown = json.loads(run("show", "wedge-is-conserved", "--json").out)
    assert shown["slug"] == "wedge-is-conserved"
    assert shown["steps"][0]["name"] == "found"


@pytest.mark.parametrize("slug", list(bundled().results))
def test_every_result_of_the_corpus_can_be_shown(run, slug):
    assert "claim: " not in run("show", slug).out


def test_an_unknown_slug_is_an_input_error_with_a_suggestion(run):
    for verb in ("show", "verify"):
        assert "did you mean wedge-is-conserved?" in run(verb, "wedge-is-conservd", expected=2).err


def test_a_new_derivation_verifies(run, folder):
    out = run("verify", folder).out
    assert "square-of-a-sum" in out
    assert "1 proved" in out


def test_new_refuses_a_slug_that_stands_or_is_malformed(run, folder):
    assert "choose another slug" in run("new", "square-of-a-sum", folder, expected=2).err
    assert "slug must be lower-case words" in run("new", "Not A Slug", folder, expected=2).err
    result = json.loads(run("new", "another-sum", folder, "--json").out)
    assert result["files"] == [str(folder / "another_sum.py")]


def test_a_false_statement_ends_with_1_and_shows_a_counterexample(run, folder):
    edit(folder, "+ 2 * x + 1)", "+ 3 * x + 1)")
    text = run("verify", folder, expected=1).out
    assert "square-of-a-sum: refuted" in text
    assert "statement, by ball: sides " in text
    assert "counterexample: x = " in text
    report = json.loads(run("verify", folder, "--json", expected=1).out)
    assert (report["counts"], report["exit_code"]) == ({"refuted": 1}, 1)


def test_a_broken_file_ends_with_2_and_the_others_are_checked(run, folder):
    run("new", "another-sum", folder)
    edit(folder, "def claim", "def claim(")
    report = json.loads(run("verify", folder, "--json", expected=2).out)
    assert report["counts"] == {"proved": 1, "invalid": 1}


def test_a_step_that_is_not_used_ends_with_3(run, folder):
    edit(
        folder,
        "@result.step",
        '@result.step\ndef idle():\n    """Not used."""\n    return Identity(2 * x, x + x)\n\n\n@result.step',
    )
    assert "step idle is not used" in run("verify", folder, expected=3).out


def test_mutants_of_a_derivation_are_noticed(run, folder):
    result = json.loads(run("verify", folder, "--mutate", "--json").out)
    assert result["counts"]["refuted"] > 0
    assert result["counts"]["survived"] == 0
    assert "0 survived" in run("verify", folder, "--mutate").out


def test_bad_options_of_verify_end_with_2(run, folder):
    assert "fraction needs --mutate" in run("verify", folder, "--fraction", "0.2", expected=2).err
    for options, message in (
        (["--mutate", "--fraction", "2"], "fraction must be from 0 to 1; got 2"),
        (["--jobs", "0"], "jobs must be at least 1; got 0"),
        (["--timeout", "inf"], "timeout must be positive and finite; got inf"),
    ):
        assert message in run("verify", folder, *options, expected=2).err
    assert "not a folder" in run("verify", "./absent/", expected=2).err


def test_an_interruption_shows_what_is_finished(run, folder, monkeypatch):
    from symfeat.checking import runner

    def interrupt(*_, **__):
        raise runner.Interrupted([])

    monkeypatch.setattr(runner, "verify", interrupt)
    assert json.loads(run("verify", folder, "--json", expected=130).out)["results"] == []


def test_latex_writes_a_document_for_what_is_asked(run, tmp_path):
    out = run("latex", "wedge-is-conserved", "-o", tmp_path / "tex").out
    assert f"{tmp_path}/tex/symfeat.tex" in out
    result = json.loads(run("latex", "wedge-is-conserved", "-o", tmp_path / "tex", "--json").out)
    assert str(tmp_path / "tex/results/wedge-is-conserved.tex") in result["files"]
    assert "did you mean" in run("latex", "wedge-is-conservd", "-o", tmp_path / "tex", expected=2).err


def test_latex_replaces_somebody_elses_file_only_by_force(run, tmp_path):
    (tmp_path / "macros.tex").write_text("mine")
    assert "--force" in run("latex", "wedge-is-conserved", "-o", tmp_path, expected=2).err
    assert (tmp_path / "macros.tex").read_text() == "mine"
    run("latex", "wedge-is-conserved", "-o", tmp_path, "--force")
