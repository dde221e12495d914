"""With a floor every network learns the target, and its kernel settles where target and floor put it."""

from sympy import exp, oo

from symfeat.claims import All, Limit, Result

from ..notation import E, K, R, S, f, gamma, notation, omega, t, y

result = Result(
    "slope-tends-to-the-target",
    title="The limit",
    given=(S > 0,),
    uses={"slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)


@result.step
def limits(slope):
    """The decay factor vanishes; what remains of the growth factor's numerator and denominator does not."""
    late = {notation.expand(E): exp(-oo)}
    values = {s: notation.expand(slope.solution[s]).xreplace(late) for s in (f, K)}
    return All(*(Limit(slope.solution[s], t, oo, values[s]) for s in (f, K)))


@result.statement
def claim(slope, limits):
    return All(
        Limit(slope.solution[f], t, oo, y),
        Limit(slope.solution[K], t, oo, 2 * gamma * omega * R),
    )


@result.latex
def formula():
    return r"""
    For the exact slope $f(t)$ and kernel $K(t)$
    \[ \lim_{t \to \infty} f(t) = y, \qquad \lim_{t \to \infty} K(t) = 2 \gamma \omega R. \]
    """
