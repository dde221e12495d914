"""Reading a claim file: JSON or TOML to plain data, within limits; nothing in it is evaluated."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from symfeat.checking.workers import Pool
from symfeat.errors import InputError

FORMAT = 1
SUFFIXES = (".json", ".toml")
FILE_BYTES = 64 << 20
CLAIMS = 10_000  # in a file
CLAIM_CHARACTERS = 1_000_000  # in all strings of a claim
_PARTS = 5_000_000  # brackets, commas and colons: a file of nothing else would fill the memory
_TOML_HERE = 50_000  # bytes of TOML that are read in this process, a larger file by a worker
_TOML_SECONDS = 60.0  # that a worker has to read TOML
_TOML_MEMORY = 1 << 30  # bytes that it has
_NAMES = 500  # keys of a claim
_LONG = 4_000  # digits beyond which Python refuses to read an integer
KEYS = (
    *("id", "kind", "symbols", "assume", "sample_box"),
    *("lhs", "rel", "rhs"),
    *("expr", "var", "point", "direction", "value"),
    *("variable", "functions", "initial"),
    *("variables", "field", "invariant"),
)


@dataclass(frozen=True)
class Entry:
    """One claim of a file: the keys that the format knows, or what is wrong with it as data."""

    id: str
    raw: Mapping[str, Any]
    problem: str = ""


def is_claim_file(target: Any) -> TypeGuard[str | Path]:
    """Whether a target of `verify` is a claim file, by its name."""
    return isinstance(target, str | Path) and Path(target).suffix.lower() in SUFFIXES


def read(path: str | Path) -> list[Entry]:
    """The claims of a file, in its order.

    Raises InputError where the file as a whole is not what the format says; a malformed claim has its
    `problem` noted, and the others are as good as before.
    """
    path = Path(path)
    document = _parsed(path)
    if not isinstance(document, dict):
        raise InputError(f"{path}: must hold an object with the keys format and claims")
    if isinstance(document, _Repeating):
        raise InputError(f"{path}: the key {document.repeated} stands twice")
    version = document.get("format")
    if type(version) is not int or version != FORMAT:
        raise InputError(f"{path}: format must be {FORMAT}; got {_shown(version)}")
    claims = document.get("claims")
    if not isinstance(claims, list):
        raise InputError(f"{path}: claims must be a list")
    if len(claims) > CLAIMS:
        raise InputError(f"{path}: holds {len(claims):,} claims; {CLAIMS:,} are allowed")
    taken: set[str] = set()
    return [_entry(claim, index, taken) for index, claim in enumerate(claims, 1)]


def printable(text: str) -> str:
    """Text from a stranger as a terminal may show it: no control characters, no lone surrogates."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )


class _Repeating(dict[str, Any]):
    """A JSON object in which a key stands twice: which one is meant, nobody knows."""

    repeated = ""


def _parsed(path: Path) -> Any:
    try:
        if not path.is_file():
            raise InputError(f"{path}: there is no such file")
        with path.open("rb") as file:
            data = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > FILE_BYTES:
        raise InputError(f"{path}: has more than {FILE_BYTES >> 20} MB")
    if sum(map(data.count, (b"[", b"{", b",", b":", b"="))) > _PARTS:
        raise InputError(f"{path}: has more than {_PARTS:,} brackets, commas and colons")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: must be encoded in UTF-8") from None
    try:
        if path.suffix.lower() != ".toml":
            return _json(text)
        return _toml(None, text) if len(text) <= _TOML_HERE else _toml_in_worker(text)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: is not {path.suffix[1:].upper() or 'JSON'}: {error}") from None
    except RecursionError:
        raise InputError(f"{path}: nests too deep") from None
    except ValueError as error:
        raise InputError(f"{path}: cannot be read: {error}") from None


def _json(text: str) -> Any:
    # A decimal stays text, so that it is read as the exact rational that it says; only what is not finite
    # becomes a float, which nothing accepts.
    return json.loads(text, object_pairs_hook=_object, parse_float=str, parse_int=_integer)


def _toml_in_worker(text: str) -> Any:
    """TOML of a size at which a long number, or a key of many parts, costs tomllib minutes or GB."""
    with Pool(_nothing, jobs=1, timeout=_TOML_SECONDS, memory=_TOML_MEMORY) as pool:
        pool.submit(_toml, text)
        (outcome,) = pool.outcomes()
    if outcome.failure:
        raise InputError(f"cannot be read as TOML: {outcome.failure}")
    return outcome.value


def _nothing() -> None:
    """What a worker that reads TOML has to prepare."""


def _toml(prepared: None, text: str) -> Any:
    def decimal(literal: str) -> str | float:
        return float(literal) if literal.lstrip("+-") in ("inf", "nan") else literal

    return tomllib.loads(text.replace("\r\n", "\n"), parse_float=decimal)


def _integer(literal: str) -> int | str:
    return int(literal) if len(literal) < _LONG else literal


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeating = _Repeating(found)
    keys = [key for key, _ in pairs]
    repeating.repeated = printable(next(key for key in keys if keys.count(key) > 1))[:60]
    return repeating


def _entry(claim: Any, index: int, taken: set[str]) -> Entry:
    """A claim with its id, or under its number in the file where the id cannot be used."""
    number = f"#{index}"
    if not isinstance(claim, dict):
        return Entry(number, {}, "a claim must be an object")
    name = claim.get("id")
    if not isinstance(name, str) or not name or len(name) > 200 or not name.isprintable():
        return Entry(number, {}, f"id must be a printable string of 1 to 200 characters; got {_shown(name)}")
    if name in taken:
        return Entry(name, {}, f"id: {name} stands for an earlier claim, too")
    taken.add(name)
    known = {key: claim[key] for key in KEYS if key in claim}
    if len(claim) > _NAMES:
        return Entry(name, known, f"has {len(claim):,} keys; {_NAMES} are allowed")
    return Entry(name, known, _repeated(claim) or _oversized(known) or _misspelt(claim))


def _repeated(claim: dict[str, Any]) -> str:
    objects = [claim, *(value for value in claim.values() if isinstance(value, dict))]
    return next((f"the key {o.repeated} stands twice" for o in objects if isinstance(o, _Repeating)), "")


def _oversized(claim: dict[str, Any]) -> str:
    """What is too much to be handed to a worker."""
    left = CLAIM_CHARACTERS
    waiting: list[Any] = [claim]
    while waiting and left > 0:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
        left -= len(value) if isinstance(value, str) else 1
    return "" if left > 0 else f"is larger than {CLAIM_CHARACTERS:,} characters"


def _misspelt(claim: dict[str, Any]) -> str:
    """Other keys are for the file's readers, but one that looks like a key of the format is a mistake."""
    for key in claim:
        near = difflib.get_close_matches(key[:60], KEYS, n=1, cutoff=0.8)
        if key not in KEYS and near:
            return f"the key {printable(key[:60])} is unknown; did you mean {near[0]}?"
    return ""


def _shown(value: Any) -> str:
    return printable(repr(value)[:60])
