"""The record of a certification: what was compared and how, the digits, the words, the versions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from symfeat.claims import Verdict, weakest
from symfeat.errors import InputError
from symfeat.output import FILE_MARKER, write_file
from symfeat.versions import versions

_MADE_WITH = ("python", "symfeat", "sympy", "mpmath", "python-flint")


@dataclass(frozen=True)
class Part:
    """One thing that was looked at: its name, what was found, and why."""

    name: str
    verdict: Verdict
    detail: str


@dataclass(frozen=True)
class Comparison:
    """One closed form, met with what was measured without it.

    `setting` tells the unknown, its box and the way of measuring, or the case of an integral; `value` is the
    closed form, `enclosure` a ball around what the equation determines (or around the integral's closed
    form), `measured` the other road's value, all in decimals. `digits` is the number of digits to which the
    two roads agree, None where one of them gave nothing; `method` says how the second went. `needed` is the
    number of digits to work with that would decide what is undecided for want of digits.
    """

    name: str
    setting: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    enclosure: str = ""
    measured: str = ""
    digits: int | None = None
    parts: tuple[Part, ...] = ()
    method: Mapping[str, Any] = field(default_factory=dict)
    needed: int | None = None

    @property
    def verdict(self) -> Verdict:
        return weakest(part.verdict for part in self.parts)

    def part(self, name: str) -> Part:
        """The part of that name."""
        return next(part for part in self.parts if part.name == name)


@dataclass(frozen=True, repr=False)
class Certificate:
    """All that a result declares for certification, compared at `digits` digits.

    `hash` changes whenever the statement or what is declared does: a certificate with another is stale.
    """

    slug: str
    title: str
    hash: str
    digits: int
    comparisons: tuple[Comparison, ...]
    versions: Mapping[str, str]
    seconds: float = field(default=0.0, compare=False)

    @property
    def verdict(self) -> Verdict:
        return weakest(comparison.verdict for comparison in self.comparisons)

    @property
    def agreement(self) -> int | None:
        """The digits to which the two roads agree where they agree least; None where nothing was compared."""
        found = [comparison.digits for comparison in self.comparisons]
        return None if None in found else min(digits for digits in found if digits is not None)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as it is written to a file: no times in it."""
        data = asdict(self)
        del data["seconds"]
        for comparison, plain in zip(self.comparisons, data["comparisons"], strict=True):
            plain["verdict"] = str(comparison.verdict)
        return {"about": f"certificate, {FILE_MARKER} certify", "verdict": str(self.verdict), **data}

    def to_json(self) -> str:
        """The text of a certificate's file."""
        return json.dumps(self.to_dict(), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Certificate:
        """The certificate that `to_dict` gave. Raises InputError for anything else."""
        try:
            comparisons = tuple(
                Comparison(
                    **{k: v for k, v in c.items() if k not in ("parts", "verdict")},
                    parts=tuple(Part(p["name"], Verdict(p["verdict"]), p["detail"]) for p in c["parts"]),
                )
                for c in data["comparisons"]
            )
            rest = {k: data[k] for k in ("slug", "title", "hash", "digits", "versions")}
            found = cls(comparisons=comparisons, **rest)
            told = [data["verdict"], *(c["verdict"] for c in data["comparisons"])]
            if told != [str(found.verdict), *(str(c.verdict) for c in comparisons)]:
                raise ValueError("a verdict is not the weakest of its parts")
            return found
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"this is no certificate: {type(error).__name__}: {error}") from error

    def __str__(self) -> str:
        agreement = "" if self.agreement is None else f" to {self.agreement} digits"
        return f"{self.slug}: {self.verdict}{agreement} ({len(self.comparisons)} compared)"

    __repr__ = __str__


@dataclass(frozen=True, repr=False)
class Certificates:
    """Certificates in the order of the results; iterates over them."""

    certificates: tuple[Certificate, ...]

    @property
    def verdict(self) -> Verdict:
        """The weakest word of all. Raises InputError where there are none: nothing has no word."""
        if not self.certificates:
            raise InputError("certificates must not be empty to have a verdict")
        return weakest(certificate.verdict for certificate in self.certificates)

    def __iter__(self) -> Iterator[Certificate]:
        return iter(self.certificates)

    def __len__(self) -> int:
        return len(self.certificates)

    def __getitem__(self, index: int) -> Certificate:
        return self.certificates[index]

    def to_dict(self) -> dict[str, Any]:
        return {"certificates": [certificate.to_dict() for certificate in self]}

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    __repr__ = __str__


def write_certificate(certificate: Certificate, folder: str | Path, *, force: bool = False) -> Path:
    """Write a certificate to the file of its slug, atomically: readers see the old text or the new one.

    Raises OutputError where a file stands in the way that symfeat did not write, unless `force`.
    """
    path = Path(folder) / f"{certificate.slug}.json"
    write_file(path, certificate.to_json(), force=force)
    return path


def read_certificate(path: str | Path) -> Certificate:
    """The certificate in a file. Raises InputError where there is none."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as a certificate: {error}") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: cannot be read as a certificate: it holds no object")
    return Certificate.from_dict(data)


def made_with() -> dict[str, str]:
    """Versions of what takes part in a certification."""
    known = versions()
    return {name: known[name] for name in _MADE_WITH}
