"""Small folders of derivations, written from the part that a test is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

NOTATION = """
from symfeat.claims import Notation

notation = Notation("test")
x = notation.symbol("x", "x", "a real number", real=True)
y = notation.symbol("y", "y", "a real number", real=True)
p = notation.symbol("p", "p", "a nonnegative number", nonnegative=True)
t = notation.symbol("t", "t", "time", nonnegative=True)
"""
HEAD = """
from sympy import Abs, Eq, Float, Rational, Symbol, exp, expand, oo, sin, sqrt
from symfeat.claims import All, Conserved, Evolves, Flow, Identity, Inequality, Limit, Rank, Result, Solves
from ..notation import p, t, x, y
"""
SQUARE = """
@result.step
def expanded():
    return Identity((x + y) ** 2, expand((x + y) ** 2))

@result.statement
def claim(expanded):
    return Identity((x + y) ** 2, x**2 + 2 * x * y + y**2)
"""


def derivation(slug: str, body: str = SQUARE, settings: str = "") -> str:
    """The text of a derivation file; `settings` are further arguments of its Result."""
    return f'{HEAD}\nresult = Result("{slug}", title="Title", {settings})\n{body}'


@pytest.fixture
def folder(tmp_path) -> Callable[..., Path]:
    """`folder(slug=body, ...)` writes derivations, with underscores for hyphens in the slug.

    A body that imports is a whole file; an empty one is a short true result, and one that starts with a
    kernel or a hand-set formula follows that result; a pair is a body and further arguments of its Result.
    """

    def write(notation: str = NOTATION, **files: str | tuple[str, str]) -> Path:
        section = tmp_path / "derivations" / "s1"
        section.mkdir(parents=True, exist_ok=True)
        (section.parent / "notation.py").write_text(notation)
        for stem, content in files.items():
            body, settings = content if isinstance(content, tuple) else (content, "")
            whole = "import " in body
            if not body or body.lstrip().startswith(("@result.kernel", "@result.latex")):
                body = SQUARE + body
            text = body if whole else derivation(stem.replace("_", "-"), body, settings)
            (section / f"{stem}.py").write_text(text)
        return section.parent

    return write
