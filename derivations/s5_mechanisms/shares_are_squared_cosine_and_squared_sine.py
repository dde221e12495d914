"""At every instant the growth of the slope divides into rescaling and alignment by cosine and sine squared.

While the slope grows by one per cent, the radius grows by the squared cosine of that, and the cosine itself
by the rest, the squared sine. The two shares add to one.
"""

from sympy import cancel, diff, sqrt, together

from symfeat.claims import All, Evolves, Identity, Result

from ..notation import Omega, c, f, g, r, rho, y

result = Result(
    "shares-are-squared-cosine-and-squared-sine",
    title="The shares of rescaling and alignment",
    uses={
        "slope": "slope-obeys-one-equation",
        "polar": "cosine-follows-from-slope-and-wedge",
    },
    source="xu-ziyin-2025",
)


@result.step
def shares(polar):
    """Logarithmic derivatives of radius and cosine by the slope."""
    radius, cosine = polar[0].rhs, polar[1].rhs
    return All(
        Identity(together(f * diff(radius, f) / radius), cosine**2),
        Identity(together(f * diff(cosine, f) / cosine), 1 - cosine**2),
    )


@result.step
def in_time(slope, polar, shares):
    """Along the flow each grows at its share of the slope's own rate of growth."""
    radius, cosine = polar[0].rhs, polar[1].rhs
    growth, polar_form = slope.rates[f] / f, {f: rho * c, g: rho * sqrt(1 - c**2)}
    of_radius, of_cosine = (cancel(part.rhs.xreplace(polar_form)) for part in shares.parts)
    return Evolves(
        slope.flow,
        {f: f, rho: radius, c: cosine},
        {f: slope.rates[f], rho: of_radius * rho * growth, c: of_cosine * c * growth},
    )


@result.statement
def claim(in_time):
    rate = -Omega * r * (f - y)
    return Evolves(
        in_time.flow_of_state,
        {f: f, rho: sqrt(f**2 + g**2), c: f / sqrt(f**2 + g**2)},
        {f: rate, rho: rho * c**2 * rate / f, c: c * (1 - c**2) * rate / f},
    )


@result.latex
def formula():
    return r"""
    Along the flow $\dot{f} = - \Omega r (f - y)$ the radius $\rho = \sqrt{f^2 + g^2}$ and the cosine
    $c = f / \sqrt{f^2 + g^2}$ grow at the rates
    \[ \frac{\dot{\rho}}{\rho} = c^2 \, \frac{\dot{f}}{f}, \qquad
    \frac{\dot{c}}{c} = (1 - c^2) \, \frac{\dot{f}}{f}. \]
    """
