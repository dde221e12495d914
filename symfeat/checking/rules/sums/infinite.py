"""Infinite sums of rational terms, of powers, and of trigonometric series, by their values in the literature.

Sums of rational terms are DLMF 5.7.6 and 5.15.1 after partial fractions; powers are the zeta functions of
DLMF 25.2 and 25.11, polylogarithms of 25.12; the trigonometric series are the Fourier series of Bernoulli
polynomials, DLMF 24.8.1 and 24.8.2. Their conditions are proved; with them, all the series converge.
"""

from __future__ import annotations

import sympy as sp

from symfeat.checking.exact import NotReducible, Unproved
from symfeat.checking.exact.ring import Slack
from symfeat.checking.rules.integrals.terms import require
from symfeat.checking.rules.rule import Ask
from symfeat.checking.rules.sums.fractions import decaying, partial_fractions
from symfeat.checking.rules.sums.generating import generated
from symfeat.checking.rules.sums.neumann import bessel_sum
from symfeat.claims.kinds import Identity

MOST_DERIVATIVES = 8
ALTERNATING = sp.S.NegativeOne


def value_of(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """The sum over k from low to infinity, or Unproved."""
    reasons = []
    for rule in (
        _rational,
        _powers,
        _trigonometric,
        _odd_waves,
        _bessel,
        _harmonic,
        _generating,
        _exponentials,
    ):
        try:
            return rule(term, k, low, ask)
        except (Unproved, NotReducible) as error:
            reasons.append(str(error))
    parts = sp.Add.make_args(sp.expand(term))
    if len(parts) > 1:  # each of which has to converge
        return sp.Add(*(value_of(part, k, low, ask) for part in parts))
    raise Unproved("; ".join(dict.fromkeys(reasons)))


def _split_power(term: sp.Expr, k: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """A term as z^k times the rest, which has no such factor."""
    z, rest = sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if isinstance(factor, sp.exp):
            base, exponent = sp.E, factor.args[0]
        slope = sp.diff(exponent, k)
        if k in base.free_symbols or k not in exponent.free_symbols or k in slope.free_symbols:
            rest *= factor
            continue
        if not (slope.is_integer or base == sp.E or base.is_positive):
            raise Unproved(f"{factor} is no power with a whole exponent")
        z *= base**slope
        rest *= base ** sp.expand(exponent - slope * k)
    return z, rest


def _rational(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    z, rest = _split_power(term, k)
    if not rest.is_rational_function(k):
        raise Unproved("the term is not rational")
    if z == 1:
        return rational_sum(rest, k, low, ask)
    if z == ALTERNATING:  # pairs of neighbours, since the terms tend to zero
        j = Slack("j", integer=True, nonnegative=True)
        sign = sp.Pow(-1, low)
        if low not in (0, 1) and not low.is_Integer:
            raise Unproved("the first sign is open")
        pair = rest.xreplace({k: low + 2 * j}) - rest.xreplace({k: low + 2 * j + 1})
        decaying(rest, k, 1)
        return sign * rational_sum(sp.together(pair), j, sp.S.Zero, ask)
    raise Unproved("the term is no alternating rational one")


def rational_sum(expr: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """The sum over k from low on of a rational term that decays like 1/k^2, by polygamma functions."""
    parts = partial_fractions(expr, k, 2, ask)
    ask(Identity(sp.Add(*(a for _, m, a in parts if m == 1)), sp.S.Zero))
    return sp.Add(
        *(
            a * (-1) ** m / sp.factorial(m - 1) * sp.polygamma(m - 1, sp.expand(low - root))
            for root, m, a in parts
        )
    )


def _powers(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """z^k / (slope k + shift)^s."""
    z, rest = _split_power(term, k)
    constant, core = rest.as_independent(k, as_Add=False)
    base, exponent = core.as_base_exp()
    if k in exponent.free_symbols:
        raise Unproved("an exponent moves")
    if core == 1:
        base, exponent = k + 1 - k, sp.S.Zero
    slope = sp.diff(base, k)
    s = -exponent
    if exponent == 0:
        _require_inside(z, ask)
        return constant * z**low / (1 - z)
    if k in slope.free_symbols:
        raise Unproved("the term is no power of what is linear in the index")
    require(ask, slope, ">")
    require(ask, base.xreplace({k: low}), ">")
    q = sp.expand(low + base.xreplace({k: sp.S.Zero}) / slope)
    scale = constant * slope**-s * z**low
    if z == 1:
        require(ask, sp.re(s), ">", sp.S.One)
        return scale * hurwitz(s, q)
    if z == ALTERNATING:
        if q == 1:  # DLMF 25.2.3
            require(ask, sp.re(s), ">")
            require(ask, s - 1, "!=")
            return scale * (1 - 2 ** (1 - s)) * sp.zeta(s)
        require(ask, sp.re(s), ">", sp.S.One)
        return scale * 2**-s * (hurwitz(s, q / 2) - hurwitz(s, (q + 1) / 2))
    _require_inside(z, ask)
    if q.is_Integer and 0 < q < 30:
        head = sp.Add(*(z**j / sp.Integer(j) ** s for j in range(1, int(q))))
        return scale * z**-q * (_polylog(s, z) - head)
    return scale * sp.lerchphi(z, s, q)


def _polylog(s: sp.Expr, z: sp.Expr) -> sp.Expr:
    return -sp.log(1 - z) if s == 1 else sp.polylog(s, z)


def hurwitz(s: sp.Expr, q: sp.Expr) -> sp.Expr:
    """zeta(s, q), by zeta(s) where q is a small multiple of one half: DLMF 25.11.2, 25.11.3 and 25.11.11."""
    if not (q.is_Rational and (2 * q).is_Integer and 0 < q < 30):
        return sp.zeta(s, q)
    first = sp.S.One if q.is_Integer else sp.S.Half
    whole = sp.zeta(s) if q.is_Integer else (2**s - 1) * sp.zeta(s)
    return whole - sp.Add(*((first + j) ** -s for j in range(int(q - first))))


def _require_inside(z: sp.Expr, ask: Ask) -> None:
    """|z| < 1, the phases of exponentials left aside."""
    size = sp.Mul(*(_size(factor) for factor in sp.Mul.make_args(z)))
    if size.is_number and size.is_real:
        if not bool(size < 1):
            raise Unproved(f"the ratio {z} is not inside the unit disc")
        return
    require(ask, sp.S.One, ">", size)


def _size(factor: sp.Expr) -> sp.Expr:
    if isinstance(factor, sp.exp):
        return sp.exp(sp.re(factor.args[0]))
    base, exponent = factor.as_base_exp()
    return sp.Abs(base) ** exponent if exponent.is_integer else sp.Abs(factor)


def _trigonometric(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """cos(k x) / k^(2 n) on [0, 2 pi] and sin(k x) / k^(2 n + 1), on (0, 2 pi) if n = 0."""
    z, rest = _split_power(term, k)
    constant, core = rest.as_independent(k, as_Add=False)
    waves = core.atoms(sp.sin, sp.cos)
    if len(waves) != 1 or low != 1 or z not in (1, ALTERNATING):
        raise Unproved("no trigonometric series")
    (wave,) = waves
    x = sp.expand(wave.args[0] / k)
    s = -sp.cancel(k * sp.diff(core / wave, k) / (core / wave)) if wave != core else sp.S.Zero
    if k in x.free_symbols or not (s.is_Integer and 0 < s <= 20) or sp.cancel(core / wave * k**s) != 1:
        raise Unproved("no trigonometric series")
    angle = x if z == 1 else x + sp.pi  # (-1)^k turns every wave by half of a period
    if angle.is_number and angle.is_real:
        angle = angle - 2 * sp.pi * sp.floor(angle / (2 * sp.pi))
    even = isinstance(wave, sp.cos)
    if even == bool(s % 2):
        if not (even and s == 1):
            raise Unproved("a trigonometric series of the other parity is no polynomial")
        # Gradshteyn-Ryzhik 1.441.2
        _require_in_period(angle, ask, open_ends=True)
        return -constant * sp.log(2 * sp.sin(angle / 2))
    _require_in_period(angle, ask, open_ends=s == 1)
    n = s // 2
    scale = (-1) ** (n + 1) * (2 * sp.pi) ** s / (2 * sp.factorial(s))
    return constant * scale * sp.expand(sp.bernoulli(s, angle / (2 * sp.pi)))


def _odd_waves(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """Waves of odd multiples of an angle: all multiples less the even ones, both of which converge."""
    j = Slack("j", integer=True, positive=True)
    waves = [sp.expand(w.args[0]) for w in term.atoms(sp.sin, sp.cos) if k in w.free_symbols]
    if len(waves) != 1 or waves[0].coeff(k, 1) == 0:
        raise Unproved("no single wave")
    odd = sp.cancel(2 * waves[0].coeff(k, 0) / waves[0].coeff(k, 1))  # 2 k + odd are the multiples
    if not odd.is_Integer or 2 * low + odd != 1:
        raise Unproved("no wave of the odd multiples from 1 on")
    over = term.xreplace({k: (j - odd) / 2}).replace(sp.Pow, lambda base, e: sp.expand(base) ** e)
    over = over.replace(lambda e: isinstance(e, (sp.sin, sp.cos)), lambda e: e.func(sp.expand(e.args[0])))
    even = over.xreplace({j: 2 * j})
    return _trigonometric(over, j, sp.S.One, ask) - _trigonometric(even, j, sp.S.One, ask)


def _bessel(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    return bessel_sum(term, k, low)


def _harmonic(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """Euler's sums of H_k / k^s for whole s > 1, DLMF 25.16(ii)."""
    constant, core = term.as_independent(k, as_Add=False)
    rest = core / sp.harmonic(k)
    s = -rest.as_base_exp()[1]
    if low != 1 or rest.as_base_exp()[0] != k or not (s.is_Integer and 1 < s <= 30):
        raise Unproved("no Euler sum")
    pairs = sp.Add(*(sp.zeta(j + 1) * sp.zeta(s - j) for j in range(1, int(s) - 1)))
    return constant * ((1 + s / 2) * sp.zeta(s + 1) - pairs / 2)


def _require_in_period(angle: sp.Expr, ask: Ask, *, open_ends: bool) -> None:
    rel = ">" if open_ends else ">="
    require(ask, angle, rel)
    require(ask, 2 * sp.pi, rel, angle)


def _generating(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    z, rest = _split_power(term, k)
    return generated(z, rest, k, low, ask)


def _exponentials(term: sp.Expr, k: sp.Symbol, low: sp.Expr, ask: Ask) -> sp.Expr:
    """Polynomials in k times z^k, and z^k / k, for ratios z of size less than one; sines as exponentials."""
    golden = (1 + sp.sqrt(5)) / 2
    written = term.replace(sp.fibonacci, lambda n: (golden**n - (1 - golden) ** n) / sp.sqrt(5))
    written = written.replace(sp.lucas, lambda n: golden**n + (1 - golden) ** n)
    written = sp.expand(written.rewrite([sp.sin, sp.cos, sp.sinh, sp.cosh], sp.exp))
    total = sp.S.Zero
    for part in sp.Add.make_args(written):
        z, rest = _split_power(part, k)
        constant, core = rest.as_independent(k, as_Add=False)
        _require_inside(z, ask)
        if core.is_polynomial(k) and sp.degree(core, k) <= MOST_DERIVATIVES:
            x = Slack("x")
            value = x**low / (1 - x)
            for _ in range(int(sp.degree(core, k)) if core != 1 else 0):
                value = x * sp.diff(value, x)
            if core != 1 and core != k ** sp.degree(core, k):
                raise Unproved("the term is not expanded")
            total += constant * value.xreplace({x: z})
        elif core == 1 / k and low == 1:
            total += constant * _logarithm(z)
        else:
            raise Unproved(f"no formula for {core}")
    return total


def _logarithm(z: sp.Expr) -> sp.Expr:
    """-log(1 - z) for |z| < 1, in real functions where z is a real number times a phase."""
    phase = sp.Mul(*(f for f in sp.Mul.make_args(z) if isinstance(f, sp.exp)))
    size = z / phase
    angle = sp.expand(-sp.I * phase.args[0]) if isinstance(phase, sp.exp) else sp.S.Zero
    if angle == 0 or not (angle.is_real and size.is_real):
        return -sp.log(1 - z)
    along, up = 1 - size * sp.cos(angle), size * sp.sin(angle)
    return -sp.log(1 - 2 * size * sp.cos(angle) + size**2) / 2 + sp.I * sp.atan(up / along)
