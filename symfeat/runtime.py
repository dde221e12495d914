"""What generated kernels share: broadcasting, chunks, precision, domains, and kernels kept as source."""

import keyword
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.errors import InputError

CHUNK = 16384  # elements: a program's temporaries then stay in the second-level cache

Program = Callable[..., tuple[Any, tuple[Any, ...]]]


def run(
    program: Program, names: tuple[str, ...], args: tuple[Any, ...], count: int, out: Any = None
) -> tuple:
    """Evaluate a straight-line program with `count` outputs over broadcast arguments.

    The program takes float64 arrays and returns which elements lie inside its domain, and the outputs; the
    others become nan. Arithmetic is float64 throughout; the outputs are float32 where the arguments are, and
    Python floats where every argument is a scalar. `out` is one array for each output (an array itself for
    one output), of the broadcast shape, which are then filled and returned.

    Raises InputError for arguments that are not real numbers, shapes that do not broadcast, an unfit `out`.
    """
    arrays = [inputs.numbers(name, value) for name, value in zip(names, args, strict=True)]
    shape = inputs.broadcast({name: array.shape for name, array in zip(names, arrays, strict=True)})
    if out is None:
        dtype = _result_dtype(arrays, args)
        targets = [np.empty(shape, dtype) for _ in range(count)]
    else:
        targets = _given_targets(out, shape, count)
    operands = [*arrays, *targets]
    settings: dict[str, Any] = {
        "flags": ["external_loop", "buffered", "zerosize_ok", "copy_if_overlap"],
        "op_flags": [["readonly"]] * len(arrays) + [["writeonly"]] * count,
        "op_dtypes": [np.float64] * len(operands),
        "casting": "same_kind",
        "buffersize": CHUNK,
    }
    # Infinities carry limits and the unselected side of a select may be anything: neither is worth a warning.
    with np.errstate(all="ignore"), np.nditer(operands, **settings) as chunks:
        for chunk in chunks if math.prod(shape) else ():
            inside, values = program(*chunk[: len(arrays)])
            for target, value in zip(chunk[len(arrays) :], values, strict=True):
                np.add(value, 0.0, out=target)  # a negative zero becomes zero
                if inside is not True:
                    np.copyto(target, np.nan, where=np.logical_not(inside))
    if out is None and not shape:
        return tuple(t.item() if t.dtype == np.float64 else t[()] for t in targets)
    return tuple(targets)


def _result_dtype(arrays: list[np.ndarray], args: tuple[Any, ...]) -> type:
    """float32 where every argument with a precision of its own (a Python float has none) has at most that."""
    kinds = [
        array.dtype for array, arg in zip(arrays, args, strict=True) if type(arg) not in (int, float, bool)
    ]
    return np.float32 if kinds and all(kind.itemsize <= 4 for kind in kinds) else np.float64


def _given_targets(out: Any, shape: tuple[int, ...], count: int) -> list[np.ndarray]:
    targets = [out] if isinstance(out, np.ndarray) and count == 1 else list(out)
    for target in targets:
        if not isinstance(target, np.ndarray) or target.shape != shape or target.dtype.kind != "f":
            found = getattr(target, "shape", type(target).__name__)
            raise InputError(f"out must be floating-point arrays of shape {shape}; got {found}")
    if len(targets) != count:
        raise InputError(f"out must be {count} arrays, one for each output; got {len(targets)}")
    return targets


def power_of_two(x: np.ndarray) -> np.ndarray:
    """2^e with x = m 2^e and 1/2 <= m < 1; 1 where x is 0 or not finite. Scaling by it is exact."""
    exponent = np.frexp(np.where(np.isfinite(x), x, 0.5))[1]
    return np.where(x == 0, 1.0, np.ldexp(1.0, exponent))


class SourceKernel:
    """A kernel that is kept as source text: callable like a generated one, and picklable by its text.

    >>> text = "def double(x, *, out=None):\\n    return 2 * x"
    >>> SourceKernel("double", text)(3)
    6
    """

    def __init__(self, name: str, source: str) -> None:
        if not name.isidentifier() or keyword.iskeyword(name):
            raise InputError(f"name must be a Python identifier; got {name!r}")
        self.__name__ = name
        self.source = source
        # A module's namespace: the text imports what it needs, and its classes find their module's name.
        self._namespace: dict[str, Any] = {"__name__": f"symfeat.compiled.{name}"}
        exec(compile(source, f"<symfeat kernel {name}>", "exec"), self._namespace)  # noqa: S102 our own text
        self._function = self._namespace[name]
        self.__doc__ = self._function.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Evaluate at numbers or arrays, which broadcast; `out=` takes arrays to fill."""
        return self._function(*args, **kwargs)

    def __reduce__(self) -> tuple:
        return SourceKernel, (self.__name__, self.source)

    def __repr__(self) -> str:
        return f"<symfeat kernel {self.__name__}>"
