"""C kernels as Python functions: compiled once by the system's compiler, kept on disk, called by ctypes."""

from __future__ import annotations

import ctypes
import hashlib
import inspect
import math
import os
import platform
import re
import shlex
import shutil
import subprocess
import tempfile
from collections import namedtuple
from pathlib import Path
from typing import Any

import numpy as np

from symfeat import runtime
from symfeat.errors import SymfeatError

# How a header begins the lines that name the arguments and the outputs in Python.
ARGUMENTS, OUTPUTS = "Arguments: ", "Outputs: "
COMPILERS = ("cc", "gcc", "clang")
# Nobody reads errno or the flags of the arithmetic; sums and products are rounded as the text has them.
FLAGS = (
    "-std=c11",
    "-O3",
    "-march=native",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-ffp-contract=off",
    "-shared",
    "-fPIC",
)


class CKernel:
    """A kernel that is kept as C: callable like a NumPy kernel, picklable by its text.

    `source` and `header` are the .c and .h files of `symfeat.backends.c`. Compiling takes the C compiler that
    the environment variable CC names, else cc, gcc or clang; the library is kept in the user's cache folder
    (`$XDG_CACHE_HOME/symfeat`, else `~/.cache/symfeat`) and found there the next time.

    Raises SymfeatError if there is no compiler or it fails, and InputError on a call as NumPy kernels do.
    """

    def __init__(self, name: str, source: str, header: str) -> None:
        self.__name__ = name
        self.source, self.header = source, header
        about, _ = header.split("*/", 1)
        self.__doc__ = inspect.cleandoc(re.sub(r"^ ?[/ ]\*", "", about, flags=re.MULTILINE))
        self._names, outputs = (_listed(header, start) for start in (ARGUMENTS, OUTPUTS))
        kind = namedtuple("".join(map(str.capitalize, name.split("_"))), outputs)
        self._returns = runtime.picklable(kind)
        parameters = [inspect.Parameter(n, inspect.Parameter.POSITIONAL_OR_KEYWORD) for n in self._names]
        out = inspect.Parameter("out", inspect.Parameter.KEYWORD_ONLY, default=None)
        self.__signature__ = inspect.Signature([*parameters, out])
        library = ctypes.CDLL(str(_library(name, source, header)))
        self._function = getattr(library, f"symfeat_{name}")
        argument, output = (ctypes.c_void_p, ctypes.c_ssize_t), (ctypes.c_void_p,)
        self._function.argtypes = [ctypes.c_size_t, *argument * len(self._names), *output * len(outputs)]
        self._function.restype = None

    def __call__(self, /, *args: Any, out: Any = None, **named: Any) -> Any:
        """Evaluate at numbers or arrays, which broadcast; `out=` takes arrays to fill."""
        values = self.__signature__.bind(*args, **named).args
        count = len(self._returns._fields)
        arrays, shape, targets = runtime.operands(self._names, values, count, out)
        if math.prod(shape):
            self._evaluate(arrays, targets)
        return self._returns(*runtime.results(targets, out))

    def _evaluate(self, arrays: list[np.ndarray], targets: list[np.ndarray]) -> None:
        """Call the library on runs as long as the memory of the arrays allows without a copy."""
        settings: dict[str, Any] = {
            "flags": ["external_loop", "buffered", "growinner"],
            "op_flags": [["readonly", "aligned"]] * len(arrays)
            + [["writeonly", "aligned", "contig"]] * len(targets),
            "op_dtypes": [np.float64] * (len(arrays) + len(targets)),
            "casting": "same_kind",
        }
        with np.nditer([*arrays, *targets], **settings) as runs:
            for run in runs:
                address = [part.__array_interface__["data"][0] for part in run]
                steps = [part.strides[0] // part.itemsize for part in run]
                pairs = zip(address[: len(arrays)], steps, strict=False)
                self._function(run[0].size, *(x for pair in pairs for x in pair), *address[len(arrays) :])

    def __reduce__(self) -> tuple:
        return CKernel, (self.__name__, self.source, self.header)

    def __repr__(self) -> str:
        return f"<symfeat kernel {self.__name__}, in C>"


def _listed(header: str, start: str) -> tuple[str, ...]:
    line = [line for line in header.splitlines() if line.startswith(f" * {start}")][-1]  # after the prose
    return tuple(line.removeprefix(f" * {start}").split(", "))


def _library(name: str, source: str, header: str) -> Path:
    """The compiled library, from the cache if this text was compiled here before."""
    compiler = find_compiler()
    key = "\0".join((source, header, *compiler, *FLAGS, _processor()))
    library = _cache() / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:24]}.so"
    if library.is_file():
        return library
    try:
        library.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Compiled beside its place and moved there in one step, since others may look for it meanwhile.
        with tempfile.TemporaryDirectory(dir=library.parent) as work:
            for ending, text in ((".c", source), (".h", header)):
                (Path(work) / f"{name}{ending}").write_text(text, encoding="utf-8")
            command = [*compiler, *FLAGS, f"{name}.c", "-o", f"{name}.so", "-lm"]
            done = subprocess.run(command, check=False, cwd=work, capture_output=True, text=True)
            if done.returncode:
                reason = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[0]
                raise SymfeatError(f"kernel {name}: {shlex.join(compiler)} cannot compile it: {reason}")
            (Path(work) / f"{name}.so").replace(library)
    except OSError as error:
        raise SymfeatError(
            f"kernel {name}: cannot be compiled in {library.parent}: {error.strerror}"
        ) from None
    return library


def find_compiler() -> list[str]:
    """The command that compiles C here; raises SymfeatError if there is none."""
    chosen = shlex.split(os.environ.get("CC", ""))
    for candidate in [chosen] if chosen else [[name] for name in COMPILERS]:
        if found := shutil.which(candidate[0]):
            return [found, *candidate[1:]]
    missing = f"{chosen[0]}, which CC names" if chosen else f"one of {', '.join(COMPILERS)}"
    raise SymfeatError(f"the backend c needs a C compiler on the PATH: {missing}, is not there")


def _processor() -> str:
    """What the library is compiled for: another processor may lack instructions of this one."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    told = [line for line in lines if line.startswith(("flags", "Features", "model name"))]
    return " ".join((platform.machine(), platform.processor(), *sorted(set(told))))


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "symfeat"
