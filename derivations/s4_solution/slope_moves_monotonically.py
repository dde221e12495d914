"""The slope stays between its start and the target and never turns around.

Hence no value outside that interval is ever met, and each value inside at most once: the distances from the
start and to the target have a product whose factors, given here, are none of them negative.
"""

from symfeat.claims import All, Identity, Inequality, Result

from ..notation import E, Omega, P, Q, R, S, f, f0, r, r0, theta, y

result = Result(
    "slope-moves-monotonically",
    title="Between the start and the target",
    given=(R > 0,),
    uses={"path": "slope-has-a-closed-form", "slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


# Start and target as vectors (slope, floor): the product of their lengths plus their scalar product.
along = S**2 + y * f0 + R * r0


@result.step
def lagrange():
    """The product of the lengths is the larger: their squares differ by that of the vectors' wedge."""
    return Identity((R * r0) ** 2 - (S**2 + y * f0) ** 2, S**2 * (y - f0) ** 2)


@result.step
def distance_covered(path):
    """One minus the remaining share of the residual, times PQ, is a sum of terms that are not negative."""
    remaining = (path.solution[f] - y) / (f0 - y)
    return Identity((1 - remaining) * P * Q, 2 * theta * (theta * along + E * r0))


@result.step
def between(path, slope, lagrange, distance_covered):
    """Start, slope and target stand in this order; and the slope moves towards the target."""
    product = (y - f0) ** 2 * E * distance_covered.rhs
    return All(
        Identity((path.solution[f] - f0) * (y - path.solution[f]) * (P * Q) ** 2, product),
        Identity(lagrange.lhs, lagrange.rhs),
        Inequality(theta, ">=", 0),
        Inequality(slope.rates[f] * (y - f), ">=", 0),
    )


@result.statement
def claim(path, between):
    now = path.solution[f]
    product = 2 * (y - f0) ** 2 * E * theta * (theta * along + E * r0)
    return All(
        Identity((now - f0) * (y - now) * (P * Q) ** 2, product),
        Identity((R * r0) ** 2 - (S**2 + y * f0) ** 2, S**2 * (y - f0) ** 2),
        Inequality(theta, ">=", 0),
        Inequality(-Omega * r * (f - y) * (y - f), ">=", 0),
    )


@result.latex
def formula():
    return r"""
    The exact slope $f(t)$ lies between $f_0$ and $y$ and moves towards $y$:
    \[ \begin{aligned}
    (f(t) - f_0) (y - f(t)) P^2 Q^2
    &= 2 (y - f_0)^2 E \theta \left( \theta (S^2 + y f_0 + R r_0) + E r_0 \right), \\
    R^2 r_0^2 - (S^2 + y f_0)^2 &= S^2 (y - f_0)^2, \\
    \theta &\ge 0, \\
    \dot{f} \, (y - f) = - \Omega r (f - y) (y - f) &\ge 0.
    \end{aligned} \]
    """
