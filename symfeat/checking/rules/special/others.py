"""Incomplete gamma and error functions, exponential integrals, zeta functions, elliptic integrals, Lambert W.

Shifts: DLMF 8.8.1, 8.8.2, 8.19.12, 25.11.3, 25.14.4. Relations between families: 7.2.2, 8.4.1, 8.4.4, 8.4.6,
8.19.1, 7.5.8 for error functions and incomplete gamma functions; 6.5, 6.7 for sine and cosine integrals.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symfeat.checking.rules.special import bernoulli
from symfeat.checking.rules.special.gammas import multiplicity, parted
from symfeat.checking.rules.special.writing import Positive, canonical

HALF = sp.S.Half


def independent_others(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """The expression without functions of these families that others determine."""
    for heads, rule in _RULES:
        if expr.has(*heads):
            expr = rule(expr, positive)
    return expr


def _error_functions(expr: sp.Expr, positive: Positive) -> sp.Expr:
    expr = expr.replace(sp.erfc, lambda z: 1 - sp.erf(z))
    expr = expr.replace(sp.erf2, lambda a, b: sp.erf(b) - sp.erf(a))
    return expr.replace(sp.erfi, lambda z: -sp.I * sp.erf(sp.I * z))


def _incomplete_gamma(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """gamma(a, x) = Gamma(a) - Gamma(a, x), and Gamma(a + 1, x) = a Gamma(a, x) + x^a e^-x."""
    if expr.has(sp.expint):  # E_p(z) = z^(p-1) Gamma(1 - p, z), DLMF 8.19.1
        if not expr.has(sp.uppergamma, sp.lowergamma):
            return expr.replace(sp.expint, _expint)
        expr = expr.replace(sp.expint, lambda p, z: z ** (p - 1) * sp.uppergamma(1 - p, z))
    expr = expr.replace(sp.lowergamma, lambda a, z: sp.gamma(a) - sp.uppergamma(a, z))
    return expr.replace(sp.uppergamma, _uppergamma)


def _uppergamma(a: sp.Expr, z: sp.Expr) -> sp.Expr:
    z = canonical(z)
    base, steps = parted(a)
    if base == 0 and steps > 0:  # from Gamma(1, z) = e^-z
        value, base, start = sp.exp(-z), sp.S.One, 0
        steps -= 1
    elif base == HALF and z.is_positive:  # DLMF 8.4.6
        value, start = sp.sqrt(sp.pi) * (1 - sp.erf(sp.sqrt(z))), 0
    else:
        value, start = sp.uppergamma(base, z, evaluate=False), 0
    for k in range(start, steps):
        value = (base + k) * value + z ** (base + k) * sp.exp(-z)
    for k in range(-1, steps - 1, -1):
        value = (value - z ** (base + k) * sp.exp(-z)) / (base + k)
    return value


def _expint(p: sp.Expr, z: sp.Expr) -> sp.Expr:
    """p E_{p+1}(z) = e^-z - z E_p(z), DLMF 8.19.12; E_0(z) = e^-z / z."""
    z = canonical(z)
    base, steps = parted(p)
    if base == 0:
        if steps <= 0:
            value, start = sp.exp(-z) / z, 0
        else:
            value, start = sp.expint(1, z, evaluate=False), 1
    else:
        value, start = sp.expint(base, z, evaluate=False), 0
    for k in range(start, steps):
        value = (sp.exp(-z) - z * value) / (base + k)
    for k in range(-1, steps - 1, -1):
        value = (sp.exp(-z) - (base + k) * value) / z
    return value


def _exponential_integrals(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """All by Ei and E_1 of positive arguments, or by Si and Ci (DLMF 6.2.6, 6.2.8, 6.5.1 to 6.5.6)."""
    if sum(expr.has(head) for head in (sp.Ei, sp.li, sp.Shi, sp.Chi, sp.Si, sp.Ci, sp.expint)) < 2:
        return expr
    expr = expr.replace(sp.li, lambda x: sp.Ei(sp.log(x)) if positive(x) else sp.li(x))
    expr = expr.replace(sp.Ei, lambda x: -sp.expint(1, -x) if positive(-x) else sp.Ei(x))
    even = {sp.Shi: 1, sp.Chi: -1}
    for head, sign in even.items():
        expr = expr.replace(
            head, lambda x, h=head, s=sign: (sp.Ei(x) + s * sp.expint(1, x)) / 2 if positive(x) else h(x)
        )
    return expr.replace(sp.expint, _imaginary_expint)


def _imaginary_expint(p: sp.Expr, z: sp.Expr) -> sp.Expr:
    size = z / sp.I
    if p == 1 and (size.is_positive or size.is_negative):
        x, side = (size, 1) if size.is_positive else (-size, -1)
        return -sp.Ci(x) + side * sp.I * (sp.Si(x) - sp.pi / 2)
    return sp.expint(p, z)


def _reflected_zeta(expr: sp.Expr) -> sp.Expr:
    """zeta(1 - s) = 2 (2 pi)^-s cos(pi s / 2) Gamma(s) zeta(s), DLMF 25.4.1, where both occur."""
    change = {}
    for z in sorted(expr.atoms(sp.zeta), key=sp.default_sort_key):
        s = z.args[0]
        if len(z.args) == 1 and expr.has(sp.zeta(1 - s)) and sp.zeta(1 - s) not in change:
            mirrored = 1 - s
            scale = 2 * (2 * sp.pi) ** (-mirrored) * sp.cos(sp.pi * mirrored / 2) * sp.gamma(mirrored)
            change[z] = scale * sp.zeta(mirrored)
    return expr.xreplace(change)


def _hurwitz(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """zeta(s, a) = zeta(s, a + 1) + a^-s (DLMF 25.11.3), for positive a."""

    parts = {
        sp.expand(z.args[1]).as_coeff_Add(rational=True)[1] for z in expr.atoms(sp.zeta) if len(z.args) > 1
    }

    def rule(s: sp.Expr, a: sp.Expr = sp.S.One) -> sp.Expr:
        times = multiplicity(sp.expand(a).as_coeff_Add(rational=True)[1], parts)
        if times > 1 and a.is_positive:  # DLMF 25.11.15
            return sp.Add(*(shifted(s, (a + k) / times) for k in range(times))) / sp.Integer(times) ** s
        return shifted(s, a)

    def shifted(s: sp.Expr, a: sp.Expr) -> sp.Expr:
        base, steps = parted(a)
        if a == 1 or not base.is_positive or steps < 0:
            return sp.zeta(s, a)
        if not base.free_symbols:  # DLMF 25.11.2, 25.11.11
            value, start = (sp.zeta(s), 1) if base == 0 else (_at_fraction(s, base), 0)
        else:
            value, start = sp.zeta(s, base), 0
        return value - sp.Add(*((base + k) ** (-s) for k in range(start, steps)))

    def by_polygamma(s: sp.Expr, a: sp.Expr = sp.S.One) -> sp.Expr:
        if s.is_Integer and s > 1 and a != 1:
            return (-1) ** s / sp.factorial(s - 1) * sp.polygamma(s - 1, a)
        if s.is_integer and s.is_nonpositive and a != 1:  # DLMF 25.11.14
            return -sp.bernoulli(1 - s, a) / (1 - s)
        return sp.zeta(s, a)

    def by_zeta(k: sp.Expr, x: sp.Expr) -> sp.Expr:  # DLMF 25.11.12
        if not (k.is_integer and k.is_positive) or k.is_Integer:
            return sp.polygamma(k, x)
        return (-1) ** (k + 1) * sp.factorial(k) * sp.zeta(k + 1, x)

    expr = expr.replace(sp.zeta, by_polygamma)
    expr = _reflected_zeta(expr.replace(sp.polygamma, by_zeta))
    expr = expr.replace(sp.dirichlet_eta, lambda s, a=None: (1 - 2 ** (1 - s)) * sp.zeta(s))
    return expr.replace(sp.zeta, rule)


def _at_fraction(s: sp.Expr, a: sp.Rational) -> sp.Expr:
    """zeta(s, a) for 0 < a < 1; with a = 1/2, 2/3, 3/4 and 5/6 by 25.11.15."""
    p = {k: sp.Integer(k) ** s for k in (2, 3, 4, 6)}
    sums = {3: p[3] - 1, 4: p[4] - p[2], 6: p[6] - p[3] - p[2] + 1}  # of a and 1 - a, times zeta(s)
    if a == HALF:
        return (p[2] - 1) * sp.zeta(s)
    if a > HALF and a.q in sums and a.p == a.q - 1:
        return sums[int(a.q)] * sp.zeta(s) - sp.zeta(s, 1 - a)
    return sp.zeta(s, a)


def _lerch(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """Phi(z, s, a) = z Phi(z, s, a + 1) + a^-s (DLMF 25.14.4), downwards, for positive a."""

    def rule(z: sp.Expr, s: sp.Expr, a: sp.Expr) -> sp.Expr:
        base, steps = parted(a)
        if base.is_zero and steps > 0:  # DLMF 25.14.3
            base, steps, value = sp.S.One, steps - 1, sp.polylog(s, z) / z
        elif not base.is_positive or steps < 0:
            return sp.lerchphi(z, s, a)
        else:
            value = sp.lerchphi(z, s, base)
        for k in range(steps):
            value = (value - (base + k) ** (-s)) / z
        return value

    return expr.replace(sp.lerchphi, rule)


def _elliptic(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """Legendre's relation (DLMF 19.7.1) gives E(1 - m), where all four functions occur, for 0 < m < 1."""
    k_half = sp.elliptic_k(HALF)
    change = {sp.elliptic_e(HALF): k_half / 2 + sp.pi / (4 * k_half)}
    for second in sorted(expr.atoms(sp.elliptic_e), key=sp.default_sort_key):
        if len(second.args) == 1:
            m = second.args[0]
            other = canonical(1 - m)
            k, k_other, e = sp.elliptic_k(other), sp.elliptic_k(m), sp.elliptic_e(other)
            four = expr.has(k) and expr.has(k_other) and expr.has(e) and e not in change
            if four and positive(m) and positive(1 - m):
                change[second] = (sp.pi / 2 + k * k_other - e * k_other) / k
    return expr.xreplace(change)


