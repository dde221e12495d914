"""With neither target nor floor to set a scale, the slope decays like the inverse of the clock."""

from sympy import Abs, Eq, Integer, oo, sign

from symfeat.claims import All, Flow, Identity, Limit, Result, Solves

from ..notation import Omega, S, f, f0, notation, t, y

result = Result(
    "zero-target-without-floor-decays-algebraically",
    title="Neither target nor floor",
    given=(Eq(y, 0), Eq(S, 0)),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def inverse_slope(slope):
    """The inverse of the slope's size grows at a constant rate."""
    nothing = {y: Integer(0), S: Integer(0)}
    flow = Flow({f: notation.expand(slope.rates[f]).xreplace(nothing)}, slope.flow.time)
    return Identity(flow.derivative(1 / Abs(f)), Omega)


@result.step
def solved(slope, inverse_slope):
    """The slope keeps its sign; its size is the inverse of a linear function of time."""
    flow = Flow({f: slope.rates[f]}, slope.flow.time)
    return Solves(flow, {f: f0 / (1 + Abs(f0) * inverse_slope.rhs * t)}, {f: f0})


@result.step
def late(solved):
    """Linear growth, of the inverse, without bound."""
    curve = solved.solution[f]
    return All(solved, Limit(curve, t, oo, 0), Limit(t * curve, t, oo, sign(f0) / Omega))


@result.statement
def claim(late):
    curve = f0 / (1 + Omega * Abs(f0) * t)
    return All(
        Solves(late[0].flow, {f: curve}, {f: f0}),
        Limit(curve, t, oo, 0),
        Limit(t * curve, t, oo, sign(f0) / Omega),
    )


@result.latex
def formula():
    return r"""
    The equation $\dot{f} = - \Omega \lvert f \rvert f$ with $f(0) = f_0$ has exactly one solution:
    \[ f(t) = \frac{f_0}{1 + \Omega \lvert f_0 \rvert t}, \qquad
    \lim_{t \to \infty} f(t) = 0, \qquad
    \lim_{t \to \infty} t f(t) = \frac{\operatorname{sgn} f_0}{\Omega}. \]
    """
