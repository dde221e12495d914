"""What the Numba twins share: broadcasting, precision, blocks and threads around a compiled loop.

A twin's loop sees one block: for every argument and output the address of a contiguous run of doubles, and
of one more run for each output to work in. An operand that lies in memory like that is worked on in place;
any other (a scalar, a float32 array, a strided or otherwise broadcast one) goes through a run that stays in
the cache.
"""

import math
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import config

from symfeat import runtime
from symfeat.backends.numba_functions import instruction

BLOCK = 1024  # doubles in a run
NATIVE = (np.dtype(np.float64), np.dtype(np.float32))
SIGNATURE = "void(intp, intp, intp[:, ::1], intp[::1], intp[::1], intp[::1], float64[:, ::1], intp, intp)"
IN_PLACE, MOVED, CONSTANT = range(3)  # how the loop gets at an operand
RUNS = types.CPointer(types.CPointer(types.float64))


def loop(function: Callable) -> Any:
    """Compile `function(runs, size)`, the loop over one block; kept on disk if it comes from a file.

    Multiplications and additions may contract; nothing else departs from the text.
    """
    kept = Path(function.__code__.co_filename).is_file()
    signature = types.void(RUNS, types.intp)
    return numba.cfunc(signature, error_model="numpy", fastmath={"contract"}, cache=kept)(function)


def run(
    compiled: Any, names: tuple[str, ...], args: tuple[Any, ...], count: int, out: Any, parallel: bool
) -> tuple:
    """Evaluate a compiled loop with `count` outputs over broadcast arguments, as `symfeat.runtime.run` does.

    With `parallel`, as many threads as Numba counts (NUMBA_NUM_THREADS) share the work.

    Raises InputError for arguments that are not real numbers, shapes that do not broadcast, an unfit `out`.
    """
    arrays, shape, targets = runtime.operands(names, args, count, out)
    sources = [array if _is_native(array) else array.astype(np.float64) for array in arrays]
    filled = [target if _is_native(target) else np.empty(shape) for target in targets]
    if math.prod(shape):
        _evaluate(compiled.address, sources, filled, shape, parallel)
    for target, array in zip(targets, filled, strict=True):
        if target is not array:
            target[...] = array
    return runtime.results(targets, out)


def _evaluate(
    address: int, sources: list[np.ndarray], targets: list[np.ndarray], shape: tuple[int, ...], parallel: bool
) -> None:
    operands = [*sources, *targets]
    size = math.prod(shape)
    if all(o.size == 1 or (o.shape == shape and o.flags.c_contiguous) for o in operands):
        lengths = [size]  # the usual case, and the fastest
        steps = [(operand.itemsize if operand.size > 1 else 0,) for operand in operands]
    else:
        lengths, steps = _merged_axes(shape, [_strides(operand, shape) for operand in operands])
    rows = [
        (operand.__array_interface__["data"][0], operand.itemsize, _access(operand, step), *step)
        for operand, step in zip(operands, steps, strict=True)
    ]
    table, extents = np.array(rows, np.intp), np.array(lengths, np.intp)
    workers = cast(Any, config).NUMBA_NUM_THREADS if parallel else 1
    share = BLOCK * math.ceil(size / (BLOCK * workers))

    def evaluate(first: int) -> None:
        runs, here = np.empty(len(operands) + 1, np.intp), np.empty(len(lengths), np.intp)
        buffers = np.empty((len(operands) + len(targets), BLOCK))
        part = (first, min(first + share, size))
        _blocks(address, len(sources), table, extents, runs, here, buffers, *part)

    threads = [Thread(target=evaluate, args=(first,)) for first in range(share, size, share)]
    for thread in threads:
        thread.start()
    try:
        evaluate(0)
    finally:  # they write into arrays that live no longer than this call
        for thread in threads:
            thread.join()


def _is_native(array: np.ndarray) -> bool:
    """Whether the loop can read and write the array by its address."""
    return array.dtype in NATIVE and array.flags.aligned


