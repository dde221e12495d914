"""Networks with numbers for all their weights, to find the boundaries again by integrating the full flow.

What is measured is what the words mean: the flow is the gradient flow of the loss, the kernel the squared
gradient of the slope at the layers' rates, the cosine an overlap over norms. No solution enters.
"""

from sympy import Add, Integer, Mul, Rational, diff, sqrt

from symfeat.algebra import gradient_flow, neurons
from symfeat.claims import Boundary

from ..notation import S, eta_u, eta_w, f, f0, g, gamma, m2, mu, notation, omega, t, u, w, w0, y

SETTING = {gamma: Rational(5, 4), eta_u: Rational(2, 3), eta_w: Rational(7, 5), m2: Rational(6, 7)}


class Network:
    """Output and input weights at time 0, in the common setting; the target is 2 unless it is the unknown."""

    target = Integer(2)

    def __init__(self, out, into):
        us, ws = neurons(u, len(out)), neurons(w, len(into))
        self.start = dict(zip((*us, *ws), (*out, *into), strict=True))
        rates = dict.fromkeys(us, eta_u) | dict.fromkeys(ws, eta_w)
        U, W, V = (Add(*map(Mul, one, other)) for one, other in ((us, us), (ws, ws), (us, ws)))
        self.slope = gamma * V
        self.loss = m2 * (self.slope - y) ** 2 / 2
        self.kernel = Add(*(rate * diff(self.slope, weight) ** 2 for weight, rate in rates.items()))
        self.cosine = V / sqrt(U * W)
        self.flow = gradient_flow(self.loss, rates, t)
        wedge, imbalance = gamma * sqrt(U * W - V**2), gamma * (eta_w * U - eta_u * W) / (2 * omega)
        # What the closed forms are written in, from the weights at time 0.
        named = {f0: self.slope, g: wedge, mu: imbalance, S: sqrt(wedge**2 + imbalance**2)}
        self.reduced = {symbol: notation.expand(value) for symbol, value in named.items()}

    def boundary(self, unknown, equation, solution, box, observable, **event):
        """The boundary where the equation holds, in this network."""
        values = {
            symbol: value for symbol, value in (SETTING | {y: self.target}).items() if symbol != unknown
        }
        closed = {"equation": notation.expand(equation), "solution": notation.expand(solution)}
        return Boundary(
            unknown=unknown,
            box=box,
            flow=self.flow,
            start=self.start,
            values=values,
            observable=observable,
            reduced=self.reduced,
            **closed,
            **event,
        )

    def bend(self, equation, solution, box, curve):
        """The slope at which the second derivative of a curve, in the weights, changes its sign."""
        event = self.flow.derivative(self.flow.derivative(curve))
        return self.boundary(f, equation, solution, box, self.slope, event=event, way="passage")


ONE = Network((Rational(3, 4),), (w0,))
PAIR = Network((Rational(3, 4), Rational(-2, 7)), (Rational(1, 3), Rational(4, 5)))
TRIPLE = Network(
    (Rational(3, 5), Rational(-1, 4), Rational(1, 2)), (Rational(-2, 5), Rational(1, 3), Rational(1, 7))
)
# At the target 2 the curve of the first has bends ahead of it, and of either kind the second has met one.
EARLY = Network((Rational(1, 2), Rational(-1, 7)), (Rational(-1, 5), Rational(2, 5)))
MIDWAY = Network(
    (Rational(1, 3), Rational(-1, 5), Rational(1, 4)), (Rational(2, 5), Rational(1, 9), Rational(3, 7))
)
