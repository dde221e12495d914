"""`pytest --symfeat FILE`: every claim of a claim file is an item."""

import json

import pytest

pytest_plugins = ["pytester"]

TRUE = {
    "id": "root-of-a-square",
    "kind": "identity",
    "symbols": {"x": "real"},
    "lhs": "sqrt(x**2)",
    "rhs": "Abs(x)",
}
FALSE = {**TRUE, "id": "root-of-a-square-wrong", "rhs": "x"}
MALFORMED = {**TRUE, "id": "malformed", "rhs": "x.real"}


def write(path, *claims):
    path.write_text(json.dumps({"format": 1, "claims": claims}))


def test_each_claim_is_an_item_and_a_failure_can_be_read(pytester):
    write(pytester.path / "claims.json", TRUE, FALSE, MALFORMED)
    run = pytester.runpytest("--symfeat", "claims.json", "-v")
    run.assert_outcomes(passed=1, failed=2)
    run.stdout.fnmatch_lines(["claims.json::root-of-a-square PASSED*"])
    run.stdout.fnmatch_lines(
        [
            "root-of-a-square-wrong: refuted",
            "  lhs sqrt(x[*][*]2)",
            "  rhs x",
            "  ball: sides *",
            "  counterexample: x = -*",
        ]
    )
    run.stdout.fnmatch_lines(["malformed: invalid", "  parser: rhs: attributes are not allowed*"])


def test_a_folder_is_searched_for_files_with_claims(pytester):
    write(pytester.path / "claims.json", TRUE)
    (pytester.path / "other.json").write_text('{"colour": "blue"}')
    (pytester.path / "also.toml").write_text(
        'format = 1\n[[claims]]\nid = "a"\nkind = "identity"\nlhs = "2"\nrhs = "1 + 1"\n[claims.symbols]\n'
    )
    pytester.runpytest("--symfeat").assert_outcomes(passed=2)
    assert pytester.runpytest().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_file_asked_for_by_name_must_be_one(pytester):
    (pytester.path / "other.json").write_text('{"colour": "blue"}')
    run = pytester.runpytest("--symfeat", "other.json")
    run.assert_outcomes(errors=1)
    run.stdout.fnmatch_lines(["*other.json: format must be 1*"])
