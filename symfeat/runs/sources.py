"""What a run is made of: the parts of a script that its run reaches, and the modules that these import.

A finished run is good as long as these are what they were. The rest of a script may change: an effect can be
measured otherwise, and a figure drawn anew, without making the runs again. Comments and docstrings do not
count.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symfeat import _HOME
from symfeat.places import PACKAGE

# Rooms that hold no numbers of a run, or wrap errors alone.
_APART = ("errors", "plotting", "runs")


@dataclass(frozen=True)
class Sources:
    """A digest of all that a run is made of, and the top-level packages that it imports."""

    digest: str
    packages: frozenset[str]


def sources(script: Path) -> Sources:
    """Follow what the function under `@experiment.run` uses, through script, folder and symfeat."""
    packages: set[str] = set()
    parts = _reached(ast.parse(script.read_text(encoding="utf-8")))
    texts = {script.name: "\n".join(map(_text, parts))}
    waiting = list(_imports(script, parts, packages))
    while waiting:
        file = waiting.pop()
        if (name := _named(file, script.parent)) not in texts:
            tree, texts[name] = _parsed(file.read_text(encoding="utf-8"))
            waiting += _imports(file, [tree], packages)
    digest = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()
    return Sources(digest, frozenset(packages))


@cache
def _parsed(text: str) -> tuple[ast.Module, str]:
    """A module's tree, and that tree as text; experiments share most of what they reach."""
    tree = ast.parse(text)
    return tree, _text(tree)


def _reached(tree: ast.Module) -> list[ast.AST]:
    """The run's function and the top-level statements that it refers to, directly or not.

    All of the script, where no function of its own stands under the decorator.
    """
    binding = {id(statement): _bound(statement) for statement in tree.body}
    reached = [part for statement in tree.body if _is_run(statement) for part in _apart(statement)]
    taken = {id(statement) for statement in tree.body if _is_run(statement)}
    for part in reached:  # grows on the way
        used = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        for statement in tree.body:
            if id(statement) not in taken and binding[id(statement)] & used:
                taken.add(id(statement))
                reached.append(statement)
    return reached or [tree]


def _is_run(statement: ast.stmt) -> bool:
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    return any(isinstance(decorator, ast.Attribute) and decorator.attr == "run" for decorator in decorators)


def _apart(function: ast.stmt) -> Iterator[ast.AST]:
    """A function without its decorators, since a title does not change a run, and without its prose."""
    assert isinstance(function, ast.FunctionDef)
    yield function.args
    yield from (statement for statement in function.body if not _is_prose(statement))


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a top-level statement gives a value, also one in a branch of it."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    names: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _text(tree: ast.AST) -> str:
    """A syntax tree as text, without places, comments and docstrings."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not _is_prose(part)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_prose(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _imports(file: Path, trees: list[ast.AST], packages: set[str]) -> Iterator[Path]:
    """The files of the folder and of symfeat that parts of a file import; other packages join `packages`."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = (alias for node in nodes if isinstance(node, ast.Import) for alias in node.names)
    facades = {alias.asname or alias.name for alias in imported if alias.name == "symfeat"}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in facades:
            yield from _facade(node.attr)
        elif isinstance(node, ast.ImportFrom) and node.level:
            home = file.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            names = [home] if node.module else [home / alias.name for alias in node.names]
            yield from (place for name in names for place in _files(name))
        elif isinstance(node, ast.ImportFrom):
            if node.module == "symfeat":
                for alias in node.names:
                    yield from _facade(alias.name)
            else:
                yield from _absolute(node.module or "", packages)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _absolute(alias.name, packages)


def _absolute(module: str, packages: set[str]) -> Iterator[Path]:
    if module.split(".", maxsplit=1)[0] == "symfeat":
        yield from _room(module)
    else:
        packages.add(module.split(".", maxsplit=1)[0])


def _facade(name: str) -> Iterator[Path]:
    """The files behind a name of `symfeat` itself."""
    yield from _room(_HOME.get(name, f"symfeat.{name}"))


def _room(module: str) -> Iterator[Path]:
    parts = module.split(".")[1:]
    if parts and parts[0] not in _APART:
        yield from _files(PACKAGE / parts[0])


def _files(place: Path) -> list[Path]:
    """The module at a place: one file, or all files of a package, since it may load them by name."""
    file = place.with_suffix(".py")
    return [file] if file.is_file() else sorted(place.rglob("*.py")) if place.is_dir() else []


def _named(file: Path, folder: Path) -> str:
    """A file's name that does not depend on where the checkout is."""
    home = folder if file.is_relative_to(folder) else PACKAGE
    return file.relative_to(home).as_posix() if file.is_relative_to(home) else file.name
