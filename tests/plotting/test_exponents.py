"""The exponent diagram: its points, and where it puts a scaling of one's own."""

import numpy as np
import pytest

from symfeat import plotting
from symfeat.errors import InputError


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
def test_a_scaling_beyond_the_plane_is_an_arrow_that_says_where_it_is(scaling, place, words, said):
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
def test_a_marked_scaling_is_named_once_and_over_no_other_words(name, scaling, label, columns, said):
    figure = plotting.exponent_diagram({name: scaling}, columns=columns).figure
    figure.draw_without_rendering()
    (own,) = (text for text in figure.axes[0].texts if text.get_text() == label)
    assert not any(name in text for text in said(figure) - {label})
    box, plane = own.get_window_extent(), figure.axes[0].get_window_extent()
    assert plane.x0 <= box.x0 <= box.x1 <= plane.x1
    others = [text.get_window_extent() for text in figure.axes[0].texts if text is not own]
    assert not [other for other in others if other.overlaps(box)]
