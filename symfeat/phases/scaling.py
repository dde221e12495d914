"""The phase of a scaling: hyperparameters grow like powers of a number, and rational exponents decide.

As kappa grows, width, output scale, variances and rates grow like kappa to the powers c_d, c_gamma, c_u, c_w,
c_eta_u and c_eta_w, with target and second moment fixed. Slope, wedge, floor and rate of a network drawn at
random then typically grow like powers too. Exponents are fractions, so boundaries are decided exactly.
"""

import math
import re
import reprlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from fractions import Fraction
from numbers import Rational
from typing import Any, NamedTuple

from symfeat.errors import InputError
from symfeat.mechanisms import REGIMES

HALF = Fraction(1, 2)
DIGITS = 100  # of a numerator or a denominator, at most


class Exponents(NamedTuple):
    """Exponents of what a random network is typically like; see `ScalingPhase`."""

    slope: Any
    wedge: Any
    floor: Any
    rate: Any
    imbalance: Any


def exponents(
    c_d: Any,
    c_gamma: Any,
    c_u: Any,
    c_w: Any,
    c_eta_u: Any,
    c_eta_w: Any,
    *,
    largest: Callable[[Any, Any], Any] = max,
) -> Exponents:
    """The typical exponents, for any numbers that add, also symbols (with their own `largest`)."""
    slope = c_gamma + HALF * c_d + HALF * (c_u + c_w)
    wedge = slope + HALF * c_d
    imbalance = HALF * ((c_eta_w + c_u) - (c_eta_u + c_w))
    floor = wedge + abs(imbalance)
    rate = c_gamma + HALF * (c_eta_u + c_eta_w) + largest(floor, Fraction(0))
    return Exponents(slope, wedge, floor, rate, imbalance)


@dataclass(frozen=True)
class ScalingPhase:
    """The phase of a scaling; make one by `scaling_phase`.

    Attributes:
        slope: exponent e_f of the slope at time 0; -inf where that is exactly 0.
        wedge: exponent e_g of the wedge.
        floor: exponent e_S of the floor: that of the wedge, and beyond it where the layers are unbalanced.
        rate: exponent e_r of 1/time constant.
        imbalance: delta, half the exponent of eta_w sigma_u^2/(eta_u sigma_w^2). A generic imbalance has the
            exponent of the floor; exactly balanced layers, eta_w sigma_u^2 = eta_u sigma_w^2, give it e_f.
        kernel: `kernel phase` (its relative change vanishes) or `feature learning` (it does not).
        angle: `moves` (by O(1)) or `rests`.
        stability: `frozen`, `stable` (up to prefactors) or `unstable` for a step of gradient descent.
        output: `diverges` or `bounded`, at time 0.

    The word of the phase is `kernel phase`, `turning at constant kernel` or `feature learning`.
    """

    slope: Fraction | float
    wedge: Fraction
    floor: Fraction
    rate: Fraction
    imbalance: Fraction
    kernel: str
    angle: str
    stability: str
    output: str

    @property
    def word(self) -> str:
        """The regime, in the words of `Solution.phase()`."""
        return REGIMES[2 * (self.kernel == "feature learning") + (self.angle == "moves")]

    def to_dict(self) -> dict[str, Any]:
        """Exponents as strings such as "1/2", and words, by field name; with the `word`."""
        return {"word": self.word} | {f.name: str(getattr(self, f.name)) for f in fields(self)}

    def __str__(self) -> str:
        turns = f"the angle {self.angle}"
        return (
            f"{self.word}: {turns}, the output at time 0 {_is(self.output)}, a step is {self.stability}\n"
            f"exponents: slope {self.slope}, wedge {self.wedge}, floor {self.floor}, rate {self.rate}"
        )


