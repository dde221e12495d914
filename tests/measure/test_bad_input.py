"""What is not a network over time is named, in one line; what has no value is nan, without a warning."""

import jax.numpy as jnp
import numpy as np
import pytest

from symfeat.errors import InputError
from symfeat.measure import (
    Pair,
    gram_difference,
    kernel_change,
    kernel_target_alignment,
    measure,
    turned_deviation,
)

W1, W2, W3 = np.ones((4, 3)), np.ones((5, 4)), np.ones((2, 5))
OK = [W1, W2, W3]
K = np.eye(6)
J = np.ones((6, 12))


def broken(value):
    w = W2.copy()
    w[1, 2] = value
    return [[*OK], [W1, w, W3]]


SNAPSHOTS = {
    "snapshots must be a sequence of arrays; got float": 1.0,
    "snapshots must be a sequence of arrays; got str": "weights",
    "snapshots must be a sequence of arrays; got dict": {"w": OK},
    "snapshots must be a sequence of arrays; got generator": (layers for layers in [OK]),
    "snapshots must not be empty": [],
    "snapshots[1] must not be empty": [OK, []],
    "snapshots[0] must have two layers at least; got one": [[W1]],
    "snapshots[0][1] must be finite; got nan": [OK[:1] + [np.nan * W2] + OK[2:]],
    "snapshots[1][1] must be finite; got nan": broken(np.nan),
    "snapshots[1][1] must be finite; got -inf": broken(-np.inf),
    "snapshots[0][1] must be real numbers; got complex128": [[W1, W2 * 1j, W3]],
    "snapshots[0][0] must be real numbers; got str": [["w", W2, W3]],
    "snapshots[0][0] must be of a type that NumPy has, such as float32; got bfloat16": [
        [jnp.ones((4, 3), "bfloat16"), W2, W3]
    ],
    "snapshots[0][0] must be real numbers; got complex64 Array([[": [[jnp.ones((4, 3)) * 1j, W2, W3]],
    "snapshots[0][2] must be real numbers; got bool": [[W1, W2, W3 > 0]],
    "snapshots[0][1] must be a number or an array of numbers; got ragged rows": [[W1, [[1.0], [1.0, 2.0]]]],
    "snapshots[0][1] must be a vector, a matrix or a kernel of weights; got shape ()": [[W1, 3.0, W3]],
    "snapshots[0][1] must be a vector, a matrix or a kernel of weights; got shape (0, 4)": [
        [W1, np.ones((0, 4)), W3]
    ],
    "snapshots[0][1] must be a matrix between other layers (leave biases out; snapshots hold a list of "
    "layers for each time); got shape (4,)": [[W1, np.ones(4), W2]],
    "snapshots[0][0] and [1] must chain in layout 'out,in': 4 units leave, 5 enter; "
    "got shapes (4, 3) and (2, 5)": [[W1, W3]],
    "snapshots[0][1] and [2] must chain in layout 'out,in': 5 units leave, 4 enter; "
    "got shapes (5, 4) and (2, 4)": [[W1, W2, np.ones((2, 4))]],
    "snapshots[0][0] and [1] must chain": [[np.ones((4, 3, 2)), np.ones((5, 9))]],
    "snapshots[1] must have the shapes of snapshots[0]": [OK, [np.ones((4, 2)), W2, W3]],
    "snapshots[2] must have the shapes of snapshots[0]": [OK, OK, [W1, np.ones((2, 4))]],
}

