"""All widths, rates, scales and initialisations follow one family of curves.

The slope is the hyperbolic sine of an angle, in units of the floor. The angle knows its own start, that of
the target, and the clock, whose unit is the inverse of Omega S; the alignment of the layers adds g/S.
"""

from sympy import Eq, asinh, cosh, expand, sinh, sqrt

from symfeat.claims import All, Evolves, Identity, Result

from ..notation import Omega, S, f, g, gamma, omega, phi, phi_inf, y

result = Result(
    "hyperbolic-angle-collapses-the-dynamics",
    title="The hyperbolic angle",
    given=(S > 0, Eq(y, S * sinh(phi_inf))),
    uses={"slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def angle(slope):
    """The kernel root in the slope's rate cancels against the derivative of the angle."""
    rate = slope.flow.derivative(asinh(f / S)).xreplace({f: S * sinh(phi)})
    return Evolves(slope.flow, {phi: asinh(f / S)}, {phi: rate})


@result.step
def features(angle):
    """The kernel is the hyperbolic cosine; the cosine between the layers adds one number."""
    back = {f: S * sinh(phi)}
    cosine = f / sqrt(f**2 + g**2)
    divided = expand((f**2 + g**2).xreplace(back) / S**2)
    return All(
        angle,
        Identity((2 * gamma * omega * sqrt(f**2 + S**2)).xreplace(back), 2 * gamma * omega * S * cosh(phi)),
        Identity(cosine.xreplace(back), back[f] / S / sqrt(divided)),
    )


@result.statement
def claim(features):
    slope = S * sinh(phi)
    return All(
        Evolves(
            features[0].flow_of_state,
            {phi: asinh(f / S)},
            {phi: -Omega * S * (sinh(phi) - sinh(phi_inf))},
        ),
        Identity(2 * gamma * omega * sqrt(slope**2 + S**2), 2 * gamma * omega * S * cosh(phi)),
        Identity(slope / sqrt(slope**2 + g**2), sinh(phi) / sqrt(sinh(phi) ** 2 + (g / S) ** 2)),
    )


@result.latex
def formula():
    return r"""
    The angle $\varphi = \operatorname{arsinh} (f / S)$ obeys
    \[ \dot{\varphi} = - \Omega S (\sinh \varphi - \sinh \varphi_\infty), \]
    and by it
    \[ K = 2 \gamma \omega \sqrt{f^2 + S^2} = 2 \gamma \omega S \cosh \varphi, \qquad
    \frac{f}{\sqrt{f^2 + g^2}} = \frac{\sinh \varphi}{\sqrt{\sinh^2 \varphi + (g / S)^2}}. \]
    """
