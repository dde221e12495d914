"""`symfeat generate`: write the NumPy kernels that the corpus declares, or show how they differ."""

from typing import Annotated

import typer

from symfeat.cli.console import STALE, print_json
from symfeat.cli.options import Json


def command(
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; show the difference and leave with 1 if there is one."),
    ] = False,
    json: Json = False,
) -> int:
    """Generate `symfeat/kernels/` from the results that declare a kernel."""
    from symfeat.backends.generate import generate_declared
    from symfeat.claims import bundled

    found = generate_declared(bundled(), check=check)
    code = STALE if check and not found.is_current else 0
    if json:
        files = {"folder": str(found.folder), "files": list(found.files), "differences": dict(found.diffs)}
        print_json({**files, "sympy": found.sympy_version, "checked": check, "exit_code": code})
        return code
    if check:
        for diff in found.diffs.values():
            print(diff)
    else:
        for name in found.diffs:
            print(f"Wrote {found.folder / name}" if name in found.files else f"Removed {found.folder / name}")
    state = "current" if found.is_current else "out of date" if check else "written"
    print(f"{len(found.kernels)} kernels, {state}, with SymPy {found.sympy_version}")
    return code
