"""From small initialisation the slope rests near zero for |e_S| ln kappa time constants, then at the target.

After n ln kappa time constants the decay factor is kappa^(-n). In the limit the slope is zero for n < |e_S|,
and the target for n > |e_S|: on this scale of time, a plateau and a step. The target is taken as positive.
"""

from sympy import oo, sqrt

from symfeat.claims import All, Identity, Limit, Result

from ..notation import E, P, R, S, alpha, beta, f, f0, theta, y
from ._scaling import of_prefactors, power
from .notation import F, Sigma, e_f, e_S, gap, log_kappa

result = Result(
    "plateau-lasts-as-the-logarithm-of-the-floor",
    title="The plateau of small initialisation",
    given=(y > 0, e_f < e_S, gap + e_S < 0),
    uses={"slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)


@result.step
def stable(slope):
    """Divide by the decay factor, and write R - y as S^2 over R + y, which does not cancel."""
    below = theta * (alpha + S**2 / (R + y)) / E + 1
    return Identity(slope.solution[f], y + (f0 - y) / (P * below))


@result.step
def leading(stable):
    """The growing modes, of the order kappa^e_S, have caught up with the decay factor, or not."""
    path = stable.rhs.xreplace({P: theta * (beta + R + y) + E}).xreplace({theta: (1 - E) / (2 * R)})
    early, late = (of_prefactors(path.xreplace({E: power(e_S + off)})) for off in (gap, -gap))
    return All(Limit(late, log_kappa, oo, y), Limit(early, log_kappa, oo, 0))


@result.statement
def claim():
    slope, floor = F * power(e_f), Sigma * power(e_S)
    start, end = sqrt(slope**2 + floor**2), sqrt(y**2 + floor**2)

    def at(decay):
        """The slope when the decay factor is this."""
        half = (1 - decay) / (2 * end)
        above = half * (start - slope + end + y) + decay
        below = half * (start + slope + floor**2 / (end + y)) / decay + 1
        return y + (slope - y) / (above * below)

    return All(
        Limit(at(power(e_S - gap)), log_kappa, oo, y),
        Limit(at(power(e_S + gap)), log_kappa, oo, 0),
    )


@result.latex
def formula():
    return r"""
    Let $f_0 = F \kappa^{e_f}$ and $S = \Sigma \kappa^{e_S}$ with $e_f < e_S < 0$, let $y > 0$, and
    $0 < e_E < - e_S$. As $\kappa \to \infty$ the exact slope tends to
    \[ f \to 0 \quad \text{where } \mathrm{e}^{- \Omega R t} = \kappa^{e_S + e_E}, \qquad
    f \to y \quad \text{where } \mathrm{e}^{- \Omega R t} = \kappa^{e_S - e_E}. \]
    """
