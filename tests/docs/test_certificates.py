"""The table of certificates on its page is what the certificates say."""

from pathlib import Path

from symfeat.certification import read_certificate

DOCS = Path(__file__).parents[2] / "docs"
SHOWN = 20  # characters of a value


def test_the_table_shows_every_comparison():
    page = (DOCS / "certificates.md").read_text(encoding="utf-8")
    expected = [
        f"| `{certificate.slug}` | {found.name} | {found.value[:SHOWN]} | {found.digits} |"
        for certificate in map(read_certificate, sorted((DOCS / "certificates").glob("*.json")))
        for found in certificate.comparisons
    ]
    table = page.split("| result | compared | value, first digits | digits |\n|---|---|---|---|\n")[1].split(
        "\n\n"
    )[0]
    assert table.splitlines() == expected