def _polylog(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """Orders 1, 0, -1, ... in closed form: Li_1 = -log(1 - z), and Li_{s-1} = z d/dz Li_s (DLMF 25.12)."""

    found = expr.atoms(sp.polylog)

    def rule(s: Any, z: Any) -> sp.Expr:
        for half in (p.args[1] for p in found if not s.is_Integer):
            if canonical(half**2 - z) == 0 and (
                positive(1 - z) if half.is_real else positive(1 - sp.Abs(half))
            ):
                # the series of even powers, DLMF 25.12.10; both sides are analytic off their cuts
                return 2 ** (s - 1) * (sp.polylog(s, half) + sp.polylog(s, canonical(-half)))
        three: sp.Expr = sp.Integer(3)
        if s == three and z == HALF:  # from DLMF 25.12.10; Lewin (1981), 6.12
            return sp.Rational(7, 8) * sp.zeta(3) - sp.pi**2 * sp.log(2) / 12 + sp.log(2) ** 3 / 6
        if s == 1:
            return -sp.log(1 - z)
        if not (s.is_Integer and -12 < s <= 0):
            return sp.polylog(s, z)
        w = sp.Dummy("w")
        value = w / (1 - w)
        for _ in range(-int(s)):
            value = sp.factor(w * sp.diff(value, w))
        return value.xreplace({w: z})

    return expr.replace(sp.polylog, rule)


def _quasiperiodic(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """F(phi + n pi, m) = F(phi, m) + 2 n K(m) for real phi and m < 1; the same for E (DLMF 19.2.10)."""

    def rule(head: Any, complete: Any) -> Any:
        def moved(phi: sp.Expr, m: sp.Expr | None = None) -> sp.Expr:
            if m is None:
                return head(phi)
            turns = sp.expand(phi).coeff(sp.pi)
            if not (turns.is_Integer and phi.is_real and positive(1 - m)):
                return head(phi, m)
            return head(sp.expand(phi - turns * sp.pi), m) + 2 * turns * complete(m)

        return moved

    expr = expr.replace(sp.elliptic_f, rule(sp.elliptic_f, sp.elliptic_k))
    return expr.replace(sp.elliptic_e, rule(sp.elliptic_e, sp.elliptic_e))


def _lambert(expr: sp.Expr, positive: Positive) -> sp.Expr:
    """exp(W) = z / W on every branch (DLMF 4.13.1)."""
    change: dict[Any, Any] = {}
    for w in expr.atoms(sp.LambertW):
        for u in _bases_of_product(w.args[0]) if len(w.args) == 1 else ():
            if positive(u + 1):  # W(u e^u) = u on the principal branch for u > -1, DLMF 4.13
                return _lambert(expr.xreplace({w: u}), positive)
        if len(w.args) == 1 and expr.has(sp.log(w)) and positive(w.args[0]):
            change[sp.log(w)] = sp.log(w.args[0]) - w
        for e in expr.atoms(sp.exp):
            share = e.args[0].coeff(w)
            if share.is_Integer and share != 0:
                rest = sp.expand(e.args[0] - share * w)
                change[e] = (w.args[0] / w) ** share * sp.exp(rest)
    return expr.xreplace(change)


def _bases_of_product(z: sp.Expr) -> list[sp.Expr]:
    """The u with z = u e^u among the exponents and logarithms of factors."""
    found = []
    for factor in sp.Mul.make_args(z):
        u = factor.args[0] if isinstance(factor, sp.exp) else factor
        if isinstance(factor, (sp.exp, sp.log)) and sp.expand(u * sp.exp(u) - z) == 0:
            found.append(u)
    return found


_RULES = (
    (bernoulli.HEADS, bernoulli.independent_polynomials_of_bernoulli),
    ((sp.lerchphi,), _lerch),
    ((sp.polylog,), _polylog),
    ((sp.elliptic_f, sp.elliptic_e), _quasiperiodic),
    ((sp.Ei, sp.li, sp.Shi, sp.Chi, sp.Si, sp.Ci), _exponential_integrals),
    ((sp.erfc, sp.erf2, sp.erfi), _error_functions),
    ((sp.uppergamma, sp.lowergamma, sp.expint), _incomplete_gamma),
    ((sp.zeta, sp.dirichlet_eta), _hurwitz),
    ((sp.elliptic_e,), _elliptic),
    ((sp.LambertW,), _lambert),
)
