"""Who takes part in the race over the trajectory kernel: one entry a contender, built when asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
import peers
from formulas import Formula, stable, textbook
from measure import Call
from peers import Bind

from symfeat.backends import load

KERNEL = "trajectory"
STABLE, TEXTBOOK, ADDS = "stable", "textbook", "adds"  # what a contender computes
LARGEST = 10**7
NUMBERS, FILLED = "numbers", "filled"


@dataclass(frozen=True)
class Contender:
    """A way to evaluate the trajectory: `build` compiles it; it may run on each number of threads."""

    name: str
    form: str
    build: Callable[[], Bind]
    threads: tuple[int, ...] = (1,)
    needs: str = ""  # the module that it cannot do without
    largest: int = LARGEST  # more points would take it too much memory or time
    constants: str = ""  # how it gets constant arguments: NUMBERS, or FILLED arrays; it has no part without


@dataclass(frozen=True)
class Built:
    """A compiled contender, and the seconds that took."""

    contender: Contender
    bind: Bind
    seconds: float


def build(contender: Contender) -> Built:
    """Compile a contender; ends the program with a line that names what is missing."""
    try:
        if contender.needs:
            import_module(contender.needs)
    except ImportError:
        raise SystemExit(f"{contender.name} needs {contender.needs}: pip install --group bench") from None
    start = time.perf_counter()
    bind = contender.build()
    return Built(contender, bind, time.perf_counter() - start)


def _numpy() -> Bind:
    kernel = load(KERNEL)

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        return lambda: kernel(*arguments, out=tuple(outputs))

    return bind


def _numba() -> Bind:
    kernel = load(KERNEL, backend="numba")

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        return lambda: kernel(*arguments, out=tuple(outputs), parallel=threads > 1)

    return bind


def _c() -> Bind:
    kernel = load(KERNEL, backend="c")

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        if threads == 1:
            return lambda: kernel(*arguments, out=tuple(outputs))
        pool = ThreadPoolExecutor(threads)
        edges = np.linspace(0, outputs[0].size, threads + 1).astype(int)
        parts = [
            [[v[a:b] if np.ndim(v) else v for v in group] for group in (arguments, outputs)]
            for a, b in pairwise(edges)
        ]

        def call() -> Sequence[np.ndarray]:
            list(pool.map(lambda part: kernel(*part[0], out=tuple(part[1])), parts))
            return outputs

        return call

    return bind


def _jax() -> Bind:
    import jax

    jax.config.update("jax_enable_x64", True)
    kernel = jax.jit(load(KERNEL, backend="jax"))

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        placed = [jax.device_put(value) for value in arguments]
        return lambda: jax.block_until_ready(kernel(*placed))

    return bind


def _adds() -> Bind:
    """As many inputs and outputs as the kernel, and nothing but additions: what memory allows."""
    import numba

    def loop(a: Any, b: Any, c: Any, d: Any, e: Any, out1: Any, out2: Any, out3: Any, out4: Any) -> None:
        for i in numba.prange(out1.size):
            total = a[i] + b[i] + c[i] + d[i] + e[i]
            out1[i] = total
            out2[i] = total + 1.0
            out3[i] = total + 2.0
            out4[i] = total + 3.0

    single, parallel = numba.njit(loop), numba.njit(loop, parallel=True)

    def bind(arguments: Sequence[Any], outputs: Sequence[np.ndarray], threads: int) -> Call:
        function = single if threads == 1 else parallel

        def call() -> Sequence[np.ndarray]:
            function(*arguments, *outputs)
            return outputs

        return call

    return bind


def _of(form: Callable[[], Formula], peer: Callable[[Formula], Bind]) -> Callable[[], Bind]:
    return lambda: peer(form())


def _stable_shared() -> Formula:
    return stable().shared()


def _textbook_shared() -> Formula:
    return textbook().shared()


def _textbook_plain() -> Formula:
    return textbook().substituted()


OURS = "symfeat, NumPy"
BOUND = "memory bound"
CSE = "lambdify(cse=True)"
CONTENDERS = (
    Contender(OURS, STABLE, _numpy, constants=NUMBERS),
    Contender("symfeat, Numba", STABLE, _numba, (1, 2), "numba", constants=NUMBERS),
    Contender("symfeat, C", STABLE, _c, (1, 2), constants=NUMBERS),
    Contender("symfeat, JAX", STABLE, _jax, (1, 2), "jax", constants=NUMBERS),
    # Its logical operations fail where numbers and arrays meet.
    Contender("lambdify", STABLE, _of(stable, peers.lambdify), constants=FILLED),
    Contender(CSE, STABLE, _of(_stable_shared, peers.lambdify), constants=FILLED),
    # It keeps an array for every assignment.
    Contender("numexpr", STABLE, _of(_stable_shared, peers.numexpr), (1, 2), "numexpr", 10**6, NUMBERS),
    Contender("symengine", STABLE, _of(stable, peers.symengine), (1,), "symengine"),
    Contender("heyoka", STABLE, _of(stable, peers.heyoka), (1,), "heyoka"),
    Contender("lambdify", TEXTBOOK, _of(_textbook_plain, peers.lambdify), constants=NUMBERS),
    Contender(CSE, TEXTBOOK, _of(_textbook_shared, peers.lambdify), constants=NUMBERS),
    Contender("numexpr", TEXTBOOK, _of(_textbook_shared, peers.numexpr), (1, 2), "numexpr", 10**6, NUMBERS),
    Contender("symengine", TEXTBOOK, _of(textbook, peers.symengine), (1,), "symengine"),
    Contender("heyoka", TEXTBOOK, _of(textbook, peers.heyoka), (1,), "heyoka"),
    Contender(BOUND, ADDS, _adds, (1, 2), "numba"),
)
