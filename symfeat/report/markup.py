"""Text and displays as HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import escape

from symfeat.claims import Notation
from symfeat.latex import expand_macros
from symfeat.latex.layout import Display, Setter
from symfeat.latex.text import Block, Span, Text
from symfeat.report import mathml


class Markup:
    """Writes the spans and displays of one notation as HTML.

    `titles` are the results that have a place on the page, by slug; `cited` the keys of its references.
    """

    def __init__(self, notation: Notation, titles: Mapping[str, str], cited: Collection[str] = ()) -> None:
        self.notation, self.titles, self.cited = notation, titles, cited
        self.setter = Setter(notation)

    def math(self, latex: str) -> str:
        """A formula in the running text."""
        return mathml.inline(expand_macros(latex, self.notation))

    def display(self, formula: Display) -> str:
        """A displayed formula in a box of its own, which scrolls where the screen is narrower."""
        body = mathml.display(formula, lambda latex: expand_macros(latex, self.notation))
        return f'<div class="formula" tabindex="0">{body}</div>'

    def span(self, span: Span) -> str:
        """A piece of a line."""
        plain = escape(span.value)
        match span.kind:
            case "math":
                return self.math(span.value)
            case "code":
                return f"<code>{plain}</code>"
            case "cite":
                return f'<a href="#ref-{plain}">[{plain}]</a>' if span.value in self.cited else f"[{plain}]"
            case "ref":
                title = escape(self.titles.get(span.value, span.value))
                return f'<a href="#{plain}">{title}</a>' if span.value in self.titles else title
        return plain

    def line(self, spans: Iterable[Span]) -> str:
        """Spans in a row."""
        return "".join(map(self.span, spans))

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Paragraphs and displays; texts that follow one another make one paragraph."""
        html: list[str] = []
        line = ""
        for block in blocks:
            if isinstance(block, Text):
                line = (
                    f"{line.rstrip()} {self.line(block.spans).lstrip()}" if line else self.line(block.spans)
                )
                continue
            html += [f"<p>{line}</p>"] if line else []
            html.append(self.display(block))
            line = ""
        html += [f"<p>{line}</p>"] if line else []
        return "\n".join(html)


def table(header: Iterable[str], rows: Iterable[Iterable[str]], numeric: Collection[int] = ()) -> str:
    """A table of HTML cells; columns in `numeric` are set flush right."""

    def cells(tag: str, row: Iterable[str]) -> str:
        return "".join(
            f'<{tag} class="number">{cell}</{tag}>' if index in numeric else f"<{tag}>{cell}</{tag}>"
            for index, cell in enumerate(row)
        )

    body = "\n".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = f"<thead><tr>{cells('th', header)}</tr></thead>"
    return f'<div class="wide" tabindex="0"><table>{head}<tbody>\n{body}\n</tbody></table></div>'
