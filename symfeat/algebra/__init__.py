"""Deriving: flows from losses, conserved quantities, reduced equations, solutions and their inverses."""

from symfeat.algebra.conservation import conserved_polynomials, generic_rank, jacobian, monomials
from symfeat.algebra.gradients import gradient_flow
from symfeat.algebra.inversion import solve_moebius, solve_time
from symfeat.algebra.linear import linearise_riccati, solve_linear_pair
from symfeat.algebra.reduction import linear_modes, reduce_flow
from symfeat.algebra.riccati import CrossRatio, cross_ratio, solve_riccati
from symfeat.algebra.sums import neurons, termwise_sum

__all__ = [
    "CrossRatio",
    "conserved_polynomials",
    "cross_ratio",
    "generic_rank",
    "gradient_flow",
    "jacobian",
    "linear_modes",
    "linearise_riccati",
    "monomials",
    "neurons",
    "reduce_flow",
    "solve_linear_pair",
    "solve_moebius",
    "solve_riccati",
    "solve_time",
    "termwise_sum",
]
