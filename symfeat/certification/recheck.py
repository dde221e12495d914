"""Whether a certificate still holds: it is about what is declared today, and a new one says the same."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from pathlib import Path

from flint import arb

from symfeat.certification.certificate import Certificate, Comparison, Part
from symfeat.evaluate.ball import working_bits

_SHARPEST = 2  # times the digits worked with: what is small itself may be known so much better


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


def orphans(folder: str | Path, slugs: Iterable[str]) -> list[str]:
    """The files of a folder that are of no result that declares something to certify; `slugs` are those."""
    known = set(slugs)
    files = sorted(path.stem for path in Path(folder).glob("*.json"))
    return [f"{slug}: no result of that name declares anything" for slug in files if slug not in known]


def _parted(old: Comparison, new: Comparison) -> Iterator[str]:
    if new.verdict is not old.verdict:
        yield f"{new.verdict}, was {old.verdict}"
    for name in sorted({*old.setting, *new.setting}):
        if old.setting.get(name) != new.setting.get(name):
            yield f"the {name} is {new.setting.get(name, 'missing')}, was {old.setting.get(name, 'missing')}"
    if [_told(part) for part in old.parts] != [_told(part) for part in new.parts]:
        yield "the parts tell something else"
    shared = min(old.digits or 0, new.digits or 0)
    with localcontext() as context:
        context.prec = shared + 10
        for name in ("value", "measured"):
            before, after = (getattr(comparison, name) for comparison in (old, new))
            if bool(before) != bool(after) or (before and _far(before, after, shared)):
                yield f"the {name} is {after or 'missing'}, was {before or 'missing'}"
    if not _overlap(old, new):
        yield f"the enclosure is {new.enclosure or 'missing'}, was {old.enclosure or 'missing'}"
    yield from _boasts(old)


def _boasts(found: Comparison) -> Iterator[str]:
    """Digits, an error or an enclosure that no work with so many bits can have found."""
    bits = found.method.get("bits", 0)
    worked = math.floor(bits * math.log10(2))
    written = [_significant(text) for text in (found.value, found.measured) if text and Decimal(text)]
    if found.digits is not None and found.digits > min([worked, *written]):
        yield f"{found.digits} digits are more than are written"
    known = [found.method.get("error", "0"), *re.findall(r"\+/- ([^\]]+)\]", found.enclosure)]
    for radius in map(Decimal, known):
        if radius and radius.adjusted() < -_SHARPEST * worked:
            yield f"an error of {radius} is less than {bits} bits can tell"


def _told(part: Part) -> tuple[str, str, str]:
    """A part's words; numbers may differ, for those hang on the digits asked for."""
    return part.name, str(part.verdict), re.sub(r"[-\d.e]*\d", "#", part.detail)


def _overlap(old: Comparison, new: Comparison) -> bool:
    before, after = (comparison.enclosure.split(", ") for comparison in (old, new))
    if len(before) != len(after) or bool(old.enclosure) != bool(new.enclosure):
        return False
    bits = max([64, *(comparison.method.get("bits", 0) for comparison in (old, new))])
    with working_bits(bits + 32):
        pairs = zip(before, after, strict=True)
        return all(not a or bool(arb(a).overlaps(arb(b))) for a, b in pairs)


def _significant(number: str) -> int:
    return len(Decimal(number).as_tuple().digits)


def _far(before: str, after: str, digits: int) -> bool:
    first, second = Decimal(before), Decimal(after)
    return abs(first - second) > (1 + abs(first)) * Decimal(10) ** (1 - digits)
