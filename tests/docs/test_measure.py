"""The page of the meter names every reading, and its PyTorch runs wherever there is PyTorch."""

import re
import subprocess
import sys
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

from symfeat.measure import Measurement

PAGE = (Path(__file__).parents[2] / "docs" / "measure.md").read_text(encoding="utf-8")


def test_every_reading_has_its_definition():
    assert [field.name for field in fields(Measurement) if f"`{field.name}`" not in PAGE] == []


def test_the_pytorch_is_python_and_runs_where_it_can(tmp_path):
    (code,) = re.findall(r"^```py\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    compile(code, "measure.md", "exec")
    if find_spec("torch") is not None:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("6 times from 0 to 500, 3 layers")
