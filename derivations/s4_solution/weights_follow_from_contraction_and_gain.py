"""Each weight is its contracted self plus the share of the growing mode that the gain adds to it.

Written so, no digits are lost where a layer's weight stays zero or a neuron lies in the shrinking mode alone.
"""

from sympy import Abs, Eq, Le, Ne, Piecewise, Symbol, cosh, exp, oo, sign, sinh, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import chi, eta_u, eta_w, nu, psi, u0, varkappa, w0, xi

result = Result(
    "weights-follow-from-contraction-and-gain",
    title="Weights after the boost",
    given=(Eq(eta_u, varkappa**2 * eta_w), Eq(xi, exp(2 * psi)), Eq(nu, exp(-Abs(psi))), Eq(chi, sinh(psi))),
    uses={"boost": "boost-is-a-contraction-and-a-gain"},
    source="xu-ziyin-2025",
)


@result.step
def split(boost):
    """The cosine is the contraction plus the size of the sine."""
    return All(Identity(boost[2].rhs, nu + Abs(chi)), Identity(boost[3].rhs, chi))


@result.step
def regrouped(split):
    """Collect the gain's share: the mode that grows."""
    even, odd = (part.rhs for part in split.parts)
    return All(
        Identity(cosh(psi) * u0 + varkappa * sinh(psi) * w0, even * u0 + varkappa * odd * w0),
        Identity(cosh(psi) * w0 + sinh(psi) * u0 / varkappa, even * w0 + odd * u0 / varkappa),
    )


@result.statement
def claim(regrouped):
    return All(
        Identity(regrouped[0].lhs, nu * u0 + Abs(chi) * (u0 + sign(chi) * varkappa * w0)),
        Identity(regrouped[1].lhs, nu * w0 + Abs(chi) * (w0 + sign(chi) * u0 / varkappa)),
    )


@result.latex
def formula():
    return r"""
    The weights after the boost of rapidity $\psi$ are
    \[ \begin{aligned}
    u_i(0) \cosh \psi + \varkappa w_i(0) \sinh \psi
    &= \nu u_i(0) + \lvert \chi \rvert \left( u_i(0) + \operatorname{sgn} \chi \; \varkappa w_i(0) \right), \\
    w_i(0) \cosh \psi + \frac{u_i(0)}{\varkappa} \sinh \psi
    &= \nu w_i(0) + \lvert \chi \rvert \left( w_i(0) + \operatorname{sgn} \chi \;
    \frac{u_i(0)}{\varkappa} \right).
    \end{aligned} \]
    """


@result.kernel("weights", domain=(Le(chi, oo, evaluate=False),))
def program():
    """Both weights of each neuron after the boost; a mode that is zero stays zero under any gain."""
    args = {"u": u0, "w": w0, "eta_u": eta_u, "eta_w": eta_w, "contraction": nu, "gain": chi}
    kappa, way = Symbol("kappa", positive=True), Symbol("way", real=True)
    mode_u, mode_w = Symbol("mode_u", real=True), Symbol("mode_w", real=True)
    return {
        "args": args,
        "lets": (
            (kappa, sqrt(eta_u) / sqrt(eta_w)),
            (way, sign(chi)),
            (mode_u, u0 + way * (kappa * w0)),
            (mode_w, w0 + way * (u0 / kappa)),
        ),
        "outputs": {
            "u": nu * u0 + Piecewise((Abs(chi) * mode_u, Ne(mode_u, 0)), (0, True)),
            "w": nu * w0 + Piecewise((Abs(chi) * mode_w, Ne(mode_w, 0)), (0, True)),
        },
        "computes": {
            "u": cosh(psi) * u0 + varkappa * sinh(psi) * w0,
            "w": cosh(psi) * w0 + sinh(psi) * u0 / varkappa,
        },
    }
