"""What generated kernels share: broadcasting, blocks, buffers, precision, and kernels kept as source."""

import keyword
import math
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from symfeat import inputs
from symfeat.errors import InputError

BLOCK = 16384  # elements: few enough for the caches, many enough for the calls to weigh little
SHORTEST = 32  # a last axis shorter than this is not worth a loop of its own

Buffers = tuple[tuple[str, tuple[int, ...]], ...]
Program = Callable[..., tuple[Any, tuple[Any, ...]]]


def run(
    program: Program,
    buffers: Buffers,
    names: tuple[str, ...],
    args: tuple[Any, ...],
    count: int,
    out: Any = None,
) -> tuple:
    """Evaluate a straight-line program with `count` outputs over broadcast arguments, block by block.

    The program takes a list of arrays to work in and float64 blocks of the arguments, and returns which
    elements lie inside its domain, and the outputs; the others become nan. `buffers` names the array of each
    entry of the list and the arguments, by position, whose shapes give it its own: what depends on a few
    arguments alone is computed in their shape, not in that of all. Arithmetic is float64 throughout; the
    outputs are float32 where the arguments are, and Python floats where every argument is a scalar. `out` is
    one array for each output (an array itself for one output), of the broadcast shape, which are then filled
    and returned.

    Raises InputError for arguments that are not real numbers, shapes that do not broadcast, an unfit `out`.
    """
    arrays, shape, targets = operands(names, args, count, out)
    # Infinities carry limits and the unselected side of a selection may be anything: no cause for a warning.
    with np.errstate(all="ignore"):
        for chunk in blocks(shape, [*arrays, *targets]):
            blocked = [
                part if part.dtype == np.float64 else part.astype(np.float64) for part in chunk[:-count]
            ]
            work = _workspace(buffers, tuple(part.shape for part in blocked))
            inside, values = program(work, *blocked)
            outside = None if inside is True or inside.all() else ~inside
            for target, value in zip(chunk[-count:], values, strict=True):
                np.add(value, 0.0, out=target, casting="same_kind")  # a negative zero becomes zero
                if outside is not None:
                    np.copyto(target, np.nan, where=outside)
    return results(targets, out)


def operands(
    names: tuple[str, ...], args: tuple[Any, ...], count: int, out: Any
) -> tuple[list[np.ndarray], tuple[int, ...], list[np.ndarray]]:
    """The arguments as arrays, their broadcast shape, and the arrays to fill."""
    arrays = [inputs.numbers(name, value) for name, value in zip(names, args, strict=True)]
    shape = inputs.broadcast({name: array.shape for name, array in zip(names, arrays, strict=True)})
    if out is None:
        dtype = _result_dtype(arrays, args)
        return arrays, shape, [np.empty(shape, dtype) for _ in range(count)]
    targets = _given_targets(out, shape, count)
    # An output may lie where an argument does, which is still read when the output is written.
    apart = [a.copy() if any(np.may_share_memory(a, t) for t in targets) else a for a in arrays]
    return apart, shape, targets


def results(targets: list[np.ndarray], out: Any) -> tuple:
    """What a kernel returns: the filled arrays, or numbers if everything is a number."""
    if out is None and not targets[0].shape:
        return tuple(t.item() if t.dtype == np.float64 else t[()] for t in targets)
    return tuple(targets)


