"""What symfeat writes arrives whole or not at all, and never over somebody else's file."""

import json

import pytest

from symfeat.errors import OutputError
from symfeat.output import FILE_MARKER, FOLDER_MARKER, replacing, write_file


def write(folder, files, verb="solve", **options):
    with replacing(folder, verb, **options) as stage:
        for name, text in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(text)


def interrupted_write(path, error):
    path.write_text("half")
    raise error


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != FOLDER_MARKER
    }


def test_a_new_folder_gets_the_files_and_a_marker_that_lists_them(tmp_path):
    write(tmp_path / "a/b", {"x.csv": "1", "figures/x.svg": "2"})
    assert contents(tmp_path / "a/b") == {"x.csv": "1", "figures/x.svg": "2"}
    marker = json.loads((tmp_path / "a/b" / FOLDER_MARKER).read_text())
    assert marker["files"] == {"figures/x.svg": "solve", "x.csv": "solve"}


def test_a_second_run_replaces_exactly_what_the_first_one_wrote(tmp_path):
    write(tmp_path, {"x.csv": "1", "old/y.csv": "2"})
    (tmp_path / "mine.txt").write_text("mine")
    write(tmp_path, {"x.csv": "3"})
    assert contents(tmp_path) == {"x.csv": "3", "mine.txt": "mine"}
    assert not (tmp_path / "old").exists()


def test_verbs_that_share_a_folder_keep_each_others_files(tmp_path):
    write(tmp_path, {"x.csv": "1"}, verb="solve")
    write(tmp_path, {"x.tex": "2"}, verb="latex")
    write(tmp_path, {"x.csv": "3"}, verb="solve")
    assert contents(tmp_path) == {"x.csv": "3", "x.tex": "2"}


def test_a_foreign_file_is_replaced_only_by_force(tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"x\.csv exists and was not written by symfeat; --force"):
        write(tmp_path, {"a.csv": "1", "x.csv": "2"})
    assert contents(tmp_path) == {"x.csv": "mine"}
    write(tmp_path, {"x.csv": "2"}, force=True)
    assert contents(tmp_path) == {"x.csv": "2"}


def test_a_foreign_file_is_refused_before_the_work_starts(tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    with (
        pytest.raises(OutputError, match="not written by symfeat"),
        replacing(tmp_path, "solve", names=["x.csv"]),
    ):
        pytest.fail("the block ran")


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_in_the_way_of_a_file_is_an_error_even_by_force(tmp_path, force):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write(tmp_path, {"x.csv": "1"}, force=force)


def test_a_file_in_the_way_of_the_folder_is_an_error(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        write(tmp_path / "out", {"x.csv": "1"})
    with pytest.raises(OutputError, match="cannot be created"):
        write(tmp_path / "out/below", {"x.csv": "1"})


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_in_the_block_leaves_the_folder_as_it_was(tmp_path, error):
    write(tmp_path, {"x.csv": "1"})
    for folder in (tmp_path, tmp_path / "new/folder"):
        with pytest.raises(error), replacing(folder, "solve") as stage:
            interrupted_write(stage / "x.csv", error)
    assert contents(tmp_path) == {"x.csv": "1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [FOLDER_MARKER, "x.csv"]


def test_a_marker_that_is_not_symfeats_own_is_an_error(tmp_path):
    (tmp_path / FOLDER_MARKER).write_text("something else")
    with pytest.raises(OutputError, match="not a marker that symfeat wrote"):
        write(tmp_path, {"x.csv": "1"})


def test_a_marker_does_not_reach_outside_its_folder(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    write(tmp_path / "out", {"x.csv": "1"})
    marker = tmp_path / "out" / FOLDER_MARKER
    marker.write_text(marker.read_text().replace("x.csv", "../mine.txt"))
    write(tmp_path / "out", {"y.csv": "1"})
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_file_with_the_marker_is_replaced_and_any_other_only_by_force(tmp_path):
    path = tmp_path / "new/kernel.py"
    write_file(path, f'"""{FILE_MARKER}."""\n')
    write_file(path, "x = 1\n")
    with pytest.raises(OutputError, match="--force replaces it"):
        write_file(path, "x = 2\n")
    write_file(path, "x = 3\n", force=True)
    assert path.read_text() == "x = 3\n"
    assert list(path.parent.iterdir()) == [path]
    with pytest.raises(OutputError, match="is a folder"):
        write_file(tmp_path, "x = 1\n", force=True)
