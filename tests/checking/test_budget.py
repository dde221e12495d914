"""Shares of time in a worker: a slow attempt gives way, sooner or later as the worker's checks have time."""

from functools import partial

import pytest

from symfeat.checking import budget
from symfeat.checking.workers import Pool


def spin(prepared, seconds):
    try:
        with budget.limited(seconds):
            while True:
                pass
    except budget.OutOfTime:
        return "gave way"


def spin_inside(prepared, seconds):
    try:
        with budget.within(seconds), budget.limited(1000):
            while True:
                pass
    except budget.OutOfTime:
        return f"gave way with {budget.remaining()} s left"


@pytest.mark.parametrize(
    ("scale", "task", "seconds", "value", "failure"),
    [
        (0.01, spin, 100, "gave way", ""),
        (1.0, spin, 100, None, "time limit of 3 s"),
        (100.0, spin_inside, 1, "gave way with inf s left", ""),
    ],
    ids=["small share", "share beyond the limit", "limit inside which a share ends"],
)
def test_a_share_is_scaled_and_a_limit_is_not(scale, task, seconds, value, failure):
    with Pool(partial(budget.enable, scale), jobs=1, timeout=3) as pool:
        pool.submit(task, seconds)
        (outcome,) = pool.outcomes()
    assert (outcome.value, outcome.failure) == (value, failure)


def test_nothing_is_limited_in_a_process_that_did_not_ask_for_it():
    with budget.limited(0.0), budget.within(0.0):
        assert sum(range(100_000)) > 0
    assert budget.remaining() == float("inf")
