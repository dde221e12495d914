"""Long-lived worker processes: each prepares itself, receives tasks, and is killed when over a limit."""

from __future__ import annotations

import math
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import ModuleType
from typing import Any

from symfeat.errors import DerivationError, InputError, SymfeatError

Progress = Callable[[int, int, str], None]  # how many tasks are done, of how many, and the latest one
WORKER = "worker"  # the engine that a report names where a limit ended the check
MEMORY = 2 << 30  # bytes that a worker may reserve beyond what it needs to prepare itself
_STARTUP = 120.0  # seconds in which a worker must be prepared, even on a busy machine


@dataclass(frozen=True)
class Task:
    """`function(prepared, *arguments)` for a worker; a module's own function, since it crosses the pipe."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Outcome:
    """A task's value, or in words why there is none (`malformed`: what was to be checked is to blame)."""

    task: Task
    value: Any = None
    failure: str = ""
    malformed: bool = False
    seconds: float = 0.0


def usable_cores() -> int:
    """Cores that this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _limit_memory(extra: int) -> None:
    """Let the kernel refuse memory beyond what is mapped now plus `extra` (RLIMIT_AS; where /proc tells)."""
    statm = Path("/proc/self/statm")
    if not statm.is_file():
        return
    import resource

    mapped = int(statm.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = mapped + extra if hard == resource.RLIM_INFINITY else min(mapped + extra, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _leave_with_parent() -> None:
    """End this process as soon as its parent is gone, whatever it computes."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _attempt(prepared: Any, task: Task) -> tuple[str, Any]:
    try:
        return "value", task.function(prepared, *task.arguments)
    except SymfeatError as error:
        return "malformed", str(error)
    except MemoryError:
        return "memory", None
    except Exception as error:
        return "failure", f"{type(error).__name__}: {error}"


def serve(connection: Connection, prepare: Callable[[], Any], memory: int) -> None:
    """A worker's life: prepare, then answer tasks until the pipe closes."""
    sys.stdout = sys.stderr  # what a derivation file prints must not mix with the parent's output
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        prepared = prepare()
    except SymfeatError as error:
        connection.send(("unusable", str(error)))
        return
    _limit_memory(memory)
    connection.send(("ready", None))
    with suppress(EOFError):
        while True:
            task = connection.recv()
            try:
                connection.send(_attempt(prepared, task))
            except (pickle.PicklingError, TypeError, AttributeError) as error:
                connection.send(("failure", f"the answer cannot be sent: {error}"))


@contextmanager
def _quiet_spawn() -> Iterator[None]:
    """Around `start()`: Ctrl-C reaches the parent alone; the child does not run the caller's script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")  # spawn would import the script that called us
    masked = hasattr(signal, "pthread_sigmask")
    if masked:
        resource_tracker.ensure_running()  # the first start would begin it, which lets SIGINT through again
    previous = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masked else set()
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if masked:
            signal.pthread_sigmask(signal.SIG_SETMASK, previous)


class _Worker:
    """One process with its pipe, the task it has, and the time by which it must have answered."""

    def __init__(self, prepare: Callable[[], Any], memory: int) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, prepare, memory), daemon=True)
        with _quiet_spawn():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self.started = time.monotonic()
        self.deadline = self.started + _STARTUP

    def begin(self, timeout: float) -> None:
        """Hand the task over; its clock starts now."""
        with suppress(OSError):  # a dead worker's pipe: reading from it tells
            self.connection.send(self.task)
        self.started = time.monotonic()
        self.deadline = self.started + timeout

    def end(self, grace: float = 0.0) -> str:
        """Kill the process if it does not end by itself, leave no zombie, and say how it ended."""
        self.process.join(grace)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        self.connection.close()
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"


class Pool:
    """Workers that are alike, each task under a time limit (seconds) and a memory limit (bytes).

    Each worker calls `prepare()` once, as to load a folder of derivations, and hands what it returns to every
    task. A worker over a limit, or one that dies, is replaced, and its task ends with the reason. Memory is
    limited by RLIMIT_AS, beyond what preparing takes. Use as a context manager: no process survives the
    block.
    """

    def __init__(
        self,
        prepare: Callable[[], Any],
        *,
        jobs: int | None = None,
        timeout: float = 60.0,
        memory: int = MEMORY,
    ) -> None:
        if jobs is not None and jobs < 1:
            raise InputError(f"jobs must be at least 1; got {jobs}")
        if not 0 < timeout < math.inf:
            raise InputError(f"timeout must be positive and finite; got {timeout:g}")
        self.prepare = prepare
        self.jobs = jobs or usable_cores()
        self.timeout = timeout
        self.memory = memory
        self._queue: deque[Task] = deque()
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        while self._workers:
            self._workers.pop().end()

    def submit(self, function: Callable[..., Any], *arguments: Any, first: bool = False) -> None:
        """Queue `function(prepared, *arguments)`, before what is queued already if `first`."""
        task = Task(function, arguments)
        if first:
            self._queue.appendleft(task)
        else:
            self._queue.append(task)

    def outcomes(self) -> Iterator[Outcome]:
        """Outcomes as they arrive, until nothing is queued; more may be submitted in between.

        Raises DerivationError where no worker can prepare itself.
        """
        while self._queue or any(worker.task for worker in self._workers):
            self._assign()
            busy = {worker.connection: worker for worker in self._workers if worker.task}
            patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
            for connection in wait(list(busy), max(patience, 0)):
                worker = busy.pop(connection)  # type: ignore[arg-type]
                if (outcome := self._receive(worker)) is not None:
                    yield outcome
            for worker in busy.values():
                if time.monotonic() >= worker.deadline and not worker.connection.poll():
                    yield self._retire(worker, f"time limit of {self.timeout:g} s")

    def _assign(self) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while self._queue and (idle or len(self._workers) < self.jobs):
            if idle:
                worker = idle.pop()
            else:
                worker = _Worker(self.prepare, self.memory)
                self._workers.append(worker)
            worker.task = self._queue.popleft()
            if worker.ready:
                worker.begin(self.timeout)

    def _receive(self, worker: _Worker) -> Outcome | None:
        try:
            word, content = worker.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._retire(worker, "worker died", grace=2.0)
        if word == "unusable":
            raise DerivationError(content)
        if word == "ready":
            worker.ready = True
            worker.begin(self.timeout)
            return None
        if word == "memory":
            return self._retire(worker, f"memory limit of {self.memory / 2**30:.3g} GiB")
        task, seconds = worker.task, time.monotonic() - worker.started
        worker.task = None
        assert task is not None
        if word == "value":
            return Outcome(task, content, seconds=seconds)
        return Outcome(task, failure=content, malformed=word == "malformed", seconds=seconds)

    def _retire(self, worker: _Worker, why: str, grace: float = 0.0) -> Outcome:
        """Kill a worker; the next assignment replaces it. `grace` is given to one that is dying by itself."""
        task, seconds = worker.task, time.monotonic() - worker.started
        self._workers.remove(worker)
        ending = worker.end(grace)
        if not worker.ready:
            raise DerivationError(f"a worker process cannot start ({ending})")
        assert task is not None
        return Outcome(task, failure=f"{why} ({ending})" if grace else why, seconds=seconds)
