r"""The layers' Gram matrices differ by a constant, whose two eigenvalues hold wedge, imbalance and floor.

For hidden layers of any shape, gradient flow of a linear network conserves the difference of the outer and
the inner layer's Gram matrix at the units between them, each over its learning rate. For vectors u and w its
entries are $u_i u_k/\eta_u - w_i w_k/\eta_w$. It has two eigenvalues other than 0; times
$\gamma \omega/2$, their sum is the imbalance, their product $-g^2/4$, and their distance the floor. So the
spectrum of this matrix is what wedge, imbalance and floor become in a deep network, where `symfeat.measure`
reads it off.
"""

from sympy import Eq, sqrt

from symfeat.algebra import termwise_sum
from symfeat.claims import All, Conserved, Flow, Identity, Result

from ..notation import S, U, V, W, eta_u, eta_w, g, gamma, mu, omega, u, u_k, w, w_k

result = Result(
    "gram-difference-holds-wedge-and-imbalance",
    title="The Gram difference holds wedge and imbalance",
    given=(
        Eq(g, gamma * sqrt(U * W - V**2)),
        Eq(mu, gamma * (eta_w * U - eta_u * W) / (2 * omega)),
        Eq(S, sqrt(g**2 + mu**2)),
    ),
    uses={"gradient": "gradient-flow-of-the-weights"},
    source="marcotte-2023",
)
of_i, of_k = {u**2: U, w**2: W, u * w: V}, {u_k**2: U, w_k**2: W, u_k * w_k: V}


@result.step
def entries(gradient):
    """One law for each pair of neurons: the entry whose outer products the two rates make cancel."""
    rates = dict(gradient.flow.rates)
    rates |= {{u: u_k, w: w_k}[s]: rate.xreplace({u: u_k, w: w_k}) for s, rate in rates.items()}
    flow = Flow(rates, gradient.flow.time)
    gained, lost = (flow.derivative(product) for product in (u * u_k, w * w_k))
    return Conserved(flow, (u * u_k / eta_u - w * w_k * (gained / lost).cancel() / eta_u,))


@result.step
def traces(entries):
    """Sum the diagonal over i, and the squared entries over i, then over k: the traces of G and G^2."""
    (entry,) = entries.invariants
    diagonal = entry.xreplace({u_k: u, w_k: w})
    squares = termwise_sum(termwise_sum((entry**2).expand(), of_i), of_k)
    trace = termwise_sum(diagonal, of_i)
    return All(entries, Identity(trace, U / eta_u - W / eta_w), Identity(squares, squares.expand()))


@result.step
def in_units_of_the_slope(traces):
    """The eigenvalues' sum is the trace; product and distance follow with the trace of the square."""
    unit = gamma * omega / 2
    total, squares = traces[1].lhs, traces[2].lhs
    return All(
        traces[0],
        Identity(unit * total, mu),
        Identity(unit**2 * (total**2 - squares) / 2, -(g**2) / 4),
        Identity(unit**2 * (2 * squares - total**2), S**2),
    )


@result.statement
def claim(in_units_of_the_slope):
    """The law; sum, product and squared distance of the two eigenvalues, from the traces of G and of G^2."""
    unit, total = gamma * omega / 2, U / eta_u - W / eta_w
    squares = U**2 / eta_u**2 - 2 * V**2 / (eta_u * eta_w) + W**2 / eta_w**2
    return All(
        Conserved(in_units_of_the_slope[0].flow, (u * u_k / eta_u - w * w_k / eta_w,)),
        Identity(unit * total, mu),
        Identity(unit**2 * (total**2 - squares) / 2, -(g**2) / 4),
        Identity(unit**2 * (2 * squares - total**2), S**2),
    )


@result.latex
def formula():
    return r"""
    With $G_{ik} = u_i u_k/\eta_u - w_i w_k/\eta_w$, of the eigenvalues $\lambda_\pm$ and zeros elsewhere,
    \[ \dot{G} = 0, \qquad
    \frac{\gamma \omega}{2} (\lambda_+ + \lambda_-) = \mu, \qquad
    \frac{\gamma^2 \omega^2}{4} \lambda_+ \lambda_- = - \frac{g^2}{4}, \qquad
    \frac{\gamma^2 \omega^2}{4} (\lambda_+ - \lambda_-)^2 = S^2. \]
    """
