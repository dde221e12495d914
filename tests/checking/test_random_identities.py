"""Random identities: what known rules make is never refuted; what a perturbation makes of it is, always."""

import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symfeat.checking.numeric import draw_sample, refute, weigh
from symfeat.claims import Identity, Notation, Verdict, domain_of

notation = Notation("random identities")
x, y = (notation.symbol(name, name, "a real number", real=True) for name in "xy")
p = notation.symbol("p", "p", "a positive number", positive=True)
DOMAIN = domain_of(notation, ())
SIZE = 60  # operations of a random identity, at most

# Each rule gives a true identity for real u and v, and positive q; DLMF 4.8, 4.21, 4.35 and definitions.
RULES = [
    lambda u, v, q: (sp.sqrt(u**2), sp.Abs(u)),
    lambda u, v, q: (sp.Abs(u * v), sp.Abs(u) * sp.Abs(v)),
    lambda u, v, q: (sp.Max(u, v), (u + v + sp.Abs(u - v)) / 2),
    lambda u, v, q: (u * sp.sign(u), sp.Abs(u)),
    lambda u, v, q: (sp.Piecewise((u, u > 0), (0, True)), (u + sp.Abs(u)) / 2),
    lambda u, v, q: (sp.floor(u) + sp.floor(u + sp.Rational(1, 2)), sp.floor(2 * u)),
    lambda u, v, q: (sp.floor(-u), -sp.ceiling(u)),
    lambda u, v, q: (sp.sin(u + v), sp.sin(u) * sp.cos(v) + sp.cos(u) * sp.sin(v)),
    lambda u, v, q: (sp.sin(u) ** 2, 1 - sp.cos(u) ** 2),
    lambda u, v, q: (sp.cosh(u) ** 2, 1 + sp.sinh(u) ** 2),
    lambda u, v, q: (sp.tanh(u), (1 - sp.exp(-2 * u)) / (1 + sp.exp(-2 * u))),
    lambda u, v, q: (sp.exp(u + v), sp.exp(u) * sp.exp(v)),
    lambda u, v, q: (sp.log(q * sp.exp(u)), sp.log(q) + u),
    lambda u, v, q: (sp.log(q**2), 2 * sp.log(q)),
    lambda u, v, q: (sp.atan(q) + sp.atan(1 / q), sp.pi / 2),
    lambda u, v, q: (sp.asin(sp.tanh(u)), sp.atan(sp.sinh(u))),
    lambda u, v, q: ((u**2 - v**2) / (u - v), u + v),
    lambda u, v, q: (sp.sqrt(q * v**2), sp.sqrt(q) * sp.Abs(v)),
]
# Each is not zero on a part of the domain that numbers meet, be it one half or one point.
PERTURBATIONS = [
    sp.S.One,
    sp.exp(x),
    x + sp.Abs(x),
    y - sp.Abs(y),
    1 + sp.sign(x * y),
    1 - sp.sign(x) ** 2,
    sp.Piecewise((1, x > 3), (0, True)),
    sp.Max(x - y, 0),
    sp.Max(p - 1, 0),
]

small = st.sampled_from([sp.Rational(n, d) for n in range(-3, 4) for d in (1, 2) if n])
real = st.recursive(
    st.sampled_from([x, y, p, x - y, x * y, x + 1]),
    lambda inner: st.one_of(
        st.tuples(inner, small).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, small).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        inner.map(sp.sin),
        inner.map(sp.atan),
        inner.map(sp.Abs),
    ),
    max_leaves=3,
)
positive = st.one_of(st.just(p), real.map(lambda u: u**2 + 1), real.map(sp.cosh))


@st.composite
def identities(draw):
    """One or two rules, added or multiplied."""
    sides = []
    for _ in range(draw(st.integers(1, 2))):
        rule = draw(st.sampled_from(RULES))
        u, v = draw(real), draw(real)
        assume(u != v)
        sides.append(rule(u, v, draw(positive)))
    combine = draw(st.sampled_from([sp.Add, sp.Mul]))
    left, right = (combine(*parts) for parts in zip(*sides, strict=True))
    assume(not any(side.has(sp.nan, sp.zoo) for side in (left, right)))
    assume(left.count_ops() + right.count_ops() <= SIZE)
    return Identity(left, right)


def refuted(claim):
    sample = draw_sample(claim, DOMAIN, 0)
    found = refute(claim, sample)
    if found is None or found.verdict is not Verdict.REFUTED:
        found = weigh(claim, sample, 50)
    return found is not None and found.verdict is Verdict.REFUTED


@settings(max_examples=40, deadline=None, derandomize=True)
@given(identities())
def test_what_known_rules_make_is_not_refuted(claim):
    assert not refuted(claim)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(identities(), st.sampled_from(PERTURBATIONS), small)
def test_what_a_perturbation_makes_is_refuted(claim, change, factor):
    assert refuted(Identity(claim.lhs, claim.rhs + factor * change))
