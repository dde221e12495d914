"""Time limits inside a worker: an attempt that takes too long gives way to the next one.

The limit that nobody can miss is set from outside, by killing the worker. This one only shares the time
out between attempts, so that a slow one costs its share and not the verdict. It works by SIGALRM, so it is
switched on by a worker process for itself and never in a caller's own process.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

_TICK = 0.05  # seconds after which an attempt is interrupted again, should something swallow the first time
_state = {"enabled": False, "deadline": float("inf"), "scale": 1.0}


class OutOfTime(BaseException):
    """An attempt's time is spent. Not an Exception: `except Exception` must not keep it alive."""


def enable(scale: float = 1.0) -> None:
    """Let `limited` interrupt in this process, where the platform can; for a worker's main thread.

    The shares that `limited` is given are meant for a claim of 20 seconds; `scale` multiplies them.
    """
    _state["scale"] = scale
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGALRM, _expire)
        _state["enabled"] = True


def limited(seconds: float) -> AbstractContextManager[None]:
    """`within` for an attempt's share of time, which is larger where a worker's checks have more time."""
    return within(_state["scale"] * seconds)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block after `seconds`, or when an outer block's time ends, if that is sooner.

    Where `enable` was not called, the block has no limit.
    """
    if not _state["enabled"]:
        yield
        return
    outer = _state["deadline"]
    _arm(min(outer, time.monotonic() + seconds))
    try:
        yield
    finally:
        _arm(outer)


def remaining() -> float:
    """Seconds until the innermost limit; infinite where there is none."""
    return _state["deadline"] - time.monotonic()


def _arm(deadline: float) -> None:
    _state["deadline"] = deadline
    left = max(deadline - time.monotonic(), 1e-6) if deadline < float("inf") else 0.0
    signal.setitimer(signal.ITIMER_REAL, left, _TICK if left else 0.0)


def _expire(signum: int, frame: object) -> None:
    if time.monotonic() >= _state["deadline"]:
        raise OutOfTime
