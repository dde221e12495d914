"""Functions that the JAX target calls, whose partial derivatives are finite everywhere.

Reverse differentiation multiplies the derivative of a branch that was not taken by zero, which is nan where
that derivative is infinite or undefined; so it is at an infinite argument, where everything has settled. Here
a partial derivative that is not finite counts as zero. A derivative that is itself infinite, such as that of
a root at zero, comes out as zero with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.custom_derivatives import SymbolicZero
from jax.scipy import special

from symfeat import inputs
from symfeat.errors import InputError

Function = Callable[..., Any]


def run(program: Function, names: tuple[str, ...], args: tuple[Any, ...]) -> tuple:
    """Evaluate a program in float64 over arguments that broadcast; outside its domain all is nan.

    The results are float32 where the arguments are. Raises InputError unless JAX computes in float64, for
    arguments that are not real numbers, and for shapes that do not broadcast.
    """
    if not jax.config.jax_enable_x64:  # pyright: ignore[reportAttributeAccessIssue]
        raise InputError('kernels need float64 in JAX; call jax.config.update("jax_enable_x64", True) first')
    arrays = [_numbers(name, value) for name, value in zip(names, args, strict=True)]
    shape = inputs.broadcast({name: array.shape for name, array in zip(names, arrays, strict=True)})
    own = [v if type(v) in (int, float) else a for v, a in zip(args, arrays, strict=True)]
    dtype = jnp.float32 if jnp.result_type(*own).itemsize <= 4 else jnp.float64
    inside, values = program(*(jnp.asarray(array, jnp.float64) for array in arrays))
    kept = jnp.where(inside, 1.0, jnp.nan)  # as a factor, so that derivatives are nan outside, too
    return tuple(jnp.broadcast_to(value * kept, shape).astype(dtype) for value in values)


def _numbers(name: str, value: Any) -> Any:
    if not isinstance(value, jax.Array):
        return inputs.numbers(name, value)
    if value.dtype.kind not in "iuf":
        raise InputError(f"{name} must be real numbers; got {value.dtype.name}")
    return value


def power_of_two(x: Any) -> Any:
    """The largest power of two up to |x|, within 2^-1022 and 2^1022; a unit, so it counts as a constant."""
    bits = jax.lax.bitcast_convert_type(jax.lax.stop_gradient(jnp.asarray(x, jnp.float64)), jnp.int64)
    bits = jnp.clip(bits & np.int64(0x7FF << 52), np.int64(1 << 52), np.int64(2045 << 52))
    return jax.lax.bitcast_convert_type(bits, jnp.float64)


def _finite(function: Function, *partials: Function) -> Function:
    """The function with these partial derivatives (of its value and its operands), zero unless finite."""
    wrapped = jax.custom_jvp(function)

    def rule(primals: tuple, tangents: tuple) -> tuple:
        value = wrapped(*primals)
        total: Any = jnp.zeros_like(value)
        for partial, tangent in zip(partials, tangents, strict=True):
            if not isinstance(tangent, SymbolicZero):
                factor = partial(value, *primals)
                total = total + jnp.where(jnp.isfinite(factor), factor, 0.0) * tangent
        return value, total

    wrapped.defjvp(rule, symbolic_zeros=True)
    return wrapped


mul = _finite(lambda x, y: x * y, lambda v, x, y: y, lambda v, x, y: x)
div = _finite(lambda x, y: x / y, lambda v, x, y: div(1.0, y), lambda v, x, y: -div(v, y))
absolute = _finite(jnp.abs, lambda v, x: jnp.sign(x))
square = _finite(jnp.square, lambda v, x: 2.0 * x)
sqrt = _finite(jnp.sqrt, lambda v, x: div(0.5, v))
exp = _finite(jnp.exp, lambda v, x: v)
expm1 = _finite(jnp.expm1, lambda v, x: v + 1.0)
log = _finite(jnp.log, lambda v, x: div(1.0, x))
log1p = _finite(jnp.log1p, lambda v, x: div(1.0, 1.0 + x))
power = _finite(
    jnp.power,
    lambda v, x, y: mul(y, power(x, y - 1.0)),
    lambda v, x, y: mul(v, log(jnp.where(v == 0, 1.0, x))),
)
sin = _finite(jnp.sin, lambda v, x: cos(x))
cos = _finite(jnp.cos, lambda v, x: -sin(x))
tan = _finite(jnp.tan, lambda v, x: 1.0 + square(v))
asin = _finite(jnp.arcsin, lambda v, x: div(1.0, sqrt((1.0 - x) * (1.0 + x))))
acos = _finite(jnp.arccos, lambda v, x: div(-1.0, sqrt((1.0 - x) * (1.0 + x))))
atan = _finite(jnp.arctan, lambda v, x: div(1.0, 1.0 + square(x)))
atan2 = _finite(
    jnp.arctan2,
    lambda v, y, x: div(div(x, jnp.hypot(x, y)), jnp.hypot(x, y)),
    lambda v, y, x: -div(div(y, jnp.hypot(x, y)), jnp.hypot(x, y)),
)
sinh = _finite(jnp.sinh, lambda v, x: cosh(x))
cosh = _finite(jnp.cosh, lambda v, x: sinh(x))
tanh = _finite(jnp.tanh, lambda v, x: square(div(1.0, cosh(x))))
asinh = _finite(jnp.arcsinh, lambda v, x: div(1.0, jnp.hypot(1.0, x)))
acosh = _finite(jnp.arccosh, lambda v, x: div(1.0, sqrt(x - 1.0) * sqrt(x + 1.0)))
atanh = _finite(jnp.arctanh, lambda v, x: div(1.0, (1.0 - x) * (1.0 + x)))
erf = _finite(special.erf, lambda v, x: 2.0 / math.sqrt(math.pi) * exp(-square(x)))
erfc = _finite(special.erfc, lambda v, x: -2.0 / math.sqrt(math.pi) * exp(-square(x)))
gamma = _finite(special.gamma, lambda v, x: mul(v, special.digamma(x)))
