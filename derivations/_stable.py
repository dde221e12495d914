"""What several kernels share: the flow in units of its own size, turned so that its target is not negative.

The flow is odd and homogeneous, so side and unit are free. The unit leaves both ends of the float range,
where sums and reciprocals overflow. Assignments come with what the theory means by them.
"""

from functools import cached_property

from sympy import Abs, And, Max, Piecewise, Rational, Symbol, exp, sqrt
from sympy.codegen.cfunctions import expm1

from .notation import E, P, Q, R, S, alpha, beta, f0, g, mu, r0, tau, theta, y

FLOW = {"slope0": f0, "wedge": g, "imbalance": mu, "target": y, "clock": tau}
FAR = 2**500  # beyond it products of several such numbers may leave the range of float64


class Lets:
    """Collects assignments, what they mean, and which of them may be any number."""

    def __init__(self):
        self.lets, self.meanings, self.free = [], {}, set()

    def __call__(self, name, value, meaning=None, *, kind="nonnegative", free=False):
        symbol = Symbol(name, **{kind: True})
        self.lets.append((symbol, value))
        if meaning is not None:
            self.meanings[symbol] = meaning
        if free:
            self.free.add(symbol)
        return symbol

    def program(self, outputs, computes, args=FLOW):
        lets = {"lets": tuple(self.lets), "meanings": self.meanings, "free": frozenset(self.free)}
        return {"args": args, "outputs": outputs, "computes": computes, **lets}


def oriented(forward, mirrored):
    """What stands for `forward` in the turned flow; without a target the first slope decides the side."""
    return Piecewise((mirrored, y < 0), (forward, y > 0), (mirrored, f0 < 0), (forward, True))


class Oriented:
    """The arguments, turned and in units of c, the floor, and the kernel roots."""

    def __init__(self, let):
        self.side = side = let("side", oriented(1, -1), kind="real")
        peak = let("peak", Max(Abs(f0), g, Abs(mu), Abs(y)))
        units = (Rational(1, 2**150), peak < Rational(1, 2**900)), (16, peak > 2**1000), (1, True)
        self.c = c = let("unit", Piecewise(*units), kind="positive", free=True)
        self.start = let("start", side * f0 / c, kind="real")
        self.goal = let("goal", side * y / c, Abs(y) / c)
        self.wedge = let("g_c", g / c)
        imbalance = let("mu_c", mu / c, kind="real")
        self.floor = let("floor", sqrt(self.wedge**2 + imbalance**2), S / c)
        self.root = let("root", sqrt(self.goal**2 + self.floor**2), R / c)
        self.root0 = let("root0", sqrt(self.start**2 + self.floor**2), r0 / c)
        # The larger of alpha and beta, and of R + y and R - y; floor^2 over them is the smaller.
        self.larger = let("larger", self.root0 + Abs(self.start), (r0 + Abs(f0)) / c)
        self.R_plus = let("R_plus", self.root + self.goal)
        self._let = let

    @cached_property
    def turn(self):
        """The clock in units of 1/c, assigned where a program first asks for it."""
        return self._let("turn", self.c * tau)


class Fractions:
    """Numerator P and denominator Q of the growth factor, and the growth T of Q over its start.

    alpha = a^2/larger and beta = b^2/larger, so that the square of a small floor is never formed.
    """

    def __init__(self, let, flow):
        c, S_c, L, R_plus = flow.c, flow.floor, flow.larger, flow.R_plus
        ahead = flow.start >= 0
        self.C = let("C", L + R_plus)
        rho = let("rho", Piecewise((S_c / L, L > 0), (0, True)))
        self.sigma = sigma = let("sigma", Piecewise((S_c / R_plus, R_plus > 0), (0, True)))
        larger = (r0 + Abs(f0)) / c
        self.a_means = Piecewise((larger, oriented(f0, -f0) >= 0), (S / c, True))
        self.b_means = Piecewise((S / c, oriented(f0, -f0) >= 0), (larger, True))
        self.a = a = let("a", Piecewise((L, ahead), (S_c, True)), self.a_means)
        self.b = let("b", Piecewise((S_c, ahead), (L, True)), self.b_means)
        self.k = k = let("k", Piecewise((1 + rho * sigma, ahead), (rho + sigma, True)))  # (alpha + R_minus)/a
        plus = (oriented(beta, alpha) + R + Abs(y)) / c
        self.B = let("B", Piecewise((S_c * rho + R_plus, ahead), (self.C, True)), plus)
        x = let("x", flow.root * flow.turn, R * tau)
        self.p = let("p", exp(-x / 4))  # E^(1/4); E itself would underflow before the saddle is passed
        self.p2 = let("p2", self.p * self.p)
        self.theta = let("theta_c", -expm1(-x) / (2 * flow.root), c * theta)
        self.q = q = let("q", 1 / self.p)
        self.h = h = let("h", self.theta * a)
        # Two quarters of the clock on each factor of theta A, so that nothing underflows on the way.
        half = let("h2", let("h1", h * q) * q)
        self.k2 = let("k2", let("k1", k * q) * q)
        grown = Piecewise((half * self.k2, And(h > 0, k > 0)), (0, True))
        self.T = let("T", grown, theta * (oriented(alpha, beta) + R - Abs(y)) / E)
        self.P = let("P", self.theta * self.B + self.p2 * self.p2, oriented(P, Q))
