"""The symbols of the exact theory, each declared once, in the order in which formulas print them.

Units: label for q and for the network's output, data for s; a slope is label/data. Rates absorb the
step, so that time is counted in the optimiser's own unit.
"""

from sympy import exp, sqrt

from symfeat.claims import Notation

notation = Notation("feature learning in a one-hidden-layer linear network")
_symbol, _define = notation.symbol, notation.define

# Hyperparameters
d = _symbol("d", "d", "width: number of hidden neurons", integer=True, positive=True)
gamma = _symbol("gamma", r"\gamma", "output scale", positive=True)
eta_u = _symbol("eta_u", r"\eta_u", "learning rate of the output layer", unit="1/time", positive=True)
eta_w = _symbol("eta_w", r"\eta_w", "learning rate of the input layer", unit="1/time", positive=True)
omega = _define("omega", r"\omega", "geometric mean of the rates", sqrt(eta_u * eta_w), positive=True)
varkappa = _symbol("varkappa", r"\varkappa", "root of the ratio of the learning rates", positive=True)
sigma_u = _symbol("sigma_u", r"\sigma_u", "standard deviation of the output weights at time 0", positive=True)
sigma_w = _symbol("sigma_w", r"\sigma_w", "standard deviation of the input weights at time 0", positive=True)

# Data
s = _symbol("s", "s", "datum along the one direction", unit="data", real=True)
q = _symbol("q", "q", "label", unit="label", real=True)
m2 = _symbol("m_2", "m_2", "second moment of the data", unit="data^2", positive=True)
Omega = _define("Omega", r"\Omega", "rate of the clock", 2 * gamma * omega * m2, positive=True)
m_sq = _symbol("m_sq", r"m_{sq}", "average of datum times label", unit="data label", real=True)
m_qq = _symbol("m_qq", r"m_{qq}", "second moment of the labels", unit="label^2", nonnegative=True)
y = _symbol("y", "y", "target: the slope of least squares", unit="label/data", real=True)
h = _symbol("h", "h", "force: derivative of the loss by the slope", unit="data label", real=True)

# Weights of one neuron, then sums over neurons (they move with time)
u = _symbol("u", "u_i", "output weight of neuron i", real=True)
w = _symbol("w", "w_i", "input weight of neuron i along the data", real=True)
u0 = _symbol("u0", "u_i(0)", "output weight of neuron i at time 0", real=True)
w0 = _symbol("w0", "w_i(0)", "input weight of neuron i along the data at time 0", real=True)
a = _symbol("a", "a_i", "growing mode of neuron i", real=True)
b = _symbol("b", "b_i", "decaying mode of neuron i", real=True)
u_k = _symbol("u_k", "u_k", "output weight of another neuron k", real=True)
w_k = _symbol("w_k", "w_k", "input weight of another neuron k along the data", real=True)
a_k = _symbol("a_k", "a_k", "growing mode of another neuron k", real=True)
b_k = _symbol("b_k", "b_k", "decaying mode of another neuron k", real=True)
for _i in (1, 2, 3):  # the neurons of the widths that are spelled out, as symfeat.algebra.neurons names them
    _symbol(f"u{_i}", f"u_{_i}", f"output weight of neuron {_i}", real=True)
    _symbol(f"w{_i}", f"w_{_i}", f"input weight of neuron {_i} along the data", real=True)
    _symbol(f"a{_i}", f"a_{_i}", f"growing mode of neuron {_i}", real=True)
    _symbol(f"b{_i}", f"b_{_i}", f"decaying mode of neuron {_i}", real=True)
U = _symbol("U", "U", "squared norm of the output weights", nonnegative=True)
W = _symbol("W", "W", "squared norm of the input weights", nonnegative=True)
V = _symbol("V", "V", "overlap of the layers, the sum of u_i w_i", real=True)
n_u = _symbol("n_u", "|u|", "norm of the output weights", nonnegative=True)
n_w = _symbol("n_w", "|w|", "norm of the input weights", nonnegative=True)
n_perp = _symbol(
    "n_perp",
    r"|w_{\text{rej}}|",
    "norm of the input weights' part that is orthogonal to the output weights",
    nonnegative=True,
)
A = _define(
    "A", "A", "squared norm of the growing modes", eta_w * U + eta_u * W + 2 * omega * V, nonnegative=True
)
B = _define(
    "B", "B", "squared norm of the decaying modes", eta_w * U + eta_u * W - 2 * omega * V, nonnegative=True
)

