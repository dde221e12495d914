"""The committed kernels are what the corpus declares, whatever the hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from symfeat import kernels

CODE = """
import sys
from pathlib import Path
from symfeat.backends.generate import generate
from symfeat.claims import bundled

registry = bundled()
declaring = [result for result in registry.results.values() if result.has_kernel]
statements = {result.slug: registry.statement(result.slug) for result in declaring}
built = [result.build_kernel() for result in declaring]
found = generate(built, Path(sys.argv[1]), statements=statements, check=True)
print("SymPy", found.sympy_version, *found.diffs.values(), sep="\\n")
raise SystemExit(0 if found.is_current else 1)
"""


@pytest.mark.parametrize("seed", ["1", "20250217"])
def test_regenerating_the_kernels_changes_nothing(seed):
    command = [sys.executable, "-c", CODE, str(Path(kernels.__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stdout + done.stderr
