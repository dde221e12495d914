"""Run the suite of claims: `python benchmarks/claims.py [FILES] [--only ID]`; verdicts against what is expected."""

from __future__ import annotations

import argparse
import json
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

SUITE = Path(__file__).parent / "claims"


def work(connection: Any) -> None:
    from symfeat.checking import budget
    from symfeat.claimfiles import check_raw

    budget.enable()
    while True:
        raw = connection.recv()
        began = time.perf_counter()
        report = check_raw(raw)
        connection.send((str(report.verdict), report.engine, report.detail, time.perf_counter() - began))


class Checker:
    def __init__(self, timeout: float) -> None:
        self.timeout, self.process = timeout, None

    def __call__(self, raw: dict[str, Any]) -> tuple[str, str, str, float]:
        if self.process is None:
            self.ours, theirs = get_context("spawn").Pipe()
            self.process = get_context("spawn").Process(target=work, args=(theirs,), daemon=True)
            self.process.start()
            theirs.close()
        self.ours.send(raw)
        try:
            if self.ours.poll(self.timeout + 3):
                return self.ours.recv()
            why = "time limit"
        except EOFError:
            why = "worker died"
        self.process.kill()
        self.process = None
        return "undecided", "worker", why, self.timeout


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SUITE.glob("*.json")))
    parser.add_argument("--only")
    parser.add_argument("--timeout", type=float, default=20.0)
    asked = parser.parse_args()
    check, rows = Checker(asked.timeout), []
    for file in asked.files:
        for raw in json.loads(file.read_text())["claims"]:
            if asked.only and asked.only not in raw["id"]:
                continue
            verdict, engine, detail, seconds = check(raw)
            rows.append((raw["expect"], verdict, seconds))
            bad = (raw["expect"] == "true") != (verdict in ("proved", "supported")) or verdict == "invalid"
            mark = "  " if not bad else "!!" if verdict != "undecided" else " ?"
            print(
                f"{mark} {raw['id'][:44]:44} {raw['expect'][:6]:6} {verdict:9} {engine[:18]:18} {seconds:6.2f}  "
                f"{detail if asked.only else detail[:60]}",
                flush=True,
            )
    for expect in sorted({row[0] for row in rows}):
        found = [row[1] for row in rows if row[0] == expect]
        print(f"{expect}: {len(found)}:", {v: found.count(v) for v in sorted(set(found))})
    times = sorted(row[2] for row in rows)
    print(f"median {times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s, sum {sum(times):.0f} s")


if __name__ == "__main__":
    sys.exit(main())
