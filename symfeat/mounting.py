"""A folder of Python files mounted as a private package: its files import each other, nobody else."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from symfeat.errors import SymfeatError


@dataclass(frozen=True)
class Mount:
    """A mounted folder; `error` is raised, with one line that says why, for a file that cannot be used."""

    folder: Path
    package: str
    error: type[SymfeatError]

    def shown(self, file: Path) -> str:
        """The file's path as messages show it."""
        return str(file.relative_to(self.folder))

    def module(self, file: Path) -> ModuleType:
        """Execute a file of the folder, once."""
        name = ".".join((self.package, *file.relative_to(self.folder).with_suffix("").parts))
        if name in sys.modules:
            return sys.modules[name]
        spec = importlib.util.spec_from_file_location(name, file)
        if spec is None or spec.loader is None:
            raise self.error("cannot be read as Python")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except SyntaxError as error:
            del sys.modules[name]
            raise self.error(f"syntax error in line {error.lineno}: {error.msg}") from error
        except self.error:
            del sys.modules[name]
            raise
        except (Exception, SystemExit) as error:  # what a stranger's file raises is its problem, not ours
            del sys.modules[name]
            raise self.error(f"{type(error).__name__}: {error}") from error
        return module


def mount(folder: str | Path, content: str, error: type[SymfeatError]) -> Mount:
    """Make a folder importable as a private package, so that files write `from ..notation import A`.

    `content` is what the folder holds, in one word. A folder that is mounted again is read anew.
    Raises `error` where there is no such folder.
    """
    place = Path(folder).resolve()
    if not place.is_dir():
        raise error(f"{folder}: is not a folder of {content}")
    package = f"_symfeat_{content}_{hashlib.sha256(str(place).encode()).hexdigest()[:12]}"
    for name in [m for m in sys.modules if m == package or m.startswith(package + ".")]:
        del sys.modules[name]
    for name, path in [
        (package, place),
        *((f"{package}.{d.name}", d) for d in sorted(place.iterdir()) if d.is_dir()),
    ]:
        module = ModuleType(name)
        module.__path__ = [str(path)]
        module.__spec__ = ModuleSpec(name, None, is_package=True)
        sys.modules[name] = module
    return Mount(place, package, error)
