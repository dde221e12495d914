"""Claim files of a test, and a cache folder of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TRUE = {"kind": "identity", "symbols": {"x": "real"}, "lhs": "sqrt(x**2)", "rhs": "abs(x)"}
FALSE = {**TRUE, "rhs": "x"}


@pytest.fixture(autouse=True)
def cache_home(tmp_path, monkeypatch) -> Path:
    """No test meets the verdicts of another."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def claim_file(tmp_path) -> Callable[..., Path]:
    """`claim_file(id={...}, ...)` writes claims under their ids; `claim_file("text")` writes a text."""

    def write(text: str = "", name: str = "claims.json", **claims: dict[str, Any]) -> Path:
        path = tmp_path / name
        listed = [{"id": key, **claim} for key, claim in claims.items()]
        path.write_text(text or json.dumps({"format": 1, "claims": listed}))
        return path

    return write
