"""The kernel grows exactly when the layers align: both follow from the sizes of target and slope."""

from sympy import Abs, sqrt

from symfeat.claims import Equivalence, Inequality, Result

from ..notation import R, f0, g, gamma, omega, r0, y

result = Result(
    "kernel-grows-iff-layers-align",
    title="Kernel growth is alignment",
    given=(g > 0,),
    uses={
        "kernel": "kernel-grows-iff-target-exceeds-slope",
        "align": "layers-align-iff-target-exceeds-slope",
    },
    source="xu-ziyin-2025",
)


@result.step
def chained(kernel, align):
    """Each is a positive multiple of the same difference of sizes, hence of the other."""
    return Equivalence(kernel.first, align.first, kernel.factor / align.factor)


@result.statement
def claim(chained):
    start, end = sqrt(f0**2 + g**2), sqrt(y**2 + g**2)
    factor = 2 * gamma * omega * start * end * (Abs(y) * start + Abs(f0) * end) / (g**2 * (R + r0))
    return Equivalence(
        Inequality(2 * gamma * omega * R, ">", 2 * gamma * omega * r0),
        Inequality(Abs(y) / end, ">", Abs(f0) / start),
        factor,
    )


@result.latex
def formula():
    return r"""
    The kernel at the end, $K_\infty = 2 \gamma \omega R$, exceeds that at the start,
    $K_0 = 2 \gamma \omega r_0$, exactly when the size of the cosine does:
    \[ K_\infty > K_0 \iff
    \frac{\lvert y \rvert}{\sqrt{y^2 + g^2}} > \frac{\lvert f_0 \rvert}{\sqrt{f_0^2 + g^2}}. \]
    """
