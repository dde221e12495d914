"""Load a generated kernel for a target by its name; needs what the target needs, and never SymPy."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from symfeat.errors import InputError
from symfeat.places import TWINS

BACKENDS = ("numpy", "numba", "jax", "c")


def load(name: str, backend: str = "numpy", *, gradient: bool = False) -> Callable[..., Any]:
    """The kernel `name` of the corpus for a backend: "numpy", "numba", "jax" (both extras) or "c".

    All have the signature of the NumPy kernel in `symfeat.kernels` and return a named tuple of its fields.
    NumPy, Numba and C take numbers, lists and arrays and fill `out`; Numba takes `parallel=True` too; C is
    compiled by the system's compiler when it is first loaded. JAX takes and gives JAX arrays, for `jit`,
    `grad` and `vmap`. With `gradient` the derivatives follow the values (NumPy alone; JAX
    differentiates by itself).

    Raises InputError for an unknown name or backend, and for a gradient that the backend does not have;
    SymfeatError for a backend that is not installed. There is no fallback to another backend.

    >>> load("half_square")(3.0, 1.0, 2.0).loss
    12.5
    """
    if backend not in BACKENDS:
        raise InputError(f"backend must be one of {', '.join(BACKENDS)}; got {backend!r}")
    names = import_module("symfeat.kernels").__all__
    if name not in names:
        raise InputError(f"name must be a kernel of the corpus ({', '.join(names)}); got {name!r}")
    if gradient:
        if backend != "numpy":
            raise InputError(f"gradient must be False for the backend {backend}; NumPy has the derivatives")
        return getattr(import_module("symfeat.kernels.grad"), name)
    if backend == "numpy":
        return getattr(import_module("symfeat.kernels"), name)
    if backend == "c":
        from symfeat.backends.c_library import CKernel

        texts = ((TWINS / "c" / f"{name}{ending}").read_text(encoding="utf-8") for ending in (".c", ".h"))
        return CKernel(name, *texts)
    try:
        module = import_module(f"symfeat.backends.generated.{backend}.{name}")
    except ModuleNotFoundError as error:
        raise not_installed(backend, error) from None
    return getattr(module, name)


def not_installed(backend: str, error: ModuleNotFoundError) -> Exception:
    """What to raise for a module that a backend misses: how to install it, if it is the backend's own."""
    if error.name != backend:
        return error
    return InputError(f"backend {backend} needs {backend}: pip install 'symfeat[{backend}]'")
