"""Pictures of the phases: each has its size and its words, shows what is so, and is saved with its data."""

import csv
import io
import json
import runpy
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text

import symfeat as sf
from symfeat import plotting
from symfeat.errors import InputError
from symfeat.mechanisms import REGIMES
from symfeat.model import Setting
from symfeat.phases import PhaseDiagram, alignment_probability, portrait
from symfeat.phases.placement import place
from symfeat.plotting.medians import medians
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


def said(figure):
    """Every piece of text in a figure."""
    return {artist.get_text() for artist in figure.findobj(Text)}


@pytest.mark.parametrize(("columns", "style"), [(1, "paper"), (2, "screen")])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_its_size_and_its_words(name, columns, style):
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


def test_a_boundary_lies_where_the_order_parameter_is_at_its_tolerance():
    network = Setting(32, seed=2).network()
    found = medians(RATIOS, SCALES, network, TASK, 1, 0, 0.1, 0.2)
    measured = PhaseDiagram.over(x=RATIOS, y=SCALES, network=network, task=TASK)
    ratio, turn = measured.kernel_ratio.mean, np.abs(measured.angle_change.mean)
    np.testing.assert_allclose(found.kernel_ratio, ratio)
    assert ((found.grows > 0) == (ratio > 1.1)).all()
    assert ((found.falls > 0) == (ratio < 0.9)).all()
    assert ((found.turns > 0) == (turn > 0.2)).all()
    assert ((found.aligns > 0) == (measured.alignment == 1)).all()
    assert {True, False} == set((found.grows > 0).ravel()) == set((found.turns > 0).ravel())


@pytest.mark.parametrize(
    ("slope0", "wedge", "falls"), [(3.0, 0.3, True), (-3.0, 0.3, True), (3.0, 30.0, False)]
)
def test_a_kernel_that_falls_has_a_boundary_of_its_own(slope0, wedge, falls):
    network = sf.LinearNetwork([1.0, 0.0], [slope0, wedge])
    targets = ("target", [0.1, 1.0])
    found = medians(targets, ("gamma", [1.0]), network, TASK, 1, 0, 0.1, 0.1)
    assert (found.falls > 0).tolist() == [[falls, falls]]


def test_regimes_of_a_map_are_those_of_the_portrait():
    network = Setting(16, seed=4).network()
    found = medians(SCALES, ("target", [0.3, -2.0]), network, TASK, 1, 0, 0.1, 0.1)
    for row, target in enumerate((0.3, -2.0)):
        for column, gamma in enumerate(SCALES[1]):
            scaled = sf.LinearNetwork(network.u, network.w, gamma)
            assert (
                portrait(sf.solve(scaled, sf.Task(1.0, target))).regime == REGIMES[found.regime[row, column]]
            )


@pytest.mark.parametrize(("weight", "regime"), [(-0.5, "feature learning"), (0.5, REGIMES[2])])
def test_without_a_wedge_the_angle_of_a_map_jumps_by_pi_or_stays(weight, regime):
    network = sf.LinearNetwork([1.0], [weight])
    found = medians(("gamma", [0.5, 1.0]), ("target", [2.0]), network, TASK, 1, 0, 0.1, 0.1)
    assert {REGIMES[k] for k in found.regime.ravel()} == {regime}
    assert regime == sf.solve(network, sf.Task(1.0, 2.0)).phase().word
    assert found.turn == pytest.approx(np.pi if weight < 0 else 0.0)


def test_the_median_is_that_of_a_network_not_between_two():
    found = medians(("gamma", [1.0]), ("target", [1.0]), Setting(2), TASK, 2, 0, 0.1, 0.1)
    each = medians(("gamma", [1.0]), ("target", [1.0]), Setting(2), TASK, 1, 0, 0.1, 0.1)
    assert np.isfinite(found.turn).all()
    assert each.turn.shape == (1, 1)


@pytest.mark.parametrize("values", [[1.0], [2.0, 1.0], [1.0, 1.0]])
def test_axes_that_cannot_be_drawn_are_named(values):
    with pytest.raises(InputError, match="x must have two values or more, in increasing order, to be drawn"):
        plotting.phase_map(("gamma", values), RATIOS, Setting(), TASK)


def test_a_dead_network_has_no_map():
    with pytest.raises(InputError, match="network must have a weight that is not 0"):
        plotting.phase_map(RATIOS, SCALES, sf.LinearNetwork([0.0, 0.0], [0.0, 0.0]), TASK)


@pytest.mark.parametrize(
    "case",
    [
        {"x": ("target", [-3.0, -1.0, 0.0, 2.0]), "y": SCALES, "network": Setting(1)},
        {"x": ("clock", [0.0, 1.0, 9.0]), "y": RATIOS, "network": Setting(8)},
        {"x": RATIOS, "y": SCALES, "network": sf.LinearNetwork([1.0], [-1.0])},
        {
            "x": SCALES,
            "y": ("width", [1, 2, 3]),
            "network": Setting(),
            "angle_tolerance": 2,
            "kernel_tolerance": 2,
        },
    ],
)
def test_special_cases_are_drawn(case):
    plotting.phase_map(**case, task=TASK, samples=5).figure.draw_without_rendering()


