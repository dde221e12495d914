"""A claim in plain text, for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any


def lines(claim: Any) -> Iterator[str]:
    """What a claim says, one line a formula, with formulas as SymPy writes them."""
    match claim.kind:
        case "conjunction":
            for part in claim.parts:
                yield from lines(part)
        case "identity":
            yield f"{claim.lhs} = {claim.rhs}"
        case "inequality":
            yield f"{claim.lhs} {claim.rel} {claim.rhs}"
        case "limit":
            yield f"{claim.expr} -> {claim.value}  as {claim.var} -> {claim.point}"
        case "equivalence":
            first, second = (next(lines(side)) for side in (claim.first, claim.second))
            yield f"{first}  exactly where  {second}"
        case "conserved":
            yield from (f"{law}  is conserved along" for law in claim.invariants)
            yield from _flow(claim.flow.rates)
        case "completeness":
            yield f"these {len(claim.laws)} laws generate all {claim.count} independent ones:"
            yield from (f"  {law}" for law in claim.laws)
            yield "of"
            yield from _flow(claim.flow.rates)
        case "evolution":
            yield from _flow(claim.rates, indent="")
            yield from (f"  with {symbol} = {value}" for symbol, value in claim.quantities.items())
        case "solution":
            yield from (f"{symbol} = {value}" for symbol, value in claim.solution.items())
            yield f"is the one solution, from {_pairs(claim.initial)} at {claim.flow.time} = {claim.at}, of"
            yield from _flow(claim.flow.rates)
        case _:
            yield f"{claim.kind}: {', '.join(map(str, claim.expressions()))}"


def _flow(rates: Mapping[Any, Any], indent: str = "  ") -> Iterator[str]:
    yield from (f"{indent}d/dt {symbol} = {rate}" for symbol, rate in rates.items())


def _pairs(values: Mapping[Any, Any]) -> str:
    return ", ".join(f"{symbol} = {value}" for symbol, value in values.items())
