"""What several kernels share: the flow in units of its own size, turned so that its target is not negative.

The flow is odd and homogeneous, so side and unit are free. The unit leaves both ends of the float range,
where sums and reciprocals overflow. Assignments come with what the theory means by them.
"""

from functools import cached_property

from sympy import Abs, Eq, Max, Piecewise, Rational, Symbol, exp, sqrt
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
        self.raw = let("raw", sqrt(g**2 + mu**2), S)  # never scaled to nothing
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
    """Numerator P and denominator Q of the growth factor and the growth of Q, all by their roots.

    The root of a ratio of any two numbers of the float range is in that range; the ratio may not be. The
    smaller of alpha and beta is the square of the floor over the larger, which thus is never formed.
    """

    def __init__(self, let, flow):
        c, S_c, L, R_plus = flow.c, flow.floor, flow.larger, flow.R_plus
        ahead = flow.start >= 0
        S2, L2, R2 = let("S2", sqrt(S_c)), let("L2", sqrt(L)), let("R2", sqrt(R_plus))
        self.rho = rho = let("rho", Piecewise((S2 / L2, L > 0), (0, True)))
        self.sigma = sigma = let("sigma", Piecewise((S2 / R2, R_plus > 0), (0, True)))
        # The roots of what theta grows by in Q and in P
        a = let("a", Piecewise((L2, ahead), (S2, True)))
        k = let("k", Piecewise((sqrt(1 + (rho * sigma) ** 2), ahead), (sqrt(rho**2 + sigma**2), True)))
        in_P, in_Q = oriented(beta, alpha) + R + Abs(y), oriented(alpha, beta) + R - Abs(y)
        self.b = b = let(
            "b", sqrt(Piecewise((R_plus + S_c * rho**2, ahead), (L + R_plus, True))), sqrt(in_P / c)
        )
        x = let("x", flow.root * flow.turn, R * tau)
        near = let("near", Piecewise((x / 4, x < 1600), (400, True)), free=True)
        p, far = let("p", exp(-near)), let("far", exp(near / 2 - x / 8))
        far2 = let("far2", far * far)
        self.over = Eq(far2, 0)
        p2 = let("p2", p * far2)
        self.e = e = let("e", p2 * p2, sqrt(E))
        lag = let("lag", Piecewise((1, Eq(x, 0)), (-expm1(-x) / x, True)))
        whole = (flow.turn * lag / 2, x < 1024), (-expm1(-x) / (2 * flow.root), True)
        self.theta = let("theta_c", Piecewise(*whole), c * theta)
        self.th = th = let("th", sqrt(self.theta))
        # Half of the growth on each factor, so that nothing underflows on the way.
        q, q2 = let("q", 1 / p), let("q2", 1 / far)
        h, j = let("h", th * a), k
        for i, factor in enumerate((q, q2, q2)):
            h, j = let(f"h{i}", h * factor), let(f"j{i}", j * factor)
        self.T = let("T", h * j, sqrt(theta * in_Q / E))
        self.a, self.k, self.in_Q = a, k, in_Q
        self.u = let("u", th * b, sqrt(theta * in_P))
        self.iP = let("iP", 1 / sqrt(self.u**2 + e**2), 1 / sqrt(oriented(P, Q)))
        self.climb = let("climb", self.u * self.iP, sqrt(theta * in_P / oriented(P, Q)))  # root of 1 - E/P
