"""A table goes to CSV and back without losing a bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symfeat.errors import InputError
from symfeat.runs import Table

ROWS = [
    {"network": "relu", "alpha": 0.1, "seed": 0, "loss": 1 / 3},
    {"network": "relu", "alpha": 1.0, "seed": 1, "loss": float("nan")},
    {"network": 'a, "b"\n# c', "alpha": 1e-300, "seed": -(2**63), "loss": 5e-324},
]


def test_columns_have_the_type_of_their_values():
    table = Table.from_rows(ROWS)
    assert [table[name].dtype.kind for name in table.columns] == ["U", "f", "i", "f"]
    assert len(table) == 3
    assert table.values("network") == ["relu", 'a, "b"\n# c']
    assert Table.from_rows([{"x": 1}, {"x": 0.5}])["x"].tolist() == [1.0, 0.5]
    assert Table.from_rows([{"x": np.float32(0.5), "y": np.int64(3)}]).rows() == [{"x": 0.5, "y": 3}]


def test_rows_are_kept_by_the_values_of_their_columns():
    table = Table.from_rows(ROWS)
    assert table.where(network="relu", alpha=0.1)["seed"].tolist() == [0]
    assert len(table.where(alpha=7.0)) == 0
    for ask in (lambda: table["beta"], lambda: table.where(beta=1), lambda: table.values("beta")):
        with pytest.raises(InputError, match="column must be one of network, alpha, seed, loss; got 'beta'"):
            ask()


def test_a_written_table_reads_back_exactly_with_its_remarks(tmp_path):
    Table.from_rows(ROWS).write(tmp_path / "runs.csv", ["seeds = 3", "two\nlines"])
    back = Table.read(tmp_path / "runs.csv")
    for name, column in Table.from_rows(ROWS)._columns.items():
        np.testing.assert_array_equal(back[name], column)
        assert back[name].dtype == column.dtype
    text = (tmp_path / "runs.csv").read_text()
    assert text.startswith("# seeds = 3\n# two lines\nnetwork,alpha,seed,loss\n")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(allow_infinity=False), min_size=1, max_size=5),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), min_size=1).map(
        lambda text: "w" + text
    ),
    st.integers(-(2**63), 2**63 - 1),
)
def test_any_numbers_and_words_read_back_exactly(tmp_path_factory, numbers, word, integer):
    path = tmp_path_factory.mktemp("table") / "runs.csv"
    Table.from_rows([{"x": x, "word": word, "n": integer} for x in numbers]).write(path, ["a remark"])
    back = Table.read(path)
    np.testing.assert_array_equal(back["x"], np.array(numbers))
    assert back["word"].tolist() == [word] * len(numbers)
    assert back["n"].tolist() == [integer] * len(numbers)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "rows must be at least one"),
        ([{"a": 1}, {"b": 1}], "rows must have the columns a; row 1 has b"),
        ([{"a b": 1}], "columns must have names such as test_accuracy; got 'a b'"),
        ([{"a": float("inf")}], "a must be finite or nan; row 0 has inf"),
        ([{"a": 1.0}, {"a": None}], "a must be numbers or words; row 1 has None"),
        ([{"a": True}], "a must be numbers or words; row 0 has True"),
        ([{"a": np.array([1.0])}], "a must be numbers or words; row 0 has array([1.])"),
        ([{"a": 2**63}], "a must fit into 64 bits"),
        ([{"a": 1}, {"a": "x"}], "a must be all numbers or all words; got both"),
        ([{"a": "1"}], "a must be words that do not read as numbers; got '1'"),
        ([{"a": "nan"}], "a must be words that do not read as numbers; got 'nan'"),
    ],
)
def test_rows_that_make_no_table_are_named(rows, message):
    with pytest.raises(InputError) as error:
        Table.from_rows(rows)
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["", "a,b\n", "a,b\n1\n", 'a\n"1\n'])
def test_a_file_that_is_no_table_is_named(tmp_path, text):
    (tmp_path / "bad.csv").write_text(text)
    with pytest.raises(InputError, match=r"bad.csv cannot be read as a table"):
        Table.read(tmp_path / "bad.csv")
    with pytest.raises(InputError, match=r"absent.csv cannot be read as a table"):
        Table.read(tmp_path / "absent.csv")
