"""Friction takes energy from an oscillator at the rate of its force times the velocity."""

from sympy import expand

from symfeat.claims import Evolves, Flow, Result

from .notation import E, c, k, m, notation, t, v, x

motion = Flow({x: v, v: -(k * x + c * v) / m}, t)
energy = notation.expand(E)

result = Result("friction-dissipates-energy", title="Friction dissipates energy")


@result.step
def power():
    """Differentiate along the motion; the spring's power cancels."""
    return Evolves(motion, {E: energy}, {E: expand(motion.derivative(energy))})


@result.statement
def claim(power):
    """Energy falls at the rate $c v^2$."""
    return Evolves(motion, {E: energy}, {E: -c * v**2})
