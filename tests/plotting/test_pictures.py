"""Pictures of the phases: each has its size and its words, shows what is so, and is saved with its data."""

import csv
import io
import json
import runpy
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import symfeat as sf
from symfeat import plotting
from symfeat.errors import InputError
from symfeat.model import Setting
from symfeat.phases import PhaseDiagram, alignment_probability
from symfeat.phases.placement import place
from symfeat.plotting.style import WIDTHS

TASK = sf.Task(1.0, 1.0)
SCALES, RATIOS = ("gamma", np.geomspace(1e-3, 10, 9)), ("eta_ratio", np.geomspace(1e-4, 1e4, 7))
NETWORKS = sf.LinearNetwork([[1.0, 0.0]] * 3, [[0.2, 1.0], [-3.0, 0.5], [2.5, 2.0]])


def diagram():
    return PhaseDiagram.over(
        x=("width", [2, 16, 64, 512]), y=SCALES, network=Setting(), task=TASK, samples=25
    )


PICTURES = {
    "plane": lambda **look: plotting.trajectory_plane(sf.solve(NETWORKS, sf.Task(1.0, 2.0)), **look),
    "mechanisms": plotting.three_mechanisms,
    "map": lambda **look: plotting.phase_map(RATIOS, SCALES, Setting(64), TASK, samples=15, **look),
    "probability": lambda **look: plotting.probability_map(diagram(), **look),
    "alignment": lambda **look: plotting.alignment_curves((2, 64), 50, **look),
    "exponents": plotting.exponent_diagram,
}
SAID = {
    "plane": {"alignment\n$|f_0|<|y|$", "disalignment\n$|f_0|>|y|$", "target $y$", "$\\zeta_{0}$"},
    "mechanisms": {"alignment", "disalignment", "rescaling", "$K_\\infty/K_0=0.53$"},
    "map": {"kernel phase", "turning at\nconstant kernel", "feature learning", "$K_\\infty=1.1\\,K_0$"},
    "probability": {"kernel phase", "feature learning", "turning\nat constant kernel"},
    "alignment": {"$d=2$", "$64$", "probability of $|f_0|<|y|$"},
    "exponents": {"kernel\nphase", "NTK", "mean field,\nµP, Xavier", "Chizat", "$e_g=0$"},
}


@cache
def drawn(name, columns=1, style="paper"):
    """A picture that several tests look at."""
    return PICTURES[name](columns=columns, style=style)


@pytest.mark.parametrize(("columns", "style"), [(1, "paper"), (2, "screen")])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_its_size_and_its_words(name, columns, style, said):
    picture = drawn(name, columns, style)
    magnified = picture.figure.get_size_inches()[0] / WIDTHS[columns]
    assert magnified == pytest.approx({"paper": 1.0, "screen": 1.5}[style])
    assert SAID[name] <= said(picture.figure)


@pytest.mark.parametrize("name", ["plane", "map", "alignment"])
def test_the_same_picture_gives_the_same_bytes(name, tmp_path):
    pictures = {"a": drawn(name), "b": PICTURES[name](columns=1)}
    first, second = (picture.save(tmp_path / f"{each}.svg") for each, picture in pictures.items())
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", PICTURES)
def test_the_table_has_the_columns_of_the_data(name):
    picture = drawn(name)
    rows = list(csv.reader(io.StringIO(picture.csv())))
    assert rows[0] == list(picture.data)
    assert len(rows) - 1 == len(next(iter(picture.data.values()))) > 2


@pytest.mark.parametrize("ending", plotting.FORMATS)
def test_every_format_is_written_with_the_table_beside_it(ending, tmp_path):
    figure, table = drawn("plane").save(tmp_path / f"figure.{ending}")
    assert figure.read_bytes()[:5] in (b"<?xml", b"\x89PNG\r", b"%PDF-")
    assert table == tmp_path / "figure.csv"


@pytest.mark.parametrize("name", PICTURES)
def test_bad_styles_and_columns_are_named(name):
    with pytest.raises(InputError, match="style must be paper or screen; got 'poster'"):
        PICTURES[name](style="poster")
    with pytest.raises(InputError, match="columns must be 1 or 2; got 3"):
        PICTURES[name](columns=3)


def test_bad_formats_are_named(tmp_path):
    with pytest.raises(InputError, match=r"path must end in \.svg, \.png, \.pdf; got 'a\.gif'"):
        drawn("plane").save(tmp_path / "a.gif")
    with pytest.raises(InputError, match="format must be svg, png or pdf; got 'gif'"):
        plotting.picture_files(["plane"], "gif")
    assert list(tmp_path.iterdir()) == []


def test_an_absent_number_is_an_empty_cell():
    figure = drawn("plane").figure
    assert plotting.Picture(figure, {"a": [1.5, np.nan], "b": ["x", "y"]}).csv() == "a,b\n1.5,x\n,y\n"


# Maps: what is drawn is what the closed forms and the networks say.


def test_a_regime_that_does_not_occur_has_no_panel(said):
    shown = said(drawn("probability").figure)
    assert "rescaling\nat constant angle" not in shown
    assert "undefined" not in shown


# The plane, the curves, the probability, the exponents.


