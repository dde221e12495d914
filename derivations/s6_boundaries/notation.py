"""The symbols of the boundaries: how much change counts, and the speed of learning."""

from ..notation import notation

ratio = notation.symbol(
    "Lambda", r"\Lambda", "ratio of the kernel at the end to that at time 0", positive=True
)
tolerance = notation.symbol(
    "varepsilon", r"\varepsilon", "relative change of the kernel that counts as one", positive=True
)
turn = notation.symbol("delta_zeta", r"\delta_\zeta", "change of the alignment angle", unit="rad", real=True)
speed = notation.symbol("v", "v", "speed of the slope", unit="label/data/time", real=True)
loss_speed = notation.symbol("v_ell", r"v_\ell", "speed of the loss", unit="label^2/time", real=True)
