"""What a proof rule is: a named, sound way to prove one kind of claim, which may ask for smaller proofs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sympy.core.relational import Relational

from symfeat.claims.kinds import Claim, Identity

Relations = tuple[Relational, ...]


class Ask(Protocol):
    """Prove a smaller claim, under the same relations unless others are given, or raise Unproved."""

    def __call__(self, smaller: Claim, /, under: Relations | None = None) -> str: ...


@dataclass(frozen=True)
class Reduction:
    """Half of a proof: wherever the sides of a claim are finite, it says the same as `same`.

    `same` has the proved values of sums or integrals in their places, so that balls may refute it where they
    cannot enclose the claim. `finish` proves what is left and returns the reason in words, or raises.
    """

    same: Identity
    finish: Callable[[], str]


@dataclass(frozen=True)
class Rule:
    """A way to prove claims of one kind.

    `prove(claim, relations, ask)` returns the reason in words, or raises Unproved or NotReducible with what
    is in the way; or it returns a Reduction, the rest of which is still to be proved. The claim is about
    narrowed symbols (their assumptions are in force), `relations` are what else holds on the domain.
    `seconds` is the share of time that one attempt may take in a worker. `reduces` says that the rule
    returns reductions.
    """

    name: str
    kind: type[Claim]
    prove: Callable[[Any, Relations, Ask], str | Reduction]
    seconds: float = 2.0
    reduces: bool = False
