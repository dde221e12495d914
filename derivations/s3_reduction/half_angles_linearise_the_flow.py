"""The linearising coordinate in hyperbolic angles: a ratio of half-angle functions.

It is the floor times the algebraic coordinate, and decays at the rate of the final kernel.
"""

from sympy import Eq, cosh, sinh, sqrt

from symfeat.claims import All, Evolves, Identity, Result

from ..notation import Omega, R, S, X, f, phi, phi_inf, y

result = Result(
    "half-angles-linearise-the-flow",
    title="The linearising coordinate in hyperbolic angles",
    given=(S > 0, Eq(y, S * sinh(phi_inf))),
    uses={
        "angle": "hyperbolic-angle-collapses-the-dynamics",
        "coordinate": "one-coordinate-linearises-the-flow",
    },
    source="xu-ziyin-2025",
)


@result.step
def half_angles(coordinate):
    """Sums of hyperbolic functions are products of half-angle functions."""
    algebraic = coordinate.quantities[X].xreplace({f: S * sinh(phi)})
    return Identity(S * algebraic, sinh((phi_inf - phi) / 2) / cosh((phi_inf + phi) / 2))


@result.step
def linear(angle, coordinate, half_angles):
    """It decays along the flow of the angle; the final kernel root is S cosh."""
    decay = -coordinate.rates[X] / X
    return All(
        Evolves(angle[0].flow, {X: half_angles.rhs}, {X: -Omega * S * cosh(phi_inf) * X}),
        Identity(decay, Omega * S * cosh(phi_inf)),
        Identity(half_angles.rhs, half_angles.lhs),
    )


@result.statement
def claim(linear):
    coordinate = sinh((phi_inf - phi) / 2) / cosh((phi_inf + phi) / 2)
    slope = S * sinh(phi)
    return All(
        Evolves(linear[0].flow_of_state, {X: coordinate}, {X: -Omega * S * cosh(phi_inf) * X}),
        Identity(Omega * R, Omega * S * cosh(phi_inf)),
        Identity(coordinate, S * (y - slope) / (S**2 + y * slope + R * sqrt(slope**2 + S**2))),
    )


@result.latex
def formula():
    return r"""
    With $f = S \sinh \varphi$, along the flow
    $\dot{\varphi} = - \Omega S (\sinh \varphi - \sinh \varphi_\infty)$ the coordinate
    \[ X = \frac{\sinh ((\varphi_\infty - \varphi) / 2)}{\cosh ((\varphi_\infty + \varphi) / 2)}
    = \frac{S (y - f)}{S^2 + y f + R \sqrt{f^2 + S^2}} \]
    decays at the rate $\Omega R = \Omega S \cosh \varphi_\infty$:
    \[ \dot{X} = - \Omega S \cosh \varphi_\infty \, X. \]
    """
