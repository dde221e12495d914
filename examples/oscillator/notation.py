"""The damped oscillator's symbols."""

from symfeat.claims import Notation

notation = Notation("oscillator")

x = notation.symbol("x", "x", "displacement", unit="m", real=True)
v = notation.symbol("v", "v", "velocity", unit="m/s", real=True)
t = notation.symbol("t", "t", "time", unit="s", real=True)
m = notation.symbol("m", "m", "mass", unit="kg", positive=True)
k = notation.symbol("k", "k", "stiffness", unit="N/m", positive=True)
c = notation.symbol("c", "c", "friction", unit="kg/s", nonnegative=True)
E = notation.define("E", "E", "energy", m * v**2 / 2 + k * x**2 / 2, unit="J", nonnegative=True)