def test_a_marked_point_beyond_the_map_is_drawn_at_its_edge():
    picture = plotting.phase_map(RATIOS, SCALES, Setting(64), TASK, samples=5, marked=(1e9, 1.0))
    arrows = [line for line in picture.figure.axes[0].lines if isinstance(line.get_marker(), tuple)]
    assert [np.ravel(line.get_xdata())[0] for line in arrows] == [pytest.approx(1e4)]
    assert "beyond, at 1e+09" in said(picture.figure)


def test_the_width_of_a_single_neuron_is_on_its_picture():
    axes = plotting.setting_pictures(place(Setting(1), TASK))["width"].figure.axes
    assert axes[0].get_xlim()[0] == 1
    assert any(line.get_marker() == "D" for line in axes[0].lines)


def test_a_map_without_boundaries_says_which_lie_outside():
    scales = ("gamma", [1e-9, 1e-8])
    picture = plotting.phase_map(("eta_ratio", [0.9, 1.1]), scales, Setting(8), TASK, samples=5)
    (told,) = {text for text in said(picture.figure) if text.startswith("no boundary in this range")}
    assert all(name in told for name in ("1.1\\,K_0", "0.9\\,K_0", "zeta|=0.1", "|f_0|=|y|"))


def test_a_regime_that_does_not_occur_has_no_panel():
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
def test_a_mark_is_on_its_curve_or_an_arrow_that_says_where_it_would_be(threshold, shape, at, words):
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


def test_the_exponent_diagram_holds_the_named_parametrisations_and_what_is_marked():
    data = plotting.exponent_diagram({"mine": {"c_gamma": -2}}).data
    at = dict(
        zip(data["scaling"], zip(data["wedge"], data["imbalance"], data["phase"], strict=True), strict=True)
    )
    assert at["NTK"] == ("1/2", "0", "kernel phase")
    assert at["mean field"][2] == at["µP"][2] == at["Xavier"][2] == "feature learning"
    assert at["mine"] == ("-1", "0", "feature learning")
    with pytest.raises(InputError, match="c_gamma must be rational"):
        plotting.exponent_diagram({"mine": {"c_gamma": 0.5}})


@pytest.mark.parametrize(
    ("scaling", "place", "words"),
    [
        ({"c_gamma": 3, "c_u": 4}, (1.25, 1.5), "mine:\n$e_g=6$,\n$|\\delta|=2$"),
        ({"c_gamma": "-5/2"}, (-1, 0), "mine:\n$e_g=-1.5$,\n$|\\delta|=0$"),
        ({"c_d": 0, "c_eta_u": "4e99"}, (0, 1.5), "mine:\n$e_g=0$,\n$|\\delta|=2e+99$"),
    ],
)
def test_a_scaling_beyond_the_plane_is_an_arrow_that_says_where_it_is(scaling, place, words):
    figure = plotting.exponent_diagram({"mine": scaling}).figure
    arrows = [line for ax in figure.axes for line in ax.lines if isinstance(line.get_marker(), tuple)]
    assert [tuple(np.ravel(arrow.get_xydata())) for arrow in arrows] == [place]
    assert words in said(figure)
    assert all((ax.get_xlim(), ax.get_ylim()) == ((-1, 1.25), (0, 1.5)) for ax in figure.axes)


@pytest.mark.parametrize(
    ("name", "scaling", "label"),
    [
        ("c_u=-3,c_eta_u=-1", {"c_u": "-3", "c_eta_u": "-1"}, "c_u=-3,\nc_eta_u=-1"),
        ("c_d=1,c_gamma=-1", {"c_d": "1", "c_gamma": "-1"}, "mean field,\nµP, Xavier"),
        ("ntk", {"c_gamma": "-1/2"}, "NTK"),
        ("c_gamma=50", {"c_gamma": 50}, "c_gamma=50:\n$e_g=51$,\n$|\\delta|=0$"),
        ("c_gamma=-5/2", {"c_gamma": "-5/2"}, "c_gamma=-5/2:\n$e_g=-1.5$,\n$|\\delta|=0$"),
    ],
)
@pytest.mark.parametrize("columns", [1, 2])
def test_a_marked_scaling_is_named_once_and_over_no_other_words(name, scaling, label, columns):
    figure = plotting.exponent_diagram({name: scaling}, columns=columns).figure
    figure.draw_without_rendering()
    (own,) = (text for text in figure.axes[0].texts if text.get_text() == label)
    assert not any(name in text for text in said(figure) - {label})
    box, plane = own.get_window_extent(), figure.axes[0].get_window_extent()
    assert plane.x0 <= box.x0 <= box.x1 <= plane.x1
    others = [text.get_window_extent() for text in figure.axes[0].texts if text is not own]
    assert not [other for other in others if other.overlaps(box)]


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
