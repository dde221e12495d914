"""Writing the report: the page, the LaTeX, a PDF where a TeX engine is installed, and the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from symfeat.claims import Registry, ResultReport
from symfeat.latex import compile_pdf, engine, latex_files
from symfeat.latex.fragments import in_sections
from symfeat.output import replacing
from symfeat.report.page import Section, page
from symfeat.versions import versions

PAGE, PDF, LATEX, FIGURES = "index.html", "theory.pdf", "latex", "figures"


def write_report(
    registry: Registry,
    reports: Sequence[ResultReport],
    folder: str | Path,
    *,
    first: Sequence[Section] = (),
    last: Sequence[Section] = (),
    figures: Mapping[str, str] | None = None,
    pdf: bool = True,
    force: bool = False,
) -> list[Path]:
    """Write the page `index.html` and what belongs to it; return the files, the page first.

    `first` and `last` are sections before and after the results; `figures` are SVG texts by name, written
    beside the page as well. A PDF is made if `pdf` is true and a TeX engine is installed.

    Raises OutputError when a file that symfeat did not write is in the way and `force` is not given,
    GenerationError when the LaTeX does not compile.
    """
    folder = Path(folder)
    checked = {report.slug for report in reports}
    sources = latex_files(registry, [slug for slug in in_sections(registry) if slug in checked])
    texts = {f"{LATEX}/{name}": content for name, content in sources.items()}
    texts |= {f"{FIGURES}/{name}.svg": svg for name, svg in (figures or {}).items()}
    document = next(iter(texts))
    made = pdf and engine() is not None
    links = {"LaTeX": document} | ({"PDF": PDF} if made else {})
    texts[PAGE] = page(registry, reports, first=first, last=last, versions=versions(), links=links)
    with replacing(folder, "report", force=force, names=[*texts, *([PDF] if made else [])]) as stage:
        for name, content in texts.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(content, encoding="utf-8")
        if made:
            compile_pdf(stage / document, stage / PDF)
    others = [name for name in texts if name != PAGE]
    return [folder / name for name in (PAGE, *([PDF] if made else []), *others)]
