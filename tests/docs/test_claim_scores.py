"""The page of scores says what its numbers say, and the numbers are about the suite as it stands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCORES = ROOT / "docs" / "claims-scores.json"
SUITE = sorted((ROOT / "benchmarks" / "claims").glob("*.json"))
WRITE = """
import json, pathlib, sys
sys.path.insert(0, sys.argv[1])
import scores
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(scores.page(json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))))
"""


@pytest.fixture(scope="module")
def rows():
    return json.loads(SCORES.read_text(encoding="utf-8"))["claims"]


@pytest.fixture(scope="module")
def suite():
    return [raw for file in SUITE for raw in json.loads(file.read_text(encoding="utf-8"))["claims"]]


def test_the_page_is_what_the_numbers_give():
    command = [sys.executable, "-c", WRITE, str(ROOT / "benchmarks"), str(SCORES)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (ROOT / "docs" / "claim-scores.md").read_text(encoding="utf-8")


def test_the_numbers_are_about_the_suite_as_it_stands(rows, suite):
    assert [(row["id"], row["kind"], row["expect"]) for row in rows] == [
        (raw["id"], raw["kind"], raw["expect"]) for raw in suite
    ]


def test_nothing_false_is_accepted_and_nothing_true_refuted(rows):
    wrong = [
        row["id"]
        for row in rows
        if row["verdict"] in (("refuted",) if row["expect"] == "true" else ("proved", "supported"))
    ]
    assert wrong == []


def test_every_true_claim_is_cited_and_every_wrong_one_distorts_one_of_them(suite):
    true = {raw["id"] for raw in suite if raw["expect"] == "true"}
    assert len(true) >= 150
    assert [raw["id"] for raw in suite if raw["id"] in true and not raw.get("source")] == []
    wrong = [raw for raw in suite if raw["expect"] == "false"]
    assert [raw["id"] for raw in wrong if raw.get("of", raw["id"].removesuffix("-wrong")) not in true] == []
    assert len({raw["id"] for raw in suite}) == len(suite)
