"""Files of strangers: what is no claim file is refused as a whole, what is no claim is invalid by itself."""

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symfeat.claimfiles.read import Entry, is_claim_file, read
from symfeat.errors import InputError

from .conftest import TRUE

reading = sys.modules[read.__module__]


def text_of(*claims, **keys):
    return json.dumps({"format": 1, "claims": list(claims), **keys})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "must hold an object"),
        ("{}", "format must be 1; got None"),
        ('{"format": 2, "claims": []}', "format must be 1; got 2"),
        ('{"format": true, "claims": []}', "format must be 1; got True"),
        ('{"format": 1.0, "claims": []}', "format must be 1; got '1.0'"),
        ('{"format": 1}', "claims must be a list"),
        ('{"format": 1, "claims": {}}', "claims must be a list"),
        ('{"format": 1, "format": 1, "claims": []}', "the key format stands twice"),
        ("[" * 100_000, "nests too deep|is not JSON"),
        ('{"format": 1, "claims": ' + "[" * 50_000 + "]" * 50_000 + "}", "nests too deep"),
        (text_of(*[{}] * 10_001), "10,001 claims; 10,000 are allowed"),
    ],
    ids=range(13),
)
def test_a_file_that_is_no_claim_file_is_refused(claim_file, text, message):
    path = claim_file(text or " ")
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert str(caught.value).startswith(str(path))
    assert len(str(caught.value)) < len(str(path)) + 200


def test_bytes_that_are_not_utf8_and_files_that_are_not_there(tmp_path):
    (tmp_path / "a.json").write_bytes(b'{"format": 1, "claims": ["\xff"]}')
    with pytest.raises(InputError, match="must be encoded in UTF-8"):
        read(tmp_path / "a.json")
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path / "b.json")
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("x = " + "1" * 3_000_000, "memory limit|Exceeds the limit"),
        (".".join("a" * 200_000) + " = 1", "time"),
    ],
    ids=["digits", "dots"],
)
def test_toml_that_costs_its_parser_too_much_is_refused(claim_file, monkeypatch, line, why):
    monkeypatch.setattr(reading, "_TOML_SECONDS", 3.0)
    monkeypatch.setattr(reading, "_TOML_MEMORY", 256 << 20)
    with pytest.raises(InputError, match=why):
        read(claim_file(f"format = 1\nclaims = []\n{line}\n", "claims.toml"))


def test_toml_of_any_allowed_size_is_read(claim_file):
    note = "# " + "a note for readers " * 5_000
    assert read(claim_file(f"{note}\nformat = 1\nclaims = []\n", "claims.toml")) == []


def test_a_claim_of_too_many_keys_is_invalid(claim_file):
    notes = {f"lhss{number}": number for number in range(501)}
    (entry,) = read(claim_file(one={**notes, "kind": "identity"}))
    assert entry.problem == "has 503 keys; 500 are allowed"


def test_a_file_that_is_too_large_is_not_parsed(claim_file, monkeypatch):
    def parse(*_, **__):
        raise AssertionError("the file was parsed")

    monkeypatch.setattr(reading.json, "loads", parse)
    monkeypatch.setattr(reading, "FILE_BYTES", 1 << 20)
    with pytest.raises(InputError, match="has more than 1 MB"):
        read(claim_file('"' + "x" * (2 << 20)))
    monkeypatch.setattr(reading, "_PARTS", 1000)
    with pytest.raises(InputError, match="more than 1,000 brackets"):
        read(claim_file("[" + "[]," * 1000 + "0]"))


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ("text", "a claim must be an object"),
        ({}, "id must be a printable string"),
        ({"id": 1}, "id must be a printable string"),
        ({"id": "a\x1b[31m"}, "id must be a printable string"),
        ({"id": "\ud800"}, "id must be a printable string"),
        ({"id": "x" * 201}, "id must be a printable string"),
        ({"id": "a", "lhs": "x" * 1_000_001}, "is larger than"),
        ({"id": "a", "lhs": [[]] * 1_000_001}, "is larger than"),
        ({"id": "a", "asume": []}, "the key asume is unknown; did you mean assume?"),
    ],
    ids=range(9),
)
def test_a_claim_that_is_none_leaves_the_others(claim_file, claim, problem):
    bad, good = read(claim_file(text_of(claim, {"id": "good", **TRUE})))
    assert bad.problem.startswith(problem)
    assert bad.id.isprintable()
    assert (good.id, good.problem) == ("good", "")


def test_an_id_that_stands_twice_is_invalid_the_second_time(claim_file):
    first, second = read(claim_file(text_of({"id": "a", **TRUE}, {"id": "a", **TRUE})))
    assert (first.problem, second.problem) == ("", "id: a stands for an earlier claim, too")


def test_a_key_that_stands_twice_makes_its_claim_invalid(claim_file):
    lines = ['{"id": "a", "lhs": "1", "lhs": "2"}', '{"id": "b", "symbols": {"x": "real", "x": "complex"}}']
    one, two = read(claim_file('{"format": 1, "claims": [' + ",".join(lines) + "]}"))
    assert (one.problem, two.problem) == ("the key lhs stands twice", "the key x stands twice")


def test_notes_for_readers_are_left_out_of_the_claim(claim_file):
    (entry,) = read(claim_file(a={**TRUE, "source": "DLMF 4.2", "expect": "true", "remarks": {"any": 1}}))
    assert entry == Entry("a", {"id": "a", **TRUE})


def test_decimals_stay_exact_and_what_is_not_finite_is_no_number(claim_file):
    path = claim_file('{"format": 1, "claims": [{"id": "a", "lhs": 0.10, "rhs": NaN, "value": -Infinity}]}')
    (entry,) = read(path)
    assert entry.raw["lhs"] == "0.10"
    assert all(type(entry.raw[key]) is float for key in ("rhs", "value"))


TOML = """
format = 1
[[claims]]
id = "a"
kind = "identity"
symbols = {x = "real"}
assume = ["x > 0.5"]
sample_box = {x = [0.50, 2]}
lhs = "x"
rhs = "x"
"""


def test_toml_says_the_same_as_json(claim_file):
    claim = {"kind": "identity", "symbols": {"x": "real"}, "assume": ["x > 0.5"], "lhs": "x", "rhs": "x"}
    as_json = claim_file(a={**claim, "sample_box": {"x": ["0.50", 2]}})
    as_toml = claim_file(TOML, "claims.toml")
    assert read(as_toml) == read(as_json)


@pytest.mark.parametrize(
    "line", ["format = 1\nformat = 1", "format = ", 'format = 1\nclaims = "a"', "a" * 10]
)
def test_toml_that_is_none_is_refused(claim_file, line):
    with pytest.raises(InputError):
        read(claim_file(line, "claims.toml"))


def test_a_claim_file_is_known_by_its_name():
    assert [is_claim_file(t) for t in ("a.json", "b/C.TOML", "slug", None, ["a.json"])] == [
        True,
        True,
        False,
        False,
        False,
    ]


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
NAME = st.text() | st.sampled_from(reading.KEYS)
NESTED = st.lists(PLAIN, max_size=4) | st.dictionaries(NAME, PLAIN)
JSON = PLAIN | NESTED | st.lists(NESTED, max_size=3) | st.dictionaries(NAME, NESTED)


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON, max_size=4))
def test_any_claims_are_entries(tmp_path_factory, claims):
    path = tmp_path_factory.mktemp("any") / "claims.json"
    path.write_text(text_of(*claims))
    entries = read(path)
    assert len(entries) == len(claims)
    assert all(entry.id.isprintable() for entry in entries)
