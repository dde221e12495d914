"""Loading a folder of derivations, and the graph of which result uses which."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from symfeat.claims.boundary import Boundary, Quadrature
from symfeat.claims.kinds import Claim
from symfeat.claims.result import Result
from symfeat.claims.symbols import Notation
from symfeat.errors import DerivationError
from symfeat.mounting import Mount, mount
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
    mounted = mount(path, "derivations", DerivationError)
    registry = Registry(mounted.folder, _notation(mounted))
    for file in sorted(mounted.folder.rglob("*.py")):
        if file.name in ("notation.py", "__init__.py") or any(
            p.startswith((".", "_")) for p in file.parts[-2:]
        ):
            continue
        try:
            _add(registry, _result_in(mounted, file), mounted.shown(file))
        except DerivationError as error:
            registry.problems.append(Problem(mounted.shown(file), str(error)))
    _sort(registry)
    return registry


def _notation(mounted: Mount) -> Notation:
    file = mounted.folder / "notation.py"
    if not file.is_file():
        raise DerivationError(f"{mounted.folder}: has no notation.py")
    try:
        module = mounted.module(file)
    except DerivationError as error:
        raise DerivationError(f"notation.py: {error}") from error
    found = [v for v in vars(module).values() if isinstance(v, Notation)]
    if len(found) != 1:
        raise DerivationError(f"notation.py: must define exactly one Notation; found {len(found)}")
    # A section may declare symbols that it alone uses: here, lest their order hang on who asks first.
    for section in sorted(mounted.folder.glob("*/notation.py")):
        try:
            mounted.module(section)
        except DerivationError as error:
            raise DerivationError(f"{mounted.shown(section)}: {error}") from error
    return found[0]


def _result_in(mounted: Mount, file: Path) -> Result:
    module = mounted.module(file)
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


def _add(registry: Registry, result: Result, shown: str) -> None:
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
