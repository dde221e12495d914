"""Verdicts on a file: limits hold from outside, a finished verdict is kept, an interruption loses nothing."""

import json
import os
import signal
import threading
import time

import pytest

import symfeat.claimfiles.verify as verifying
from symfeat.checking.workers import Pool
from symfeat.claimfiles import ClaimsInterrupted, verify_claims
from symfeat.claimfiles.cache import Cache
from symfeat.claims import ClaimReport, Verdict
from symfeat.claims.verdicts import exit_code
from symfeat.cli import main
from symfeat.errors import InputError
from symfeat.handle import verify

from .conftest import FALSE, TRUE

HOSTILE = {**TRUE, "lhs": "9**9**9"}
# A sum that is proved by nobody and whose every term is dear: the worker's own limit ends it.
SLOW = {**TRUE, "lhs": "gegenbauer(30, n, x)*legendre(150, x)**40", "symbols": {"x": "real", "n": "real"}}


def wait_forever(prepared):
    while True:
        time.sleep(1)


def die(prepared):
    os.kill(os.getpid(), signal.SIGSEGV)


def eat(prepared):
    return len([0] * 10**9)


def answer(prepared):
    return prepared


def forty_two():
    return 42


@pytest.mark.parametrize(
    ("task", "failure"),
    [
        (wait_forever, "time limit of 2 s"),
        (die, "worker died (SIGSEGV)"),
        (eat, "memory limit of 0.5 GiB"),
    ],
)
def test_a_worker_that_hangs_dies_or_eats_memory_is_replaced(task, failure):
    with Pool(forty_two, jobs=1, timeout=2, memory=1 << 29) as pool:
        pool.submit(task)
        pool.submit(answer)
        lost, found = pool.outcomes()
    assert lost.failure == failure
    assert found.value == 42


def test_every_claim_gets_its_verdict_in_the_files_order(claim_file):
    path = claim_file(one=TRUE, two=FALSE, three=HOSTILE, four={})
    claims = verify_claims(path, jobs=1)
    assert [(c.id, str(c.verdict)) for c in claims] == [
        ("one", "proved"),
        ("two", "refuted"),
        ("three", "invalid"),
        ("four", "invalid"),
    ]
    assert claims[1].counterexample is not None
    assert set(claims[1].counterexample) == {"x"}
    assert claims[2].detail == "lhs: **: a power would have more than 100,000 bits"
    assert exit_code(c.verdict for c in claims) == 1
    assert exit_code(c.verdict for c in claims[:1]) == 0
    assert exit_code(c.verdict for c in claims[2:]) == 2


def test_the_facade_knows_a_claim_file_by_its_name(claim_file):
    assert [str(c.verdict) for c in verify(str(claim_file(one=TRUE)), jobs=1)] == ["proved"]
    with pytest.raises(InputError, match="there is no such file"):
        verify("nowhere.json")


def test_a_claim_over_its_time_is_undecided_and_not_remembered(claim_file, cache_home):
    path = claim_file(slow=SLOW, fine=TRUE)
    slow, fine = verify_claims(path, jobs=1, timeout=0.05)
    assert slow.verdict is Verdict.UNDECIDED
    assert len([*cache_home.rglob("*.json")]) == (fine.engine != "worker") + (slow.engine != "worker")


def test_known_verdicts_come_from_the_cache(claim_file, cache_home, monkeypatch):
    path = claim_file(one=TRUE, two=FALSE)
    first = verify_claims(path, jobs=1)
    assert len([*cache_home.rglob("*.json")]) == 2
    monkeypatch.setattr(Pool, "submit", lambda *_, **__: pytest.fail("a known claim was checked again"))
    again = verify_claims(claim_file(other=FALSE, one=TRUE), jobs=1)
    assert [c.to_dict() | {"id": ""} for c in again] == [c.to_dict() | {"id": ""} for c in first[::-1]]
    with pytest.raises(pytest.fail.Exception):
        verify_claims(path, jobs=1, cache=False)


