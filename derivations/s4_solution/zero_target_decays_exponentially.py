"""A network with a floor forgets its slope exponentially when the target is zero, at the rate of the floor.

The linearising coordinate is then the hyperbolic tangent of half the angle, of which slope and kernel are
rational functions.
"""

from sympy import Eq, Integer, oo

from symfeat.claims import All, Identity, Limit, Result, Solves

from ..notation import E, K, S, X, f, f0, gamma, omega, r, r0, t, y

result = Result(
    "zero-target-decays-exponentially",
    title="The zero target",
    given=(Eq(y, 0), S > 0),
    uses={
        "coordinate": "one-coordinate-linearises-the-flow",
        "kernel": "kernel-obeys-one-equation",
    },
    source="xu-ziyin-2025",
)


def rational_parts(tangent):
    """Hyperbolic sine and cosine of the angle by the tangent of its half, in units of the floor."""
    return 2 * S * tangent / (1 - tangent**2), S * (1 + tangent**2) / (1 - tangent**2)


@result.step
def half_angle(coordinate):
    """Slope and kernel root are rational in the coordinate."""
    slope, root = rational_parts(-S * coordinate.quantities[X])
    return All(Identity(slope, f), Identity(root, r))


@result.step
def solved(coordinate, half_angle, kernel):
    """The coordinate decays exponentially from its initial value."""
    start = -S * coordinate.quantities[X].xreplace({f: f0})
    slope, root = rational_parts(start * E)
    values = {f: half_angle[0].rhs.xreplace({f: f0}), K: 2 * gamma * omega * r0}
    return Solves(kernel.flow, {f: slope, K: 2 * gamma * omega * root}, values)


@result.step
def late(solved):
    """The slope is at last proportional to the decay factor."""
    share = solved.solution[f] / E
    return All(solved, Limit(share, t, oo, share.xreplace({E: Integer(0)})))


@result.statement
def claim(late):
    below = S + r0 - E**2 * (r0 - S)
    slope = 2 * S * f0 * E / below
    kernel = 2 * gamma * omega * S * (S + r0 + E**2 * (r0 - S)) / below
    return All(
        Solves(late[0].flow, {f: slope, K: kernel}, {f: f0, K: 2 * gamma * omega * r0}),
        Limit(slope / E, t, oo, 2 * S * f0 / (S + r0)),
    )


@result.latex
def formula():
    return r"""
    Slope and kernel, from $f(0) = f_0$ and $K(0) = 2 \gamma \omega r_0$, are
    \[ f(t) = \frac{2 S f_0 E}{S + r_0 - E^2 (r_0 - S)}, \qquad
    K(t) = 2 \gamma \omega S \, \frac{S + r_0 + E^2 (r_0 - S)}{S + r_0 - E^2 (r_0 - S)}, \]
    the only solution of $\dot{f} = - m_2 K f$, $\dot{K} = - 4 \omega^2 \gamma^2 m_2 f^2$; and
    \[ \lim_{t \to \infty} \frac{f(t)}{E} = \frac{2 S f_0}{S + r_0}. \]
    """
