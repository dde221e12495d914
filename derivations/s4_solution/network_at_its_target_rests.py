"""A network that starts at the target does not move: there is no force on any weight."""

from sympy import Eq

from symfeat.claims import All, Flow, Result, Solves

from ..notation import K, R, f, f0, gamma, h, m2, omega, r0, u, u0, w, w0, y

result = Result(
    "network-at-its-target-rests",
    title="Rest at the target",
    given=(Eq(f0, y),),
    uses={"gradient": "gradient-flow-of-the-weights", "kernel": "kernel-obeys-one-equation"},
    source="xu-ziyin-2025",
)


@result.step
def no_force(gradient):
    """The force is proportional to the residual, which is zero."""
    force = {h: m2 * (f0 - y)}
    flow = Flow({s: rate.xreplace(force) for s, rate in gradient.rates.items()}, gradient.flow.time)
    return Solves(flow, {u: u0, w: w0}, {u: u0, w: w0})


@result.step
def slope_and_kernel_rest(no_force, kernel):
    """Slope and kernel stay at their values."""
    rest = {f: f0, K: 2 * gamma * omega * r0}
    return All(no_force, Solves(kernel.flow, rest, rest))


@result.statement
def claim(no_force, kernel, slope_and_kernel_rest):
    rest = {f: f0, K: 2 * gamma * omega * r0}
    return All(
        Solves(no_force.flow, {u: u0, w: w0}, {u: u0, w: w0}),
        Solves(kernel.flow, {f: y, K: 2 * gamma * omega * R}, rest),
    )


@result.latex
def formula():
    return r"""
    With the force $h = m_2 (f_0 - y)$ the only weights that start at $u_i(0)$ and $w_i(0)$ are
    \[ u_i(t) = u_i(0), \qquad w_i(t) = w_i(0), \]
    and the only slope and kernel that start at $f_0$ and $2 \gamma \omega r_0$ are
    \[ f(t) = y, \qquad K(t) = 2 \gamma \omega R. \]
    """
