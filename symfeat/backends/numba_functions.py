"""Functions of one double that the Numba target inlines: branch-free, so that a loop of them vectorises.

`exp` and `expm1` of one argument share all but their last lines, and LLVM merges what they share. All are
within 2 ulp over all doubles; infinities, nan and subnormal values come out as in NumPy.
"""

import math
from typing import Any, cast

import numba
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

# Numba's own annotations describe neither what it accepts here nor what comes of a decorated function.
inlined: Any = cast(Any, numba.njit)(
    error_model="numpy", fastmath={"contract"}, forceinline=True, no_cpython_wrapper=True
)
instruction = cast(Any, intrinsic)

EXPONENT = 0x7FF0000000000000
SMALLEST, LARGEST = 1 << 52, 2045 << 52  # bits of 2^-1022 and 2^1022
INVERSE = 0x7FE0000000000000  # bits of x and of 1/x together, for a power of two
MANTISSA = 0x000FFFFFFFFFFFFF
ONE = 0x3FF0000000000000
ROOT_HALF = 0x3FE6A09E667F3BCD
SHIFT = 6755399441055744.0  # 1.5 * 2^52: added, it leaves an integer in the low bits
SHIFT_BITS = 0x4338000000000000
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10  # multiples of LN2_HIGH are exact
PER_LN2 = 1.4426950408889634
EXPM1 = tuple(1 / math.factorial(n) for n in range(13, 1, -1))  # Taylor: (e^r - 1 - r)/r^2
LOG = (  # log((1 + s)/(1 - s)) = 2 s + s R(s^2), from FreeBSD's e_log.c
    1.479819860511658591e-01,
    1.531383769920937332e-01,
    1.818357216161805012e-01,
    2.222219843214978396e-01,
    2.857142874366239149e-01,
    3.999999999940941908e-01,
    6.666666666666735130e-01,
)


@instruction
def to_bits(typing, value):
    """The 64 bits of a double."""
    return types.int64(types.float64), lambda context, builder, signature, args: builder.bitcast(
        args[0], ir.IntType(64)
    )


@instruction
def of_bits(typing, bits):
    """The double of 64 bits."""
    return types.float64(types.int64), lambda context, builder, signature, args: builder.bitcast(
        args[0], ir.DoubleType()
    )


@inlined
def power_of_two(x):
    """The largest power of two that is at most |x|, within [2^-1022, 2^1022]."""
    return of_bits(min(max(to_bits(x) & EXPONENT, SMALLEST), LARGEST))


@inlined
def inverse(power):
    """1/power of a `power_of_two`."""
    return of_bits(INVERSE - to_bits(power))


@inlined
def sign(x):
    """-1, 0 or 1; nan for nan."""
    x = x * 2.0**1022 * 2.0**60  # at least one, or zero
    x = 1.0 if x > 1.0 else x
    return -1.0 if x < -1.0 else x


@inlined
def maximum(x, y):
    """The larger; nan where either is."""
    # Of two numbers, one of them a nan, a selection gives the last: both together, bit by bit, have the nan.
    return of_bits(to_bits(x if x > y else y) | to_bits(y if y > x else x))


@inlined
def minimum(x, y):
    """The smaller; nan where either is."""
    return of_bits(to_bits(x if x < y else y) | to_bits(y if y < x else x))


@inlined
def _power(n):
    """2^n; of n only the low bits count."""
    return of_bits((n + 1023) << 52)


@inlined
def _reduced(x):
    """(e^r - 1, u, v, 1/v) with x = n ln 2 + r, |r| <= ln(2)/2 (or n = 1025) and 2^n = u v."""
    x = -746.0 if x < -746.0 else x
    shifted = x * PER_LN2 + SHIFT
    shifted = SHIFT + 1025.0 if shifted > SHIFT + 1025.0 else shifted  # r may then be large, and so is e^r
    n = shifted - SHIFT
    half = to_bits(n * 0.5 + SHIFT)
    r = x - n * LN2_HIGH
    r = r - n * LN2_LOW
    rr, p = r * r, EXPM1[0] * r + EXPM1[1]
    for k in range(2, len(EXPM1), 2):  # in pairs: half the steps that wait for one another
        p = p * rr + (EXPM1[k] * r + EXPM1[k + 1])
    rest = to_bits(shifted) - half
    return rr * p + r, _power(half), _power(rest), _power(-rest)


@inlined
def exp(x):
    """e^x."""
    q, u, v, _ = _reduced(x)
    return (q * u + u) * v


@inlined
def expm1(x):
    """e^x - 1."""
    q, u, v, w = _reduced(x)
    return (q * u + (u - w)) * v


@inlined
def _split(x):
    """(k, m) with x = 2^k m and m in [sqrt(1/2), sqrt(2)), for finite x > 0."""
    tiny = x < 2.0**-1022
    bits = to_bits(x * 2.0**54 if tiny else x) + (ONE - ROOT_HALF)
    k = of_bits((bits >> 52) + SHIFT_BITS) - (SHIFT + 1023.0)
    m = of_bits((bits & MANTISSA) + ROOT_HALF)
    return k - 54.0 if tiny else k, m


@inlined
def _log(k, f, c):
    """k ln 2 + log(1 + f) + c."""
    s = f / (2.0 + f)
    z = s * s
    p = LOG[0]
    for c_n in LOG[1:]:
        p = p * z + c_n
    h = 0.5 * f * f
    return k * LN2_HIGH - ((h - (s * (h + z * p) + (k * LN2_LOW + c))) - f)


@inlined
def log(x):
    """The natural logarithm: -inf at 0, nan below."""
    k, m = _split(x)
    value = _log(k, m - 1.0, 0.0)
    value = x if x == math.inf else value
    value = -math.inf if x == 0.0 else value
    return value if x >= 0.0 else math.nan


@inlined
def log1p(x):
    """log(1 + x): -inf at -1, nan below."""
    u = 1.0 + x
    k, m = _split(u)
    near = k == 0.0  # then f = x itself: no digit of x is lost
    c = (1.0 - (u - x) if x > 1.0 else x - (u - 1.0)) / u  # what rounding took from 1 + x
    value = _log(k, x if near else m - 1.0, 0.0 if near else c)
    value = x if x == math.inf else value
    value = -math.inf if x == -1.0 else value
    return value if x >= -1.0 else math.nan
