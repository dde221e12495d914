"""From small initialisation the slope rests near zero for |e_S| ln kappa time constants, then at the target.

The time to a slope is that long for every slope below the target, up to a constant: on the scale of ln kappa
the slope makes a step, after a plateau. The target is taken as positive, since the flow is odd; the initial
slope may have either sign.
"""

from sympy import Eq, Piecewise, exp, oo, sqrt

from symfeat.claims import Limit, Result

from ..notation import Omega, R, f, y
from ._scaling import of_prefactors, power
from .notation import F, Sigma, e_f, e_S, log_kappa

result = Result(
    "plateau-lasts-as-the-logarithm-of-the-floor",
    title="The plateau of small initialisation",
    given=(e_S < 0, e_f <= e_S, y > 0, f > 0, f < y),
    uses={"time": "time-to-slope"},
    source="xu-ziyin-2025",
)


@result.step
def growth(time):
    """The exponential of the time, in time constants, grows as the floor's power falls."""
    constants = of_prefactors(time[0].rhs * Omega * R)
    start = Piecewise((F + sqrt(F**2 + Sigma**2), Eq(e_f, e_S)), (Sigma, True))
    return Limit(exp(constants) * power(e_S), log_kappa, oo, 2 * f * y / ((y - f) * start))


@result.statement
def claim():
    slope, floor = F * power(e_f), Sigma * power(e_S)
    end = sqrt(y**2 + floor**2)

    def below(slope):
        """What the linearising coordinate has below its fraction."""
        return floor**2 + y * slope + end * sqrt(slope**2 + floor**2)

    ratio = (y - slope) * below(f) / ((y - f) * below(slope))
    start = Piecewise((F + sqrt(F**2 + Sigma**2), Eq(e_f, e_S)), (Sigma, True))
    return Limit(ratio * power(e_S), log_kappa, oo, 2 * f * y / ((y - f) * start))


@result.latex
def formula():
    return r"""
    Let $f_0 = F \kappa^{e_f}$ and $S = \Sigma \kappa^{e_S}$ with $e_f \le e_S < 0$. The time $t(f)$ to any
    slope with $0 < f < y$ obeys
    \[ \Omega R \, t(f) + e_S \ln \kappa \to \ln \frac{2 f y}{(y - f) A}, \qquad
    A = \begin{cases} F + \sqrt{F^2 + \Sigma^2} & \text{if } e_f = e_S \\
    \Sigma & \text{otherwise} \end{cases} \]
    as $\kappa \to \infty$, and hence $\Omega R \, t(f) / \ln \kappa \to - e_S$.
    """
