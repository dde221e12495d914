"""Deriving: flows from losses, conserved quantities, reduced equations, solutions and their inverses."""

from symfeat.algebra.gradients import gradient_flow
from symfeat.algebra.inversion import solve_moebius, solve_time
from symfeat.algebra.riccati import CrossRatio, cross_ratio, solve_riccati
from symfeat.algebra.sums import neuron_sum, neurons
