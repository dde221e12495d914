"""The built wheel works without the checkout: light kernels, and the corpus inside the package."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

KERNELS_ALONE = """
import sys

BLOCKED = {"sympy", "mpmath", "flint", "matplotlib"}


class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"{name} is blocked")


sys.meta_path.insert(0, Blocker())

import numpy as np
import symfeat
import symfeat.kernels
from symfeat.kernels import trajectory

point = trajectory(0.1, 0.5, 0.2, 1.0, np.array([0.0, 3.0, np.inf]))
assert abs(point.slope[0] - 0.1) < 1e-15 and abs(point.slope[2] - 1.0) < 1e-15
net = symfeat.LinearNetwork([0.1, -0.2], [0.3, 0.4])
task = symfeat.Task(1.0, 2.0)
assert np.isfinite(symfeat.solve(net, task).slope(1.0))
assert symfeat.scaling_phase(**symfeat.parametrisation("ntk")).word == "kernel phase"
axes = {"x": ("gamma", [0.1, 1.0]), "y": ("width", [2, 8])}
found = symfeat.PhaseDiagram.over(**axes, network=symfeat.Setting(), task=task)
assert np.isfinite(found.alignment_closed_form).all()
assert BLOCKED.isdisjoint(sys.modules)
print(symfeat.__file__)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A folder that holds the installed wheel, and nothing of the checkout."""
    dist, target = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("site")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist), str(ROOT), cwd=dist)
    (wheel,) = dist.glob("*.whl")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel), cwd=dist)
    return target


def run(*arguments: str, cwd: Path, site: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if site:
        environment["PYTHONPATH"] = str(site)
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_installs_one_top_level_package(site):
    metadata = next(site.glob("symfeat-*.dist-info")).name
    assert {path.name for path in site.iterdir()} - {"bin"} == {"symfeat", metadata}


def test_the_corpus_travels_inside_the_package(site):
    def files(folder: Path) -> set[str]:
        paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(folder).as_posix() for path in paths}

    assert files(site / "symfeat" / "derivations") == files(ROOT / "derivations")
    assert (site / "symfeat" / "py.typed").is_file()


def test_the_experiments_travel_without_their_results_and_run(site, tmp_path):
    """Scripts and settings; the page and the results stay in the checkout."""
    folder = site / "symfeat" / "experiments"
    shipped = {path.name for ending in ("py", "toml") for path in (ROOT / "experiments").glob(f"*.{ending}")}
    assert {path.name for path in folder.iterdir()} - {"__pycache__"} == shipped - {"page.py"}
    command = (str(site / "bin" / "symfeat"), "experiment", "scaling", "--quick", "--json", "-o", "out")
    (done,) = json.loads(run(*command, cwd=tmp_path, site=site))["experiments"]
    assert done["runs"] == 25
    assert all((tmp_path / file).is_file() for file in done["files"])


def test_kernels_and_the_numeric_api_run_with_numpy_alone(site, tmp_path):
    where = run("-W", "error", "-c", KERNELS_ALONE, cwd=tmp_path, site=site)
    assert Path(where.strip()).is_relative_to(site)


def test_verify_finds_the_corpus_in_the_wheel(site, tmp_path):
    where = run("-c", "import symfeat.places as p; print(p.bundled_folder())", cwd=tmp_path, site=site)
    assert Path(where.strip()) == site / "symfeat" / "derivations"
    report = run(
        str(site / "bin" / "symfeat"), "verify", "wedge-is-conserved", "--json", cwd=tmp_path, site=site
    )
    assert "wedge-is-conserved" in json.dumps(json.loads(report))


REPORT_ON_ONE = """
from symfeat.checking.runner import verify
from symfeat.report import run as job

job.verify = lambda **settings: verify("wedge-is-conserved", jobs=1)
job.time_kernels = lambda registry: []
print(job.run("out", pdf=False).files[0])
"""


def test_the_report_finds_its_data_in_the_wheel(site, tmp_path):
    """On one result: the style sheet, the commands known to LaTeX, the references and Hubble's table."""
    page = tmp_path / run("-c", REPORT_ON_ONE, cwd=tmp_path, site=site).strip()
    text = page.read_text(encoding="utf-8")
    assert "target slope 423.94" in text
    assert "<style>" in text
    assert (tmp_path / "out" / "latex" / "results" / "wedge-is-conserved.tex").is_file()


def test_an_editable_install_has_no_copy_of_the_corpus():
    """A copy beside the package would shadow the folder that people edit."""
    assert not (ROOT / "symfeat" / "derivations").exists()
