"""`symfeat certify`: boundaries and integrals in closed form, found again by numbers alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symfeat.cli.console import (
    INTERRUPTED,
    STALE,
    print_json,
    print_lines,
    print_table,
    print_text,
    progress,
    verdict_text,
)
from symfeat.cli.options import DEFAULT_OUTPUT, Force, Jobs, Json, Output

if TYPE_CHECKING:
    from symfeat.certification import Certificate

Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="SLUG|FOLDER|FILE", help="What to certify; the bundled corpus by default."),
]


def command(
    targets: Targets = None,
    digits: Annotated[int, typer.Option(help="Digits to which the two roads have to agree.")] = 50,
    precision: Annotated[
        int | None, typer.Option(help="Digits to work with; as many as prove necessary by default.")
    ] = None,
    output: Output = DEFAULT_OUTPUT / "certificates",
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; 1 if a certificate in the folder does not hold.")
    ] = False,
    jobs: Jobs = None,
    timeout: Annotated[float, typer.Option(help="Seconds that one result may take.")] = 600.0,
    force: Force = False,
    json: Json = False,
) -> int:
    """Certify boundaries: 0 all agree, 1 something is refuted, 2 bad input, 3 undecided."""
    from symfeat.certification import certifying, ordered, write_certificate
    from symfeat.claims.verdicts import exit_code

    found: list[Certificate] = []
    files: list[Path] = []
    code = 0
    try:
        with progress("certify") as advance:
            running = certifying(
                targets, digits, precision=precision, jobs=jobs, timeout=timeout, on_progress=advance
            )
            for certificate in running:  # each is written at once: an interruption keeps what is there
                found.append(certificate)
                if certificate.hash and not check:
                    files.append(write_certificate(certificate, output, force=force))
    except KeyboardInterrupt:
        code = INTERRUPTED
    certificates = ordered(found)
    objections = _objections(list(certificates), output, targets) if check else []
    code = code or (STALE if objections else exit_code(certificate.verdict for certificate in certificates))
    if json:
        written = {"files": sorted(map(str, files)), "objections": objections, "exit_code": code}
        print_json({**certificates.to_dict(), **written})
        return code
    _show(list(certificates))
    print_lines("Do not hold", objections)
    if files:
        count = "1 certificate" if len(files) == 1 else f"{len(files)} certificates"
        print_text(f"Wrote {count} below {output}")
    return code


def _objections(certificates: "Sequence[Certificate]", folder: Path, targets: list[str] | None) -> list[str]:
    """What the certificates in a folder and those just made disagree about, and files of no result."""
    from symfeat.certification import differences, orphans, read_certificate
    from symfeat.checking.runner import select

    _, asked = select(targets)
    objections = orphans(folder, (c.slug for c in certificates)) if asked is None else []
    for new in certificates:
        path = folder / f"{new.slug}.json"
        objections += (
            differences(read_certificate(path), new)
            if path.is_file()
            else [f"{new.slug}: has no certificate"]
        )
    return objections


def _show(certificates: "Sequence[Certificate]") -> None:
    rows = [
        (verdict_text(str(c.verdict)), c.slug, "-" if c.agreement is None else str(c.agreement))
        for c in certificates
    ]
    print_table(("verdict", "result", "digits"), rows, left=2)
    print_text()
    for certificate in certificates:
        for comparison in certificate.comparisons:
            if len(certificates) == 1 or comparison.verdict not in ("proved", "supported"):
                lines = [f"{part.name}, {part.verdict}: {part.detail}" for part in comparison.parts]
                numbers = (("value", comparison.value), ("measured", comparison.measured))
                lines += [f"{name} {text}" for name, text in numbers if text]
                print_lines(f"{certificate.slug}, {comparison.name}: {comparison.verdict}", lines)
