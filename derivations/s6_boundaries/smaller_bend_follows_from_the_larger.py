"""Where slope and loss curve bend, without cancellation: the smaller slope by its product with the larger.

For a positive target the larger is a sum. Under the roots stand differences of squares, which are products.
A negative target mirrors all of it.
"""

from sympy import Abs, Eq, Ge, Max, Piecewise, expand, nan, sign, sqrt

from symfeat.claims import All, Identity, Result

from .._stable import Lets, comparable, unit_of
from ..notation import S, g, mu, y

result = Result(
    "smaller-bend-follows-from-the-larger",
    title="Stable evaluation of the bends",
    given=(Eq(g, sqrt(S**2 - mu**2)), Ge(S**2, mu**2)),
    uses={
        "slope": "learning-accelerates-between-two-slopes",
        "loss": "loss-curve-steepens-between-two-slopes",
    },
    source="xu-ziyin-2025",
)

SIZES = (g, Abs(mu), Abs(y))
CURVES = {"slope": (8, 4), "loss": (24, 6)}


@result.step
def quotients(slope, loss):
    """Divide the product of the two by the one that is a sum; factor the squared distance between them."""
    parts = []
    for _, distance, product, *_ in (slope.parts, loss.parts):
        squared = expand(distance.lhs / distance.lhs.coeff(y**2))
        low, high = sorted(product.lhs.args, key=lambda bend: bend.coeff(sqrt(squared)))
        least = sqrt(-squared.coeff(S**2)) * S
        parts += [Identity(low, product.rhs / high), Identity(squared, (y - least) * (y + least))]
    return All(*parts)


@result.statement
def claim(quotients):
    """The smaller of each pair, and what is under its root."""
    parts = []
    for number, share in CURVES.values():
        root, least = sqrt(y**2 - number * S**2), sqrt(number) * S
        parts += [
            Identity((y - root) / share, number * S**2 / (share * (y + root))),
            Identity(y**2 - number * S**2, (y - least) * (y + least)),
        ]
    return All(*parts)


@result.kernel("bends", domain=comparable(*SIZES), bound=4)
def program():
    """Slopes at which the curves of slope and loss bend, the smaller in size first; nan where they do not."""
    let = Lets()
    c, inverse = unit_of(let, SIZES)
    size = let("size", Abs(y) * inverse)
    across, imbalance = let("across", g * inverse), let("mu_c", mu * inverse, kind="real")
    floor2 = let("floor2", across**2 + imbalance**2, S**2 / c**2)
    floor, way = let("floor", sqrt(floor2), S / c), sign(y) * c
    outputs, computes = {}, {}
    for name, (number, share) in CURVES.items():
        least = let(f"least_{name}", floor * sqrt(number))
        over = let(f"over_{name}", Max(size - least, 0))
        bent, spread = Abs(y) > sqrt(number) * S, sqrt(y**2 - number * S**2)
        root = let(f"root_{name}", sqrt(over * (size + least)), Piecewise((spread / c, bent), (0, True)))
        larger = let(
            f"larger_{name}", size + root, Piecewise(((Abs(y) + spread) / c, bent), (Abs(y) / c, True))
        )
        smaller = let(f"smaller_{name}", floor2 / larger)  # in the unit, where a square has room
        outputs[f"{name}_lower"] = Piecewise((way * smaller * number / share, size > least), (nan, True))
        outputs[f"{name}_upper"] = Piecewise((way * larger / share, size > least), (nan, True))
        computes[f"{name}_lower"] = Piecewise(((y - sign(y) * spread) / share, bent), (nan, True))
        computes[f"{name}_upper"] = Piecewise(((y + sign(y) * spread) / share, bent), (nan, True))
    return let.program(outputs, computes, {"wedge": g, "imbalance": mu, "target": y})
