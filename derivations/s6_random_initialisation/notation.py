"""The symbols of random initialisation: parts of the weights, and the slope in units of its spread."""

from ..notation import d, notation

w_par = notation.symbol(
    "w_par", r"w_{\text{along}}", "part of the input weights along the output weights", real=True
)
sine = notation.symbol("s_zeta", r"s_\zeta", "sine of the alignment angle at time 0", positive=True)
squared_cosine = notation.symbol(
    "c_sq", r"c_{sq}", "squared cosine of the alignment angle at time 0", positive=True
)
spread = notation.symbol(
    "upsilon", r"\upsilon", "squared norm of the output weights over their variance", positive=True
)
z = notation.symbol("z", "z", "slope at time 0, in units of gamma sigma_u sigma_w", real=True)
x = notation.symbol("x", "x", "bound on the size of z", positive=True)
order = notation.define("n_K", "n_K", "order of the Bessel function", (d - 1) / 2, nonnegative=True)

# Conjugates of the modes' weights, each over its scale, in their Laplace transform
j_alpha = notation.symbol("j_alpha", r"j_\alpha", "conjugate of the growing modes' weight", positive=True)
j_beta = notation.symbol("j_beta", r"j_\beta", "conjugate of the decaying modes' weight", positive=True)
