"""Workers: limits hold from outside, a lost worker is replaced, and no process is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from symfeat.checking.workers import Pool
from symfeat.claims import Registry, load_folder
from symfeat.errors import DerivationError, InputError

FOREVER = """
@result.statement
def claim():
    while True:
        pass
"""
CRASH = """
@result.statement
def claim():
    __import__("os").kill(__import__("os").getpid(), 11)
"""
HOG = """
@result.statement
def claim():
    return [0] * 10**9
"""
BROKEN = """
@result.statement
def claim():
    return 1 / 0
"""
LEAVES = """
@result.statement
def claim():
    raise SystemExit(5)
"""


def outcomes(place, *slugs, jobs=1, timeout=20.0, memory=1 << 30):
    with Pool(partial(load_folder, place), jobs=jobs, timeout=timeout, memory=memory) as pool:
        for slug in slugs:
            pool.submit(Registry.claims, slug)
        return {outcome.task.arguments[0]: outcome for outcome in pool.outcomes()}


def test_a_worker_answers_with_plain_data(folder):
    found = outcomes(folder(fine=""), "fine")["fine"]
    assert found.failure == ""
    assert str(found.value["statement"].rhs) == "x**2 + 2*x*y + y**2"


def test_one_worker_serves_on_after_every_kind_of_failure(folder):
    place = folder(hog=HOG, crash=CRASH, leaves=LEAVES, broken=BROKEN, fine="")
    found = outcomes(place, "hog", "crash", "leaves", "broken", "absent", "fine")
    assert {slug: outcome.failure for slug, outcome in found.items()} == {
        "hog": "memory limit of 1 GiB",
        "crash": "worker died (SIGSEGV)",
        "leaves": "worker died (exit status 5)",
        "broken": "broken: statement raises ZeroDivisionError: division by zero",
        "absent": f"{place}: no result is called absent",
        "fine": "",
    }
    assert [slug for slug, outcome in found.items() if outcome.malformed] == ["broken", "absent"]


def test_a_task_over_its_time_is_killed_and_the_others_go_on(folder):
    started = time.monotonic()
    found = outcomes(folder(forever=FOREVER, fine=""), "forever", "fine", timeout=1.0)
    assert found["forever"].failure == "time limit of 1 s"
    assert 1.0 <= found["forever"].seconds < 5.0
    assert found["fine"].value is not None
    assert time.monotonic() - started < 30


def blocked_signals(registry: Registry) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_an_interruption_reaches_no_worker_not_even_the_first(folder, tmp_path):
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_workers import blocked_signals
from functools import partial
from symfeat.checking.workers import Pool
from symfeat.claims import load_folder
with Pool(partial(load_folder, {str(folder(a=""))!r}), jobs=1) as pool:
    pool.submit(blocked_signals)
    print(next(iter(pool.outcomes())).value)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["True"], done.stderr


def test_no_process_survives_the_block(folder):
    place = folder(forever=FOREVER, fine="")
    with Pool(partial(load_folder, place), jobs=2, timeout=60) as pool:
        pool.submit(Registry.claims, "forever")
        pool.submit(Registry.claims, "fine")
        assert next(pool.outcomes()).task.arguments == ("fine",)
        assert len(multiprocessing.active_children()) == 2
    assert multiprocessing.active_children() == []


def test_more_tasks_may_be_submitted_while_answers_arrive(folder):
    with Pool(partial(load_folder, folder(fine="")), jobs=1) as pool:
        pool.submit(Registry.claims, "fine")
        count = 0
        for _ in pool.outcomes():
            count += 1
            if count < 3:
                pool.submit(Registry.statement, "fine")
    assert count == 3


def test_a_folder_that_does_not_load_is_an_error(tmp_path):
    with pytest.raises(DerivationError, match=r"has no notation\.py"):
        outcomes(tmp_path, "any")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"jobs": 0}, "jobs must be at least 1; got 0"),
        ({"timeout": 0.0}, "timeout must be positive and finite; got 0"),
    ],
)
def test_limits_must_be_positive(settings, message, tmp_path):
    with pytest.raises(InputError, match=message):
        Pool(partial(load_folder, tmp_path), **settings)


SCRIPT = """
import sys
from functools import partial
from symfeat.checking.workers import Pool
from symfeat.claims import Registry, load_folder
print("script runs", flush=True)
with Pool(partial(load_folder, sys.argv[1]), jobs=1, timeout=300) as pool:
    pool.submit(Registry.claims, "fine")
    pool.submit(Registry.claims, "forever")
    for outcome in pool.outcomes():
        print(outcome.task.arguments[0], *[w.process.pid for w in pool._workers], flush=True)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_their_parent_and_need_no_main_guard(folder, tmp_path, how):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    place = folder(fine="", forever=FOREVER)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(place)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "script runs\n"
    word, pid = parent.stdout.readline().split()
    assert word == "fine"
    parent.send_signal(how)
    out, err = parent.communicate(timeout=30)
    assert out == ""
    assert ("KeyboardInterrupt" in err) is (how == signal.SIGINT)
    assert err.count("Traceback") <= 1
    until = time.monotonic() + 10
    while alive(int(pid)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(int(pid))
