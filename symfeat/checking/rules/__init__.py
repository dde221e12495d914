"""The ladder of proof rules, cheap ones first; each is sound, and may ask the ladder for smaller proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module

from symfeat.checking.budget import OutOfTime, limited, remaining
from symfeat.checking.exact import NotReducible, Unproved, prove
from symfeat.checking.rules.rule import Ask, Reduction, Relations, Rule
from symfeat.claims.kinds import Claim
from symfeat.claims.verdicts import Finding, Verdict
from symfeat.errors import DerivationError

DEPTH = 4  # how deep rules may ask for proofs inside proofs
NORMAL_FORM_SECONDS = 4.0
_FAMILIES = ("numbers", "elementary", "special", "limits", "calculus", "sums", "integrals", "inequalities")

__all__ = ["Ask", "Reduction", "Relations", "Rule", "findings", "proof", "reductions"]


def findings(
    claim: Claim, relations: Relations = (), refuted: Callable[[Claim], Finding | None] | None = None
) -> Iterator[Finding]:
    """What each rule says of a primitive claim, in order, up to the first proof.

    `refuted` looks at what a rule has reduced the claim to; a counterexample to that is one to the claim.
    """
    for rule in rules():
        if isinstance(claim, rule.kind):
            finding = _attempt(rule, claim, relations, DEPTH, refuted)
            yield finding
            if finding.verdict in (Verdict.PROVED, Verdict.REFUTED):
                return


def proof(claim: Claim, relations: Relations = (), depth: int = DEPTH) -> str:
    """Prove a primitive claim by the first rule that can; raise Unproved with all that was in the way."""
    objections = []
    for rule in rules():
        if isinstance(claim, rule.kind):
            finding = _attempt(rule, claim, relations, depth)
            if finding.verdict is Verdict.PROVED:
                return finding.detail
            objections.append(f"{rule.name}: {finding.detail}")
    raise Unproved("; ".join(objections) or f"no rule proves a claim of kind {claim.kind}")


def reductions(claim: Claim, relations: Relations = ()) -> Iterator[tuple[str, Reduction]]:
    """What the claim says with proved values in the place of sums and integrals, and the rule's name."""
    for rule in rules():
        if not (rule.reduces and isinstance(claim, rule.kind)):
            continue
        try:
            with limited(rule.seconds):
                reduction = rule.prove(claim, relations, _asking(relations, DEPTH))
        except OutOfTime:
            if remaining() <= 0:  # the time of a caller has ended, too
                raise
            continue
        except MemoryError:
            raise
        except Exception:  # the rule does not apply, or a library raises what it likes
            continue
        if isinstance(reduction, Reduction):
            yield rule.name, reduction


def _asking(relations: Relations, depth: int) -> Ask:
    def ask(smaller: Claim, /, under: Relations | None = None) -> str:
        if depth <= 1:
            raise Unproved("the proof nests too deep")
        return proof(smaller, relations if under is None else under, depth - 1)

    return ask


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are tried."""
    normal_form = Rule(
        "exact", Claim, lambda claim, relations, ask: prove(claim, relations), NORMAL_FORM_SECONDS
    )
    families = (import_module(f"{__name__}.{family}").RULES for family in _FAMILIES)
    return (normal_form, *(rule for family in families for rule in family))


def _attempt(
    rule: Rule,
    claim: Claim,
    relations: Relations,
    depth: int,
    refuted: Callable[[Claim], Finding | None] | None = None,
) -> Finding:
    ask = _asking(relations, depth)
    try:
        with limited(rule.seconds):
            reason = rule.prove(claim, relations, ask)
            if isinstance(reason, Reduction):
                found = refuted(reason.same) if refuted is not None else None
                if found is not None and found.verdict is Verdict.REFUTED:
                    detail = f"with the proved values, {found.detail}"
                    return replace(found, engine=rule.name, detail=detail)
                reason = reason.finish()
            return Finding(rule.name, Verdict.PROVED, reason)
    except (Unproved, NotReducible) as error:
        return Finding(rule.name, Verdict.UNDECIDED, str(error))
    except RecursionError:
        return Finding(rule.name, Verdict.UNDECIDED, "an expression nests too deep")
    except OutOfTime:
        return Finding(rule.name, Verdict.UNDECIDED, "its share of time is spent")
    except (MemoryError, DerivationError):
        raise
    except Exception as error:  # what a library raises on a stranger's claim costs this rule alone
        return Finding(rule.name, Verdict.UNDECIDED, f"stopped by {type(error).__name__}: {error}")