def test_what_more_time_might_improve_counts_only_for_as_little(tmp_path):
    few, many = Cache(tmp_path, 1.0), Cache(tmp_path, 20.0)
    few.put(TRUE, ClaimReport(Verdict.SUPPORTED, "sampling", ""))
    assert few.get(TRUE) == ClaimReport(Verdict.SUPPORTED, "sampling", "")
    assert many.get(TRUE) is None
    few.put(FALSE, ClaimReport(Verdict.REFUTED, "ball", ""))
    assert many.get(FALSE) is not None
    assert many.get({**FALSE, "assume": ["x > 0"]}) is None


@pytest.mark.parametrize(
    "text", ["", "[]", '{"timeout": 20}', '{"timeout": 20, "report": {"verdict": "sure"}}']
)
def test_a_cache_that_cannot_be_read_is_none(tmp_path, text):
    cache = Cache(tmp_path, 20.0)
    cache.put(TRUE, ClaimReport(Verdict.PROVED, "exact", ""))
    (file,) = tmp_path.rglob("*.json")
    file.write_text(text)
    assert cache.get(TRUE) is None
    Cache(tmp_path / "no\0folder", 20.0)


def test_an_interrupted_run_holds_what_is_finished_and_resumes(claim_file, cache_home):
    path = claim_file(first=FALSE, second=SLOW, third=TRUE)
    done = []

    def interrupt(*progress):
        done.append(progress)
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()

    with pytest.raises(ClaimsInterrupted) as caught:
        verify_claims(path, jobs=1, on_progress=interrupt)
        time.sleep(5)
    finished = [c.id for c in caught.value.claims]
    assert finished[:1] == ["first"]
    assert done[0] == (1, 3, "first")
    assert len([*cache_home.rglob("*.json")]) >= 1
    claims = verify_claims(path, jobs=1, timeout=1)
    assert [c.id for c in claims] == ["first", "second", "third"]


def test_json_has_the_six_keys_of_the_format(claim_file, capsys):
    path = claim_file(one=TRUE, two=FALSE)
    assert main(["verify", str(path), "--json", "--jobs", "1"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["claims"]
    for claim in shown["claims"]:
        assert list(claim) == ["id", "verdict", "engine", "detail", "counterexample", "seconds"]
    assert shown["claims"][0]["counterexample"] is None
    assert set(shown["claims"][1]["counterexample"]) == {"x"}


def test_an_interruption_before_the_first_claim_leaves_valid_json(claim_file, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(verifying, "read", interrupted)
    assert main(["verify", str(claim_file(one=TRUE)), "--json"]) == 130
    assert json.loads(capsys.readouterr().out) == {"claims": []}


def test_the_table_fits_and_a_refutation_shows_its_counterexample(claim_file, capsys):
    path = claim_file(**{"one": TRUE, "two": FALSE, "a-claim-with-a-very-long-name-" * 5: TRUE})
    assert main(["verify", str(path), "--jobs", "1", "--no-cache"]) == 1
    out = capsys.readouterr().out
    assert "  counterexample: x = -" in out
    assert max(map(len, out.splitlines())) <= 80
    assert "2 proved, 1 refuted" in out
    assert out.startswith("verdict engine")
    name = "".join(line[15:-10].strip() for line in out.split("\n\n")[0].splitlines()[3:])
    assert name == "a-claim-with-a-very-long-name-" * 5


@pytest.mark.parametrize("arguments", [["a.json", "b.json"], ["a.json", "slug"], ["a.json", "--mutate"]])
def test_a_claim_file_stands_alone(arguments, capsys):
    assert main(["verify", *arguments]) == 2
    assert "name one claim file at a time" in capsys.readouterr().err


def test_an_unusable_file_is_an_input_error(claim_file, capsys):
    assert main(["verify", str(claim_file("{"))]) == 2
    assert "is not JSON" in capsys.readouterr().err
