"""Slopes, floor and inverse clock share one unit, and turning all slopes turns the flow.

So the flow may be looked at in any unit and from the target's side.
"""

from sympy import Abs, Ne, Rational, factor, sqrt

from symfeat.claims import All, Identity, Result

from ..notation import S, f, f0, lam, notation, t, y

result = Result(
    "flow-is-odd-and-homogeneous",
    title="Unit and side of the flow",
    given=(Ne(lam, 0),),
    uses={"rate": "slope-obeys-one-equation", "slope": "slope-has-a-closed-form"},
    source="xu-ziyin-2025",
)


def scaled(expression):
    """The expression with all slopes times lambda, the floor and the inverse clock times its size."""
    change = {s: lam * s for s in (f, f0, y)} | {S: Abs(lam) * S, t: t / Abs(lam)}
    moved = notation.expand(expression).xreplace(change)
    return moved.replace(
        lambda part: part.is_Pow and part.exp == Rational(1, 2), lambda root: sqrt(factor(root.base))
    )


@result.step
def rates(rate):
    """The rate takes the factor twice: by the slope, and by the clock that measures it."""
    now = rate.rates[f]
    return Identity(scaled(now), lam * Abs(lam) * notation.expand(now))


@result.step
def solutions(rates, slope):
    """So the scaled flow is solved by the scaled solution."""
    now = slope.solution[f]
    return All(rates, Identity(scaled(now), lam * notation.expand(now)))


@result.statement
def claim(rate, slope, solutions):
    motion, path = rate.rates[f], slope.solution[f]
    return All(
        Identity(scaled(motion), Abs(lam) * lam * motion),
        Identity(scaled(path), lam * path),
    )


@result.latex
def formula():
    return r"""
    Let all slopes be multiplied by $\lambda$, the floor by $\lvert \lambda \rvert$ and the time by
    $1 / \lvert \lambda \rvert$. Then the rate $- \Omega \sqrt{f^2 + S^2} \, (f - y)$ is multiplied by
    $\lambda \lvert \lambda \rvert$, and the exact slope $f(t)$ by $\lambda$.
    """
