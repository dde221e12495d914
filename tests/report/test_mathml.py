"""Formulas become MathML that browsers set as LaTeX does."""

import xml.etree.ElementTree as ET

import pytest

from symfeat.claims import bundled
from symfeat.errors import GenerationError
from symfeat.latex import expand_macros, result_parts
from symfeat.latex.layout import Display
from symfeat.latex.text import Text
from symfeat.report.markup import Markup
from symfeat.report.mathml import display, inline


@pytest.mark.parametrize("slug", bundled().results)
def test_every_formula_of_the_corpus_renders(slug):
    registry = bundled()
    markup = Markup(registry.notation, {})
    parts = result_parts(registry, slug)
    for block in (parts.prose, *parts.statement, *(block for step in parts.steps for block in step.blocks)):
        html = markup.blocks([block])
        ET.fromstring(f"<div>{html}</div>")
        formulas = sum(span.kind == "math" for span in block.spans) if isinstance(block, Text) else 1
        assert html.count("<math") == formulas
        assert r"\sf" not in html


def attributes(latex: str, text: str) -> list[dict[str, str]]:
    return [token.attrib for token in ET.fromstring(inline(latex)).iter() if token.text == text]


def test_a_sign_behind_an_operator_is_no_operation():
    assert attributes("a = - b - c", "−") == [{"form": "prefix"}, {}]


def test_bars_open_and_close():
    assert [a["form"] for a in attributes(r"\lvert a \rvert - \lvert b \rvert", "|")] == [
        "prefix", "postfix", "prefix", "postfix",
    ]  # fmt: skip


def test_names_of_functions_are_identifiers_with_space():
    root = ET.fromstring(inline(r"S \sinh \varphi"))
    assert [child.tag for child in root[0]] == ["mi", "mspace", "mi", "mspace", "mi"]


def test_a_law_stands_behind_a_relation():
    root = ET.fromstring(inline(r"z \sim \chi_d"))
    assert [(child.tag, child.text) for child in root[0]][:2] == [("mi", "z"), ("mo", "∼")]


def test_a_limit_stands_under_its_name():
    assert ET.fromstring(inline(r"\lim_{t \to \infty} f")).find(".//munder") is not None


def test_the_index_of_a_sum_stands_under_it():
    root = ET.fromstring(inline(r"\sum_{i = 1}^{d} u_i^2"))
    assert [child.tag for child in root[0]] == ["munderover", "msubsup"]


def test_cases_have_one_brace():
    cases = r"\begin{cases} a & \text{if } b > 0 \text{ or } c > 0 \\ 0 & \text{otherwise} \end{cases}"
    assert [a["form"] for a in attributes(cases, "{")] == ["prefix"]
    assert len(list(ET.fromstring(inline(cases)).iter("mtr"))) == 2


def test_brackets_of_a_matrix_grow_and_others_do_not():
    matrix = attributes(r"\operatorname{rank} \begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(")
    assert matrix[0]["stretchy"] == "true"
    assert attributes("(a)", "(")[0]["stretchy"] == "false"


def test_rows_are_aligned_at_their_signs():
    root = ET.fromstring(display(Display((("a", "= b"), ("", r"\quad + c"))), lambda latex: latex))
    assert root.get("display") == "block"
    assert [len(row) for row in root.iter("mtr")] == [2, 2]


def test_nested_rows_are_rows():
    root = ET.fromstring(inline(r"\left(\begin{aligned} & a \\ & + b \end{aligned}\right)"))
    assert len(list(root.iter("mtr"))) == 2


def test_what_cannot_be_converted_is_named():
    with pytest.raises(GenerationError, match="no MathML for"):
        inline(r"\frac{a}")


def test_macros_are_spelled_out():
    assert expand_macros(r"\sfxi + \sffzero", bundled().notation) == r"\xi + f_0"
