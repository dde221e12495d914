"""Measure everything and write the page: `make bench`.

python benchmarks/run.py            # into docs/
python benchmarks/run.py --quick    # fewer points and rounds, into build/benchmarks/
python benchmarks/run.py --page     # the page and the picture again, from the numbers in docs/
"""

import argparse
import json
import os
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FULL = {10**3: 15, 10**5: 11, 10**6: 7, 10**7: 3}  # points -> rounds
QUICK = {10**3: 5, 10**5: 3}


def measure(quick: bool) -> dict[str, Any]:
    """Every number of the page."""
    # Before NumPy is imported: threads that wait by spinning would take the core of the next contender.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    from footprint import footprint
    from machine import machine
    from phases import phases
    from race import race
    from trajectories import trajectories

    warnings.simplefilter("ignore")  # peers evaluate every branch
    return {
        **machine(),
        "kernel": race(QUICK if quick else FULL),
        "trajectories": trajectories(1 if quick else 3, 1 if quick else 2),
        "phases": phases(1 if quick else 7),
        "footprint": footprint(5 if quick else 21),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure everything and write docs/benchmarks.*")
    parser.add_argument("--quick", action="store_true", help="fewer points, into build/benchmarks/")
    parser.add_argument("--page", action="store_true", help="page and picture from the numbers there are")
    options = parser.parse_args()
    folder = ROOT / ("build/benchmarks" if options.quick else "docs")
    (folder / "images").mkdir(parents=True, exist_ok=True)
    numbers = folder / "benchmarks.json"
    if not options.page:
        numbers.write_text(json.dumps(rounded(measure(options.quick)), indent=1) + "\n", encoding="utf-8")
    from page import page
    from picture import draw

    found = json.loads(numbers.read_text(encoding="utf-8"))
    (folder / "benchmarks.md").write_text(page(found), encoding="utf-8")
    draw(found, folder / "images" / "benchmarks.png")
    print(f"written: {', '.join(f'{folder.name}/benchmarks.{ending}' for ending in ('json', 'md'))}")


def rounded(value: Any) -> Any:
    """The same with four digits: more would be noise."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
