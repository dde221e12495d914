"""The page is what the committed results give, and a placeholder that means nothing is an error."""

import re

import pytest

from symfeat.errors import ExperimentError
from symfeat.runs import carry_out, open_folder

from .conftest import FOLDER

ROOT = FOLDER.parent


@pytest.fixture
def page(module):
    return module("page")


@pytest.fixture
def results(page):
    return page.Results("scaling", FOLDER / "results" / "scaling")


def test_the_page_is_what_the_results_give(page):
    assert page.page(page.landed()) == (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8")


def test_the_pictures_on_the_page_are_those_of_the_results(page):
    assert page.landed()
    for name in page.landed():
        shown = ROOT / "docs" / "images" / f"experiments-{name}.svg"
        assert shown.read_bytes() == (FOLDER / "results" / name / f"{name}.svg").read_bytes()


def test_placeholders_stand_for_effects_and_settings(results):
    slug = "all-standard-kernel"
    assert results.filled(f"{{value:{slug}}} {{interval:{slug}}}") == "−1.93 −1.93 [−1.99, −1.86]"
    assert results.filled("{setting:seeds} {setting:share}") == "32 0.005"
    assert results.filled("{setting:width}").startswith("16, 32, ")
    assert results.filled("{value:step-moves-no-exponent}") == results.filled(
        "{interval:step-moves-no-exponent}"
    )
    table = results.filled("{effects:all wide}").splitlines()
    assert table[0] == "|  | expected | all | wide |"
    assert len(table) == 2 + 20


def test_a_setting_has_all_its_digits_and_a_measured_number_three(results):
    results.record["settings"]["share"] = [0.015625, 1e-4, -0.1]
    results.effects["all-ntk-half"]["value"] = 0.015625
    assert results.filled("{setting:share} {value:all-ntk-half}") == "0.015625, 0.0001, −0.1 0.0156"


def test_what_does_not_fit_is_listed_and_bold(results):
    results.effects["all-ntk-half"]["verdict"] = "does not fit"
    (stray,) = results.strays()
    assert stray.startswith("- [Exponents in the width")
    assert "`all-ntk-half`" in stray
    assert "ntk, time to half the residual: 0.00646 [" in stray
    assert sum("**" in line for line in results.filled("{effects:all}").splitlines()) == 1


@pytest.mark.parametrize(
    "placeholder", ["{value:nothing}", "{vale:all-ntk-half}", "{effects:nothing}", "{setting:nothing}"]
)
def test_an_unknown_placeholder_is_an_error(results, placeholder):
    with pytest.raises(ExperimentError, match=r"scaling.md: "):
        results.filled(f"text {placeholder} text")


def test_a_table_has_one_expectation_or_one_for_each_column(results):
    assert "| 0 ± 0.050 | 0.00646 [" in results.filled("{effects:all wide}")
    results.effects["wide-ntk-half"]["expected"] = "-1 ± 0.05"
    assert "| 0 ± 0.050 / −1 ± 0.05 | 0.00646 [" in results.filled("{effects:all wide}")


def test_a_row_of_a_table_says_one_thing_and_no_column_has_more_rows_than_another(results):
    spare = results.effects["wide-ntk-half"] | {"words": "another thing"}
    results.effects["wide-ntk-half"] = spare
    with pytest.raises(ExperimentError, match="effects of all wide say different things of ntk-half"):
        results.filled("{effects:all wide}")
    results.effects["wide-more"] = results.effects.pop("wide-ntk-half")
    with pytest.raises(ExperimentError, match="all wide are not followed by the same rests"):
        results.filled("{effects:all wide}")


def test_mathematics_is_left_alone(results):
    text = r"$d^{1/2}$, {download}`a <b>`, $\{x : y\}$"
    assert results.filled(text) == text


def test_the_experiment_that_the_page_shows_runs_as_written(tmp_path):
    text = (FOLDER / "page.md").read_text(encoding="utf-8")
    for kind, ending in (("python", "py"), ("toml", "toml")):
        *_, block = re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        (tmp_path / f"mean_of_draws.{ending}").write_text(block)
    outcome = carry_out(open_folder(tmp_path).load("mean-of-draws"), tmp_path / "out")
    assert [effect.verdict for effect in outcome.effects] == ["fits", "fits"]
    assert (outcome.runs, len(outcome.table)) == (2, 20)
