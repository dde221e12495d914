"""What several kernels share: the flow in units of its own size, and sums without a difference.

The flow is homogeneous, so the unit is free. A power of two makes the scaling exact; it leaves room for the
squares of everything that is comparable with the largest number, and below for small products of them.
"""

from sympy import Abs, And, Eq, Ge, Max, Or, Rational, Symbol, exp, sqrt
from sympy.codegen.cfunctions import expm1

from symfeat.claims import PowerOfTwo

from .notation import E, P, Q, R, S, f0, g, mu, r0, tau, y

FLOW = {"slope0": f0, "wedge": g, "imbalance": mu, "target": y, "clock": tau}
RANGE = 2**500  # how far apart sizes may lie: the squares of all of them are normal numbers of float64
HEADROOM = 2**200  # size of the largest number in its unit


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


def comparable(*sizes):
    """The domain: each of the sizes, none of them negative, vanishes or is comparable with the largest."""
    return tuple(Or(Eq(size, 0), Ge(size, Max(*sizes) / RANGE)) for size in sizes)


SIZES = (Abs(f0), g, Abs(mu), Abs(y))


def unit_of(let, sizes):
    """The unit in which the largest of the sizes is at the headroom, and its inverse."""
    peak = PowerOfTwo(Max(let("peak", Max(*sizes)), Rational(1, 2**800)))  # lest the unit underflow
    unit = let("unit", peak / HEADROOM, kind="positive", free=True)
    return unit, let("inverse", 1 / unit, kind="positive")


def affinity(p, q):
    """S^2 + pq + the product of the kernel roots at the slopes p and q: small where these differ in sign."""
    return S**2 + p * q + sqrt(p**2 + S**2) * sqrt(q**2 + S**2)


class Scaled:
    """The arguments in units of c, the squared floor, and the kernel roots at the start and the target."""

    def __init__(self, let, sizes=SIZES):
        self.let = let
        self.c, self.inverse = c, _ = unit_of(let, sizes)
        self.start, self.goal = self.scaled("start", f0), self.scaled("goal", y)
        self.wedge = let("g_c", g * self.inverse)
        self.S2 = let("S2", self.wedge**2 + self.scaled("mu_c", mu) ** 2, S**2 / c**2)
        self.root0, self.root = (
            self.kernel_root("root0", self.start, r0 / c),
            self.kernel_root("root", self.goal, R / c),
        )
        self.along, self.C, self.roots = self.affinity(
            "C", (self.start, f0, self.root0), (self.goal, y, self.root)
        )
        # Without a floor, and slope and target of opposite signs or zero, the affinity vanishes.
        self.stuck = And(Eq(self.S2, 0), self.along <= 0)

    def scaled(self, name, value):
        """A number in units of c."""
        return self.let(name, value * self.inverse, kind="real")

    def kernel_root(self, name, slope, meaning):
        """The kernel root at a slope in units of c."""
        return self.let(name, sqrt(slope**2 + self.S2), meaning)

    def affinity(self, name, first, second):
        """The product of two slopes, their affinity without a difference, and the sum of their kernel roots.

        Each slope comes as its value, its meaning and its kernel root.
        """
        (p, p_meaning, p_root), (q, q_meaning, q_root) = first, second
        along = self.let(f"{name}_along", p * q, kind="real")
        size = self.let(f"{name}_size", Abs(along))
        sum_ = self.let(f"{name}_sum", self.S2 + p_root * q_root + size)
        roots = self.let(f"{name}_roots", p_root + q_root)
        apart, both = self.S2 * roots**2 / sum_, self.let(f"{name}_both", along + size)
        return along, self.let(name, apart + both, affinity(p_meaning, q_meaning) / self.c**2), roots


class Passage(Scaled):
    """What start and target weigh at a clock: R^2 PQ, and its parts, as sums without a difference."""

    def __init__(self, let):
        super().__init__(let)
        c = self.c
        self.gap = let("gap", self.start - self.goal, kind="real")
        rate = let("rate", self.root * c, R)  # by itself, lest a short clock underflow in the unit
        x2 = let("x2", -rate * tau / 2, -R * tau / 2, kind="nonpositive")
        self.e, h = let("e", exp(x2), sqrt(E)), let("h", expm1(x2), kind="nonpositive")
        self.fade = fade = let("fade", h * (1 + self.e), E - 1, kind="nonpositive")
        self.Re = let("Re", self.root * self.e, R * sqrt(E) / c)
        self.RE = let("RE", self.Re * self.e, R * E / c)
        self.reach = let("reach", self.RE - fade * self.roots, (R * E + (1 - E) * (r0 + R)) / c)
        self.drawn = let("drawn", fade * self.C, kind="nonpositive")
        self.full = let("full", fade * self.drawn / 2)
        self.PQ = let("PQ", self.full + self.RE * self.reach, R**2 * P * Q / c**2)
