"""The symbols of random initialisation: the slope in units of its spread, and parts of the weights."""

from ..notation import d, notation

z = notation.symbol("z", "z", "slope at time 0, in units of gamma sigma_u sigma_w", real=True)
x = notation.symbol("x", "x", "bound on the size of z", positive=True)
order = notation.define("n_K", "n_K", "order of the Bessel function", (d - 1) / 2, nonnegative=True)
