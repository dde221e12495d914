"""From a claim of a file, as read, to a claim and the domain it is made on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any

import sympy as sp

from symfeat.claimfiles.assume import Assumed, assumed
from symfeat.claimfiles.functions import CONSTANTS
from symfeat.claimfiles.parse import expression
from symfeat.claims import Claim, Conserved, Domain, Flow, Identity, Inequality, Limit, Notation
from symfeat.claims.systems import Satisfies
from symfeat.errors import InputError, SymfeatError

Raw = Mapping[str, Any]
Names = dict[str, sp.Expr]

SYMBOL_KINDS: dict[str, dict[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "nonzero_real": {"real": True, "nonzero": True},
    "complex": {"complex": True},
    "nonzero_complex": {"complex": True, "zero": False},
    "integer": {"integer": True},
    "nonnegative_integer": {"integer": True, "nonnegative": True},
    "positive_integer": {"integer": True, "positive": True},
}
_MANY = 100  # symbols of a claim, and its assumptions


def build(raw: Raw) -> tuple[Claim, Domain]:
    """The claim that a claim of a file makes, and where it makes it.

    Raises InputError for a malformed claim; the message starts with the key that is at fault.
    """
    declared = _declared(raw.get("symbols"))
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise InputError(f"kind must be one of {', '.join(_KINDS)}; got {str(kind)[:40]!r}")
    own = _implicit(raw, kind, declared)
    domain = assumed(_strings(raw, "assume"), {**declared, **own})
    names = domain.names
    claim = _KINDS[kind](raw, names)
    return claim, _domain(domain, names, _boxes(raw.get("sample_box"), names))


def _domain(found: Assumed, names: Names, boxes: tuple[tuple[Any, sp.Expr, sp.Expr], ...]) -> Domain:
    notation = Notation("the claim")
    for name, symbol in names.items():
        facts = {k: v for k, v in symbol._assumptions_orig.items() if v is not None}  # type: ignore[attr-defined]
        notation.symbol(name, name, "", **facts)
    return Domain(notation, (), found.relations, found.relations, boxes=boxes)


def _declared(symbols: Any) -> Names:
    if symbols is None:
        return {}
    if not isinstance(symbols, Mapping):
        raise InputError("symbols must map names to kinds")
    if len(symbols) > _MANY:
        raise InputError(f"symbols has {len(symbols):,} names; {_MANY} are allowed")
    declared: Names = {}
    for name, kind in symbols.items():
        _check_name(name, "symbols")
        if not isinstance(kind, str) or kind not in SYMBOL_KINDS:
            known = ", ".join(SYMBOL_KINDS)
            raise InputError(f"symbols: the kind of {name} must be one of {known}; got {str(kind)[:40]!r}")
        declared[name] = sp.Symbol(name, **SYMBOL_KINDS[kind])
    return declared


def _check_name(name: Any, key: str) -> None:
    if not isinstance(name, str) or not name.isidentifier() or len(name) > 60:
        raise InputError(f"{key}: {str(name)[:40]!r} is not a name")
    if iskeyword(name) or name.startswith("__"):
        raise InputError(f"{key}: {name} is a word of Python and cannot be a symbol")
    if name in CONSTANTS:
        raise InputError(f"{key}: {name} is a constant and cannot be a symbol")
    if unicodedata.normalize("NFKC", name) != name:
        raise InputError(f"{key}: {name} is not written in normal form (NFKC)")


def _implicit(raw: Raw, kind: str, declared: Names) -> Names:
    """Symbols that a kind of claim brings along: functions of an equation, variables without a kind."""
    own: Names = {}
    if kind == "ode_solution":
        for name in _mapping(raw, "functions"):
            own[name] = sp.Symbol(name, complex=True) if isinstance(name, str) else name
    for key in {"ode_solution": ("variable",), "limit": ("var",)}.get(kind, ()):
        name = raw.get(key)
        if not isinstance(name, str):
            raise InputError(f"{key} must be the name of a symbol; got {str(name)[:40]!r}")
        own[name] = sp.Symbol(name, real=True)
    if kind == "conserved":
        variables = raw.get("variables")
        if not isinstance(variables, list) or not variables or not all(isinstance(v, str) for v in variables):
            raise InputError("variables must be a list of names")
        own |= {name: sp.Symbol(name, real=True) for name in variables}
    for name in own:
        _check_name(name, kind)
    return {name: symbol for name, symbol in own.items() if name not in declared}


def _mapping(raw: Raw, key: str) -> Mapping[str, Any]:
    value = raw.get(key)
    if not isinstance(value, Mapping) or not value or len(value) > _MANY:
        raise InputError(f"{key} must map 1 to {_MANY} names to expressions")
    return value


def _strings(raw: Raw, key: str) -> list[str]:
    value = raw.get(key)
    value = [] if value is None else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value) or len(value) > _MANY:
        raise InputError(f"{key} must be a list of at most {_MANY} strings")
    return value


def _read(text: Any, names: Names, key: str) -> sp.Expr:
    """An expression under a key, whose name goes before what is wrong with it."""
    try:
        return expression(text, names)
    except SymfeatError as error:
        raise InputError(f"{key}: {error}") from None


def _value(raw: Raw, key: str, names: Names) -> sp.Expr:
    """An expression that must be finite as it stands: oo is for points, values of limits and bounds."""
    if key not in raw:
        raise InputError(f"{key} is missing")
    return _finite(_read(raw[key], names, key), key)


def _finite(value: sp.Expr, key: str) -> sp.Expr:
    inner = value.replace(
        lambda e: isinstance(e, sp.concrete.expr_with_limits.ExprWithLimits), lambda e: e.args[0]
    )
    if inner.has(sp.oo, -sp.oo):
        raise InputError(f"{key}: oo is no number; it may stand in bounds, points and the value of a limit")
    return value


def _boxes(boxes: Any, names: Names) -> tuple[tuple[Any, sp.Expr, sp.Expr], ...]:
    if boxes is None:
        return ()
    if not isinstance(boxes, Mapping):
        raise InputError("sample_box must map names to [low, high]")
    found = []
    for name, ends in boxes.items():
        if name not in names:
            raise InputError(f"sample_box: {str(name)[:40]} is not declared in symbols")
        if not isinstance(ends, list) or len(ends) != 2:
            raise InputError(f"sample_box: {name} needs [low, high]")
        low, high = (_finite(_read(end, {}, f"sample_box: {name}"), "sample_box") for end in ends)
        if not (low.is_extended_real and high.is_extended_real and (low <= high) == True):  # noqa: E712
            # A comparison that SymPy leaves open is no order either.
            raise InputError(f"sample_box: {name} needs real numbers low <= high")
        found.append((names[name], low, high))
    return tuple(found)


def _identity(raw: Raw, names: Names) -> Claim:
    return Identity(_value(raw, "lhs", names), _value(raw, "rhs", names))


def _inequality(raw: Raw, names: Names) -> Claim:
    rel = raw.get("rel")
    if rel not in ("<", "<=", ">", ">=", "!="):
        raise InputError(f"rel must be one of < <= > >= !=; got {str(rel)[:40]!r}")
    return Inequality(_value(raw, "lhs", names), rel, _value(raw, "rhs", names))


def _limit(raw: Raw, names: Names) -> Claim:
    direction = raw.get("direction")
    for key in ("point", "value"):
        if key not in raw:
            raise InputError(f"{key} is missing")
    point = _read(raw["point"], names, "point")
    value = _read(raw["value"], names, "value")
    if direction not in ("+", "-", "+-", None):
        raise InputError(f"direction must be one of + - +-; got {str(direction)[:40]!r}")
    if point in (sp.oo, -sp.oo):
        direction = "-" if point is sp.oo else "+"
    else:
        _finite(point, "point")
    if value not in (sp.oo, -sp.oo):
        _finite(value, "value")
    var: Any = names[raw["var"]]
    if var in point.free_symbols or var in value.free_symbols:
        raise InputError(f"point and value must not depend on {var}")
    return Limit(_value(raw, "expr", names), var, point, value, direction or "+-")


def _conserved(raw: Raw, names: Names) -> Claim:
    variables, field = raw["variables"], raw.get("field")
    if isinstance(field, list) and len(field) == len(variables):
        field = dict(zip(variables, field, strict=True))
    if (
        not isinstance(field, Mapping)
        or field.keys() != set(variables)
        or len(set(variables)) < len(variables)
    ):
        raise InputError("field must give the time derivative of each of variables")
    rates: Any = {names[v]: _finite(_read(field[v], names, "field"), "field") for v in variables}
    invariant = _value(raw, "invariant", names)
    # The format has no key for the time: a symbol t that is no variable is read as what it is called.
    time: Any = names["t"] if "t" in names and "t" not in variables else sp.Dummy("time", real=True)
    return Conserved(Flow(rates, time), (invariant,))


def _ode_solution(raw: Raw, names: Names) -> Claim:
    variable: Any = names[raw["variable"]]
    functions, rhs = _mapping(raw, "functions"), _mapping(raw, "rhs")
    if functions.keys() != rhs.keys():
        raise InputError("rhs must give the derivative of each of functions")
    if raw["variable"] in functions:
        raise InputError(f"functions: {raw['variable']} is the variable")
    known = {name: symbol for name, symbol in names.items() if name not in functions}
    # A kind that is declared for a function says nothing of the expression that is to take its place.
    own: Any = {name: sp.Symbol(name, complex=True) for name in functions}
    solution = {own[n]: _finite(_read(functions[n], known, f"functions: {n}"), n) for n in functions}
    rates = {own[n]: _finite(_read(rhs[n], {**known, **own}, f"rhs: {n}"), n) for n in functions}
    if "initial" not in raw:
        raise InputError("initial is missing; null says that there is none")
    initial = raw["initial"]
    if initial is None:
        return Satisfies(variable, solution, rates)
    if not isinstance(initial, Mapping) or raw["variable"] not in initial or len(initial) < 2:
        raise InputError(f"initial must give a value to {raw['variable']} and to functions")
    constants = {name: symbol for name, symbol in known.items() if symbol != variable}
    values = {n: _finite(_read(v, constants, f"initial: {n}"), str(n)) for n, v in initial.items()}
    at = values.pop(raw["variable"])
    if not values.keys() <= functions.keys():
        raise InputError("initial names something else than the variable and the functions")
    return Satisfies(variable, solution, rates, {own[n]: v for n, v in values.items()}, at)


_KINDS: dict[str, Callable[[Raw, Names], Claim]] = {
    "identity": _identity,
    "inequality": _inequality,
    "limit": _limit,
    "conserved": _conserved,
    "ode_solution": _ode_solution,
}
