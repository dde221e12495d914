"""Reading two columns of a CSV file: every usual form is read, every bad one named with its row."""

import codecs
from pathlib import Path

import numpy as np
import pytest

from symfeat.data import read_regression
from symfeat.errors import InputError

HUBBLE = Path(__file__).parents[1] / "examples/hubble1929.csv"


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "data.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_hubbles_table_has_24_nebulae_and_his_slope_through_the_origin():
    data = read_regression(HUBBLE, x="distance", target="velocity")
    assert (data.rows, data.x_name, data.target_name) == (24, "distance", "velocity")
    assert data.x @ data.target / (data.x @ data.x) == pytest.approx(423.937, abs=1e-3)


FORMS = {
    "comma": "s,q\n1,2\n3,-4.5e1\n",
    "semicolon": "s;q\n1;2\n3;-4.5e1\n",
    "tab": "s\tq\n1\t2\n3\t-4.5e1\n",
    "spaces around cells": "s , q\n 1 , 2\n3,  -4.5e1\n",
    "crlf": "s,q\r\n1,2\r\n3,-4.5e1\r\n",
    "old mac line ends": "s,q\r1,2\r3,-4.5e1\r",
    "byte-order mark": codecs.BOM_UTF8 + b"s,q\n1,2\n3,-4.5e1\n",
    "no last newline": "s,q\n1,2\n3,-4.5e1",
    "comments and blank lines": "# units: m, s\n\ns,q\n1,2\n  # half way\n\n3,-4.5e1\n",
    "quoted": '"s","q"\n"1","2"\n"3",-4.5e1\n',
    "forms of a number": "s,q\n1.,+2.\n3e0,-.45E2\n",
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_the_usual_forms_of_a_file_read_the_same(write, content):
    data = read_regression(write(content), x="s", target="q")
    np.testing.assert_array_equal([data.x, data.target], [[1, 3], [2, -45]])


def test_a_column_goes_by_its_name_or_by_its_number_from_one(write):
    path = write('"name, full",s,q\n"a, b",1,2\n"c ""d""",3,4\n')
    named, numbered = read_regression(path, x="s", target="q"), read_regression(path, x="2", target="3")
    np.testing.assert_array_equal(named.x, numbered.x)
    assert (numbered.x_name, numbered.target_name) == ("s", "q")


def test_without_a_header_the_first_row_is_data(write):
    data = read_regression(write("a,1,2\nb,3,4\n"), x="2", target="3")
    np.testing.assert_array_equal(data.x, [1, 3])
    assert (data.x_name, data.target_name) == ("column 2", "column 3")


BAD = {
    "empty file": ("", "has no data rows"),
    "comments only": ("# nothing\n", "has no data rows"),
    "header only": ("s,q\n", "no data rows below its header"),
    "missing value": ("s,q\n1,2\n# note\n3,\n", "row 4, column 'q': the value is missing"),
    "missing in the first row": ("1,\n2,3\n", "row 1, column 2: the value is missing"),
    "word": ("s,q\n1,2\n3,none\n", "row 3, column 'q': 'none' is not a finite number"),
    "word in a headless first row": ("1,x\n2,3\n", "row 1, column 2: 'x' is not a finite number"),
    "nan": ("s,q\n1,2\nnan,3\n", "row 3, column 's': 'nan' is not"),
    "infinity": ("s,q\n1,2\n3,inf\n", "row 3, column 'q': 'inf' is not"),
    "overflow": ("s,q\n1e999,2\n", "row 2, column 's': '1e999' is not"),
    "underscore": ("s,q\n1_0,2\n", "'1_0' is not"),
    "decimal comma": ("s;q\n1,5;2\n", "'1,5' is not"),
    "short row": ("s,q\n1,2\n3\n", "row 3: 1 columns; the rows before have 2"),
    "long row": ("s,q\n1,2\n3,4,5\n", "row 3: 3 columns; the rows before have 2"),
    "unclosed quote": ('s,q\n1,2\n"3,4\n', "row 3: not readable as CSV"),
    "zero input": ("s,q\n0,1\n0,2\n", "s is 0 in every row; a regression needs values that vary"),
    "zero target": ("1,0\n2,0\n", "column 2 is 0 in every row"),
    "constant input": ("s,q\n2,1\n2,2\n", "s is 2 in every row"),
    "constant target": ("s,q\n1,0.5\n2,0.5\n", "q is 0.5 in every row"),
    "one row": ("s,q\n1,2\n", "s is 1 in every row"),
    "not text": (b"s,q\n\xff\xfe,2\n", "not text in UTF-8"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD.keys())
def test_bad_files_end_in_one_line_that_names_the_row(write, content, message):
    path = write(content)
    with pytest.raises(InputError) as caught:
        read_regression(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("column", ["speed", "0", "4", "-1", ""])
def test_a_column_that_is_not_there_is_named_with_those_that_are(write, column):
    with pytest.raises(
        InputError,
        match=rf"x: no column '{column}' in .*; the first row reads s, q, r; numbers go from 1 to 3",
    ):
        read_regression(write("s,q,r\n1,2,3\n"), x=column, target="q")


def test_two_columns_of_one_name_are_told_apart_by_number_only(write):
    path = write("s,s,q\n1,2,3\n2,3,4\n")
    with pytest.raises(InputError, match=r"x: several columns of .* are called 's'"):
        read_regression(path, x="s", target="q")
    assert read_regression(path, x="2", target="q").x[0] == 2


def test_files_that_cannot_be_read_are_input_errors(tmp_path):
    with pytest.raises(InputError, match=r"absent\.csv cannot be read: No such file"):
        read_regression(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_regression(tmp_path)
