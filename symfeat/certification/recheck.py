"""Whether a certificate still holds: it is about what is declared today, and a new one says the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext

from symfeat.certification.certificate import Certificate, Comparison
from symfeat.claims import weakest


def differences(old: Certificate, new: Certificate) -> list[str]:
    """What a certificate and a newer one of the same result disagree about; empty if it still holds.

    The newer one may be of fewer digits: those that both have are compared.

    >>> from symfeat.certification.certify import certify_result
    >>> from symfeat.claims import bundled
    >>> slug = "learning-accelerates-between-two-slopes"
    >>> differences(*(certify_result(bundled(), slug, digits) for digits in (9, 7)))
    []
    """
    if old.hash != new.hash:
        return [f"{old.slug}: stale, what is declared has changed since"]
    names = ([comparison.name for comparison in c.comparisons] for c in (old, new))
    if next(names) != next(names):
        return [f"{old.slug}: compares other things"]
    pairs = zip(old.comparisons, new.comparisons, strict=True)
    return [f"{old.slug}, {first.name}: {what}" for first, second in pairs for what in _parted(first, second)]


def _parted(old: Comparison, new: Comparison) -> Iterator[str]:
    if new.verdict is not old.verdict and weakest((old.verdict, new.verdict)) is new.verdict:
        yield f"{new.verdict}, was {old.verdict}"
    shared = min(old.digits or 0, new.digits or 0)
    with localcontext() as context:
        context.prec = shared + 10
        for name in ("value", "measured"):
            before, after = (getattr(comparison, name) for comparison in (old, new))
            if bool(before) != bool(after) or (before and _far(before, after, shared)):
                yield f"the {name} is {after or 'missing'}, was {before or 'missing'}"


def _far(before: str, after: str, digits: int) -> bool:
    first, second = Decimal(before), Decimal(after)
    return abs(first - second) > (1 + abs(first)) * Decimal(10) ** (1 - digits)
