"""Starting a derivation, or a paper: files that verify as they stand, to be rewritten step by step."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from symfeat.claims import Notation, load_folder
from symfeat.errors import DerivationError, InputError, OutputError
from symfeat.output import write_file

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_NOTATION = '''"""The symbols, each declared once, in the order in which formulas print them."""

from symfeat.claims import Notation

notation = Notation("{name}")

x = notation.symbol("x", "x", "first quantity", real=True)
y = notation.symbol("y", "y", "second quantity", real=True)
'''

_RESULT = '''"""Two or three sentences for a theorist: what holds, under which assumptions, why it matters."""

from sympy import expand

from symfeat.claims import Identity, Result

from {notation} import {symbol}

result = Result("{slug}", title="{title}")


@result.step
def multiplied_out():
    """A step computes a claim from earlier ones; this sentence says how."""
    square = ({symbol} + 1) ** 2
    return Identity(square, expand(square))


@result.statement
def claim(multiplied_out):
    return Identity(({symbol} + 1) ** 2, {symbol}**2 + 2 * {symbol} + 1)
'''

_FIRST = "first-result-holds"

_CLAIMS = """# Claims that need no Python; `symfeat verify claims.toml` checks them.
format = 1

[[claims]]
id = "decay-solves-its-equation"
kind = "ode_solution"
variable = "t"
symbols = { t = "real", k = "positive", a = "real" }
functions = { y = "a*exp(-k*t)" }
rhs = { y = "-k*y" }
initial = { t = "0", y = "a" }
"""

_REFERENCES = """@misc{dlmf,
  author = {{NIST}},
  title  = {Digital Library of Mathematical Functions},
  year   = {2024},
  note   = {https://dlmf.nist.gov},
}
"""

_PYTEST = """[pytest]
addopts = --symfeat
testpaths = derivations claims.toml
"""

_README = """# {title}

    symfeat verify derivations      # check every step of every result
    symfeat verify claims.toml      # check claims that need no Python
    pytest                          # the same as tests, one item a step
    symfeat new my-result-holds     # another result, to start from
    symfeat latex derivations -o tex    # statements and derivations as LaTeX

`derivations/notation.py` declares the symbols. `derivations/references.bib` holds what results cite by
`source="key"`.
"""


def init(folder: str | Path) -> tuple[Path, ...]:
    """Write the folder of a paper: derivations with one result, a claim file, references, pytest's settings.

    Everything in it verifies as it stands. Returns the files written.

    Raises OutputError where the folder has something in it already.

    >>> import tempfile
    >>> paper = Path(tempfile.mkdtemp()) / "paper"
    >>> sorted(str(file.relative_to(paper)) for file in init(paper))[:3]
    ['README.md', 'claims.toml', 'derivations/first_result_holds.py']
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} is not an empty folder; name another one")
    written = list(new(_FIRST, folder / "derivations"))
    texts = {
        "derivations/references.bib": _REFERENCES,
        "claims.toml": _CLAIMS,
        "pytest.ini": _PYTEST,
        "README.md": _README.format(title=folder.resolve().name),
    }
    for name, text in texts.items():
        write_file(folder / name, text)
        written.append(folder / name)
    return tuple(written)


def new(slug: str, folder: str | Path) -> tuple[Path, ...]:
    """Write the file of a new result into a folder of derivations, or into a section folder of one.

    A folder that does not exist or is empty gets a `notation.py` first. Returns the files written.

    Raises InputError for a slug that is malformed or taken, OutputError for a file in the way,
    DerivationError for a folder of something else.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> [file.name for file in new("squares-add-up", folder)]
    ['notation.py', 'squares_add_up.py']
    """
    if not _SLUG.fullmatch(slug) or slug == "notation":
        raise InputError(
            "slug must be lower-case words joined by hyphens that say the conclusion, as in "
            f"wedge-is-conserved; got {slug!r}"
        )
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; a derivation needs a folder")
    file = folder / f"{slug.replace('-', '_')}.py"
    if file.exists():
        raise OutputError(f"{file} exists; choose another slug")
    written = []
    root = next((place for place in (folder, folder.resolve().parent) if _notation(place).is_file()), None)
    if root is None:
        if folder.exists() and any(folder.iterdir()):
            raise DerivationError(f"{folder}: has no notation.py and is not empty")
        root = folder
        write_file(_notation(root), _NOTATION.format(name=folder.resolve().name))
        written.append(_notation(root))
    registry = load_folder(root)
    if slug in registry.results:
        raise InputError(f"slug {slug} already stands in {registry[slug].file}")
    text = _RESULT.format(
        notation=".notation" if root == folder else "..notation",
        symbol=_symbol(_notation(root), registry.notation),
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
    )
    write_file(file, text)
    return (*written, file)


def _notation(folder: Path) -> Path:
    return folder / "notation.py"


def _symbol(file: Path, notation: Notation) -> str:
    """A real symbol of the notation that is importable under its own name."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    names = {
        t.id for line in body if isinstance(line, ast.Assign) for t in line.targets if isinstance(t, ast.Name)
    }
    for entry in notation.entries:
        plain = entry.definition is None and not entry.symbol.is_integer
        if entry.name in names and plain and entry.symbol.is_real:
            return entry.name
    raise DerivationError(f"{file}: declares no real symbol under its own name; add one first")
