"""Loading a folder of derivations, and the graph of which result uses which."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from symfeat.claims.boundary import Boundary, Quadrature
from symfeat.claims.kinds import Claim
from symfeat.claims.result import Result
from symfeat.claims.symbols import Notation
from symfeat.errors import DerivationError
from symfeat.places import bundled_folder


@dataclass(frozen=True)
class Problem:
    """A file that could not be used, with one line that says why."""

    file: str
    message: str


@dataclass
class Registry:
    """The results of one folder, in an order in which each comes after those it uses."""

    folder: Path
    notation: Notation
    results: dict[str, Result] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _claims: dict[str, dict[str, Claim]] = field(default_factory=dict, repr=False)

    def __getitem__(self, slug: str) -> Result:
        if slug not in self.results:
            raise DerivationError(f"{self.folder}: no result is called {slug}")
        return self.results[slug]

    def claims(self, slug: str) -> dict[str, Claim]:
        """A result's claims by name, its used results' statements supplied."""
        if slug not in self._claims:
            result = self[slug]
            used = {name: self.statement(other) for name, other in result.uses.items()}
            self._claims[slug] = result.claims(used)
        return self._claims[slug]

    def certified(self, slug: str) -> dict[str, Boundary | Quadrature]:
        """What a result wants certified, by name."""
        used = {name: self.statement(other) for name, other in self[slug].uses.items()}
        return self[slug].certified(used | self.claims(slug))

    def statement(self, slug: str) -> Claim:
        """A result's statement."""
        return self.claims(slug)["statement"]


@lru_cache(maxsize=1)
def bundled() -> Registry:
    """The flagship corpus, loaded once."""
    return load_folder(bundled_folder())


def load_folder(path: str | Path) -> Registry:
    """Load a folder of derivations; a file that cannot be used is recorded in `problems`, the others load.

    Raises DerivationError where nothing can be loaded: no such folder, no usable `notation.py`.
    """
    folder = Path(path).resolve()
    if not folder.is_dir():
        raise DerivationError(f"{path}: is not a folder of derivations")
    package = "_symfeat_derivations_" + hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    for name in [m for m in sys.modules if m == package or m.startswith(package + ".")]:
        del sys.modules[name]
    _mount(package, folder)
    registry = Registry(folder, _notation(package, folder))
    for file in sorted(folder.rglob("*.py")):
        if file.name in ("notation.py", "__init__.py") or any(
            p.startswith((".", "_")) for p in file.parts[-2:]
        ):
            continue
        try:
            _add(registry, _result_in(package, folder, file), file)
        except DerivationError as error:
            registry.problems.append(Problem(_shown(folder, file), str(error)))
    _sort(registry)
    return registry


def _shown(folder: Path, file: Path) -> str:
    return str(file.relative_to(folder))


def _mount(package: str, folder: Path) -> None:
    """Make the folder importable as a private package, so that files write `from ..notation import A`."""
    for name, place in [
        (package, folder),
        *((f"{package}.{d.name}", d) for d in sorted(folder.iterdir()) if d.is_dir()),
    ]:
        module = ModuleType(name)
        module.__path__ = [str(place)]
        module.__spec__ = ModuleSpec(name, None, is_package=True)
        sys.modules[name] = module


def _execute(package: str, folder: Path, file: Path) -> ModuleType:
    name = ".".join((package, *file.relative_to(folder).with_suffix("").parts))
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise DerivationError("cannot be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        del sys.modules[name]
        raise DerivationError(f"syntax error in line {error.lineno}: {error.msg}") from error
    except DerivationError:
        del sys.modules[name]
        raise
    except (Exception, SystemExit) as error:  # what a stranger's file raises is that file's problem, not ours
        del sys.modules[name]
        raise DerivationError(f"{type(error).__name__}: {error}") from error
    return module


def _notation(package: str, folder: Path) -> Notation:
    file = folder / "notation.py"
    if not file.is_file():
        raise DerivationError(f"{folder}: has no notation.py")
    try:
        module = _execute(package, folder, file)
    except DerivationError as error:
        raise DerivationError(f"notation.py: {error}") from error
    found = [v for v in vars(module).values() if isinstance(v, Notation)]
    if len(found) != 1:
        raise DerivationError(f"notation.py: must define exactly one Notation; found {len(found)}")
    # A section may declare symbols that it alone uses: here, lest their order hang on who asks first.
    for section in sorted(folder.glob("*/notation.py")):
        try:
            _execute(package, folder, section)
        except DerivationError as error:
            raise DerivationError(f"{_shown(folder, section)}: {error}") from error
    return found[0]


def _result_in(package: str, folder: Path, file: Path) -> Result:
    module = _execute(package, folder, file)
    found = [v for v in vars(module).values() if isinstance(v, Result)]
    if len(found) != 1:
        raise DerivationError(f"must define exactly one Result; found {len(found)}")
    result = found[0]
    if file.stem != result.slug.replace("-", "_"):
        raise DerivationError(f"the file's name does not match its slug {result.slug}")
    if result.conclusion is None:
        raise DerivationError(f"{result.slug} has no statement")
    result.prose = (module.__doc__ or "").strip()
    return result


def _add(registry: Registry, result: Result, file: Path) -> None:
    shown = _shown(registry.folder, file)
    if other := registry.results.get(result.slug):
        raise DerivationError(f"slug {result.slug} already stands in {other.file}")
    result.file = shown
    registry.results[result.slug] = result


def _sort(registry: Registry) -> None:
    """Order by dependency; missing and circular dependencies become problems that name the files."""
    known = registry.results
    changed = True
    while changed:
        changed = False
        for slug, result in list(known.items()):
            if missing := [used for used in result.uses.values() if used not in known]:
                registry.problems.append(
                    Problem(result.file, f"{slug} uses {missing[0]}, which does not load")
                )
                del known[slug]
                changed = True
    ordered: dict[str, Result] = {}
    while len(ordered) < len(known):
        ready = [s for s in known if s not in ordered and all(u in ordered for u in known[s].uses.values())]
        if not ready:
            stuck = {s: known[s] for s in known if s not in ordered}
            cycle = _cycle(stuck)
            files = " -> ".join(stuck[s].file for s in cycle)
            for slug in cycle[:-1]:
                registry.problems.append(Problem(known[slug].file, f"circular dependency: {files}"))
                del known[slug]
            _sort(registry)
            return
        ordered |= {s: known[s] for s in ready}
    registry.results = ordered


def _cycle(stuck: dict[str, Result]) -> list[str]:
    """A closed path among results of which each waits for another."""
    path = [min(stuck)]
    while True:
        following = next(u for u in stuck[path[-1]].uses.values() if u in stuck)
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)
