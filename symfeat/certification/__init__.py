"""Certificates of boundaries and integrals: what is claimed in closed form, found again by numbers alone."""

from symfeat.certification.certificate import (
    Certificate,
    Certificates,
    Comparison,
    Part,
    read_certificate,
    write_certificate,
)
from symfeat.certification.certify import certify, certify_result, certifying, ordered
from symfeat.certification.recheck import differences, orphans

__all__ = [
    "Certificate",
    "Certificates",
    "Comparison",
    "Part",
    "certify",
    "certify_result",
    "certifying",
    "differences",
    "ordered",
    "orphans",
    "read_certificate",
    "write_certificate",
]
