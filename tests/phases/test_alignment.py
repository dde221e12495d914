"""The probability that a random network aligns: the closed form, to 14 digits, at any width."""

from typing import Any

import mpmath
import numpy as np
import pytest

from symfeat.phases import alignment_probability

BOUND = 1e-14


def closed_form(width: int, x: float) -> Any:
    """x (K_n(x) L_{n-1}(x) + L_n(x) K_{n-1}(x)), n = (width - 1)/2, to 30 digits."""
    mp = mpmath.mp.clone()
    mp.dps = 50 + int(2 * width**0.5)  # K and L are far apart in size
    n, x = mp.mpf(width - 1) / 2, mp.mpf(x)
    return x * (mp.besselk(n, x) * mp.struvel(n - 1, x) + mp.struvel(n, x) * mp.besselk(n - 1, x))


def mean_of_error_functions(width: int, x: float) -> Any:
    """The same at widths where Bessel functions take too long: the mean over U, by a rule with tiny steps."""
    mp = mpmath.mp.clone()
    mp.dps = 30
    d, x = mp.mpf(width), mp.mpf(x)
    step, total, mass = mp.sqrt(1 / d) / 8, mp.mpf(0), mp.mpf(0)
    for k in range(-160, 161):
        weight = mp.exp(-d / 2 * (mp.expm1(k * step) - k * step))
        mass += weight
        total += weight * mp.erf(x * mp.exp(-k * step / 2) / mp.sqrt(2 * d))
    return total / mass


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5, 8, 17, 64, 255, 1024])
def test_it_is_the_closed_form(width):
    for share in (1e-8, 1e-2, 0.3, 1.0, 2.5, 6.0) if width < 100 else (1e-2, 2.5):
        x = share * width**0.5
        exact = closed_form(width, x)
        assert abs(alignment_probability(width, x) - exact) <= BOUND * exact, x


@pytest.mark.parametrize("width", [10**5, 10**7])
def test_it_is_the_mean_of_error_functions_at_large_widths(width):
    for share in (1e-3, 0.5, 2.0):
        x = share * width**0.5
        exact = mean_of_error_functions(width, x)
        assert abs(alignment_probability(width, x) - exact) <= BOUND * exact, x


def test_the_two_references_agree_and_tell_a_wrong_width():
    assert abs(mean_of_error_functions(1025, 15.0) / closed_form(1025, 15.0) - 1) < 1e-25
    assert abs(alignment_probability(1024, 15.0) / closed_form(1025, 15.0) - 1) > 1e-6


def test_two_neurons_make_it_exponential():
    x = np.hstack([0.0, np.geomspace(1e-300, 1e3, 200), np.inf])
    assert np.allclose(alignment_probability(2, x), -np.expm1(-x), rtol=BOUND, atol=0)


def test_one_neuron_at_tiny_slopes():
    """P ~ x (log(2/x) + 1 - Euler's constant) 2/pi, which tends to 0 more slowly than x."""
    x = 1e-200
    expected = 2 / np.pi * x * (np.log(2 / x) + 1 - np.euler_gamma)
    assert alignment_probability(1, x) == pytest.approx(expected, rel=BOUND)


def test_it_grows_with_the_target_and_falls_with_the_width():
    widths, x = np.unique(np.geomspace(1, 1e7, 40).round()), np.geomspace(1e-3, 1e4, 50)
    found = alignment_probability(widths[:, None], x)
    assert found.shape == (widths.size, x.size)
    assert np.all(found[:, 1:] >= found[:, :-1] * (1 - BOUND))
    assert np.all(found[1:] <= found[:-1] * (1 + BOUND))
    assert np.all((found > 0) & (found <= 1))


@pytest.mark.filterwarnings("error")
def test_tiny_and_huge_slopes_do_not_warn_of_each_other():
    x = [0.0, np.inf, 1e-308, 5e-324, 1e308]
    for width in (1, 2, 1000):
        together = alignment_probability(width, x)
        assert together.tolist() == pytest.approx([alignment_probability(width, one) for one in x], rel=BOUND)
        assert together[[0, 1, 4]].tolist() == [0.0, 1.0, 1.0]


def test_shapes_broadcast_and_numbers_give_numbers():
    assert isinstance(alignment_probability(3, 1.0), float)
    table = alignment_probability([[2], [3]], [0.0, 1.0, np.inf])
    assert table.shape == (2, 3)
    assert table[:, [0, 2]].tolist() == [[0.0, 1.0], [0.0, 1.0]]
    assert table[1, 1] == alignment_probability(3, 1.0)
    assert alignment_probability([2, 2, 3], 1.0).shape == (3,)
    assert alignment_probability(2, np.empty((0, 3))).shape == (0, 3)
