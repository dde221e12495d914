"""`symfeat generate`: write the kernels that the corpus declares, or source for a formula of one's own."""

from pathlib import Path
from typing import Annotated, Any

import typer

from symfeat.cli.console import STALE, print_json
from symfeat.cli.options import Force, Json
from symfeat.errors import InputError


def command(
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; show the difference and leave with 1 if there is one."),
    ] = False,
    expr: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME=]FORMULA", help="Compile this formula instead of the corpus; may be repeated."
        ),
    ] = None,
    args: Annotated[
        str, typer.Option(help="Its arguments, in order: `x, y>0, z>=0`; the formula's symbols by default.")
    ] = "",
    backend: Annotated[
        str, typer.Option(help="Its target: numpy (by default), numba, jax or c.", show_default=False)
    ] = "",
    gradient: Annotated[bool, typer.Option("--gradient", help="With its derivatives.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File for its source; stdout by default."),
    ] = None,
    force: Force = False,
    json: Json = False,
) -> int:
    """Generate the kernels of the corpus, or with --expr the source of a formula of your own."""
    if expr and check:
        raise InputError("check must go with the kernels of the corpus; got --expr")
    if expr:
        return _formula(expr, args, backend, gradient, output, force, json)
    if args or output or gradient or backend:
        raise InputError("expr must be given with --args, --backend, --gradient and --output; got none")
    return _corpus(check, json)


def _corpus(check: bool, json: bool) -> int:
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


def _formula(
    expr: list[str], args: str, backend: str, gradient: bool, output: Path | None, force: bool, json: Any
) -> int:
    from symfeat.backends.compiling import lower_formulas
    from symfeat.backends.formulas import parse
    from symfeat.backends.targets import target_of
    from symfeat.output import write_file

    target = target_of(backend or "numpy")
    if output and output.suffix not in target.texts:
        raise InputError(f"output must end in {' or '.join(target.texts)}; got {output.name}")
    formulas, symbols = parse(expr, args)
    name = output.stem if output else "compiled"
    files = target.files(lower_formulas(formulas, symbols, gradient=gradient, name=name))
    written = []
    if output is None:
        texts = files
    else:
        texts = {str(output.with_name(name)): text for name, text in files.items()}
        for path, text in texts.items():
            write_file(path, text, force=force)
            written.append(path)
    if json:
        print_json({"files": texts, "written": written, "exit_code": 0})
    elif written:
        print("\n".join(f"Wrote {path}" for path in written))
    else:
        print("\n".join(texts.values()), end="")
    return 0
