"""The exceptions that symfeat raises on purpose; the command line prints each as one line, no traceback."""


class SymfeatError(Exception):
    """Base of every error that symfeat raises on purpose."""


class InputError(SymfeatError, ValueError):
    """An argument is not usable; the message names the argument, what was given and what is needed."""


class DerivationError(SymfeatError):
    """A derivation file, or a folder of them, is malformed; the message starts with the file's name."""


class ExperimentError(SymfeatError):
    """An experiment's files are malformed, or a run of it failed; the message starts with its name."""


class MissingExtraError(ExperimentError):
    """An experiment needs a package of the extra `experiments`; the message says what brings it."""


class GenerationError(SymfeatError):
    """An expression cannot be turned into code for a target; the message names the part that cannot."""


class EvaluationError(SymfeatError):
    """An expression cannot be evaluated numerically at a point; the message names the part that cannot."""


class OutputError(SymfeatError):
    """A file or folder that symfeat did not write is in the way of its output."""
