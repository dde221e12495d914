"""A measurement as a text, as rows, as plain data; and of the arrays of a framework."""

import csv
import io
import json

import jax.numpy as jnp
import numpy as np

from symfeat.measure import measure

GENERATOR = np.random.default_rng(6)
SIZES = [(64, 32), (64, 64), (64, 64), (10, 64)]
FIRST = [GENERATOR.standard_normal(shape) for shape in SIZES]
LAST = [w + GENERATOR.standard_normal(w.shape) for w in FIRST]
KERNEL = np.eye(4)
FOUND = measure([FIRST, LAST], [0.0, 1e5], kernels=[KERNEL, 1.5 * KERNEL], targets=np.arange(4.0))


def test_the_table_fits_80_columns_and_says_what_changed():
    lines = str(FOUND).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "2 times from 0 to 100000, 4 layers; first -> last"
    assert [line.split()[0] for line in lines[2:5]] == ["1-2", "2-3", "3-4"]
    assert lines[-2:] == [
        "kernel: changes by 50.00% of its first norm",
        "kernel and targets: cosine 0.500 -> 0.500",
    ]
    assert repr(FOUND) == str(FOUND)


def test_rows_make_a_table_with_a_row_a_time():
    rows = FOUND.rows()
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    back = list(csv.DictReader(io.StringIO(text.getvalue())))
    assert [float(row["time"]) for row in back] == [0.0, 1e5]
    assert [float(row["alignment_3"]) for row in back] == FOUND.alignment[:, 2].tolist()
    assert [float(row["norm_4"]) for row in back] == FOUND.norm[:, 3].tolist()
    assert [float(row["kernel_change"]) for row in back] == [0.0, 0.5]
    assert all(isinstance(value, float) for row in rows for value in row.values())


def test_plain_data_holds_every_field():
    plain = FOUND.to_dict()
    assert json.loads(json.dumps(plain))["wedge"] == FOUND.wedge.tolist()
    assert plain["units"] == [64, 64, 64]


def test_arrays_of_jax_lists_and_integers_are_read():
    expected = measure([[[[1.0, 2.0]], [[3.0]]]])
    for layers in ([jnp.array([[1.0, 2.0]]), jnp.array([[3.0]])], [np.array([[1, 2]]), np.array([[3]])]):
        np.testing.assert_allclose(measure([layers]).norm, expected.norm)


class Tensor:
    """What the meter uses of a tensor that records gradients."""

    def __init__(self, values):
        self.values = values

    def __array__(self, *_args, **_keywords):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad")

    def detach(self):
        return self

    def cpu(self):
        return self

    def numpy(self):
        return self.values


def test_tensors_that_record_gradients_are_read():
    assert str(measure([[Tensor(w) for w in FIRST]])) == str(measure([FIRST]))