ARGUMENTS = {
    "times must be one for each of 2 snapshots; got shape (3,)": {"times": [0, 1, 2]},
    "times must be one for each of 2 snapshots; got shape ()": {"times": 1.0},
    "times must rise; got 1 before 1": {"times": [1.0, 1.0]},
    "times must rise; got 2 before 1": {"times": [2.0, 1.0]},
    "times must be finite; got inf": {"times": [0.0, np.inf]},
    "times must be real numbers; got str": {"times": ["a", "b"]},
    "rates must be one for each of 3 layers; got shape (2,)": {"rates": [1.0, 1.0]},
    "rates must be positive; got 0": {"rates": [1.0, 0.0, 1.0]},
    "rates must be positive; got -1": {"rates": [1.0, -1.0, 1.0]},
    "rates must be finite; got inf": {"rates": [1.0, np.inf, 1.0]},
    "scale must be positive; got 0": {"scale": 0.0},
    "scale must be one number; got shape (2,)": {"scale": [1.0, 2.0]},
    "layout must be 'out,in' or 'in,out'; got 'in-out'": {"layout": "in-out"},
    "layout must be 'out,in' or 'in,out'; got array([1., 1.])": {"layout": np.ones(2)},
    "subspace must be at least 1; got 0": {"subspace": 0},
    "subspace must be an integer; got 1.5": {"subspace": 1.5},
    "targets need kernels or jacobians; got neither": {"targets": np.ones(6)},
    "kernels and jacobians must not both be given": {"kernels": [K, K], "jacobians": [J, J]},
    "kernels must be one for each of 2 snapshots; got 1": {"kernels": [K]},
    "kernels must be a sequence of arrays; got int": {"kernels": 3},
    "kernels[1] must be a square matrix, or of shape (n, c, n, c); got shape (6, 12)": {"kernels": [K, J]},
    "kernels[0] must be a square matrix, or of shape (n, c, n, c); got shape (2, 3, 3, 2)": {
        "kernels": [np.ones((2, 3, 3, 2))] * 2
    },
    "kernels[0] must be symmetric; got a matrix that is not": {"kernels": [np.triu(np.ones((6, 6)))] * 2},
    "kernels[1] must be finite; got nan": {"kernels": [K, K * np.nan]},
    "kernels[1] must have the 6 rows of kernels[0]; got 5": {"kernels": [K, np.eye(5)]},
    "targets must be (n,) or (n, c) for a kernel of side 6; got shape (5,)": {
        "kernels": [K, K],
        "targets": np.ones(5),
    },
    "targets must be (n,) or (n, c) for a kernel of side 6; got shape (6, 0)": {
        "kernels": [K, K],
        "targets": np.ones((6, 0)),
    },
    "targets must be finite; got nan": {"kernels": [K, K], "targets": np.full(6, np.nan)},
    "jacobians must be one for each of 2 snapshots; got 3": {"jacobians": [J, J, J]},
    "jacobians[0] must be (n, P) or (n, c, P); got shape (6,)": {"jacobians": [np.ones(6)] * 2},
    "jacobians[1] must have the 6 rows of jacobians[0]; got 5": {"jacobians": [J, J[:5]]},
    "jacobians[0] must have an array for each of 3 layers; got 2": {"jacobians": [[J, J]] * 2},
    "jacobians[0][1] must be (n, *shape) or (n, c, *shape), shape (5, 4), or flattened; got (6, 12)": {
        "jacobians": [[J, J, J]] * 2
    },
    "jacobians[0] must be of one batch; got [6, 5, 6] rows": {
        "jacobians": [[J, np.ones((5, 20)), np.ones((6, 10))]] * 2
    },
    "jacobians[0] must be a list, an array for each layer, where the rates differ": {
        "jacobians": [J, J],
        "rates": [1.0, 2.0, 1.0],
    },
}


