"""Two roads to a boundary, and to an integral, held against each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy as sp
from flint import arb, fmpq

from symfeat.certification.certificate import Comparison, Part
from symfeat.certification.closed import ClosedForm, bits_of, closed_form, with_numbers
from symfeat.certification.escape import measure_escape
from symfeat.certification.experiment import Experiment, Measured, Misdeclared
from symfeat.certification.limit import measure_limit
from symfeat.certification.newton import IntervalNewton, Zero
from symfeat.certification.passage import measure_passage
from symfeat.certification.quadrature import integrate
from symfeat.certification.roots import logarithm
from symfeat.claims import Boundary, Notation, Quadrature, Verdict
from symfeat.errors import EvaluationError
from symfeat.evaluate.ball import working_bits
from symfeat.evaluate.exact import rational

MEASURES: dict[str, Callable[[Experiment, int], Measured]] = {
    "limit": measure_limit,
    "passage": measure_passage,
    "escape": measure_escape,
}
MARGIN = 4  # digits that both roads work with beyond those asked for
_ALL = 10**6  # digits of values that are equal
_CERTAIN = 10  # times its error by which a measured value must miss a closed form to refute it


def compare_boundary(
    name: str, boundary: Boundary, notation: Notation, digits: int, precision: int
) -> Comparison:
    """The closed form of a boundary, the zero of its equation, and the value measured on the full flow.

    `precision` is the number of digits that both roads work with; where that is too few for `digits`, the
    agreement is undecided and says how many would do.
    """
    low, high = box = _rationals(boundary.box)
    crossing, zeros = _crossing(boundary, notation, box, precision)
    closed, found = _solution(boundary, notation, zeros, digits, precision)
    comparison = Comparison(
        name,
        _setting(boundary),
        value=found.text if found else "",
        enclosure=", ".join(_decimals(zero.ball(bits_of(precision)), precision) for zero in zeros),
        parts=(crossing, closed),
        method={"bits": bits_of(precision)},
    )
    try:
        measured = MEASURES[boundary.way](Experiment(boundary, notation), precision)
    except Misdeclared as error:
        return _with(comparison, Part("agreement", Verdict.INVALID, str(error)))
    except EvaluationError as error:
        return _with(comparison, _undecided(str(error)))
    comparison = replace(
        comparison,
        measured=_shown(measured.value, precision),
        method={**comparison.method, **_told(measured)},
    )
    if found is None:
        return _with(comparison, _undecided("the closed form has no value to agree with"))
    size = max(abs(low), abs(high)) if low <= 0 <= high else max(abs(found.value), abs(measured.value))
    return _met(comparison, found, (measured.value, measured.error, size), digits, precision)


def _setting(boundary: Boundary) -> dict[str, str]:
    """All that both roads start from, in words that SymPy reads: enough to work the certificate out again."""
    flow = {f"d{s}/d{boundary.flow.time}": rate for s, rate in boundary.flow.rates.items()}
    return {
        "unknown": str(boundary.unknown),
        "box": f"[{boundary.box[0]}, {boundary.box[1]}]",
        "way": boundary.way,
        "closed form": f"{boundary.unknown} = {boundary.solution}",
        "equation": f"{boundary.equation} = 0",
        "in the weights": _listed(boundary.reduced),
        "flow": _listed(flow),
        "start": _listed(boundary.start),
        "values": _listed(boundary.values),
        "observable": str(boundary.observable),
        "event": f"{boundary.event} = 0",
    }


def _listed(values: Mapping[Any, sp.Expr]) -> str:
    return "; ".join(f"{name} = {value}" for name, value in values.items())


def compare_integral(
    name: str, quadrature: Quadrature, notation: Notation, digits: int, precision: int
) -> Iterator[Comparison]:
    """The closed form of an integral and its quadrature, one comparison a case."""
    for case in quadrature.cases:
        exprs = (quadrature.closed_form, quadrature.integrand, *quadrature.limits)
        told = ", ".join(f"{symbol} = {value}" for symbol, value in case.items())
        comparison = Comparison(f"{name}: {told}" if case else name, {"case": told})
        closed, integrand, low, high = (
            notation.expand(notation.expand(expr).xreplace(dict(case))) for expr in exprs
        )
        try:
            found = closed_form(closed, precision)
            integral = integrate(integrand, quadrature.variable, (low, high), precision)
        except EvaluationError as error:
            yield _with(comparison, _undecided(str(error)))
            continue
        comparison = replace(
            comparison,
            value=found.text,
            enclosure=_decimals(found.ball, precision),
            measured=_shown(integral.value, precision),
            parts=(_two_arithmetics(found, precision),),
            method={"bits": bits_of(precision), "error": _power(integral.error), "rule": integral.rule},
        )
        size = max(abs(found.value), abs(integral.value))
        other = (integral.value, integral.error, size)
        yield _met(comparison, found, other, digits, precision, certain=integral.enclosed)


def _crossing(
    boundary: Boundary, notation: Notation, box: tuple[fmpq, fmpq], precision: int
) -> tuple[Part, list[Zero]]:
    """Whether the equation has exactly one zero in the box, and the zeros."""
    try:
        equation = with_numbers(boundary.equation, boundary, notation)
        search = IntervalNewton(equation, boundary.unknown, bits_of(precision))
        zeros = search.zeros(*box, tolerance=max(map(abs, box)) / fmpq(10) ** precision)
    except EvaluationError as error:
        return Part("crossing", Verdict.UNDECIDED, str(error)), []
    if len(zeros) == 1:
        return Part("crossing", Verdict.PROVED, f"one zero in the box ({search.parts} parts)"), zeros
    count = "no zero" if not zeros else f"{len(zeros)} zeros"
    return Part("crossing", Verdict.REFUTED, f"{count} in the box ({search.parts} parts), not one"), zeros


def _solution(
    boundary: Boundary, notation: Notation, zeros: list[Zero], digits: int, precision: int
) -> tuple[Part, ClosedForm | None]:
    """Whether the closed form is a zero of the equation, as far as balls tell, and its value."""
    try:
        found = closed_form(with_numbers(boundary.solution, boundary, notation), precision)
    except EvaluationError as error:
        return Part("closed form", Verdict.UNDECIDED, str(error)), None
    agree = _two_arithmetics(found, precision)
    if agree.verdict is not Verdict.SUPPORTED or not zeros:
        return agree, found
    with working_bits(bits_of(precision)):
        meets = any(found.ball.overlaps(zero.ball(bits_of(precision))) for zero in zeros)
    if not meets:
        low, high = boundary.box
        away = f"{found.text} is no zero of the equation in [{low}, {high}]"
        return Part("closed form", Verdict.REFUTED, away), found
    return Part("closed form", Verdict.SUPPORTED, f"lies in the enclosure of the zero; {agree.detail}"), found


def _two_arithmetics(found: ClosedForm, precision: int) -> Part:
    if not found.agree:
        return Part("closed form", Verdict.UNDECIDED, "mpmath and FLINT differ by more than rounding")
    return Part("closed form", Verdict.SUPPORTED, f"mpmath and FLINT agree to {precision} digits")


def _met(
    comparison: Comparison,
    found: ClosedForm,
    other: tuple[fmpq, fmpq, fmpq],
    digits: int,
    precision: int,
    certain: bool = True,
) -> Comparison:
    """The comparison with the word for its two values; `other` is the measured value, its error, the size.

    Without `certain` the error is that of samples alone, which refutes nothing.
    """
    measured, error, size = other
    gap, doubt = abs(found.value - measured), error + found.radius
    allowed = size / fmpq(10) ** digits
    agreed = min(precision, digits_between(max(gap, doubt), size))
    needed = None
    if gap > allowed and gap > _CERTAIN * doubt:
        both = f"closed form {found.text}, measured {_shown(measured, precision)}"
        samples = f"{both}; but the integral is sampled, not enclosed, and samples refute nothing"
        part = Part("agreement", Verdict.REFUTED, both) if certain else _undecided(samples)
    elif agreed < digits:
        needed = precision + digits - agreed + MARGIN
        part = _undecided(f"known to {agreed} digits with precision {precision}; {needed} would do")
    else:
        part = Part("agreement", Verdict.SUPPORTED, f"{agreed} digits")
    return replace(_with(comparison, part), digits=agreed, needed=needed)


def _undecided(why: str) -> Part:
    return Part("agreement", Verdict.UNDECIDED, why)


def _with(comparison: Comparison, part: Part) -> Comparison:
    return replace(comparison, parts=(*comparison.parts, part))


def digits_between(gap: fmpq, size: fmpq) -> int:
    """Digits to which two values agree that are so far apart, relative to their size."""
    if size == 0 or gap == 0:
        return 0 if gap else _ALL
    return max(0, math.floor(logarithm(size / gap) / math.log(10)))


def _told(measured: Measured) -> dict[str, Any]:
    """How a measurement went."""
    return {
        "tolerance": f"1e-{measured.accuracy.digits}",
        "order": measured.accuracy.order,
        "steps": measured.steps,
        "integrations": measured.integrations,
        "error": _power(measured.error),
    }


def _rationals(box: tuple[sp.Expr, sp.Expr]) -> tuple[fmpq, fmpq]:
    low, high = map(rational, box)
    return low, high


def _power(value: fmpq) -> str:
    """A small number as a power of ten above it."""
    return "0" if value == 0 else f"1e-{digits_between(value, fmpq(1))}"


def _decimals(value: arb, digits: int) -> str:
    return value.str(digits)


def _shown(value: fmpq, digits: int) -> str:
    with working_bits(bits_of(digits)):
        return arb(value).str(digits, radius=False)
