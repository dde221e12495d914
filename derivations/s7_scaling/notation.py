"""The symbols of scaling: exponents of a parameter that grows without bound, and what they multiply."""

from ..notation import notation

log_kappa = notation.symbol(
    "log_kappa", r"\ln \kappa", "logarithm of the scaling parameter, such as the width", positive=True
)
c_d = notation.symbol("c_d", "c_d", "exponent of the width", nonnegative=True)
c_gamma = notation.symbol("c_gamma", r"c_\gamma", "exponent of the output scale", real=True)
c_u = notation.symbol("c_u", "c_u", "exponent of the output weights' variance", real=True)
c_w = notation.symbol("c_w", "c_w", "exponent of the input weights' variance", real=True)
c_eta_u = notation.symbol("c_eta_u", r"c_{\eta u}", "exponent of the output layer's rate", real=True)
c_eta_w = notation.symbol("c_eta_w", r"c_{\eta w}", "exponent of the input layer's rate", real=True)
e_f = notation.symbol("e_f", "e_f", "exponent of the slope at time 0", real=True)
e_g = notation.symbol("e_g", "e_g", "exponent of the wedge", real=True)
e_S = notation.symbol("e_S", "e_S", "exponent of the floor", real=True)
e_r = notation.symbol("e_r", "e_r", "exponent of the rate", real=True)
delta = notation.symbol(
    "delta", r"\delta", "half the exponent by which the layers' weighted variances differ", real=True
)
F = notation.symbol("F", "F", "prefactor of the slope at time 0", unit="label/data", real=True)
G = notation.symbol("G", "G", "prefactor of the wedge", unit="label/data", positive=True)
Sigma = notation.symbol("Sigma", r"\Sigma", "prefactor of the floor", unit="label/data", positive=True)
l_u = notation.symbol("l_u", "l_u", "exponent by which the output weights are rescaled", real=True)
l_w = notation.symbol("l_w", "l_w", "exponent by which the input weights are rescaled", real=True)

# Conjugates of squared norms and overlap, each over its variance, in their generating function
j_U = notation.symbol("j_U", "j_U", "conjugate of the output weights' squared norm", real=True)
j_W = notation.symbol("j_W", "j_W", "conjugate of the input weights' squared norm", real=True)
j_V = notation.symbol("j_V", "j_V", "conjugate of the overlap", real=True)