@pytest.mark.parametrize("message", SNAPSHOTS)
def test_snapshots_that_are_not_a_network_over_time(message):
    with pytest.raises(InputError) as caught:
        measure(SNAPSHOTS[message])
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("message", ARGUMENTS)
def test_other_arguments(message):
    with pytest.raises(InputError) as caught:
        measure([OK, OK], **ARGUMENTS[message])
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Pair.of(W2, W3), r"outer and inner must be m x n and n x p; got \(5, 4\) and \(2, 5\)"),
        (lambda: Pair.of(W2, [1.0] * 4), "outer and inner must be m x n and n x p"),
        (lambda: Pair.of(W2, W1, rates=(1.0,)), r"rates must be two numbers; got shape \(1,\)"),  # pyright: ignore[reportArgumentType]
        (lambda: gram_difference(W2, W1 * np.nan), "inner must be finite; got nan"),
        (lambda: Pair.of(jnp.ones((1, 4), "bfloat16"), W1), "outer must be of a type that NumPy has"),
        (lambda: turned_deviation(0), "units must be at least 1; got 0"),
        (lambda: turned_deviation(2.5), "units must be an integer; got 2.5"),  # pyright: ignore[reportArgumentType]
        (lambda: kernel_change(K, np.eye(5)), r"first and kernel must have one shape"),
        (lambda: kernel_target_alignment(K, np.ones((2, 2))), r"targets must be \(n,\) or \(n, c\)"),
    ],
)
def test_single_readings_name_their_arguments(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_a_zero_layer_has_norms_and_conserved_numbers_but_no_direction():
    found = measure([[W1, 0 * W2, W3], OK])
    assert found.norm[0, 1] == 0
    assert found.wedge[0].tolist() == [0, 0]
    assert np.isfinite(found.imbalance).all()
    assert np.isfinite(found.floor).all()
    for name in ("cosine", "angle", "alignment", "alignment_null", "alignment_max", "correlation", "overlap"):
        assert np.isnan(getattr(found, name)[0]).all(), name
        assert name == "overlap" or np.isfinite(getattr(found, name)[1]).all(), name
    for name in ("rescaling", "aligning", "pair_aligning", "pair_rescaling"):
        assert np.isnan(getattr(found, name)).all(), name
    assert np.isfinite(found.gram_drift).all()
    assert "nan" in str(found)


def test_a_dead_network_has_no_drift():
    found = measure([[0 * w for w in OK]] * 2)
    assert np.isnan(found.gram_drift).all()
    assert found.wedge.tolist() == [[0, 0]] * 2


def test_layers_that_start_orthogonal_align_without_bound():
    found = measure([[[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [1.0, 1.0]]])
    assert found.pair_aligning[1, 0] == found.aligning[1] == np.inf
    assert np.isnan(found.pair_aligning[0, 0])  # from zero to zero
    back = measure([[[1.0, 0.0], [1.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]])
    assert back.pair_aligning[1, 0] == -np.inf
    assert back.angle[1, 0] == np.pi / 2


def test_one_unit_has_no_direction_to_turn_to():
    found = measure([[np.ones((1, 3)), np.ones((2, 1))]])
    assert found.cosine[0, 0] == pytest.approx(1.0, rel=1e-15)
    assert (found.alignment_null[0, 0], found.wedge[0, 0], found.overlap[0, 0]) == (0, 0, 1)
    assert np.isnan(found.correlation[0, 0])
    assert np.isnan(found.correlation_null[0])


def test_equal_leading_singular_values_leave_no_leading_subspace():
    found = measure([[np.ones((3, 2)), np.eye(3)]])
    assert np.isnan(found.overlap[0, 0])
    assert np.isfinite(measure([[np.ones((3, 2)), np.diag([2.0, 1.0, 1.0])]]).overlap[0, 0])
    rank_one = measure([[np.ones((3, 2)), np.ones((2, 3))]], subspace=2)
    assert np.isnan(rank_one.overlap[0, 0])


def test_numbers_beyond_the_range_of_floats_are_infinite_without_a_warning():
    found = measure([[1e200 * W1, 1e200 * W2, W3]])
    assert found.wedge[0, 1] < np.inf
    assert found.floor[0, 0] == np.inf
    assert found.alignment[0, 0] == pytest.approx(measure([OK]).alignment[0, 0], rel=1e-14)
    assert "inf" not in str(found)
    large, small = ([size * w for w in OK] for size in (1e200, 1e-200))
    assert measure([large, small]).gram_drift[1].tolist() == [np.inf, np.inf]
    assert (measure([small, large]).gram_drift[1] <= 1).all()


def test_a_gram_difference_whose_parts_are_beyond_the_range_of_floats():
    """It is computed before it is scaled back: equal parts cancel, others are infinite."""
    row = np.array([[1e200, 0.0]])
    assert gram_difference(row, row.T).tolist() == [[0, 0], [0, 0]]
    assert gram_difference(2 * row, row.T).tolist() == [[np.inf, 0], [0, 0]]


def test_times_as_far_apart_as_floats_can_be():
    assert measure([OK, OK], [-1.7e308, 1.7e308]).times[1] == 1.7e308


class Recording:
    """An array as PyTorch has it while it records gradients: NumPy may read it only once detached."""

    def __init__(self, values, dtype="float64"):
        self.values, self.dtype = values, dtype

    def __array__(self, *_args, **_kwargs):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.")

    def detach(self):
        return self

    cpu = detach

    def numpy(self):
        if self.dtype == "bfloat16":
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self.values


def test_tensors_that_record_gradients_are_read_by_every_function():
    a, b, k, y = (Recording(v) for v in (W2, W1, K, np.arange(6.0)))
    assert Pair.of(a, b).alignment == Pair.of(W2, W1).alignment
    assert (gram_difference(a, b) == gram_difference(W2, W1)).all()
    assert kernel_change(k, k) == 0
    assert kernel_target_alignment(k, y) == kernel_target_alignment(K, y.values)
    with pytest.raises(InputError, match="outer must be of a type that NumPy has.*bfloat16"):
        Pair.of(Recording(W2, "bfloat16"), W1)


@pytest.mark.skipif(bool(np.finfo(np.longdouble).max <= np.finfo(float).max), reason="no longer floats here")
def test_longer_floats_beyond_the_range_of_float64():
    with pytest.raises(InputError, match=r"snapshots\[0\]\[0\] must be finite; got inf"):
        measure([[np.longdouble("1e4000") * W1, W2, W3]])
