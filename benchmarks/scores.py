"""The page of the suite of claims: tables of what each tester says of true claims and of false ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("scores.md")
KINDS = ("identity", "inequality", "limit", "ode_solution", "conserved")
Row = dict[str, Any]


def page(found: dict[str, Any]) -> str:
    """The page as Markdown."""
    rows: list[Row] = found["claims"]
    seconds = sorted(row["seconds"] for row in rows)
    return TEMPLATE.read_text(encoding="utf-8").format(
        date=found["date"],
        versions=", ".join(f"{name} {version}" for name, version in found["versions"].items()),
        limit=f"{found['limit']:g}",
        tester_limit=f"{found['tester_limit']:g}",
        count=len(rows),
        true=sum(_is_true(row) for row in rows),
        false=sum(row["expect"] == "false" for row in rows),
        coincidences=sum(row["expect"] == "coincidence" for row in rows),
        testers=_testers(found["testers"], rows),
        kinds=_kinds(rows),
        engines=_engines(rows),
        median=f"{seconds[len(seconds) // 2]:.2f}",
        longest=f"{seconds[-1]:.1f}",
        total=f"{sum(seconds):.0f}",
        misses=_misses(rows),
    )


def _is_true(row: Row) -> bool:
    return row["expect"] == "true"


def _testers(names: Sequence[str], rows: list[Row]) -> str:
    header = ("tester", "true: accepted", "rejected", "no answer", "false: rejected", "accepted", "no answer")
    words = {"symfeat": lambda row: row["verdict"]}
    words |= {name: lambda row, name=name: row["testers"][name] for name in names}
    lines = []
    for name, word in words.items():
        true, false = ([word(row) for row in rows if _is_true(row) is truth] for truth in (True, False))
        lines.append(
            (name, *_counts(true, ("accepted", "rejected")), *_counts(false, ("rejected", "accepted")))
        )
    return _table(header, lines)


_MEANING = {
    "accepted": ("proved", "supported", "true"),
    "rejected": ("refuted", "false"),
}


def _counts(words: list[str], order: Sequence[str]) -> list[str]:
    counts = [sum(word in _MEANING[meaning] for word in words) for meaning in order]
    return [str(count) for count in (*counts, len(words) - sum(counts))]


def _kinds(rows: list[Row]) -> str:
    header = (
        "kind",
        "true: proved",
        "supported",
        "refuted",
        "undecided",
        "false: refuted",
        "accepted",
        "undecided",
    )
    lines = []
    for kind in (*KINDS, "all"):
        of_kind = [row for row in rows if kind in (row["kind"], "all")]
        true = [row["verdict"] for row in of_kind if _is_true(row)]
        false = [row["verdict"] for row in of_kind if not _is_true(row)]
        accepted = sum(verdict in ("proved", "supported") for verdict in false)
        counted = [true.count(word) for word in ("proved", "supported", "refuted", "undecided")]
        counted += [false.count("refuted"), accepted, false.count("undecided")]
        lines.append((kind, *map(str, counted)))
    return _table(header, lines)


def _engines(rows: list[Row]) -> str:
    engines = [row["engine"] for row in rows if row["verdict"] in ("proved", "refuted")]
    names = sorted(set(engines), key=lambda name: (-engines.count(name), name))
    return _table(("engine", "claims decided"), [(name, str(engines.count(name))) for name in names])


def _misses(rows: list[Row]) -> str:
    def listed(what: str, chosen: Callable[[Row], bool]) -> str:
        names = [f"`{row['id']}`" for row in rows if chosen(row)]
        return f"- {what}: {', '.join(names) or 'none'}."

    return "\n".join(
        (
            listed(
                "False and accepted", lambda r: not _is_true(r) and r["verdict"] in ("proved", "supported")
            ),
            listed("True and refuted", lambda r: _is_true(r) and r["verdict"] == "refuted"),
            listed("True and undecided", lambda r: _is_true(r) and r["verdict"] in ("undecided", "invalid")),
            listed(
                "False and undecided", lambda r: not _is_true(r) and r["verdict"] in ("undecided", "invalid")
            ),
        )
    )


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = "|---|" + "---:|" * (len(header) - 1)
    return "\n".join([f"| {' | '.join(header)} |", rule, *(f"| {' | '.join(line)} |" for line in lines)])
