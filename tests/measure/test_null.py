"""The stated null distributions are those of layers turned at random, and random layers are such."""

import numpy as np
import pytest

from symfeat.measure import Pair, kernel_target_alignment, measure, turned_deviation

DRAWS = 4000
FAR = 4.5  # standard errors


def turned(n, generator):
    """A matrix from the uniform distribution on the orthogonal group."""
    q, r = np.linalg.qr(generator.standard_normal((n, n)))
    return q * np.sign(np.diag(r))


def z_scores(values, mean, deviation):
    """How many standard errors a sample's mean and variance are from those given."""
    values = np.asarray(values)
    squares = (values - mean) ** 2
    of_mean = (values.mean() - mean) / (deviation / np.sqrt(values.size))
    return of_mean, (squares.mean() - deviation**2) / (squares.std() / np.sqrt(values.size))


SHAPES = {"vectors": (1, 5, 1), "square": (6, 6, 6), "two units": (3, 2, 4), "narrow": (2, 7, 3)}


@pytest.mark.parametrize("name", SHAPES)
def test_alignment_correlation_and_overlap_of_turned_layers(name):
    m, n, p = SHAPES[name]
    generator = np.random.default_rng(sorted(SHAPES).index(name))
    a = generator.standard_normal((m, n)) * np.geomspace(1, 4, n)
    b = generator.standard_normal((n, p))
    pairs = [Pair.of(a, turned(n, generator) @ b, subspace=2) for _ in range(DRAWS)]
    k = pairs[0].leading
    stated = {
        "alignment": (1.0, pairs[0].alignment_null),
        "correlation": (0.0, turned_deviation(n)),
        "overlap": (k / n, (1 - k / n) * turned_deviation(n)),
    }
    for quantity, (mean, deviation) in stated.items():
        values = [getattr(pair, quantity) for pair in pairs]
        if k == n and quantity == "overlap":
            np.testing.assert_allclose(values, 1.0)
        else:
            assert np.max(np.abs(z_scores(values, mean, deviation))) < FAR, quantity


def test_of_vectors_the_null_is_the_beta_distribution_of_the_squared_cosine():
    """cos^2 of random vectors is Beta(1/2, (n-1)/2), of variance 2(n-1)/(n^2 (n+2))."""
    for n in (2, 3, 50):
        pair = Pair.of(np.ones((1, n)), np.arange(1.0, n + 1)[:, None])
        assert pair.alignment_null == pytest.approx(np.sqrt(2 * (n - 1) / (n + 2)), rel=1e-14)


def test_independent_gaussian_layers_are_at_the_null():
    generator = np.random.default_rng(7)
    draws = [[generator.standard_normal((9, 12)), generator.standard_normal((5, 9))] for _ in range(1000)]
    found = measure(draws)
    assert abs(np.mean((found.alignment - 1) / found.alignment_null)) * np.sqrt(1000) < FAR
    assert abs(np.mean(found.correlation / found.correlation_null)) * np.sqrt(1000) < FAR


def test_the_alignment_of_a_kernel_with_turned_targets():
    generator = np.random.default_rng(8)
    n, root = 6, np.random.default_rng(9).standard_normal((6, 3))
    kernel, y = root @ root.T, generator.standard_normal((n, 2))
    values = [kernel_target_alignment(kernel, turned(n, generator) @ y) for _ in range(DRAWS)]
    gram, size = y @ y.T, np.linalg.norm(kernel) * np.linalg.norm(y @ y.T)
    spreads = [np.linalg.norm(g - np.trace(g) / n * np.eye(n)) for g in (kernel, gram)]
    mean = np.trace(kernel) * np.trace(gram) / (n * size)
    assert np.max(np.abs(z_scores(values, mean, turned_deviation(n) * np.prod(spreads) / size))) < FAR


def test_the_largest_alignment_is_reached_by_the_best_turn_and_by_no_other():
    generator = np.random.default_rng(10)
    a, b = generator.standard_normal((4, 6)), generator.standard_normal((6, 3))
    pair = Pair.of(a, b)
    best = a @ np.linalg.svd(a)[2].T @ np.linalg.svd(b)[0].T
    assert Pair.of(best, b).alignment == pytest.approx(pair.alignment_max, rel=1e-13)
    turns = [Pair.of(a @ turned(6, generator), b).alignment for _ in range(200)]
    assert max(turns) < pair.alignment_max
