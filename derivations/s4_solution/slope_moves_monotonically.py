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


@result.step
def cauchy_schwarz():
    """Start and target, as vectors (slope, floor): their product is at most that of their lengths."""
    return Inequality(S**2 + y * f0 + R * r0, ">=", 0)


@result.step
def distance_covered(path, cauchy_schwarz):
    """One minus the remaining share of the residual, times PQ, is a sum of terms that are not negative."""
    remaining = (path.solution[f] - y) / (f0 - y)
    return Identity((1 - remaining) * P * Q, 2 * theta * (theta * cauchy_schwarz.lhs + E * r0))


@result.step
def between(path, slope, cauchy_schwarz, distance_covered):
    """Start, slope and target stand in this order; and the slope moves towards the target."""
    covered = distance_covered.rhs / (P * Q)
    product = (y - f0) * covered * (y - f0) * E / (P * Q)
    return All(
        Identity((path.solution[f] - f0) * (y - path.solution[f]), product),
        cauchy_schwarz,
        Inequality(theta, ">=", 0),
        Inequality(slope.rates[f] * (y - f), ">=", 0),
    )


@result.statement
def claim(path, between):
    now, product = path.solution[f], S**2 + y * f0 + R * r0
    covered = 2 * theta * (theta * product + E * r0) / (P * Q)
    return All(
        Identity((now - f0) * (y - now), (y - f0) ** 2 * covered * E / (P * Q)),
        Inequality(product, ">=", 0),
        Inequality(theta, ">=", 0),
        Inequality(-Omega * r * (f - y) * (y - f), ">=", 0),
    )
