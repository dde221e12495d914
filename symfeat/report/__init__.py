"""One self-contained HTML page that shows a whole corpus: verdicts, statements, derivations, figures."""

from symfeat.report.page import Figure, Section, drawing, page
from symfeat.report.write import write_report

__all__ = ["Figure", "Section", "drawing", "page", "write_report"]
