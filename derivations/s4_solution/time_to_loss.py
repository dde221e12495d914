"""The time at which the loss takes a given value: the time to the slope that has this loss.

Two slopes have it, one on each side of the target; the path meets the one on the side of its start.
"""

from sympy import Abs, log, sign, solve, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import Omega, R, S, ell, f, f0, m2, notation, r0, y

result = Result(
    "time-to-loss",
    title="Time to a loss",
    given=(R > 0, ell > 0, Abs(f0 - y) > 0),
    uses={
        "loss": "loss-depends-on-the-slope-alone",
        "time": "time-to-slope",
    },
    source="xu-ziyin-2025",
)


@result.step
def sides(loss):
    """A parabola takes each value at two slopes, as far from the target on either side."""
    height = loss[0].rhs.coeff(m2 * (f - y) ** 2) * m2 * (f - y) ** 2
    return All(*(Identity(height.xreplace({f: slope}), ell) for slope in solve(height - ell, f)))


@result.step
def inverted(time, sides):
    """The sign of the initial residual picks one, the slope that the path meets."""
    meets = y + sign(f0 - y) * sqrt(2 * sides[0].rhs / m2)
    there = {f: meets}
    height = m2 * (f - y) ** 2 / 2
    by_slope = time[0].map(lambda e: notation.expand(e).xreplace(there))
    return All(Identity(height.xreplace(there), ell), Identity(by_slope.rhs, by_slope.lhs))


@result.statement
def claim(time, inverted):
    distance = sqrt(2 * ell / m2)
    meets = y + sign(f0 - y) * distance
    root = sqrt(meets**2 + S**2)
    ratio = Abs(f0 - y) * (S**2 + y * meets + R * root) / (distance * (S**2 + y * f0 + R * r0))
    return All(
        Identity(m2 * (meets - y) ** 2 / 2, ell),
        Identity(notation.expand(time[0].rhs).xreplace({f: meets}), log(ratio) / (Omega * R)),
    )


@result.latex
def formula():
    return r"""
    The path meets the loss $\ell$ at the slope and the time
    \[ \begin{aligned}
    f &= y + \operatorname{sgn} (f_0 - y) \sqrt{\frac{2 \ell}{m_2}}, \\
    t(\ell) &= \frac{1}{\Omega R} \log \frac{\lvert f_0 - y \rvert \, (S^2 + y f + R r)}
    {\sqrt{2 \ell / m_2} \, (S^2 + y f_0 + R r_0)}.
    \end{aligned} \]
    """
