"""The committed certificates: each is about what is declared today, and holds when it is made again."""

from pathlib import Path

import pytest

from symfeat.certification import certify_result, differences, read_certificate
from symfeat.certification.certify import certifiable
from symfeat.claims import bundled

FOLDER = Path(__file__).parents[2] / "docs" / "certificates"
FILES = sorted(FOLDER.glob("*.json"))
QUICK = 30  # digits


def test_every_result_that_declares_something_has_a_certificate():
    """Otherwise: symfeat certify -o docs/certificates."""
    assert [path.stem for path in FILES] == sorted(certifiable(bundled(), None))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_certificate_says_that_all_is_proved_or_supported_to_fifty_digits(path):
    certificate = read_certificate(path)
    assert certificate.digits == 50
    assert certificate.slug == path.stem
    for comparison in certificate.comparisons:
        assert comparison.verdict == "supported"
        assert (comparison.digits or 0) >= 50
        if "box" in comparison.setting:
            assert comparison.part("crossing").verdict == "proved"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_certificate_holds_when_it_is_made_again(path):
    old = read_certificate(path)
    new = certify_result(bundled(), old.slug, QUICK)
    assert differences(old, new) == []
    assert (new.agreement or 0) >= QUICK
