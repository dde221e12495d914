"""Worst error of every kernel against FLINT balls of what it is proved to compute, in u max(1, cond).

    python benchmarks/accuracy.py            # 100000 points of each kernel
    python benchmarks/accuracy.py 9000 7     # fewer, and with seed 7

Writes `docs/accuracy.json` and the tables between the marks in `docs/accuracy.md`.
"""

import json
import platform
import sys
from datetime import UTC, datetime
from functools import cache, reduce
from hashlib import sha256
from importlib import import_module
from multiprocessing import get_context
from operator import or_
from pathlib import Path

from symfeat import kernels
from symfeat.claims.registry import bundled
from symfeat.lowering.error import Errors, measure
from symfeat.lowering.reference import reference_of
from symfeat.lowering.strata import strata
from symfeat.versions import versions

DOCS = Path(__file__).parents[1] / "docs"
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")
MOST_TOLD = "trajectory"  # the kernel with a table of its own
Task = tuple[str, int, int]  # slug, points a stratum, seed


@cache
def prepared(slug: str):
    """The kernel as it is called, and what it is held against."""
    return bundled()[slug].build_kernel(), reference_of(bundled(), slug)


def errors(task: Task) -> dict[str, Errors]:
    """Errors of one kernel by stratum, at the points of one seed."""
    slug, count, seed = task
    kernel, reference = prepared(slug)
    function, names = getattr(kernels, kernel.name), [symbol.name for symbol in kernel.args]
    return {
        name: measure(reference, function, points, bound=kernel.bound, stratum=name)
        for name, points in strata(names, count, seed)
    }


def tasks(count: int, seed: int) -> list[Task]:
    """Every kernel's points, in pieces of a few seconds, each piece with a seed of its own."""
    if bundled().problems:
        raise SystemExit(f"{bundled().problems[0].file}: {bundled().problems[0].message}")
    found = []
    for slug, result in bundled().results.items():
        if not result.has_kernel:
            continue
        kernel, _ = prepared(slug)
        names = [symbol.name for symbol in kernel.args]
        each = -(-count // sum(1 for _ in strata(names, 1, 0)))
        pieces = range(0, each, 400)
        found += [(slug, min(400, each - start), seed * 10**6 + start) for start in pieces]
    return found


def source_hash(name: str) -> str:
    """What tells the text of a kernel's module from any other."""
    file = import_module(f"symfeat.kernels.{name}").__file__
    return sha256(Path(str(file)).read_text(encoding="utf-8").encode()).hexdigest()


def entry(slug: str, found: dict[str, Errors]) -> dict:
    """What the file says of a kernel."""
    kernel, _ = prepared(slug)
    whole = reduce(or_, found.values())
    return {
        "source": source_hash(kernel.name),
        "bound": kernel.bound,
        "points": whole.points,
        "above": whole.above,
        "outputs": {
            name: {
                "worst": round(worst.units, 2),
                "stratum": worst.stratum,
                "point": dict(zip((symbol.name for symbol in kernel.args), worst.point, strict=False)),
                "no_value": worst.no_value,
                "undecided": worst.undecided,
            }
            for name, worst in whole.worst.items()
        },
        "strata": {
            stratum: {
                "points": part.points,
                "above": part.above,
                "worst": {name: round(worst.units, 2) for name, worst in part.worst.items()},
            }
            for stratum, part in found.items()
        },
    }


def processor() -> str:
    """The name of the processor's model."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def tables(record: dict) -> str:
    """The record as text: one row a kernel, and one a stratum of the trajectory."""
    version = record["versions"]
    lines = [
        f"{record['date']}, {record['processor']}, "
        + ", ".join(f"{name} {version[name]}" for name in ("python", "numpy", "python-flint")),
        "",
        "| kernel | points | guaranteed | measured worst, by output | over |",
        "|---|---|---|---|---|",
    ]
    for name, kernel in record["kernels"].items():
        worst = ", ".join(f"{output} {found['worst']:.1f}" for output, found in kernel["outputs"].items())
        lines.append(f"| {name} | {kernel['points']} | {kernel['bound']} | {worst} | {kernel['above']} |")
    told = record["kernels"][MOST_TOLD]
    outputs = list(told["outputs"])
    lines += ["", f"| points of {MOST_TOLD} | number | " + " | ".join(outputs) + " |"]
    lines += ["|---|---" + "|---" * len(outputs) + "|"]
    for stratum, part in told["strata"].items():
        cells = " | ".join(f"{part['worst'][output]:.1f}" for output in outputs)
        lines.append(f"| {stratum} | {part['points']} | {cells} |")
    return "\n".join(lines)


def write(record: dict) -> None:
    """The record into the docs, as data and as tables."""
    (DOCS / "accuracy.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    page = DOCS / "accuracy.md"
    text = page.read_text(encoding="utf-8")
    before, after = text.partition(MARKS[0])[0], text.partition(MARKS[1])[2]
    page.write_text("\n".join((before + MARKS[0], tables(record), MARKS[1])) + after, encoding="utf-8")


def main(count: int = 100_000, seed: int = 0) -> None:
    """Measure in two processes, and write."""
    work, found = tasks(count, seed), {}
    with get_context("spawn").Pool(2) as pool:
        for number, ((slug, _, _), parts) in enumerate(zip(work, pool.imap(errors, work), strict=True), 1):
            known = found.setdefault(slug, {})
            for stratum, part in parts.items():
                known[stratum] = known[stratum] | part if stratum in known else part
            print(f"\r{number}/{len(work)}", end="", flush=True)
    measured = {prepared(slug)[0].name: entry(slug, parts) for slug, parts in found.items()}
    names = ("python", "symfeat", "numpy", "sympy", "python-flint")
    record = {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "versions": {name: versions()[name] for name in names},
        "seed": seed,
        "kernels": dict(sorted(measured.items())),
    }
    write(record)
    print("\n" + tables(record))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
