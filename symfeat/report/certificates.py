"""The certificates on the page: each boundary in closed form, met by a measurement that never sees it."""

from __future__ import annotations

from html import escape

from symfeat.certification import Certificates, Comparison
from symfeat.report.markup import table
from symfeat.report.page import Section
from symfeat.report.results import verdict_mark

DIGITS = 30
_TOLD = (
    "Each boundary is found twice: from its closed form, and by integrating all weights at high precision "
    "and bisecting on what happened. Integrals are found by quadrature, too. Digits are those to which both "
    f"agree; {DIGITS} were asked for."
)
_SHOWN = 18  # characters of a value


def certificate_sentence(certificates: Certificates) -> str:
    """All certificates in words: how many, the weakest verdict, the fewest digits."""
    if not len(certificates):
        return "No certificates."
    found = [certificate.agreement for certificate in certificates]
    digits = [agreement for agreement in found if agreement is not None]
    least = f", {min(digits)} digits or more" if len(digits) == len(found) else ""
    plural = "" if len(found) == 1 else "s"
    return f"{len(found)} certificate{plural}: {certificates.verdict}{least}."


def certificate_section(certificates: Certificates) -> Section:
    """The table of certificates, one row a comparison."""
    rows = [
        [_name(certificate.slug, certificate.title, k), escape(comparison.name), escape(_where(comparison)),
         _value(comparison), "–" if comparison.digits is None else str(comparison.digits),
         verdict_mark(comparison.verdict)]
        for certificate in certificates
        for k, comparison in enumerate(certificate.comparisons)
    ]  # fmt: skip
    header = ("Result", "Compared", "Where", "Value", "Digits", "Verdict")
    return Section(
        "certificates",
        "Certificates",
        f"<p>{_TOLD} {escape(certificate_sentence(certificates))}</p>{table(header, rows, numeric=(4,))}",
    )


def _name(slug: str, title: str, row: int) -> str:
    return "" if row else f'<a href="#{escape(slug)}">{escape(title)}</a>'


def _where(comparison: Comparison) -> str:
    """The box that the unknown is sought in; the name of an integral tells its case already."""
    setting = comparison.setting
    return f"{setting['unknown']} in {setting['box']}" if "unknown" in setting else ""


def _value(comparison: Comparison) -> str:
    value = comparison.value
    return f"<code>{escape(value[:_SHOWN])}{'…' if len(value) > _SHOWN else ''}</code>"
