"""The mutation run: a wrong claim is refuted with a counterexample, a true one proved, the rest survives."""

import pytest
import sympy as sp

from symfeat.checking.mutation import MUTANTS_PER_CLAIM, Fate, check_mutant, mutants_of, mutate
from symfeat.checking.operators import mutations
from symfeat.claims import (
    All,
    Complete,
    Flow,
    Identity,
    Inequality,
    Limit,
    Notation,
    Rank,
    bundled,
    load_folder,
)
from symfeat.cli import main

notation = Notation("test")
x = notation.symbol("x", "x", "a length", unit="m", real=True)
y = notation.symbol("y", "y", "a length", unit="m", real=True)
s = notation.symbol("s", "s", "a duration", unit="s", positive=True)
t = notation.symbol("t", "t", "time", unit="s", nonnegative=True)

TRUE_MUTANTS = """
@result.step
def squared():
    return Inequality(x**2, ">=", 0)

@result.statement
def claim(squared):
    return Inequality(x**2, ">=", 0)
"""
OPAQUE = """
@result.step
def bounded():  # numbers too large for any engine
    return Inequality(sin(exp(exp(exp(x**2 + 20)))), "<=", 0)

@result.statement
def claim(bounded):
    return bounded
"""
FOREVER = """
@result.statement
def claim():
    while True:
        pass
"""


def described(claim, limit=100):
    return {(m.operator, m.before, m.after): m.claim for m in mutations(claim, notation, "key", limit)}


def test_every_operator_finds_its_places():
    found = described(Identity(x**2 + s * y, 3 * y))
    assert {operator for operator, _, _ in found} == {
        "sign turned", "factor 2", "exponent + 1", "term dropped", "symbol swapped",
    }  # fmt: skip
    assert found["sign turned", "s*y", "-s*y"] == Identity(x**2 - s * y, 3 * y)
    assert found["factor 2", "3*y", "6*y"] == Identity(x**2 + s * y, 6 * y)
    assert found["exponent + 1", "x**2", "x**3"] == Identity(x**3 + s * y, 3 * y)
    assert found["term dropped", "x**2", "0"] == Identity(s * y, 3 * y)
    assert found["symbol swapped", "x", "y"] == Identity(y**2 + s * y, 3 * y)


def test_symbols_are_swapped_within_their_unit():
    swapped = {(old, new) for op, old, new in described(Identity(x + s * y, t)) if op == "symbol swapped"}
    assert swapped == {("x", "y"), ("y", "x"), ("s", "t"), ("t", "s")}


@pytest.mark.parametrize(
    ("claim", "operator", "mutant"),
    [
        (Inequality(x, "<=", y), "relation turned", Inequality(x, ">=", y)),
        (Inequality(x, "<=", y), "relation made strict", Inequality(x, "<", y)),
        (Limit(sp.exp(-t), t, sp.oo, 0), "other limit", Limit(sp.exp(-t), t, sp.oo, 1)),
        (Limit(t, t, sp.oo, sp.oo), "other limit", Limit(t, t, sp.oo, 0)),
        (Rank(((x, y),), 1), "other rank", Rank(((x, y),), 2)),
        (
            Complete(Flow({x: x, y: -y}, t), (x * y,), 1), "other number of laws",
            Complete(Flow({x: x, y: -y}, t), (x * y,), 2),
        ),
    ],
)  # fmt: skip
def test_relations_ranks_and_limits_are_changed_too(claim, operator, mutant):
    assert mutant in [c for (op, _, _), c in described(claim).items() if op == operator]
    assert All(Identity(x, x), mutant) in described(All(Identity(x, x), claim)).values()


def test_what_sympy_writes_as_the_original_is_no_mutant():
    claim = Identity(sp.cos(x) - sp.cos(x) + sp.Abs(x), sp.Abs(x))
    assert all(mutant != claim for mutant in described(claim).values())
    assert ("sign turned", "x", "-x") not in described(claim)


def test_what_has_no_value_is_no_mutant():
    for mutant in described(Identity(1 / (x - y), 1 / (x - y))).values():
        assert not any(e.has(sp.zoo, sp.nan) for e in mutant.expressions())


def test_few_mutants_cover_different_operators_and_depend_on_the_key_alone():
    claim = Identity((x + y) ** 2, x**2 + 2 * x * y + y**2)
    chosen = mutations(claim, notation, "key", MUTANTS_PER_CLAIM)
    assert len(chosen) == MUTANTS_PER_CLAIM
    assert len({m.operator for m in chosen}) == 5
    assert chosen == mutations(claim, notation, "key", MUTANTS_PER_CLAIM)
    assert chosen != mutations(claim, notation, "other", MUTANTS_PER_CLAIM)


def test_wrong_mutants_are_refuted_with_a_counterexample(folder):
    report = mutate(load_folder(folder(fine="")), jobs=1)
    assert len(report.mutants) == 2 * MUTANTS_PER_CLAIM
    assert {m.mutant.step for m in report.mutants} == {"expanded", "statement"}
    assert report.having(Fate.REFUTED) == report.mutants
    assert all(m.counterexample for m in report.mutants)
    assert report.exit_code == 0
    assert report.to_dict()["counts"] == {"refuted": 12, "true": 0, "survived": 0}


def test_a_mutant_that_is_still_true_comes_with_its_proof(folder):
    report = mutate(load_folder(folder(case=TRUE_MUTANTS)), jobs=1)
    doubled = next(m for m in report.mutants if m.mutant.after == "2*x**2")
    assert doubled.fate is Fate.TRUE
    assert doubled.engine == "exact"
    assert doubled.detail
    assert report.exit_code == 0


def test_a_true_mutant_is_listed_with_its_proof(folder, capsys):
    assert main(["verify", str(folder(case=TRUE_MUTANTS)), "--mutate", "--jobs", "1"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Still true case, squared:" in text
    assert "x**2 -> 2*x**2 (" in text


def test_an_unresolved_mutant_survives(folder):
    registry = load_folder(folder(case=OPAQUE))
    fates = {check_mutant(registry, *pair).fate for pair in mutants_of(registry, "case", "bounded")}
    assert Fate.SURVIVED in fates


def test_a_claim_that_cannot_be_built_is_reported(folder):
    report = mutate(load_folder(folder(fine="", loops=FOREVER)), jobs=1, timeout=1.5)
    assert report.untried == (("loops, statement", "time limit of 1.5 s"),)
    assert len(report.mutants) == 2 * MUTANTS_PER_CLAIM
    assert report.exit_code == 3


def test_a_fraction_is_the_same_in_every_run(folder):
    registry = load_folder(folder(a="", b="", c="", d=""))
    whole, part = mutate(registry, jobs=1), mutate(registry, fraction=0.25, jobs=2)
    assert 0 < len(part.mutants) < len(whole.mutants) / 2
    names = [m.mutant for m in whole.mutants]
    assert [names.index(m.mutant) for m in part.mutants] == sorted(
        names.index(m.mutant) for m in part.mutants
    )
    alone = mutate(registry, ["b"], fraction=0.25, jobs=1)
    assert [m.mutant for m in alone.mutants] == [m.mutant for m in part.mutants if m.mutant.slug == "b"]


def test_no_mutant_of_a_fifth_of_the_corpus_survives():
    report = mutate(bundled(), fraction=0.2)
    assert report.mutants
    assert report.untried == ()
    assert [str(m.mutant) for m in report.survivors] == []