# The reduced description
f = _symbol("f", "f", "slope of the network", unit="label/data", real=True)
f0 = _symbol("f0", "f_0", "slope at time 0", unit="label/data", real=True)
g = _symbol("g", "g", "wedge", unit="label/data", nonnegative=True)
mu = _symbol("mu", r"\mu", "imbalance", unit="label/data", real=True)
S = _symbol("S", "S", "floor: the smallest kernel root", unit="label/data", nonnegative=True)
K = _symbol("K", "K", "neural tangent kernel at slope level", unit="1/time", nonnegative=True)
phi = _symbol("phi", r"\varphi", "hyperbolic angle of the slope", real=True)
phi0 = _symbol("phi0", r"\varphi_0", "hyperbolic angle at time 0", real=True)
phi_inf = _symbol("phi_inf", r"\varphi_\infty", "hyperbolic angle of the target", real=True)
residual = _symbol("epsilon", r"\epsilon", "residual: slope minus target", unit="label/data", real=True)
ell = _symbol("ell", r"\ell", "loss above its minimum", unit="label^2", nonnegative=True)
ell_rest = _symbol("ell_rest", r"\ell_{\text{rest}}", "irreducible loss", unit="label^2", nonnegative=True)
f_inf = _symbol("f_inf", r"f_\infty", "slope in the limit", unit="label/data", real=True)
zeta = _symbol("zeta", r"\zeta", "alignment angle between the layers", unit="rad", real=True)
zeta0 = _symbol("zeta0", r"\zeta_0", "alignment angle at time 0", unit="rad", real=True)
zeta_inf = _symbol("zeta_inf", r"\zeta_\infty", "alignment angle at the target", unit="rad", real=True)
c = _symbol("c", "c", "cosine of the alignment angle", real=True)
rho = _symbol(
    "rho", r"\rho", "product of the layers' norms times the output scale", unit="label/data", nonnegative=True
)

r = _define("r", "r", "kernel root", sqrt(f**2 + S**2), unit="label/data", nonnegative=True)
r0 = _define("r0", "r_0", "kernel root at time 0", sqrt(f0**2 + S**2), unit="label/data", nonnegative=True)
R = _define("R", "R", "kernel root at the target", sqrt(y**2 + S**2), unit="label/data", nonnegative=True)
alpha = _define(
    "alpha", r"\alpha", "weight of the growing modes at time 0", r0 + f0, unit="label/data", nonnegative=True
)
beta = _define(
    "beta", r"\beta", "weight of the decaying modes at time 0", r0 - f0, unit="label/data", nonnegative=True
)
xi = _symbol("xi", r"\xi", "growth factor of the squared growing modes", positive=True)
psi = _symbol("psi", r"\psi", "rapidity of the boost of the weights", real=True)
nu = _symbol("nu", r"\nu", "contraction: factor of the mode that shrinks", nonnegative=True)
chi = _symbol("chi", r"\chi", "gain: hyperbolic sine of the rapidity", real=True)
lam = _symbol("lambda", r"\lambda", "factor of all slopes, negative where they turn", real=True)
N = _symbol("N", "N", "numerator of the growth factor", positive=True)
D = _symbol("D", "D", "denominator of the growth factor", positive=True)
X = _symbol("X", "X", "linearising coordinate", real=True)

# Time, after the rates that multiply it
t = _symbol("t", "t", "time", unit="time", nonnegative=True)
tau = _symbol("tau", r"\tau", "clock: Omega t", unit="data/label", nonnegative=True)
E = _define("E", "E", "decay factor of the final kernel", exp(-Omega * R * t), positive=True)
theta = _define(
    "theta",
    r"\theta",
    "half the clock time, saturating at the time constant",
    (1 - E) / (2 * R),
    unit="data/label",
    nonnegative=True,
)
P = _define("P", "P", "numerator of the growth factor, bounded", theta * (beta + R + y) + E, positive=True)
Q = _define("Q", "Q", "denominator of the growth factor, bounded", theta * (alpha + R - y) + E, positive=True)
