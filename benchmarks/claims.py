"""The suite of claims: `claims.py [FILES] [--only ID]` shows verdicts, `--write` makes the page of scores."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scores import page
from testers import NOTHING, TESTERS

from symfeat.checking.workers import Pool
from symfeat.claimfiles import CheckedClaim, prepare, verify_claims
from symfeat.versions import versions

ROOT = Path(__file__).parents[1]
SUITE = ROOT / "benchmarks" / "claims"
SCORES = ROOT / "docs" / "claims-scores.json"
PAGE = ROOT / "docs" / "claim-scores.md"
TESTER_SECONDS = 10.0
ACCEPTED = ("proved", "supported")


def main() -> None:
    """Print a line a claim, those that miss their aim marked, and the totals; or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SUITE.glob("*.json")))
    parser.add_argument("--only", default="", help="claims whose id contains this")
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="run the other testers, too, and write docs/")
    asked = parser.parse_args()
    raws: dict[str, dict[str, Any]] = {}
    checked: list[CheckedClaim] = []
    for file in asked.files:
        claims = [raw for raw in _claims(file) if asked.only in raw["id"]]
        raws |= {raw["id"]: raw for raw in claims}
        checked += _checked(claims, asked.timeout, asked.jobs)
        for claim in checked[len(checked) - len(claims) :]:
            _show(claim, raws[claim.id]["expect"], whole=bool(asked.only))
    _totals(checked, raws)
    if asked.write:
        _write(checked, raws, asked.timeout)


def _claims(file: Path) -> list[dict[str, Any]]:
    return json.loads(file.read_text(encoding="utf-8"))["claims"]


def _checked(claims: list[dict[str, Any]], timeout: float, jobs: int) -> list[CheckedClaim]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.json"
        path.write_text(json.dumps({"format": 1, "claims": claims}))
        return verify_claims(path, jobs=jobs, timeout=timeout, cache=False)


def _show(claim: CheckedClaim, expect: str, *, whole: bool) -> None:
    mark = "  " if _is_hit(claim, expect) else " ?" if claim.verdict == "undecided" else "!!"
    detail = claim.detail if whole else claim.detail[:60]
    shown = f"{mark} {claim.id[:44]:44} {expect[:6]:6} {claim.verdict:9} {claim.engine[:18]:18}"
    print(f"{shown} {claim.seconds:6.2f}  {detail}", flush=True)


def _is_hit(claim: CheckedClaim, expect: str) -> bool:
    """What is true is to be accepted, what is false refuted; a coincidence must not be accepted."""
    if expect == "true":
        return claim.verdict in ACCEPTED
    return claim.verdict == "refuted" or (expect == "coincidence" and claim.verdict == "undecided")


def _totals(checked: Sequence[CheckedClaim], raws: dict[str, dict[str, Any]]) -> None:
    for expect in sorted({raws[claim.id]["expect"] for claim in checked}):
        found = [str(claim.verdict) for claim in checked if raws[claim.id]["expect"] == expect]
        print(f"{expect}: {len(found)}:", {word: found.count(word) for word in sorted(set(found))})
    times = sorted(claim.seconds for claim in checked)
    if times:
        print(f"median {times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s, sum {sum(times):.0f} s")


def _write(checked: Sequence[CheckedClaim], raws: dict[str, dict[str, Any]], timeout: float) -> None:
    answers = _answers(raws)
    rows = [
        {
            "id": claim.id,
            "content": _content(raws[claim.id]),
            "kind": raws[claim.id]["kind"],
            "expect": raws[claim.id]["expect"],
            "verdict": str(claim.verdict),
            "engine": claim.engine,
            "seconds": round(claim.seconds, 3),
            "testers": answers[claim.id],
        }
        for claim in checked
    ]
    known = versions()
    found = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "versions": {name: known[name] for name in ("python", "sympy", "mpmath", "python-flint")},
        "limit": timeout,
        "tester_limit": TESTER_SECONDS,
        "testers": list(TESTERS),
        "claims": rows,
    }
    SCORES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(found), encoding="utf-8")


def _content(raw: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()[:12]


def _answers(raws: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """What the other testers say, by claim; what they said of the same claim before is not asked again."""
    before = json.loads(SCORES.read_text(encoding="utf-8"))["claims"] if SCORES.is_file() else []
    known = {(row["id"], row["content"]): row["testers"] for row in before}
    answers = {name: dict(known.get((name, _content(raw)), {})) for name, raw in raws.items()}
    with Pool(prepare, jobs=1, timeout=TESTER_SECONDS) as pool:
        for name, raw in raws.items():
            for tester, function in TESTERS.items():
                if tester not in answers[name]:
                    pool.submit(function, raw)
        testers = {function: tester for tester, function in TESTERS.items()}
        for outcome in pool.outcomes():
            tester, raw = testers[outcome.task.function], outcome.task.arguments[0]
            answers[raw["id"]][tester] = outcome.value or NOTHING
            print(f"   {raw['id'][:44]:44} {tester:16} {outcome.value or NOTHING}", flush=True)
    return answers


if __name__ == "__main__":
    main()
