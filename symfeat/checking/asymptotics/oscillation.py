"""That an expression has no limit: its leading coefficient is a wave, which comes back to its values."""

from __future__ import annotations

import sympy as sp

from symfeat.checking.asymptotics.expand import Expansion, NeedsMoreTerms
from symfeat.checking.asymptotics.limit import along_numbers
from symfeat.checking.asymptotics.scales import ONE
from symfeat.checking.ball import ball_decides_sign, refute_identity
from symfeat.checking.exact.ring import NotReducible

_SIZE = 4
_PHASES = [sp.Rational(k, 4) for k in range(26)]  # of the wave with the longest period


def why_no_limit(expr: sp.Expr, var: sp.Symbol, value: sp.Expr) -> str:
    """Why the expression cannot tend to the value as `var` grows, in words; empty where that is not shown.

    The leading coefficient must be a function of waves whose phases are rational multiples of one that grows
    without bound. That takes each value, up to whole turns, again and again, and so does the coefficient.
    """
    whole = bool(var.is_integer)
    expr, var = along_numbers(expr, var)
    expansion = Expansion(var, (), _SIZE)
    try:
        series = expansion.of(expr)
        if not series.terms:
            return ""
        scale, coefficient = series.terms[0]
        order = expansion.scales.compare(scale, ONE)
    except (NotReducible, NeedsMoreTerms):
        return ""
    if order < 0 or var not in coefficient.free_symbols:
        return ""
    values = _values_met(coefficient, var, whole=whole)
    if not values:
        return ""
    if order == 0:
        return _two_values(values, value)
    wrong = {sp.oo: -1, -sp.oo: 1}.get(value)
    for met in values:
        sign = ball_decides_sign(met, {}) if met.is_real else None
        if sign in (-1, 1) if wrong is None else sign == wrong:
            return f"it comes back to {met} times a scale that grows without bound, again and again"
    return ""


def _two_values(values: list[sp.Expr], claimed: sp.Expr) -> str:
    if claimed in (sp.oo, -sp.oo):
        return "the expression stays bounded"
    for met in values:
        if refute_identity(met, claimed, [{}]):
            return f"it comes close to {met} again and again"
    return ""


def _values_met(coefficient: sp.Expr, var: sp.Symbol, *, whole: bool) -> list[sp.Expr]:
    """Values that a function of waves comes back to, or close to, for arbitrarily large arguments."""
    phases = {wave.args[0] for wave in coefficient.atoms(sp.sin, sp.cos) if var in wave.free_symbols}
    phases |= {wave.args[0] / sp.I for wave in coefficient.atoms(sp.exp) if var in wave.free_symbols}
    split = {phase: sp.expand(phase).as_independent(var, as_Add=True) for phase in phases}
    moving = sorted({part for _, part in split.values()}, key=sp.default_sort_key)
    ratios = [sp.cancel(part / moving[0]) for part in moving]
    if not moving or not all(ratio.is_Rational for ratio in ratios):
        return []
    unit = moving[0] / sp.ilcm(1, *(int(ratio.q) for ratio in ratios))
    turns = _PHASES
    if whole:
        slope = sp.cancel(unit / var)
        if var in slope.free_symbols:
            return []
        if (slope / sp.pi).is_Rational:
            turns = [slope * n for n in range(2 * int((slope / sp.pi).q))]
        elif not slope.is_algebraic:
            return []  # a number that may be a rational multiple of pi after all
    free = sp.Symbol("phase", real=True)
    turned = {phase: level + sp.cancel(part / unit) * free for phase, (level, part) in split.items()}
    moved = coefficient.replace(
        lambda e: isinstance(e, (sp.sin, sp.cos, sp.exp)) and var in e.free_symbols,
        lambda e: (
            sp.exp(sp.I * turned[e.args[0] / sp.I]) if isinstance(e, sp.exp) else e.func(turned[e.args[0]])
        ),
    )
    if moved.free_symbols - {free}:
        return []
    return [moved.xreplace({free: turn}) for turn in turns]