def scaling_phase(
    c_d: Any = 1,
    c_gamma: Any = 0,
    c_u: Any = 0,
    c_w: Any = 0,
    c_eta_u: Any = 0,
    c_eta_w: Any = 0,
    *,
    zero_output: bool = False,
) -> ScalingPhase:
    """The phase of a scaling of width, output scale, variances and rates; see the module for the meaning.

    Exponents are rational: integers, fractions, or strings such as "1/2" and "-0.5". `c_d` is 1 for infinite
    width, 0 for another limit at a fixed width of at least 2. With `zero_output` the initialisation is
    doubled so that its slope is exactly 0 (each neuron (u, w) has a twin (u, -w)), as Chizat's scaling needs.

    Raises InputError for other exponents, floats included, for more than 100 digits above or below the
    fraction bar, for a width that would shrink, and for a `zero_output` that is neither True nor False.

    >>> print(scaling_phase(c_gamma="-1/2"))
    kernel phase: the angle rests, the output at time 0 is bounded, a step is stable
    exponents: slope 0, wedge 1/2, floor 1/2, rate 0
    >>> scaling_phase(**parametrisation("mup")).word
    'feature learning'
    """
    given = {"c_d": c_d, "c_gamma": c_gamma, "c_u": c_u, "c_w": c_w, "c_eta_u": c_eta_u, "c_eta_w": c_eta_w}
    scaling = {name: rational(name, value) for name, value in given.items()}
    if scaling["c_d"] < 0:
        raise InputError(f"c_d must be nonnegative, since widths do not shrink below 1; got {c_d}")
    if not isinstance(zero_output, bool):
        raise InputError(f"zero_output must be True or False; got {zero_output!r}")
    found = exponents(*scaling.values())
    slope = -math.inf if zero_output else found.slope
    scale = max(Fraction(0), slope)  # the larger of target and first slope
    return ScalingPhase(
        slope,
        *found[1:],
        kernel="kernel phase" if found.floor > scale else "feature learning",
        angle="moves" if found.wedge <= scale else "rests",
        stability="frozen" if found.rate < 0 else "stable" if found.rate == 0 else "unstable",
        output="diverges" if slope > 0 else "bounded",
    )


def _scaling(*values: int | Fraction) -> dict[str, Fraction]:
    names = ("c_d", "c_gamma", "c_u", "c_w", "c_eta_u", "c_eta_w")
    return {name: Fraction(value) for name, value in zip(names, values, strict=True)}


# For data of fixed dimension: the fan-in of w is fixed, that of u is the width.
_FAN_IN = _scaling(1, 0, -1, 0, -1, -1)  # rates 1/width, the largest that are stable
PARAMETRISATIONS = {
    "standard": _FAN_IN,
    "kaiming": _FAN_IN,
    "lecun": _FAN_IN,
    "ntk": _scaling(1, -HALF, 0, 0, 0, 0),
    "mean-field": _scaling(1, -1, 0, 0, 1, 1),
    "mup": _scaling(1, 0, -2, 0, -1, 1),  # mean-field in another gauge
    "xavier": _scaling(1, 0, -1, -1, 0, 0),
    "chizat": _scaling(0, 1, 0, 0, -2, -2),  # the kernel phase only with `zero_output`
}


def parametrisation(name: str) -> dict[str, Any]:
    """The exponents (fractions) of a named parametrisation, as arguments of `scaling_phase`.

    `PARAMETRISATIONS` has all of them by name. Raises InputError for an unknown one.

    >>> {key: str(value) for key, value in parametrisation("ntk").items() if value}
    {'c_d': '1', 'c_gamma': '-1/2'}
    """
    if not isinstance(name, str) or name not in PARAMETRISATIONS:
        raise InputError(f"name must be one of {', '.join(PARAMETRISATIONS)}; got {name!r}")
    return dict(PARAMETRISATIONS[name])


def rational(name: str, value: Any) -> Fraction:
    """The value as a fraction of Python's own integers, if its digits are few enough to be printed."""
    large = f"{name} must have at most {DIGITS} digits above and below the fraction bar"
    if isinstance(value, str):
        exponent = re.search(r"e[-+]?([\d_]*)", value, re.IGNORECASE)
        if len(value) > DIGITS or (exponent and len(exponent[1]) > 3):  # before it is multiplied out
            raise InputError(f"{large}, and no longer exponent than 3; got {reprlib.repr(value)}")
    if isinstance(value, Rational | str) and not isinstance(value, bool):
        try:
            found = Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
        else:
            if max(abs(found.numerator), found.denominator) >= 10**DIGITS:
                raise InputError(f"{large}; got {reprlib.repr(value) if isinstance(value, str) else 'more'}")
            return Fraction(int(found.numerator), int(found.denominator))
    raise InputError(f"{name} must be rational: an integer, a fraction or text such as '1/2'; got {value!r}")


def _is(output: str) -> str:
    return output if output == "diverges" else f"is {output}"
