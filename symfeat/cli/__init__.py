"""The command line: `main` is what the program `symfeat` runs."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `arguments` are those of the process unless given.

    0: all as declared; 1: something is refuted; 2: usage or input error; 3: something is undecided;
    130: interrupted.
    """
    import typer

    from symfeat.cli.app import app
    from symfeat.cli.console import INPUT_ERROR, INTERRUPTED, print_error
    from symfeat.errors import SymfeatError

    arguments = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "--json" in arguments
    try:
        code = app(arguments, prog_name="symfeat", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "symfeat"
        if message := error.format_message():  # without one, help was printed because no verb was given
            message = message.rstrip(".") + _given(error, arguments)
            print_error(f"{message} (see '{command} --help')", as_json)
        return INPUT_ERROR
    except SymfeatError as error:
        print_error(str(error), as_json)
        return INPUT_ERROR
    except MemoryError as error:
        print_error(f"not enough memory: {error}".rstrip(": "), as_json)
        return INPUT_ERROR
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has left, as `head` does; what Python would still flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if code == INTERRUPTED:
        print("symfeat: interrupted", file=sys.stderr)
    return code or 0


def _given(error: Exception, arguments: Sequence[str]) -> str:
    """What was given for the option that an error is about, where it was given a value that does not do."""
    options = getattr(getattr(error, "param", None), "opts", ())
    words = [part for word in arguments for part in word.split("=", 1)]
    return next((f"; got {value!r}" for option, value in pairwise(words) if option in options), "")
