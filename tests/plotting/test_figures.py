"""Figures: every kind of trajectory can be drawn, in both widths, and the same figure gives the same file."""

import sys

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from symfeat import plotting
from symfeat.data import Regression
from symfeat.errors import InputError
from symfeat.learning import learn
from symfeat.model import Setting
from symfeat.plotting import style

X = np.linspace(-1.0, 2.0, 7)
CASES = {
    "rising": (3.0, {}),
    "sign change": (-4.0, {"seed": 3}),
    "one neuron, no wedge": (9.0, {"width": 1, "seed": 3}),
    "target zero": (0.0, {"width": 5, "sigma_u": 0.1}),
    "kernel phase": (0.5, {"width": 200}),
    "tiny": (1e-12, {"sigma_u": 1e-8, "sigma_w": 1e-8}),
}


@pytest.fixture(params=CASES.values(), ids=list(CASES))
def learning(request):
    slope, setting = request.param
    return learn(Regression(X, slope * X, "s", "q"), Setting(**setting), points=41)


@pytest.mark.parametrize("columns", [1, 2])
def test_every_kind_of_trajectory_is_drawn_in_both_widths(learning, columns, tmp_path):
    solution, times = learning.solution, learning.times
    figures = [
        plotting.learning_figure(learning, columns),
        plotting.trajectory_figure(solution, times, learning.task.target, columns),
        plotting.plane_figure(solution, columns),
        plotting.mechanism_figure(solution, times, columns),
    ]
    for figure in figures:
        assert figure.get_size_inches()[0] == style.WIDTHS[columns]
        plotting.save(figure, tmp_path / "figure.svg")


def test_gradient_descent_is_drawn_as_circles():
    data = Regression(X, 3 * X, "s", "q")
    plain, compared = learn(data, Setting()), learn(data, Setting(), step=1e-3)
    counts = [len(plotting.learning_figure(each).axes[1].lines) for each in (plain, compared)]
    assert counts[1] == counts[0] + 1


def test_the_trajectory_in_the_plane_is_horizontal_at_the_wedge():
    solution = learn(Regression(X, 3 * X, "s", "q"), Setting()).solution
    segment = [
        line for line in plotting.plane_figure(solution).axes[0].lines if np.size(line.get_xdata()) == 2
    ]
    ends = np.array([line.get_xydata() for line in segment])
    expected = [
        [float(solution.slope(0.0)), float(solution.wedge)],
        [float(solution.limit), float(solution.wedge)],
    ]
    assert any(np.allclose(end, expected) for end in ends)


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_same_figure_gives_the_same_file(ending, tmp_path):
    solution = learn(Regression(X, 3 * X, "s", "q"), Setting()).solution
    for name in ("a", "b"):
        plotting.save(plotting.plane_figure(solution), tmp_path / f"{name}.{ending}")
    first = (tmp_path / f"a.{ending}").read_bytes()
    assert len(first) > 1000
    assert first == (tmp_path / f"b.{ending}").read_bytes()


def test_bad_endings_and_widths_are_named(tmp_path):
    solution = learn(Regression(X, 3 * X, "s", "q"), Setting()).solution
    with pytest.raises(InputError, match=r"path must end in \.svg, \.png, \.pdf; got 'a\.bmp'"):
        plotting.save(plotting.plane_figure(solution), tmp_path / "a.bmp")
    with pytest.raises(InputError, match="columns must be 1 or 2; got 3"):
        plotting.plane_figure(solution, 3)


def test_on_screen_the_same_figure_is_half_as_large_again():
    learning = learn(Regression(X, 3 * X, "s", "q"), Setting(), points=11)
    paper, screen = (plotting.learning_figure(learning, 1, style) for style in plotting.STYLES)
    assert tuple(screen.get_size_inches()) == pytest.approx(tuple(1.5 * paper.get_size_inches()))
    sizes = [float(figure.axes[0].xaxis.label.get_fontsize()) for figure in (paper, screen)]
    assert sizes[1] == pytest.approx(1.5 * sizes[0])
    with pytest.raises(InputError, match="style must be paper or screen; got 'wall'"):
        plotting.learning_figure(learning, 1, "wall")


def test_the_colours_of_curves_differ_in_grey_or_by_their_dashes():
    lightness = [
        np.dot(to_rgb(colour), (0.299, 0.587, 0.114)) for colour in (style.BLUE, style.VERMILLION, style.SKY)
    ]
    assert np.diff(sorted(lightness)).min() > 0.08


def test_pyplot_is_not_imported():
    assert "matplotlib.pyplot" not in sys.modules
