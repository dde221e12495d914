"""Where slope and target have opposite signs, the kernel first falls to its floor, then grows.

It falls as long as the slope has the sign that it started with. Where the slope is zero the kernel has the
least value that the floor allows, and from there it grows up to the target.
"""

from sympy import Integer

from symfeat.claims import All, Equivalence, Inequality, Result

from ..notation import K, S, f, f0, gamma, m2, omega, r, y

result = Result(
    "kernel-falls-to-its-floor",
    title="The kernel falls and rises",
    given=(f0 * y < 0, y * (y - f) > 0),
    uses={"kernel": "kernel-obeys-one-equation", "slope": "slope-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def falls(kernel):
    """Short of the target the residual has the sign of the start, so that the slope's sign decides."""
    rate = kernel.rates[K]
    return Equivalence(Inequality(rate, "<", 0), Inequality(0, "<", f * f0), -rate / (f * f0))


@result.step
def least(slope, kernel, falls):
    """The kernel of the slope's equation is above its value at the slope zero, wherever that is not zero."""
    now = slope.rates[f] * K / kernel.rates[f]
    lowest = now.xreplace({f: Integer(0)})
    factor = 4 * gamma**2 * omega**2 / (now + lowest)
    return All(falls, Equivalence(Inequality(now, ">", lowest), Inequality(f**2, ">", 0), factor))


@result.statement
def claim(least):
    return All(
        Equivalence(
            Inequality(-4 * omega**2 * gamma**2 * m2 * f * (f - y), "<", 0),
            Inequality(0, "<", f0 * f),
            4 * omega**2 * gamma**2 * m2 * (f - y) / f0,
        ),
        Equivalence(
            Inequality(2 * gamma * omega * r, ">", 2 * gamma * omega * S),
            Inequality(f**2, ">", 0),
            2 * gamma * omega / (r + S),
        ),
    )


@result.latex
def formula():
    return r"""
    With $\dot{K} = - 4 \omega^2 \gamma^2 m_2 f (f - y)$ and $K = 2 \gamma \omega r$,
    \[ \dot{K} < 0 \iff f f_0 > 0, \qquad K > 2 \gamma \omega S \iff f^2 > 0. \]
    """
