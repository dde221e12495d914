"""The sampling engine: both sides at rational points, to many digits. Its best word is `supported`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symfeat.claims.verdicts import Verdict
from symfeat.evaluate.mp import evaluate_all
from symfeat.evaluate.program import Point, UndecidedComparison

DIFFERS = "differs"  # by numbers alone: no certificate, so not yet refuted
_SATISFYING = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "!=": (-1, 1)}
_RAISES = (1, 3, 9)  # the working precision, in units of the digits asked for, when digits cancel
_STABLE = 1e-3  # a gap that keeps its size when the precision is raised is there


@dataclass(frozen=True)
class Sampling:
    """What sampling found: its word (`supported`, `undecided` or `differs`), and on what grounds.

    `used` points decided; `skipped` ones gave no finite value to compare; at `unresolved` ones the digits
    ran out. `digits` is the least agreement met (None for an inequality). `worst` is the point where the two
    sides differ, or agree least, with both values there.
    """

    word: str
    used: int
    skipped: int
    unresolved: int
    digits: int | None
    worst: dict[sp.Symbol, Any] | None
    left: str = ""
    right: str = ""


def sample_identity(lhs: sp.Expr, rhs: sp.Expr, points: Iterable[Point], digits: int = 50) -> Sampling:
    """Compare two expressions at `points`, to `digits` digits relative to the larger side.

    Where digits cancel the working precision is raised: sides agree too if their gap falls by `digits` digits
    with it, as it does when both are zero; a gap that stays is a difference.

    >>> x = sp.Symbol("x")
    >>> sample_identity(sp.sin(x) ** 2 + sp.cos(x) ** 2, sp.Integer(1), [{x: 1}, {x: 2}]).word
    'supported'
    """
    tally = _Tally()
    for point in points:
        verdict, pair, agreed = _compare(lhs, rhs, point, digits)
        if verdict == "differs":
            return tally.finish(DIFFERS, point, pair, agreed)
        tally.count(verdict, point, pair, agreed)
    return tally.finish()


def sample_inequality(
    lhs: sp.Expr, rel: str, rhs: sp.Expr, points: Iterable[Point], digits: int = 50
) -> Sampling:
    """Check `lhs rel rhs` at `points`; `rel` is one of <, <=, >, >=, !=.

    Sides that agree to `digits` digits satisfy <= and >=, and leave < > != unresolved.

    >>> x = sp.Symbol("x")
    >>> sample_inequality(sp.exp(x), ">=", 1 + x, [{x: 0}, {x: -3}]).word
    'supported'
    """
    tally = _Tally()
    for point in points:
        verdict, pair, _ = _compare(lhs, rhs, point, digits)
        if verdict in ("agree", "differs"):
            if not all(value.imag == 0 for value in pair):
                verdict = "skipped"
            else:
                sign = 0 if verdict == "agree" else 1 if pair[0] > pair[1] else -1
                verdict = "agree" if sign in _SATISFYING[rel] else "differs" if sign else "unresolved"
        if verdict == "differs":
            return tally.finish(DIFFERS, point, pair)
        tally.count(verdict, point, pair)
    return tally.finish()


def _compare(lhs: sp.Expr, rhs: sp.Expr, point: Point, digits: int) -> tuple[str, list[Any], int | None]:
    """`agree`, `differs`, `skipped` or `unresolved`, with both values and the digits they share."""
    before: Any = None
    pair: list[Any] = []
    for factor in _RAISES:
        try:
            pair = evaluate_all((lhs, rhs), point, factor * digits)
        except UndecidedComparison:
            return "skipped", pair, None
        left, right = pair
        context = left.context
        if not (context.isfinite(left) and context.isfinite(right)):
            return "skipped", pair, None
        gap, scale = abs(left - right), max(abs(left), abs(right))
        agreed = factor * digits if gap == 0 else int(-context.log10(gap / scale))
        if agreed >= digits:
            return "agree", pair, agreed
        if before is not None:
            fallen = int(context.log10(before / gap)) if before else 0
            if fallen >= digits:
                return "agree", pair, fallen
            if abs(before - gap) <= _STABLE * gap:
                return "differs", pair, max(agreed, 0)
        before = gap
    return "unresolved", pair, None


class _Tally:
    """Counts of what the points said, and the point that said it least clearly."""

    def __init__(self) -> None:
        self.counts = {"agree": 0, "skipped": 0, "unresolved": 0}
        self.digits: int | None = None
        self.worst: Point | None = None
        self.pair: list[Any] = []

    def count(self, verdict: str, point: Point, pair: list[Any], agreed: int | None = None) -> None:
        self.counts[verdict] += 1
        if agreed is not None and (self.digits is None or agreed < self.digits):
            self.digits, self.worst, self.pair = agreed, point, pair

    def finish(
        self,
        word: str = "",
        point: Point | None = None,
        pair: list[Any] | None = None,
        digits: int | None = None,
    ) -> Sampling:
        """The outcome: a difference found, or else what the counts amount to."""
        used, skipped, unresolved = (self.counts[name] for name in ("agree", "skipped", "unresolved"))
        if word:
            self.worst, self.pair, self.digits, used = point, pair or [], digits, used + 1
        else:
            word = Verdict.SUPPORTED if used and not unresolved else Verdict.UNDECIDED
        left, right = (value.context.nstr(value, 20) for value in self.pair) if self.pair else ("", "")
        worst = None if self.worst is None else dict(self.worst)
        return Sampling(str(word), used, skipped, unresolved, self.digits, worst, left, right)