def blocks(shape: tuple[int, ...], arrays: list[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Matching blocks of arrays that broadcast to `shape`, as views with as few axes as their strides allow.

    An axis along which an array is constant has length one in its blocks; what broadcasts over a short last
    axis is copied, since a loop of three elements costs as much as one of thirty.
    """
    if not math.prod(shape):
        return
    shape, arrays = _coalesced(shape, arrays)
    inner = len(shape) - 1
    while inner and math.prod(shape[inner:]) <= BLOCK:
        inner -= 1
    step = max(1, BLOCK // math.prod(shape[inner + 1 :]))
    if len(shape) == 1 and shape[0] <= step:
        yield arrays
        return
    copied = len(shape) > 1 and shape[-1] < SHORTEST
    for outer in np.ndindex(shape[:inner]):
        for start in range(0, shape[inner], step):
            part = slice(start, start + step)
            chunk = []
            for array in arrays:
                at = tuple(0 if array.shape[axis] == 1 else i for axis, i in enumerate(outer))
                chunk.append(array[at][part if array.shape[inner] > 1 else slice(None)])
            yield _spread(chunk) if copied else chunk


def _spread(chunk: list[np.ndarray]) -> list[np.ndarray]:
    """Read-only arguments in the full shape of the block; what has it already, outputs included, stays."""
    shape = np.broadcast_shapes(*(part.shape for part in chunk))
    return [p if p.shape == shape or p.size == 1 else np.broadcast_to(p, shape).copy() for p in chunk]


def _coalesced(shape: tuple[int, ...], arrays: list[np.ndarray]) -> tuple[tuple[int, ...], list[np.ndarray]]:
    """The same arrays with neighbouring axes merged wherever every array allows it without a copy."""
    if all(array.size == 1 or (array.shape == shape and array.flags.c_contiguous) for array in arrays):
        return (math.prod(shape),), [array.reshape(-1) for array in arrays]  # the usual case, and the fastest
    padded = [array.reshape((1,) * (len(shape) - array.ndim) + array.shape) for array in arrays]
    merged: list[int] = []  # sizes of the new axes, last first
    new: list[list[tuple[int, int]]] = [[] for _ in arrays]  # (length, stride) of each array along them
    for axis in reversed(range(len(shape))):
        if shape[axis] == 1:
            continue
        along = [(a.shape[axis], a.strides[axis] if a.shape[axis] > 1 else 0) for a in padded]
        if merged and all(
            (length == 1) == (axes[-1][0] == 1) and (length == 1 or stride == axes[-1][0] * axes[-1][1])
            for axes, (length, stride) in zip(new, along, strict=True)
        ):
            merged[-1] *= shape[axis]
            for axes, (length, _) in zip(new, along, strict=True):
                axes[-1] = (axes[-1][0] * length, axes[-1][1])
        else:
            merged.append(shape[axis])
            for axes, pair in zip(new, along, strict=True):
                axes.append(pair)
    views = [
        np.lib.stride_tricks.as_strided(
            array, [n for n, _ in axes[::-1]] or [1], [s for _, s in axes[::-1]] or [0]
        )
        for array, axes in zip(padded, new, strict=True)
    ]
    return tuple(merged[::-1]) or (1,), views


class _Pool(threading.local):
    """The memory that the kernels of a thread work in, and the views of it that were asked for last."""

    def __init__(self) -> None:
        self.memory: dict[str, np.ndarray] = {}
        self.views: dict[Any, tuple[Buffers, list[np.ndarray]]] = {}


_POOL = _Pool()
_KEPT = 256  # sets of views


def _workspace(buffers: Buffers, shapes: tuple[tuple[int, ...], ...]) -> list[np.ndarray]:
    """Views of the pool in the shapes that blocks of these arguments give the values."""
    key = (id(buffers), shapes)
    owner, found = _POOL.views.get(key, (None, []))
    if owner is buffers:
        return found
    if len(_POOL.views) >= _KEPT:
        _POOL.views.clear()
    found, known = [], {}
    for name, positions in buffers:
        if positions not in known:
            known[positions] = np.broadcast_shapes(*(shapes[position] for position in positions))
        shape = known[positions]
        kind = bool if name[0] == "m" else np.float64
        if name not in _POOL.memory:
            _POOL.memory[name] = np.empty(BLOCK, kind)
        found.append(_POOL.memory[name][: math.prod(shape)].reshape(shape))
    _POOL.views[key] = buffers, found
    return found


def _result_dtype(arrays: list[np.ndarray], args: tuple[Any, ...]) -> type:
    """float32 where every argument with a precision of its own (a Python float has none) has at most that."""
    kinds = [
        array.dtype for array, arg in zip(arrays, args, strict=True) if type(arg) not in (int, float, bool)
    ]
    single = kinds and all(kind.kind == "f" and kind.itemsize <= 4 for kind in kinds)
    return np.float32 if single else np.float64


def _given_targets(out: Any, shape: tuple[int, ...], count: int) -> list[np.ndarray]:
    if isinstance(out, np.ndarray) and count == 1:
        targets = [out]
    elif isinstance(out, list | tuple):
        targets = list(out)
    else:
        raise InputError(f"out must be {count} arrays, one for each output; got {type(out).__name__}")
    for target in targets:
        if not isinstance(target, np.ndarray) or target.shape != shape or target.dtype.kind != "f":
            found = getattr(target, "shape", type(target).__name__)
            raise InputError(f"out must be floating-point arrays of shape {shape}; got {found}")
    if len(targets) != count:
        raise InputError(f"out must be {count} arrays, one for each output; got {len(targets)}")
    if not all(target.flags.writeable for target in targets):
        raise InputError("out must be arrays that can be written to; got a read-only one")
    if any(np.may_share_memory(one, other) for one, other in combinations(targets, 2)):
        raise InputError("out must be arrays that do not overlap; got two that share memory")
    return targets


def power_of_two(x: np.ndarray, out: np.ndarray) -> np.ndarray:
    """The largest power of two up to |x|, within 2^-1022 and 2^1022, so that its reciprocal is exact too.

    For a nan it is some power of two.
    """
    bits = np.bitwise_and(x.view(np.int64), _EXPONENT, out=out.view(np.int64))
    np.maximum(bits, _SMALLEST, out=bits)
    np.minimum(bits, _LARGEST, out=bits)
    return out


_EXPONENT, _SMALLEST, _LARGEST = (np.int64(exponent << 52) for exponent in (0x7FF, 1, 2045))


def select(mask: np.ndarray, yes: Any, no: Any, out: np.ndarray) -> np.ndarray:
    """`yes` where the mask holds, `no` elsewhere, written into `out`, which may be `no`."""
    if no is not out:
        np.copyto(out, no)
    if np.shape(yes) in ((), out.shape) and mask.shape == out.shape:
        np.putmask(out, mask, yes)  # three times as fast as a masked copy
    else:
        np.copyto(out, yes, where=mask)
    return out


def returned(kind: str, fields: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """A named tuple of a kernel that is kept as text, for pickle: its class has no module to be found in."""
    return picklable(namedtuple(kind, fields))(*values)


def picklable(kind: Any) -> Any:
    """The class of named tuples, with instances that pickle by their names and values."""
    kind.__reduce__ = lambda self: (returned, (kind.__name__, kind._fields, tuple(self)))
    return kind


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
        for value in self._namespace.values():
            if getattr(value, "__module__", "") == self._namespace["__name__"] and hasattr(value, "_fields"):
                picklable(value)
        self.__doc__ = self._function.__doc__

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Evaluate at numbers or arrays, which broadcast; `out=` takes arrays to fill."""
        return self._function(*args, **kwargs)

    def __reduce__(self) -> tuple:
        return SourceKernel, (self.__name__, self.source)

    def __repr__(self) -> str:
        return f"<symfeat kernel {self.__name__}>"
