"""The contract of a derivation, as data: what a derivation file imports."""

from symfeat.claims.assumptions import Domain, domain_of
from symfeat.claims.boundary import NOW, START, Boundary, Quadrature
from symfeat.claims.flow import Flow
from symfeat.claims.functions import PowerOfTwo, StruveL
from symfeat.claims.kernel import Kernel
from symfeat.claims.kinds import Claim, Equivalence, Identity, Inequality, Limit, Lipschitz, Rank, Regular
from symfeat.claims.listing import listing
from symfeat.claims.registry import Problem, Registry, bundled, load_folder
from symfeat.claims.result import Result, Step
from symfeat.claims.symbols import Entry, Notation
from symfeat.claims.systems import All, Complete, Conserved, Evolves, Satisfies, Solves
from symfeat.claims.verdicts import ClaimReport, Finding, ResultReport, StepReport, Verdict, weakest

__all__ = [
    "NOW",
    "START",
    "All",
    "Boundary",
    "Claim",
    "ClaimReport",
    "Complete",
    "Conserved",
    "Domain",
    "Entry",
    "Equivalence",
    "Evolves",
    "Finding",
    "Flow",
    "Identity",
    "Inequality",
    "Kernel",
    "Limit",
    "Lipschitz",
    "Notation",
    "PowerOfTwo",
    "Problem",
    "Quadrature",
    "Rank",
    "Registry",
    "Regular",
    "Result",
    "ResultReport",
    "Satisfies",
    "Solves",
    "Step",
    "StepReport",
    "StruveL",
    "Verdict",
    "bundled",
    "domain_of",
    "listing",
    "load_folder",
    "weakest",
]