def test_trajectories_are_horizontal_at_their_wedges_and_end_at_the_target():
    picture = drawn("plane")
    segments = {tuple(line.get_ydata()) for line in picture.figure.axes[0].lines}
    assert {(1.0, 1.0), (0.5, 0.5), (2.0, 2.0)} <= segments
    assert picture.data["limit"].tolist() == [2.0, 2.0, 2.0]
    assert picture.data["mechanism"].tolist() == ["alignment", "disalignment", "disalignment"]


@pytest.mark.parametrize(
    ("solution", "marked", "message"),
    [
        (sf.solve(sf.LinearNetwork([1.0], [1.0]), TASK), 0, "solution must be of networks in a row"),
        (sf.solve(NETWORKS, sf.Task(1.0, [1.0, 2.0, 3.0])), 0, "with one target"),
        (sf.solve(NETWORKS, TASK), 3, "marked must be from 0 to 2; got 3"),
    ],
)
def test_a_plane_needs_networks_in_a_row_with_one_target(solution, marked, message):
    with pytest.raises(InputError, match=message):
        plotting.trajectory_plane(solution, marked)


@pytest.mark.parametrize("target", [0.0, -1.0])
def test_the_plane_of_a_target_that_is_not_positive_is_drawn(target):
    plotting.trajectory_plane(sf.solve(NETWORKS, sf.Task(1.0, target)), 1).figure.draw_without_rendering()


def test_the_three_mechanisms_are_what_their_titles_say():
    data = plotting.three_mechanisms().data
    ends = {
        case: {
            name: data[name][np.flatnonzero(data["case"] == case)[[0, -1]]]
            for name in ("kernel", "cos_angle")
        }
        for case in ("alignment", "disalignment", "rescaling")
    }
    grows = {case: end["cos_angle"][1] - end["cos_angle"][0] for case, end in ends.items()}
    assert grows["alignment"] > 0.1 > -0.1 > grows["disalignment"]
    assert grows["rescaling"] == pytest.approx(0, abs=1e-12)
    assert ends["rescaling"]["kernel"][1] > 2


@pytest.mark.parametrize(
    ("solution", "message"),
    [
        (sf.solve(NETWORKS, TASK), r"many must be one network; got a batch of shape \(3,\)"),
        (sf.solve(sf.LinearNetwork([1.0], [1.0]), sf.Task(1.0, 0.0)), "many must have a target"),
        (sf.solve(sf.LinearNetwork([0.0], [0.0]), sf.Task(1.0, 0.0)), "and a time constant"),
    ],
)
def test_curves_need_single_networks_that_learn(solution, message):
    with pytest.raises(InputError, match=message):
        plotting.learning_curves({"many": solution})


def test_sampled_fractions_stay_within_their_error_of_the_closed_form():
    data = plotting.alignment_curves((2, 64), 4000).data
    here = np.isfinite(data["sampled"])
    exact = data["closed_form"][here]
    error = np.sqrt(exact * (1 - exact) / 4000)
    assert (np.abs(data["sampled"][here] - exact) <= 4 * error + 1e-12).all()
    expected = alignment_probability(data["width"][here], data["threshold"][here])
    np.testing.assert_allclose(exact, expected, rtol=1e-13)


@pytest.mark.parametrize(
    ("threshold", "shape", "at", "words"),
    [
        (5.0, "D", 5.0, "width 8: 0.921"),
        (400.0, ">", 100.0, "width 8: 1 at 400"),
        (1e-3, "<", 0.03, "width 8: 0.000312 at 0.001"),
    ],
)
def test_a_mark_is_on_its_curve_or_an_arrow_that_says_where_it_would_be(threshold, shape, at, words, said):
    figure = plotting.alignment_curves((8,), 10, marked=(8, threshold)).figure
    (mark,) = (line for line in figure.axes[0].lines if line.get_marker() in tuple("D<>"))
    assert (mark.get_marker(), mark.get_xdata()) == (shape, [at])
    assert mark.get_ydata() == [alignment_probability(8, threshold)]
    assert words in said(figure)
    assert figure.axes[0].get_xlim() == (0.03, 100)


@pytest.mark.parametrize(
    ("widths", "message"), [((), "one width at least"), ((0,), "widths must be at least 1")]
)
def test_bad_widths_are_named(widths, message):
    with pytest.raises(InputError, match=message):
        plotting.alignment_curves(widths)


def test_a_setting_is_marked_on_every_picture():
    placed = place(Setting(4, gamma=0.5), TASK)
    pictures = plotting.setting_pictures(placed)
    assert list(pictures) == ["plane", "map", "width", "alignment"]
    assert pictures["plane"].data["slope0"][0] == pytest.approx(float(placed.solution.slope0))
    assert pictures["plane"].data["wedge"][0] == pytest.approx(float(placed.solution.wedge))
    for name in ("map", "width", "alignment"):
        assert any(line.get_marker() == "D" for line in pictures[name].figure.axes[0].lines), name


def test_the_figures_of_the_docs_show_what_they_would_show_now():
    images = Path(__file__).parents[2] / "docs" / "images"
    script = runpy.run_path(str(images / "make.py"))
    now, then = script["summary"](script["pictures"]()), json.loads((images / "phases.json").read_text())
    assert list(now) == list(then)
    for name, columns in then.items():
        assert (images / f"{name}.svg").is_file()
        assert list(now[name]) == list(columns)
        for key, (count, mean) in columns.items():
            assert now[name][key] == [count, pytest.approx(mean, rel=1e-6, abs=1e-9)], (name, key)
