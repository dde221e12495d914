"""The results on the page: the table of verdicts, and an article for each with its derivation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from symfeat.claims import (
    ClaimReport,
    Registry,
    Result,
    ResultReport,
    StepReport,
    Verdict,
    listing,
    weakest,
)
from symfeat.latex import expand_macros, result_parts, section_title
from symfeat.latex.fragments import in_sections, theorem
from symfeat.report.markup import Markup, table

ENGINES = ("exact", "sampling", "ball")
_SIGNS = {
    Verdict.PROVED: "✓",
    Verdict.SUPPORTED: "≈",
    Verdict.REFUTED: "✗",
    Verdict.UNDECIDED: "?",
    Verdict.INVALID: "!",
}


def verdict_mark(verdict: Verdict | None) -> str:
    """A verdict as a sign and a word, never colour alone; a dash where an engine did not look."""
    if verdict is None:
        return '<span class="verdict none" title="did not look">–</span>'
    return (
        f'<span class="verdict {verdict}"><span aria-hidden="true">{_SIGNS[verdict]}</span> {verdict}</span>'
    )


def engine_verdict(reports: Iterable[StepReport], engine: str) -> Verdict | None:
    """What one engine says of all claims it looked at: the weakest of its verdicts."""
    found = [f.verdict for step in reports for f in step.report.findings if f.engine == engine]
    return weakest(found) if found else None


def summary(reports: Sequence[ResultReport]) -> str:
    """One sentence on the whole verification."""
    counts = Counter(report.verdict for report in reports)
    claims = sum(len(report.steps) for report in reports)
    words = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    seconds = sum(report.seconds for report in reports)
    return f"{len(reports)} results with {claims} checked claims: {words}; {seconds:.0f} s of checking."


ENGINES_TOLD = (
    "Every engine looks at every claim that it understands. The exact engine proves; sampling supports; "
    "balls prove signs and refute, but cannot prove an equation, so that theirs is undecided where they find "
    "nothing against it. A refutation by any of them wins."
)


def overview(registry: Registry, reports: Sequence[ResultReport]) -> str:
    """The table of results with the verdict of each engine."""
    place = {slug: number for number, slug in enumerate(in_sections(registry))}
    rows = []
    for report in sorted(reports, key=lambda r: place.get(r.slug, len(place))):
        result = registry.results.get(report.slug)
        name = escape(result.title if result else report.slug)
        link = f'<a href="#{escape(report.slug)}">{name}</a>' if result else name
        found = (engine_verdict(report.steps, engine) for engine in ENGINES)
        marks = [f'<span class="engine">{verdict_mark(verdict)}</span>' for verdict in found]
        rows.append(
            [link, verdict_mark(report.verdict), *marks, str(len(report.steps)), f"{report.seconds:.2f}"]
        )
    return table(("Result", "Verdict", *ENGINES, "Claims", "Seconds"), rows, numeric=(5, 6))


def articles(registry: Registry, reports: Sequence[ResultReport], markup: Markup) -> str:
    """All results by section."""
    known = {report.slug: report for report in reports if report.slug in registry.results}
    html = []
    slugs = [slug for slug in in_sections(registry) if slug in known]
    for section, members in groupby(slugs, key=lambda slug: section_title(registry[slug].file)):
        if section:
            html.append(f"<h3>{escape(section)}</h3>")
        html += [_article(registry, known[slug], markup) for slug in members]
    return "\n".join(html)


def _article(registry: Registry, report: ResultReport, markup: Markup) -> str:
    slug = report.slug
    parts = result_parts(registry, slug)
    checked = {step.name: step.report for step in report.steps}
    remark = f"<p>{markup.line(parts.remark.spans)}</p>" if parts.remark else ""
    steps = "\n".join(
        f"<li><p><b>{escape(step.name[:1].upper() + step.name[1:])}</b>{_origin(step.sources, markup)}"
        f" {_claim_mark(checked.get(own.name))}</p>{markup.blocks(step.blocks)}</li>"
        for step, own in zip(parts.steps, parts.result.steps, strict=True)
    )
    claim = (
        f"\n<p>The statement as it is checked:</p>\n{markup.blocks(parts.checked)}" if parts.checked else ""
    )
    notes = "".join(
        f'<p class="note">The assumption <code>{escape(a)}</code> is not used.</p>'
        for a in report.unused_assumptions
    )
    if report.detail and not report.as_declared:
        notes += f'<p class="note">{escape(report.detail)}</p>'
    program = _program(parts.result, checked.get("program")) if parts.result.has_kernel else ""
    known = registry.results.keys()
    source = expand_macros(theorem(parts, known, known), registry.notation)
    return f"""<article id="{escape(slug)}">
<header><h4>{escape(parts.result.title)}</h4><p class="facts">{verdict_mark(report.verdict)}
<a class="slug" href="#{escape(slug)}">{escape(slug)}</a></p></header>
<p>{markup.line(parts.prose.spans)}</p>
<div class="statement">
{markup.blocks(parts.statement)}
</div>
{remark}{notes}
<details><summary>Derivation, {len(parts.steps)} step{"" if len(parts.steps) == 1 else "s"}</summary>
<ol>
{steps}
</ol>
<p>Statement: {_claim_mark(checked.get("statement"))}</p>{claim}
</details>
{program}<details><summary>LaTeX</summary><pre tabindex="0">{escape(source)}</pre></details>
</article>"""


def _program(result: Result, report: ClaimReport | None) -> str:
    """The kernel of a result: what it evaluates, its proof's verdict, and its assignments."""
    kernel = result.build_kernel()
    lines = escape("\n".join(listing(kernel)))
    arguments = ", ".join(argument.name for argument in kernel.args)
    signature = f"{kernel.name}({arguments}) \u2192 {', '.join(kernel.returns)}"
    return f"""<details><summary>Kernel <code>{escape(kernel.name)}</code></summary>
<p>{escape(kernel.doc)} {_claim_mark(report)}</p>
<p><code>{escape(signature)}</code></p>
<pre tabindex="0">{lines}</pre></details>
"""


def _origin(sources: Sequence, markup: Markup) -> str:
    return f", from {markup.line(sources)}." if sources else "."


def _claim_mark(report: ClaimReport | None) -> str:
    """A claim's verdict, and in small type who found it and how."""
    if report is None:
        return verdict_mark(None)
    seen = ", ".join(f"{f.engine}: {f.verdict}" for f in report.findings)
    detail = escape(f"{report.detail} ({seen})" if seen else report.detail)
    point = ""
    if report.counterexample:
        point = "; counterexample " + ", ".join(f"{k} = {v}" for k, v in report.counterexample.items())
    return f"{verdict_mark(report.verdict)} <small>{detail}{escape(point)}</small>"
