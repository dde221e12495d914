"""Docstrings as text: names of symbols and the formulas around them are recognised and set as mathematics."""

from __future__ import annotations

import re
from functools import lru_cache

from symfeat.claims import Notation
from symfeat.latex.names import macro_name
from symfeat.latex.text import Span

_OPERATORS = {
    "<=": r"\le", ">=": r"\ge", "!=": r"\ne", "->": r"\to", "=": "=", "<": "<", ">": ">", "+": "+",
    "-": "-", "/": "/",
    "*": "", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "→": r"\to", "−": "-", "·": r"\cdot",
}  # fmt: skip
_FUNCTIONS = {
    "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh", "log": r"\log", "ln": r"\ln", "exp": r"\exp",
    "cos": r"\cos",
    "sin": r"\sin", "tan": r"\tan", "sqrt": r"\sqrt", "√": r"\sqrt",
}  # fmt: skip
_POWERS = {"²": "^{2}", "³": "^{3}", "∞": r"\infty", "½": r"\tfrac{1}{2}"}
_TOKEN = re.compile(
    r"(?P<code>``?[^`]+``?)|(?P<dollars>\$[^$]+\$)|(?P<word>[A-Za-zͰ-Ͽ_√][A-Za-z0-9Ͱ-Ͽ_₀-₉]*)|(?P<number>\d+(?:\.\d+)?(?![\w.]))|"
    r"(?P<op><=|>=|!=|->|[=<>+\-/*≤≥≠→−·])|(?P<power>\^|[²³∞½])|(?P<open>\()|(?P<close>\))|(?P<space>\s+)|(?P<other>.)"
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ", (
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
        "mu", "nu", "xi",
        "pi", "rho", "sigma", "tau", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
        "Lambda", "Xi", "Pi",
        "Sigma", "Phi", "Psi", "Omega",
    ), strict=True)
)  # fmt: skip
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ARTICLES = ("a", "A", "I")


def prose(words: str, notation: Notation) -> list[Span]:
    """Spans of a docstring; its paragraphs are joined.

    >>> from symfeat.claims import Notation
    >>> notation = Notation("n")
    >>> xi = notation.symbol("xi", r"\\xi", "growth factor", positive=True)
    >>> [span.value for span in prose("Solve for xi = 1 first.", notation)]
    ['Solve for ', '\\\\sfxi = 1', ' first.']
    """
    tokens = [(m.lastgroup or "other", m.group()) for m in _TOKEN.finditer(" ".join(words.split()))]
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        end, latex = (at, "") if tokens[at][0] == "space" else _formula(tokens, at, notation)
        if latex:
            spans.append(Span("math", latex))
            at = end
            continue
        kind, value = tokens[at]
        if kind == "code":
            spans += _code(value.strip("`"), notation)
        elif kind == "dollars":
            spans.append(_given_as_math(value.strip("$"), notation))
        elif value in _GREEK:
            spans.append(Span("math", rf"\{_GREEK[value]}"))
        elif spans and spans[-1].kind == "text":
            spans[-1] = Span("text", spans[-1].value + value)
        else:
            spans.append(Span("text", value))
        at += 1
    return spans


def _code(value: str, notation: Notation) -> list[Span]:
    spans = prose(value, notation)
    return spans if len(spans) == 1 and spans[0].kind == "math" else [Span("code", value)]


def _given_as_math(value: str, notation: Notation) -> Span:
    """A formula that the author has marked: in the notation's names, or in LaTeX."""
    spans = prose(value, notation)
    return spans[0] if len(spans) == 1 and spans[0].kind == "math" else Span("math", value)


