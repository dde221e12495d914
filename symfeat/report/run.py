"""The whole job: verify the corpus, learn a regression, time the kernels, write the report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symfeat.backends.generate import generate_declared
from symfeat.certification import Certificates, certify
from symfeat.checking.runner import exit_code, verify
from symfeat.checking.workers import Progress
from symfeat.claims import ResultReport, bundled, verdicts
from symfeat.data import read_regression
from symfeat.learning import learn
from symfeat.model import Setting
from symfeat.output import replacing
from symfeat.phases.placement import place
from symfeat.places import example
from symfeat.report.certificates import DIGITS, certificate_section, certificate_sentence
from symfeat.report.phases import phase_pictures, phase_section
from symfeat.report.results import summary
from symfeat.report.timing import Timing, time_kernels, timing_section
from symfeat.report.trajectory import figures, svg, trajectory_section
from symfeat.report.write import PAGE, VERB, fill

EXAMPLE = "hubble1929.csv"
_EXAMPLE_COLUMNS = ("distance", "velocity")


@dataclass(frozen=True)
class Done:
    """What a report found, and its files, the page first."""

    reports: list[ResultReport]
    certificates: Certificates
    timings: list[Timing]
    files: list[Path]
    exit_code: int

    def sentence(self) -> str:
        """The outcome in words."""
        found = f"{summary(self.reports)}\n{certificate_sentence(self.certificates)}"
        return f"{found}\nWrote {self.files[0]} and {len(self.files) - 1} other files"

    def to_dict(self) -> dict[str, Any]:
        return {
            "page": str(self.files[0]),
            "files": [str(path) for path in self.files],
            "results": [report.to_dict() for report in self.reports],
            **self.certificates.to_dict(),
            "timings": [timing.to_dict() for timing in self.timings],
            "exit_code": self.exit_code,
        }


def run(
    folder: str | Path,
    data: Path | None = None,
    x: str = "1",
    target: str = "2",
    setting: Setting | None = None,
    *,
    pdf: bool = True,
    jobs: int | None = None,
    timeout: float = 60.0,
    force: bool = False,
    on_progress: Progress | None = None,
) -> Done:
    """Write the report of the bundled corpus below `folder`; `data` is a CSV file, Hubble's table by default.

    Raises InputError for data that cannot be used, OutputError when a file is in the way.
    """
    if data is None:
        data, (x, target) = example(EXAMPLE), _EXAMPLE_COLUMNS
    learning = learn(read_regression(data, x, target), setting or Setting())
    registry = bundled()
    # The folder is claimed before the long part, so that it does not end in a refusal.
    with replacing(folder, VERB, force=force, names=[PAGE]) as stage:
        reports = verify(jobs=jobs, timeout=timeout, on_progress=on_progress)
        certificates = certify(digits=DIGITS, jobs=jobs, timeout=timeout, on_progress=on_progress)
        timings = time_kernels(registry)
        again = None if registry.problems else generate_declared(registry, check=True)
        placed = place(learning.setting, learning.task)
        pictures = phase_pictures(placed)
        drawn = figures(learning) | {name: picture.figure for name, picture in pictures.items()}
        drawings = {name: svg(figure) for name, figure in drawn.items()}
        title = "Hubble's table, learned" if data.name == EXAMPLE else f"{data.name}, learned"
        names = fill(
            stage,
            registry,
            reports,
            first=[trajectory_section(learning, title, drawings), phase_section(placed, drawings)],
            last=[certificate_section(certificates)] + ([timing_section(timings, again)] if timings else []),
            figures={f"{name}.svg": text for name, text in drawings.items()}
            | {f"{name}.csv": picture.csv() for name, picture in pictures.items()},
            pdf=pdf,
        )
    codes = {exit_code(reports), verdicts.exit_code(c.verdict for c in certificates)} - {0}
    files = [Path(folder) / name for name in names]
    return Done(reports, certificates, timings, files, min(codes, default=0))
