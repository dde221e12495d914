"""Loading a folder: what cannot be used is named, with its file, and everything else loads."""

import pytest
import sympy as sp

from symfeat.claims import load_folder
from symfeat.claims.digest import digest
from symfeat.errors import DerivationError


def problems(place) -> dict[str, str]:
    return {problem.file: problem.message for problem in load_folder(place).problems}


def test_results_come_after_those_that_they_use(folder):
    place = folder(c="", b=("", 'uses={"c": "c"}'), a=("", 'uses={"b": "b"}'))
    registry = load_folder(place)
    assert list(registry.results) == ["c", "b", "a"]
    assert registry.problems == []
    assert registry["a"].file == "s1/a.py"


def test_a_cycle_names_its_files(folder):
    place = folder(fine="", a=("", 'uses={"b": "b"}'), b=("", 'uses={"a": "a"}'))
    found = problems(place)
    assert "circular dependency: s1/a.py -> s1/b.py -> s1/a.py" in found.values()
    assert set(found) == {"s1/a.py", "s1/b.py"}
    assert list(load_folder(place).results) == ["fine"]


def test_a_missing_dependency_names_the_file_and_the_slug(folder):
    place = folder(fine="", a=("", 'uses={"other": "not-there"}'), b=("", 'uses={"a": "a"}'))
    assert problems(place) == {
        "s1/a.py": "a uses not-there, which does not load",
        "s1/b.py": "b uses a, which does not load",
    }


def test_a_duplicate_slug_names_both_files(folder):
    place = folder(a="")
    second = place / "s2"
    second.mkdir()
    (second / "a.py").write_text((place / "s1" / "a.py").read_text())
    assert problems(place) == {"s2/a.py": "slug a already stands in s1/a.py"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("import (", "syntax error in line 1"),
        ("import math\nnames = 1 / 0", "ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit(4)", "SystemExit: 4"),
        ("import math", "must define exactly one Result; found 0"),
        ("x = 1\n", "has no statement"),
        (
            "@result.statement\ndef claim(nothing):\n    return nothing",
            "asks for nothing, which is no earlier",
        ),
        (("", 'expect="refuted"'), "expect must be proved or supported; got 'refuted'"),
        (("", 'expect="supported"'), 'expect="supported" needs its reason'),
    ],
)
def test_a_file_that_cannot_be_used_is_named(folder, content, words):
    found = problems(folder(fine="", case=content))
    assert list(found) == ["s1/case.py"]
    assert words in found["s1/case.py"]


def test_a_file_is_named_as_its_slug(folder):
    place = folder(case="")
    (place / "s1" / "case.py").rename(place / "s1" / "other.py")
    assert problems(place) == {"s1/other.py": "the file's name does not match its slug case"}


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("import (", r"notation\.py: syntax error in line 1"),
        ("", r"notation\.py: must define exactly one Notation; found 0"),
        (
            'from symfeat.claims import Notation\nn = Notation("n")\n'
            'x = n.symbol("x", "x", "one", real=True)\ny = n.symbol("x", "x", "two", positive=True)\n',
            r"notation\.py: n: symbol x is declared twice",
        ),
        (
            'from symfeat.claims import Notation\nn = Notation("n")\nx = n.symbol("x", "x", "one")\n',
            "symbol x needs an assumption, such as real=True",
        ),
    ],
)
def test_without_a_usable_notation_nothing_loads(folder, notation, words):
    with pytest.raises(DerivationError, match=words):
        load_folder(folder(notation=notation))


def test_a_folder_must_exist_and_hold_a_notation(tmp_path):
    with pytest.raises(DerivationError, match="is not a folder of derivations"):
        load_folder(tmp_path / "absent")
    with pytest.raises(DerivationError, match=r"has no notation\.py"):
        load_folder(tmp_path)


def test_a_folder_that_has_changed_is_read_again(folder):
    place = folder(a="")
    assert list(load_folder(place).results) == ["a"]
    folder(b="")
    assert list(load_folder(place).results) == ["a", "b"]


def test_an_unknown_slug_is_an_error(folder):
    with pytest.raises(DerivationError, match="no result is called absent"):
        load_folder(folder(a=""))["absent"]


SECTION = """
import sympy as sp
from symfeat.claims import Identity, Result
from .notation import kappa

result = Result("scaled", title="Scaled")

@result.step
def expand():
    "Multiply out."
    return Identity((kappa + 1) ** 2, sp.expand((kappa + 1) ** 2))

@result.statement
def claim(expand):
    return Identity((kappa + 1) ** 2, kappa**2 + 2 * kappa + 1)
"""


def test_a_section_declares_symbols_of_its_own(folder):
    place = folder(a="")
    section = place / "s2"
    section.mkdir()
    declaration = (
        'from ..notation import notation\nkappa = notation.symbol("kappa", "k", "scale", positive=True)\n'
    )
    (section / "notation.py").write_text(declaration, encoding="utf-8")
    (section / "scaled.py").write_text(SECTION, encoding="utf-8")
    registry = load_folder(place)
    assert registry.problems == []
    assert "kappa" in {entry.name for entry in registry.notation.entries}
    assert registry.statement("scaled").kind == "identity"


def test_a_section_cannot_declare_a_symbol_again(folder):
    place = folder(a="")
    (place / "s1" / "notation.py").write_text(
        "from ..notation import notation\n"
        'for _ in range(2):\n    notation.symbol("kappa", "k", "scale", positive=True)\n',
        encoding="utf-8",
    )
    with pytest.raises(DerivationError, match=r"s1/notation.py: .*kappa is declared twice"):
        load_folder(place)


def test_a_digest_does_not_hang_on_how_a_symbol_was_declared():
    short, long = sp.Symbol("x", positive=True), sp.Symbol("x", positive=True, real=True, finite=True)
    assert short == long
    assert sp.srepr(short) != sp.srepr(long)
    assert digest("identity", [short + 1]) == digest("identity", [long + 1])
    assert digest("identity", [short + 1]) != digest("identity", [sp.Symbol("x", real=True) + 1])
