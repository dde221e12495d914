"""`latex` and `report` write what they say, and nothing where they must not."""

import json

import pytest

from symfeat.certification import Certificate, Certificates, Comparison, Part
from symfeat.claims import ClaimReport, ResultReport, StepReport, Verdict, bundled
from symfeat.cli import main
from symfeat.report import run as job

WEDGE = "wedge-is-conserved"


def test_latex_names_its_document(tmp_path, capsys):
    assert main(["latex", WEDGE, "-o", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["document"] == str(tmp_path / "symfeat.tex")
    assert (tmp_path / "results" / f"{WEDGE}.tex").is_file()


def test_an_unknown_slug_is_a_usage_error(tmp_path, capsys):
    assert main(["latex", "wedge-is-conservd", "-o", str(tmp_path / "out")]) == 2
    assert "wedge-is-conservd" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.fixture
def refuted_corpus(monkeypatch):
    """Stands in for verification, which takes a minute: every result is refuted, without looking."""

    def verify(**settings):
        claim = ClaimReport(Verdict.REFUTED, "ball", "disjoint balls", (), {"f": "1"})
        return [
            ResultReport(slug, Verdict.REFUTED, Verdict.PROVED, "refuted", (StepReport("statement", claim),))
            for slug in bundled().results
        ]

    def certify(**settings):
        where, part = {"unknown": "y", "box": "[1/2, 3/4]"}, Part("agreement", Verdict.SUPPORTED, "33 digits")
        agreed = Comparison("above", where, "0.60246066535422571097", "", "0.6024", 33, (part,))
        nothing = Comparison("cos", {"case": "d = 1"}, parts=(Part("agreement", Verdict.UNDECIDED, "why"),))
        slug = "kernel-ratio-exceeds-a-bound-iff-target-exceeds-a-size"
        return Certificates((Certificate(slug, "A <title>", "0", 30, (agreed, nothing), {}),))

    monkeypatch.setattr(job, "verify", verify)
    monkeypatch.setattr(job, "certify", certify)


def test_the_report_shows_data_results_and_files(refuted_corpus, tmp_path, capsys):
    assert main(["report", "-o", str(tmp_path / "out"), "--no-pdf", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["exit_code"] == 1
    assert told["page"] == str(tmp_path / "out" / "index.html")
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "target slope 423.94" in html
    assert html.count("<svg") == 8
    assert all(f'<article id="{slug}">' in html for slug in bundled().results)
    names = {path.name for path in (tmp_path / "out" / "figures").iterdir()}
    pictures = {f"phase-{name}" for name in ("plane", "map", "width", "alignment", "mechanisms", "exponents")}
    assert names == {
        *(f"{name}.svg" for name in ("learning", "trajectory", "plane", "mechanisms")),
        *(f"{name}.{ending}" for name in pictures for ending in ("svg", "csv")),
    }
    assert '<section id="phases"' in html
    assert '<section id="certificates"' in html
    assert "A &lt;title&gt;" in html
    assert "<td>y in [1/2, 3/4]</td><td><code>0.6024606653542257…</code></td>" in html
    assert "1 certificate: undecided." in html
    assert told["certificates"][0]["verdict"] == "undecided"
    assert "regime: feature learning (kernel x 40.1" in html


def test_data_that_cannot_be_read_stop_the_report_before_it_verifies(tmp_path, capsys):
    assert main(["report", "-o", str(tmp_path / "out"), "--data", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_foreign_page_stops_the_report_before_it_verifies(tmp_path, capsys):
    (tmp_path / "index.html").write_text("mine")
    assert main(["report", "-o", str(tmp_path)]) == 2
    assert "was not written by symfeat" in capsys.readouterr().err
    assert (tmp_path / "index.html").read_text() == "mine"
