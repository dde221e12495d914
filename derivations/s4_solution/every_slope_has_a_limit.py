"""The limit in every case: the target wherever there is a floor, or the slope starts on the target's side.

Otherwise the network lies on the stable manifold of the origin, and its slope dies out. This is what an
evaluation takes where the decay factor is too small to be told from zero.
"""

from sympy import Piecewise, oo

from symfeat.claims import Limit, Result

from ..notation import E, P, Q, R, S, f, f0, t, y

result = Result(
    "every-slope-has-a-limit",
    title="The limit in every case",
    given=(R > 0,),
    uses={
        "slope": "slope-has-a-closed-form",
        "floor": "slope-tends-to-the-target",
        "logistic": "target-is-reached-without-a-floor",
        "stuck": "target-is-unreachable-from-the-stable-manifold",
    },
    source="xu-ziyin-2025",
)


@result.step
def gathered(slope, floor, logistic, stuck):
    """With a floor; without one, from the target's side; and from the stable manifold."""
    limit = Piecewise((floor[0].value, S > 0), (logistic[1].value, f0 * y > 0), (stuck[2].value, True))
    return Limit(slope.solution[f], t, oo, limit)


@result.statement
def claim(gathered):
    return Limit(y + (f0 - y) * E / (P * Q), t, oo, Piecewise((y, S > 0), (y, f0 * y > 0), (0, True)))


@result.latex
def formula():
    return r"""
    For the exact slope $f(t)$
    \[ \lim_{t \to \infty} f(t) = \begin{cases} y & \text{if } S > 0 \text{ or } y f_0 > 0 \\
    0 & \text{otherwise} \end{cases} \]
    """