def _access(operand: np.ndarray, steps: tuple[int, ...]) -> int:
    if operand.itemsize == 8 and steps == (8,):
        return IN_PLACE
    return MOVED if any(steps) else CONSTANT


def _strides(array: np.ndarray, shape: tuple[int, ...]) -> list[int]:
    """Bytes from one element to the next along every axis of the broadcast shape."""
    own = [0 if length == 1 else step for length, step in zip(array.shape, array.strides, strict=True)]
    return [0] * (len(shape) - array.ndim) + own


def _merged_axes(shape: tuple[int, ...], strides: list[list[int]]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Lengths and every operand's strides with as few axes as possible, and at least one."""
    lengths, columns = [1], [(0,) * len(strides)]
    for length, column in zip(shape, zip(*strides, strict=True), strict=True):
        if lengths[-1] == 1 or length == 1 or columns[-1] == tuple(length * step for step in column):
            columns[-1] = column if length != 1 else columns[-1]
            lengths[-1] *= length
        else:
            lengths.append(length)
            columns.append(column)
    return lengths, list(zip(*columns, strict=True))


@instruction
def _doubles(typing, address):
    """The address as a pointer to doubles."""
    return types.CPointer(types.float64)(types.intp), _pointer_to(ir.DoubleType())


@instruction
def _singles(typing, address):
    """The address as a pointer to floats."""
    return types.CPointer(types.float32)(types.intp), _pointer_to(ir.FloatType())


@instruction
def _call(typing, address, runs, size):
    """Call the loop at the address."""

    def generate(context, builder, signature, args):
        kind = ir.FunctionType(ir.VoidType(), [args[1].type, args[2].type])
        builder.call(builder.inttoptr(args[0], kind.as_pointer()), args[1:])
        return context.get_dummy_value()

    return types.void(types.intp, types.intp, types.intp), generate


def _pointer_to(kind: Any) -> Callable:
    return lambda context, builder, signature, args: builder.inttoptr(args[0], kind.as_pointer())


@numba.njit
def _copy(elements, step, run, size, gather):
    """Copy elements that lie `step` apart into a run, or the run into them."""
    if gather:
        for j in range(size):
            run[j] = elements[j * step]
    else:
        for j in range(size):
            elements[j * step] = run[j]


@numba.njit
def _move(operand, shape, start, run, size, here, gather):
    """Copy elements [start, start + size) of an operand (a row of the table) and its run, either way."""
    address, width, strides = operand[0], operand[1], operand[3:]
    last = len(shape) - 1
    rest = start
    for axis in range(last, -1, -1):
        here[axis] = rest % shape[axis]
        rest //= shape[axis]
    done, step = 0, strides[last]
    while done < size:
        place, length = address, min(shape[last] - here[last], size - done)
        for axis in range(last + 1):
            place += here[axis] * strides[axis]
        if width == 8:
            _copy(_doubles(place), step // 8, _doubles(run + 8 * done), length, gather)
        else:
            _copy(_singles(place), step // 4, _doubles(run + 8 * done), length, gather)
        done += length
        here[last] = 0
        for axis in range(last - 1, -1, -1):
            here[axis] += 1
            if here[axis] < shape[axis]:
                break
            here[axis] = 0


@numba.njit(SIGNATURE, error_model="numpy", nogil=True, cache=True)
def _blocks(address, inputs, table, shape, runs, here, buffers, first, last):
    """Call the loop on the blocks of [first, last). A row of the table: address, width, access, strides."""
    for k in range(len(runs)):
        runs[k] = buffers.ctypes.data + 8 * BLOCK * k
    for start in range(first, last, BLOCK):
        size = min(BLOCK, last - start)
        for k in range(len(table)):
            if table[k, 2] == IN_PLACE:
                runs[k] = table[k, 0] + 8 * start
            elif k < inputs and (table[k, 2] == MOVED or start == first):
                _move(table[k], shape, start, runs[k], size, here, True)
        _call(address, runs.ctypes.data, size)
        for k in range(inputs, len(table)):
            if table[k, 2] != IN_PLACE:
                _move(table[k], shape, start, runs[k], size, here, False)
