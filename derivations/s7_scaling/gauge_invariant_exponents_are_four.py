"""Four combinations of the six exponents are all that no rescaling of a layer changes.

Output weights times kappa^l_u, their rate times its square and the output scale over it are the same network;
so for the input layer. In the space of exponents these are two directions. Constant along both are c_d, e_g,
delta and the exponent of the clock, hence e_f = e_g - c_d/2, e_S = e_g + |delta| and e_r, and every phase.
The four are independent, as many as six exponents less two directions leave: any other linear combination
that no rescaling changes is one of theirs.
"""

from sympy import Abs, Integer, Rational, cancel, diff

from symfeat.claims import All, Conserved, Flow, Rank, Result

from ..notation import Omega, d, eta_u, eta_w, gamma, sigma_u, sigma_w
from ._scaling import EXPONENTS, scaled
from .notation import c_d, c_eta_u, c_eta_w, c_gamma, c_u, c_w, delta, l_u, l_w, log_kappa

result = Result(
    "gauge-invariant-exponents-are-four",
    title="Gauge invariant exponents",
    uses={"exponents": "exponents-follow-from-the-hyperparameters"},
    source="xu-ziyin-2025",
)
STATE = {d: c_d, gamma: c_gamma, sigma_u: c_u, sigma_w: c_w, eta_u: c_eta_u, eta_w: c_eta_w}


def rescaling(powers, size):
    """The direction in which exponents move when hyperparameters are multiplied by these powers of kappa."""
    moves = {c: powers.get(h, Integer(0)) / diff(EXPONENTS[h], c) for h, c in STATE.items()}
    return Flow(moves, size)


@result.step
def directions():
    """Weights by a power, rates by its square, the output scale by its inverse; a variance is a square."""
    output = rescaling({sigma_u: Integer(1), eta_u: Integer(2), gamma: Integer(-1)}, l_u)
    into = rescaling({sigma_w: Integer(1), eta_w: Integer(2), gamma: Integer(-1)}, l_w)
    clock = cancel(diff(scaled(Omega), log_kappa) / scaled(Omega))
    rows = tuple(tuple(flow.rates.values()) for flow in (output, into))
    return All(Conserved(output, (clock,)), Conserved(into, (clock,)), Rank(rows, 2))


@result.step
def invariants(exponents, directions):
    """Slope, wedge, floor and clock are constant along both; the rank of their gradients is four."""
    slope, wedge, floor = (part.value for part in exponents.parts[:3])
    unbalanced = (c_eta_w + c_u - c_eta_u - c_w) / 2
    (clock,) = directions[0].invariants
    found = (c_d, slope, wedge, unbalanced, floor.xreplace({delta: unbalanced}), clock)
    basis = tuple(tuple(diff(e, c) for c in STATE.values()) for e in (c_d, wedge, unbalanced, clock))
    return All(
        Conserved(directions[0].flow, found),
        Conserved(directions[1].flow, found),
        directions[2],
        Rank(basis, 4),
    )


@result.statement
def claim():
    half = Rational(1, 2)
    wedge = c_gamma + c_d + (c_u + c_w) / 2
    unbalanced = ((c_eta_w + c_u) - (c_eta_u + c_w)) / 2
    clock = c_gamma + (c_eta_u + c_eta_w) / 2
    found = (c_d, wedge - c_d / 2, wedge, unbalanced, wedge + Abs(unbalanced), clock)
    output, into = (0, -1, 2, 0, 2, 0), (0, -1, 0, 2, 0, 2)
    basis = (
        (1, 0, 0, 0, 0, 0),
        (1, 1, half, half, 0, 0),
        (0, 0, half, -half, -half, half),
        (0, 1, 0, 0, half, half),
    )
    flows = (
        Flow(dict(zip(STATE.values(), rates, strict=True)), size)
        for rates, size in ((output, l_u), (into, l_w))
    )
    return All(*(Conserved(flow, found) for flow in flows), Rank((output, into), 2), Rank(basis, 4))


@result.latex
def formula():
    return r"""
    In the space of $(c_d, c_\gamma, c_u, c_w, c_{\eta u}, c_{\eta w})$ each of
    \[ c_d, \qquad e_g = c_\gamma + c_d + \tfrac{1}{2} (c_u + c_w), \qquad
    \delta = \tfrac{1}{2} (c_{\eta w} + c_u - c_{\eta u} - c_w), \qquad
    c_\gamma + \tfrac{1}{2} (c_{\eta u} + c_{\eta w}) \]
    is constant along the rescalings of the layers, $(0, -1, 2, 0, 2, 0)$ and $(0, -1, 0, 2, 0, 2)$, and with
    them $e_f = e_g - \tfrac{1}{2} c_d$ and $e_S = e_g + \lvert \delta \rvert$. The two directions are
    independent, and so are the four gradients: $4 = 6 - 2$.
    """
