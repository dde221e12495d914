"""What the numbers were measured on: processor, caches, versions; nothing that names the machine itself."""

from __future__ import annotations

import datetime
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from measure import cores

PACKAGES = (
    *("numpy", "sympy", "numba", "llvmlite", "jax", "jaxlib"),
    *("scipy", "numexpr", "symengine", "heyoka"),
)
CACHES = Path("/sys/devices/system/cpu/cpu0/cache")


def machine() -> dict[str, Any]:
    """Date, processor and versions."""
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "processor": _processor(),
            "cores": len(cores()),
            "caches": _caches(),
        },
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in PACKAGES},
            "cc": _compiler(),
        },
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _caches() -> dict[str, str]:
    """Level (with i and d for the two of the first) -> size of one, as the kernel reports it."""
    found = {}
    for cache in sorted(CACHES.glob("index*")):
        level, kind, size = ((cache / name).read_text().strip() for name in ("level", "type", "size"))
        found[f"L{level}{ {'Data': 'd', 'Instruction': 'i'}.get(kind, '') }"] = size
    return found


def _compiler() -> str:
    """What the C compiler says about itself in its first line, after its name."""
    done = subprocess.run(["cc", "--version"], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[0].split(" ", 1)[-1]