def _formula(tokens: list[tuple[str, str]], start: int, notation: Notation) -> tuple[int, str]:
    """The longest formula that begins at a token: where it ends and its LaTeX, which is empty for none."""
    printed: list[str] = []
    best = (start, "")
    depth, symbols, operators = 0, 0, 0
    at, operand_next = start, True
    while at < len(tokens):
        kind, value = tokens[at]
        if kind == "space":
            at += 1
            continue
        piece = _operand(kind, value, notation)
        if piece is not None:
            name, meaningful = piece
            # Two numbers side by side, or a number after a symbol, belong to the sentence.
            if kind == "number" and not operand_next:
                break
            printed.append(name)
            symbols += meaningful
            operand_next = False
        elif kind == "op" and not (operand_next and value != "-"):
            printed.append(_OPERATORS[value])
            operators, operand_next = operators + 1, True
        elif kind == "power" and (value != "^" or printed):
            at, text = _power(tokens, at, notation)
            printed.append(text)
            operand_next = False
        elif kind == "open" and (printed or _closes(tokens, at)):
            printed.append("(")
            depth, operand_next = depth + 1, True
        elif kind == "close" and depth:
            printed.append(")")
            depth -= 1
            operand_next = False
        else:
            break
        at += 1
        article = tokens[start][1] in _ARTICLES and at == start + 1
        if not operand_next and not depth and symbols and not article:
            best = (at, _joined(printed))
    if tokens[start][1] in _ARTICLES and not operators and symbols < 2:
        return start, ""
    if tokens[start][0] in ("number", "op") and not _has_symbol(best[1]):
        return start, ""
    return best


def _operand(kind: str, value: str, notation: Notation) -> tuple[str, int] | None:
    """What a token is in a formula, and whether it makes one (1) or only takes part in it (0)."""
    known, indices = _aliases(notation)
    if kind == "number":
        return value, 0
    if kind != "word":
        return None
    value = value.translate(_SUBSCRIPTS)
    if value in known:
        return known[value], 1
    if value in _FUNCTIONS:
        return _FUNCTIONS[value], 0
    if value in indices:
        return value, 1
    if len(value) == 2 and value.isupper() and all(c in known for c in value):
        return f"{known[value[0]]} {known[value[1]]}", 1
    if len(value) == 2 and value[0] == "d" and (value[1] in known or value == "dt"):
        return f"d {known.get(value[1], value[1])}", 0
    return None


def _power(tokens: list[tuple[str, str]], at: int, notation: Notation) -> tuple[int, str]:
    value = tokens[at][1]
    if value != "^" or at + 1 == len(tokens):
        return at, _POWERS.get(value, "")
    sign = "-" if tokens[at + 1][1] == "-" and at + 2 < len(tokens) else ""
    at += 1 + bool(sign)
    piece = _operand(*tokens[at], notation)
    return at, f"^{{{sign}{piece[0] if piece else tokens[at][1]}}}"


def _closes(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether a bracket that opens a formula is followed by a factor or a power, as in `(f - y)^2`."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index][1] == "(") - (tokens[index][1] == ")")
        if depth == 0:
            return index + 1 < len(tokens) and tokens[index + 1][0] in ("power", "op")
    return False


def _joined(printed: list[str]) -> str:
    text = " ".join(part for part in printed if part)
    text = re.sub(r"\\sqrt \(([^()]*)\)", r"\\sqrt{\1}", text)
    text = re.sub(r"\\sqrt (\\?\w+)", r"\\sqrt{\1}", text)
    return re.sub(r" ?\^", "^", text).replace("( ", "(").replace(" )", ")").replace(" / ", "/")


def _has_symbol(latex: str) -> bool:
    return bool(re.search(r"\\sf|[a-z]", latex))


@lru_cache(maxsize=8)
def _aliases(notation: Notation) -> tuple[dict[str, str], frozenset[str]]:
    """Names under which prose speaks of symbols -> macro; and the letters of their indices."""
    known: dict[str, str] = {}
    indices: set[str] = set()
    letters = {latin: greek for greek, latin in _GREEK.items()}
    for entry in notation.entries:
        macro = macro_name(entry.name)
        bare = entry.latex.replace("\\", "")
        spelled = re.sub(r"[A-Za-z]+", lambda m: letters.get(m.group(), m.group()), bare)
        for alias in (entry.name, bare, spelled, spelled.replace("_", "")):
            known.setdefault(alias, macro)
        indices.update(re.findall(r"_([a-z])(?![A-Za-z])", entry.latex))
    return known, frozenset(indices - known.keys())
