"""`symfeat doctor`: what symfeat runs on here, and whether anything that it needs is missing or stale."""

from typing import Any

from symfeat.cli.console import INPUT_ERROR, STALE, print_facts, print_json, print_text
from symfeat.cli.options import Json

_NOT_CHECKED = "not checked"


def command(json: Json = False) -> int:
    """Show versions, TeX engine, C compiler, corpus, and whether the generated kernels are current.

    Leave with 2 if something needed is missing, with 1 if the kernels are not current.
    """
    from symfeat.places import bundled_folder
    from symfeat.versions import MISSING, extras, versions

    packages, optional, corpus = versions(), extras(), bundled_folder()
    missing = [name for name, version in packages.items() if version == MISSING]
    if not corpus.is_dir():
        missing.append("corpus")
    code, engine, kernels = INPUT_ERROR, _NOT_CHECKED, {"current": None, "told": _NOT_CHECKED}
    compiler = _NOT_CHECKED
    if not missing:  # what follows runs on the packages
        from symfeat.latex.engine import engine as tex_engine

        engine, compiler, kernels = tex_engine(), _compiler(), _kernels()
        code = {True: 0, False: STALE, None: INPUT_ERROR}[kernels["current"]]
    if json:
        found = {"versions": packages, "extras": optional, "tex_engine": engine, "c_compiler": compiler}
        print_json(
            {**found, "corpus": str(corpus), "kernels": kernels, "missing": missing, "exit_code": code}
        )
        return code
    tex = engine or f"{MISSING}: LaTeX is written but not compiled"
    print_facts("Needed", packages)
    cc = compiler or f"{MISSING}: no backend c"
    print_facts("Optional", {**optional, "TeX engine": tex, "C compiler": cc})
    print_facts("Corpus", {"folder": str(corpus), "kernels": kernels["told"]})
    if missing:
        print_text(f"Missing: {', '.join(missing)}")
    else:
        print_text(
            "Nothing is missing." if not code else "Nothing is missing, but the kernels are not current."
        )
    return code


def _compiler() -> str | None:
    """The command that compiles C, if there is one."""
    from symfeat.backends.c_library import find_compiler
    from symfeat.errors import SymfeatError

    try:
        return " ".join(find_compiler())
    except SymfeatError:
        return None


def _kernels() -> dict[str, Any]:
    """Whether the generated kernels are what the corpus gives today (None: it does not load), and words."""
    from symfeat.backends.generate import generate_declared
    from symfeat.claims import bundled
    from symfeat.errors import SymfeatError

    try:
        found = generate_declared(bundled(), check=True)
    except SymfeatError as error:
        return {"current": None, "told": f"{_NOT_CHECKED}: {error}"}
    told = f"{len(found.kernels)}, current, with SymPy {found.sympy_version}"
    if not found.is_current:
        named = ", ".join(found.diffs) if len(found.diffs) < 4 else f"{len(found.diffs)} files"
        told = f"SymPy {found.sympy_version} gives another text for {named}; see `symfeat generate --check`"
    return {"current": found.is_current, "told": told}
