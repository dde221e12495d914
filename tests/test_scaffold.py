"""A new derivation verifies as it stands: in a new folder, in a section, in the notation of the corpus."""

import subprocess
import sys

import pytest

from symfeat.checking.runner import verify
from symfeat.claimfiles import verify_claims
from symfeat.errors import DerivationError, InputError, OutputError
from symfeat.places import bundled_folder
from symfeat.scaffold import init, new


def words(place) -> list[tuple[str, str]]:
    return [(report.slug, str(report.verdict)) for report in verify(place, jobs=1)]


def test_an_empty_folder_gets_a_notation_first(tmp_path):
    place = tmp_path / "mine"
    assert new("squares-add-up", place) == (place / "notation.py", place / "squares_add_up.py")
    assert words(place) == [("squares-add-up", "proved")]


def test_a_section_takes_the_notation_above(tmp_path):
    new("squares-add-up", tmp_path)
    assert new("so-do-cubes", tmp_path / "s1") == (tmp_path / "s1" / "so_do_cubes.py",)
    assert sorted(words(tmp_path)) == [("so-do-cubes", "proved"), ("squares-add-up", "proved")]


def test_the_corpus_notation_serves_as_well(tmp_path):
    (tmp_path / "notation.py").write_text((bundled_folder() / "notation.py").read_text())
    new("squares-add-up", tmp_path)
    assert words(tmp_path) == [("squares-add-up", "proved")]


@pytest.mark.parametrize(
    "slug", ["", "Wedge", "two words", "wedge_is_conserved", "-a", "a--b", "a-", "1a", "../a"]
)
def test_a_bad_slug_is_an_error(tmp_path, slug):
    with pytest.raises(InputError, match="slug must be lower-case words joined by hyphens"):
        new(slug, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path):
    new("squares-add-up", tmp_path)
    before = (tmp_path / "squares_add_up.py").read_text()
    with pytest.raises(OutputError, match=r"squares_add_up\.py exists; choose another slug"):
        new("squares-add-up", tmp_path)
    with pytest.raises(InputError, match=r"slug squares-add-up already stands in squares_add_up\.py"):
        new("squares-add-up", tmp_path / "s1")
    assert (tmp_path / "squares_add_up.py").read_text() == before


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("words")
    with pytest.raises(DerivationError, match=r"has no notation\.py and is not empty"):
        new("squares-add-up", tmp_path)
    with pytest.raises(InputError, match=r"thesis\.txt is a file; a derivation needs a folder"):
        new("squares-add-up", tmp_path / "thesis.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_notation_without_a_real_symbol_is_an_error(tmp_path):
    (tmp_path / "notation.py").write_text(
        'from symfeat.claims import Notation\nnotation = Notation("empty")\n'
    )
    with pytest.raises(DerivationError, match="declares no real symbol under its own name"):
        new("squares-add-up", tmp_path)


def test_a_papers_folder_verifies_as_it_stands(tmp_path):
    files = init(tmp_path / "paper")
    assert sorted(file.name for file in files) == [
        "README.md",
        "claims.toml",
        "first_result_holds.py",
        "notation.py",
        "pytest.ini",
        "references.bib",
    ]
    assert words(tmp_path / "paper" / "derivations") == [("first-result-holds", "proved")]
    (claim,) = verify_claims(tmp_path / "paper" / "claims.toml", jobs=1, cache=False)
    assert (claim.id, str(claim.verdict)) == ("decay-solves-its-equation", "proved")


def test_a_papers_folder_runs_under_pytest(tmp_path):
    init(tmp_path / "paper")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run(command, cwd=tmp_path / "paper", capture_output=True, text=True, check=False)
    assert "4 passed" in run.stdout, run.stdout + run.stderr


def test_a_papers_folder_must_be_empty(tmp_path):
    (tmp_path / "thesis.txt").write_text("words")
    with pytest.raises(OutputError, match="is not an empty folder"):
        init(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
