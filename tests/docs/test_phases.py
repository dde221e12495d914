"""The page of the phases names results that are there, and for each boundary one that has a certificate."""

import re
from pathlib import Path

from symfeat.claims import bundled

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "phases.md").read_text(encoding="utf-8")
SLUG = re.compile(r"`([a-z]+(?:-[a-z]+){3,})`")


def test_every_result_that_is_named_exists():
    assert len(SLUG.findall(PAGE)) > 7
    assert set(SLUG.findall(PAGE)) <= set(bundled().results)


def test_every_boundary_stands_on_a_result_with_a_certificate():
    start = PAGE.index("| boundary |")
    rows = PAGE[start : PAGE.index("\n\n", start)].splitlines()[2:]
    slugs = [SLUG.findall(row) for row in rows]
    assert len(rows) == 7
    assert [row for row, found in zip(rows, slugs, strict=True) if len(found) != 1] == []
    assert all(bundled()[slug].has_certificate for (slug,) in slugs)
    assert all((DOCS / "certificates" / f"{slug}.json").is_file() for (slug,) in slugs)
