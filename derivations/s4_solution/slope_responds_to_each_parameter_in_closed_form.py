"""How the slope at a given clock responds to its start, the clock, its target and the floor.

Each response has one sign: a higher start or target never lowers the slope, and a higher floor brings it
nearer to the target. With x = R tau they are sums of terms that are not negative, since x lies between
2 tanh(x/2) and sinh x: one of these terms is E (sinh x - x).
"""

from sympy import Eq, diff

from symfeat.claims import All, Identity, Result

from ..notation import E, Omega, P, Q, R, S, alpha, beta, f, f0, notation, r0, t, tau, y

result = Result(
    "slope-responds-to-each-parameter-in-closed-form",
    title="The response of the slope",
    given=(R > 0, r0 > 0, Eq(t, tau / Omega)),
    uses={"slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)
left = E / (P * Q)  # what is left of the initial residual
now = y + (f0 - y) * left
root = (alpha * P**2 + beta * Q**2) / (2 * P * Q)  # the kernel root now
gone, ratio = 1 - E, (1 - E) / (1 + E)
excess = R * tau - 2 * ratio


def by_the_clock(expr):
    """Over base symbols, as `diff` needs it, and with the clock for the time."""
    return notation.expand(expr).xreplace({t: notation.expand(tau / Omega)})


@result.step
def exceeds():
    """The excess of x over 2 tanh(x/2) grows with the clock, from zero."""
    return Identity(diff(by_the_clock(excess), tau), by_the_clock(R * ratio**2))


@result.step
def differentiated(slope, exceeds):
    """Differentiate the slope; by target and floor this leaves differences, in which digits are lost."""
    known = by_the_clock(slope.solution[f])
    target = root / R**2 * (root - r0 * left - y * tau * (now - y))
    floor = (y - now) * root / R**2 * (S**2 * tau + (S**2 - y * f0) / r0 - (S**2 - y * now) / root)
    return All(
        Identity(diff(known, f0), left * root / r0),
        Identity(diff(known, tau), root * (y - now)),
        Identity(diff(known, y), target),
        Identity(S * diff(known, S), floor),
        exceeds,
    )


@result.statement
def claim(differentiated):
    start, clock, target, floor, exceeds = (part.lhs for part in differentiated)
    along = S**2 + f0 * y + r0 * R
    gain = along * (gone**2 * ratio / 2 - E * excess)  # the factor is E (sinh x - x)
    gain += R * E * ((R + r0) * (excess + gone * ratio) + R * gone)
    held = root * excess + ratio * (r0 * gone + R * (1 + E)) ** 2 / (2 * r0 * P * Q)
    return All(
        Identity(start, left * root / r0),
        Identity(clock, root * (y - now)),
        Identity(target, root * gain / (R**3 * P * Q)),
        Identity(floor, (y - now) * S**2 * held / R**3),
        Identity(exceeds, R * ratio**2),
    )


@result.latex
def formula():
    return r"""
    With the kernel root $r = (\alpha P^2 + \beta Q^2) / (2 P Q)$ and $h = R \tau - 2 (1 - E) / (1 + E)$,
    which grows from zero as $\partial h / \partial \tau = R (1 - E)^2 / (1 + E)^2$,
    \[ \begin{aligned}
    \frac{\partial f}{\partial f_0} &= \frac{E}{P Q} \frac{r}{r_0}, \qquad
    \frac{\partial f}{\partial \tau} = r (y - f), \\
    \frac{\partial f}{\partial y} &= \frac{r}{R^3 P Q} \left( \left( S^2 + f_0 y + r_0 R \right)
    \left( \frac{(1 - E)^3}{2 (1 + E)} - E h \right) \right. \\
    & \qquad \left. {} + R E \left( (r_0 + R) \left( h + \frac{(1 - E)^2}{1 + E} \right)
    + R (1 - E) \right) \right), \\
    \frac{\partial f}{\partial S} &= \frac{(y - f) S}{R^3} \left( r h + \frac{1 - E}{1 + E} \,
    \frac{\left( r_0 (1 - E) + R (1 + E) \right)^2}{2 r_0 P Q} \right).
    \end{aligned} \]
    """
