"""One result: its parts as blocks, which the report shares, and the LaTeX fragment made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import sympy as sp

from symfeat.claims import All, Claim, Registry, Result, Verdict
from symfeat.errors import DerivationError
from symfeat.latex.claims import ClaimWriter
from symfeat.latex.layout import Display, Setter
from symfeat.latex.override import checked_override, override_blocks, override_symbols
from symfeat.latex.prose import prose
from symfeat.latex.text import Block, Span, Text, escaped, listed, text, to_latex


@dataclass(frozen=True)
class StepParts:
    """A step for a reader: what it is called, where it comes from, its prose and its claim."""

    name: str
    sources: tuple[Span, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ResultParts:
    """A result for a reader; `checked` is the claim behind a statement that was set by hand."""

    result: Result
    prose: Text
    statement: tuple[Block, ...]
    steps: tuple[StepParts, ...]
    remark: Text | None
    checked: tuple[Block, ...]


def result_parts(registry: Registry, slug: str) -> ResultParts:
    """The parts of a result, its formulas broken to the measure of a page."""
    result, claims = registry[slug], registry.claims(slug)
    setter = Setter(registry.notation)
    writer = ClaimWriter(setter)
    statement = statement_blocks(registry, slug, writer)
    conclusion = result.conclusion
    by_hand = result.latex_override() is not None
    claim = narrowed(claims["statement"], result)
    told = set() if by_hand else {_printed(part, setter) for part in _parts(claim)}
    steps = []
    for step in result.steps:
        blocks: list[Block] = [Text(tuple(prose(step.prose, registry.notation)))] if step.prose else []
        if step is result.steps[-1]:
            blocks.append(text("This is the statement."))
        else:
            blocks += _news(narrowed(claims[step.name], result), told, writer)
        steps.append(
            StepParts(step.name.replace("_", " "), tuple(_sources(result, step.consumes)), tuple(blocks))
        )
    remark = prose(conclusion.prose, registry.notation) if conclusion else []
    checked: tuple[Block, ...] = ()
    if by_hand:  # the remark is then about the claim that is checked, not about the formula
        checked = (*([Text(tuple(remark))] if remark else []), *ClaimWriter(setter).blocks(claim))
        remark = []
    if result.expect is Verdict.SUPPORTED:
        remark += [
            Span("text", " Supported by evaluation, not proved: "),
            *prose(f"{result.reason.rstrip('.')}.", registry.notation),
        ]
    introduction = Text(tuple(prose(result.prose, registry.notation)))
    return ResultParts(
        result, introduction, statement, tuple(steps), Text(tuple(remark)) if remark else None, checked
    )


def statement_blocks(registry: Registry, slug: str, writer: ClaimWriter) -> tuple[Block, ...]:
    """Assumptions, statement and the definitions of its abbreviations."""
    result = registry[slug]
    claim = narrowed(registry.statement(slug), result)
    override = checked_override(result, registry.notation)
    body = override_blocks(override) if override else writer.blocks(claim)
    assumed = writer.given(result.given, then=isinstance(body[0], Display))
    symbols = {s for relation in result.given for s in relation.free_symbols}
    symbols |= override_symbols(override, registry.notation) if override else _symbols(claim)
    defined = writer.definitions(symbols)
    return (*([Text(tuple(assumed))] if assumed else []), *body, *([Text(tuple(defined))] if defined else []))


def narrowed(claim: Claim, result: Result) -> Claim:
    """The claim with the numbers that the assumptions give to symbols in their places."""
    numbers = {r.lhs: r.rhs for r in result.given if isinstance(r, sp.Eq) and r.rhs.is_Number}

    def put(expr: sp.Expr) -> sp.Expr:
        found = expr.xreplace(numbers)
        return expr if found.has(sp.nan, sp.zoo) else found

    return claim.map(put) if numbers else claim


def _parts(claim: Claim) -> tuple[Claim, ...]:
    return claim.parts if isinstance(claim, All) else (claim,)


def _symbols(claim: Claim) -> set[sp.Symbol]:
    return {s for expr in claim.expressions() for s in expr.free_symbols}


def _printed(claim: Claim, setter: Setter) -> str:
    return blocks_latex(ClaimWriter(setter).blocks(claim), ())


def _news(claim: Claim, told: set[str], writer: ClaimWriter) -> list[Block]:
    """What a step says that neither the statement nor an earlier step has said; `told` grows by it."""
    new = []
    for part in _parts(claim):
        printed = _printed(part, writer.setter)
        if printed not in told and not writer.is_trivial(part):
            new.append(part)
        told.add(printed)
    return writer.blocks(All(*new)) if new else []


def statement_latex(registry: Registry, slug: str) -> str:
    """The statement of a result as LaTeX, in the macros of the notation."""
    return blocks_latex(statement_blocks(registry, slug, ClaimWriter(Setter(registry.notation))), ())


def fragment(registry: Registry, slug: str, known: Collection[str], cited: Collection[str]) -> str:
    """A result as a theorem with its proof; `known` results can be referred to, `cited` keys can be cited."""
    return theorem(result_parts(registry, slug), known, cited)


def theorem(parts: ResultParts, known: Collection[str], cited: Collection[str]) -> str:
    """What `fragment` makes of a result's parts."""
    result, slug = parts.result, parts.result.slug
    keys = [key for key in source_keys(result) if key in cited]
    source = rf", \cite{{{','.join(keys)}}}" if keys else ""
    lines = [f"% {slug}: generated by symfeat"]
    if parts.prose.spans:
        lines.append(blocks_latex([parts.prose], known))
    lines += [
        rf"\begin{{theorem}}[{{{escaped(result.title)}{source}}}]\label{{thm:{slug}}}",
        blocks_latex(parts.statement, known),
        r"\end{theorem}",
    ]
    if parts.remark:
        lines.append(blocks_latex([parts.remark], known))
    if parts.steps:
        lines.append(r"\begin{proof}")
        for number, step in enumerate(parts.steps, 1):
            sources = "".join(to_latex(span, known) for span in step.sources)
            origin = f", from {sources}" if sources else ""
            lines.append(rf"\textit{{Step {number} ({escaped(step.name)}){origin}.}}")
            lines.append(blocks_latex(step.blocks, known) + "\n")
        lines[-1] = lines[-1].rstrip("\n")
        lines.append(r"\end{proof}")
    return "\n".join(lines) + "\n"


