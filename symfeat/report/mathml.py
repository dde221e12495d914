"""Formulas as MathML that browsers set well: the converter's output, with what it gets wrong put right."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from html import unescape

from latex2mathml.converter import convert_to_element

from symfeat.errors import GenerationError
from symfeat.latex.layout import Display

_FENCES = {"(": "prefix", ")": "postfix", "[": "prefix", "]": "postfix", "⌊": "prefix", "⌉": "postfix"}
_RELATIONS = {"⟺", "⇔", "∼"}
_THIN = "0.17em"
_PARTS = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mover": 2, "munder": 2, "munderover": 3}
_LIMITS = {"msub": "munder", "msubsup": "munderover"}  # scripts that stand below and above
_SCRIPTS = ("msup", "msub", "msubsup", "munder")


def inline(latex: str) -> str:
    """A formula, without macros, for the running text.

    >>> print(inline("f^{2}"))
    <math><mrow><msup><mi>f</mi><mrow><mn>2</mn></mrow></msup></mrow></math>
    """
    return f"<math>{_markup(latex)}</math>"


def display(formula: Display, expand: Callable[[str], str]) -> str:
    """A displayed formula; `expand` takes the macros out of its source."""
    if len(formula.rows) == 1:
        return f'<math display="block">{_markup(expand(formula.body))}</math>'
    rows = (
        "<mtr>" + "".join(f"<mtd>{_content(expand(cell)) if cell else ''}</mtd>" for cell in cells) + "</mtr>"
        for cells in formula.rows
    )
    style = 'class="aligned" columnalign="right left" displaystyle="true"'
    return f'<math display="block"><mtable {style}>{"".join(rows)}</mtable></math>'


def _content(latex: str) -> str:
    """A formula without a row around it, which a cell of a table would not align."""
    return _markup(latex).removeprefix("<mrow>").removesuffix("</mrow>")


def _markup(latex: str) -> str:
    """The content of a `math` element."""
    # The converter knows aligned rows by another name, and an upright e by none.
    source = latex.replace("{aligned}", "{align*}").replace(r"\mathrm{e}", r"\operatorname{e}")
    try:
        root = convert_to_element(source)
    except Exception as error:  # the converter raises many kinds, and any of them means the same
        raise GenerationError(f"no MathML for {latex}: {type(error).__name__}") from error
    row = root[0]
    _repair(row)
    parts = (len(token) == _PARTS.get(token.tag, len(token)) for token in row.iter())
    left = (token.text or "" for token in row.iter() if token.get("fence") != "true")
    if not all(parts) or any(sign in text for text in left for sign in "\\&{}"):
        raise GenerationError(f"no MathML for {latex}")
    return ET.tostring(row, encoding="unicode")


def _repair(element: ET.Element) -> None:
    """Put one element and all below it right."""
    if element.text:
        element.text = unescape(element.text)
    for child in element:
        _repair(child)
    if element.tag in ("mi", "mo"):
        _repair_token(element)
    elif element.tag == "mtd" and "columnalign" in element.attrib:
        element.set(
            "class", element.attrib.pop("columnalign")
        )  # browsers read classes, not the old attribute
    elif element.tag == "mover":
        _repair_over(element)
    elif element.tag in _LIMITS and element[0].text in ("lim", "min", "max", "∑"):
        element.tag = _LIMITS[element.tag]
    _repair_signs(element)
    _space_functions(element)


def _repair_token(token: ET.Element) -> None:
    """Operators are `mo`, names of functions `mi`; brackets stretch only where LaTeX says so."""
    text = token.text = "∼" if token.text == "~" else token.text or ""
    if text in _RELATIONS or text in _FENCES:
        token.tag = "mo"
    if token.tag == "mo" and text.isalpha():
        token.tag = "mi"
        if len(text) == 1:
            token.set("mathvariant", "normal")
    if token.tag == "mo" and text in _FENCES and "stretchy" not in token.attrib:
        token.set("stretchy", "false")
        token.set("form", _FENCES[text])


def _repair_over(over: ET.Element) -> None:
    if over[0].tag == "mstyle":  # an arrow with its condition above
        arrow = ET.Element("mo", {"stretchy": "true"})
        arrow.text = "→"
        condition = ET.Element("mrow")
        condition.extend([_space("0.4em"), *list(over[1].iter("mrow"))[:1], _space("0.4em")])
        over[0], over[1] = arrow, condition
    else:
        over.set("accent", "true")


def _repair_signs(row: ET.Element) -> None:
    """A sign behind another operator belongs to its term; one that opens a broken row joins two terms."""
    if row.tag in _SCRIPTS:
        return
    if any(child.tag == "mtable" for child in row):
        for bracket in (child for child in row if child.text in _FENCES):
            bracket.set("stretchy", "true")
    bars = 0
    for index, child in enumerate(row):
        if child.tag != "mo" and not (child.tag == "msup" and child[0].tag == "mo"):
            continue
        token = child if child.tag == "mo" else child[0]
        if token.text == "/":
            token.attrib.update(lspace="0", rspace="0")
        if token.text == "|" and "stretchy" not in token.attrib:
            token.attrib.update(stretchy="false", fence="true", form="postfix" if bars % 2 else "prefix")
            bars += 1
        elif child.text in ("-", "−", "+") and index:
            before = row[index - 1]
            if before.tag == "mspace":
                child.set("form", "infix")
            elif before.tag == "mo" and before.get("form") != "postfix" and before.text not in (")", "]"):
                child.set("form", "prefix")


def _space_functions(row: ET.Element) -> None:
    """A thin space between the name of a function and its argument, and in front of the name."""
    if row.tag not in ("mrow", "mtd", "msqrt"):
        return
    spaced: list[ET.Element] = []
    children = list(row)
    for index, child in enumerate(children):
        function = _is_function(child)
        if function and index and children[index - 1].tag not in ("mo", "mspace"):
            spaced.append(_space(_THIN))
        spaced.append(child)
        following = children[index + 1] if index + 1 < len(children) else None
        if function and following is not None and not _opens(following):
            spaced.append(_space(_THIN))
    row[:] = spaced


def _is_function(element: ET.Element) -> bool:
    base = element[0] if element.tag in _SCRIPTS else element
    return base.tag == "mi" and len(base.text or "") > 1 and (base.text or "").isalpha()


def _opens(element: ET.Element) -> bool:
    first = element[0] if element.tag == "mrow" and len(element) else element
    return first.tag == "mspace" or (first.tag == "mo" and first.text in ("(", ")", "=", "<", ">"))


def _space(width: str) -> ET.Element:
    return ET.Element("mspace", {"width": width})
