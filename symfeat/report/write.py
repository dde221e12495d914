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

VERB = "report"
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

    `first` and `last` are sections before and after the results; `figures` are the texts of files, such as
    SVG and CSV, by their names, written beside the page. A PDF is made if `pdf` is true and a TeX engine is
    installed.

    Raises OutputError when a file that symfeat did not write is in the way and `force` is not given,
    GenerationError when the LaTeX does not compile.
    """
    with replacing(folder, VERB, force=force, names=[PAGE]) as stage:
        names = fill(stage, registry, reports, first=first, last=last, figures=figures or {}, pdf=pdf)
    return [Path(folder) / name for name in names]


def fill(
    stage: Path,
    registry: Registry,
    reports: Sequence[ResultReport],
    *,
    first: Sequence[Section],
    last: Sequence[Section],
    figures: Mapping[str, str],
    pdf: bool,
) -> list[str]:
    """Write a report into an empty folder; return the names of its files, the page first."""
    checked = {report.slug for report in reports}
    sources = latex_files(registry, [slug for slug in in_sections(registry) if slug in checked])
    texts = {f"{LATEX}/{name}": content for name, content in sources.items()}
    texts |= {f"{FIGURES}/{name}": text for name, text in figures.items()}
    document = next(iter(texts))
    made = pdf and engine() is not None
    links = {"LaTeX": document} | ({"PDF": PDF} if made else {})
    texts[PAGE] = page(registry, reports, first=first, last=last, versions=versions(), links=links)
    for name, content in texts.items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_text(content, encoding="utf-8")
    if made:
        compile_pdf(stage / document, stage / PDF)
    return [PAGE, *([PDF] if made else []), *(name for name in texts if name != PAGE)]
