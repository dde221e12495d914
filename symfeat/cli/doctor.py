"""`symfeat doctor`: what symfeat runs on here, and whether anything that it needs is missing."""

from symfeat.cli.console import INPUT_ERROR, print_facts, print_json, print_text
from symfeat.cli.options import Json


def command(json: Json = False) -> int:
    """Show versions, the TeX engine and where the corpus is; leave with 2 if something needed is missing."""
    from symfeat.claims.registry import bundled_folder
    from symfeat.latex.engine import engine as tex_engine
    from symfeat.versions import MISSING, extras, versions

    packages, optional, engine, corpus = versions(), extras(), tex_engine(), bundled_folder()
    missing = [name for name, version in packages.items() if version == MISSING]
    if not corpus.is_dir():
        missing.append("corpus")
    result = {
        "versions": packages,
        "extras": optional,
        "tex_engine": engine,
        "corpus": str(corpus),
        "missing": missing,
    }
    if json:
        print_json(result)
    else:
        print_facts("Needed", packages)
        print_facts(
            "Optional", {**optional, "TeX engine": engine or f"{MISSING}: LaTeX is written but not compiled"}
        )
        print_facts("Corpus", {"folder": str(corpus)})
        print_text(f"Missing: {', '.join(missing)}" if missing else "Nothing is missing.")
    return INPUT_ERROR if missing else 0
