"""The documentation builds, and a warning is an error."""

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_docs_build_without_a_warning(tmp_path):
    html, doctrees = tmp_path / "html", tmp_path / "doctrees"
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "-d", str(doctrees), str(DOCS), str(html)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.stem for path in html.glob("*.html")}
    assert {path.stem for path in DOCS.glob("*.md")} <= built