def blocks_latex(blocks: Iterable[Block], known: Collection[str]) -> str:
    """Texts and displays as LaTeX source."""
    return "\n".join(
        block.source if isinstance(block, Display) else "".join(to_latex(span, known) for span in block.spans)
        for block in blocks
    )


def source_keys(result: Result) -> list[str]:
    """The keys of the references that a result names."""
    return result.source.replace(",", " ").split()


def _sources(result: Result, consumes: Iterable[str]) -> list[Span]:
    """What a step builds on: used results by reference, earlier steps by number."""
    numbers = {step.name: number for number, step in enumerate(result.steps, 1)}
    spans = []
    for name in consumes:
        if name in result.uses:
            spans.append(Span("ref", result.uses[name]))
        elif name in numbers:
            spans.append(Span("text", f"step {numbers[name]}"))
    return listed(spans)


def check_slugs(registry: Registry, slugs: Iterable[str] | None) -> list[str]:
    """The slugs in reading order, all for None. Raises DerivationError for an unknown one."""
    if slugs is None:
        return in_sections(registry)
    wanted = set(slugs)
    if unknown := sorted(wanted - registry.results.keys()):
        raise DerivationError(f"{registry.folder.name}: no result is called {unknown[0]}")
    return [slug for slug in in_sections(registry) if slug in wanted]


def in_sections(registry: Registry) -> list[str]:
    """All slugs, section by section, in order of dependency within each."""
    return sorted(registry.results, key=lambda slug: Path(registry[slug].file).parent.as_posix())
