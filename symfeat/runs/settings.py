"""The settings of an experiment: fixed keys, seeds and a sweep, read from a TOML file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from symfeat.errors import ExperimentError

_FULL, _QUICK, _SWEEP, _SEEDS = "full", "quick", "sweep", "seeds"


class Setting(Mapping[str, Any]):
    """Settings by name, as attributes or as items; they do not change.

    `setting.seeds` is a tuple of integers. What a run is given has the values of its point of the sweep;
    what effects and figures are given has `setting.sweep` instead, a setting of tuples.

    >>> setting = Setting({"seeds": (0, 1), "steps": 100, "alpha": 0.1})
    >>> setting.alpha, setting["steps"], len(setting)
    (0.1, 100, 3)
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_values", dict(values))

    def __getattr__(self, name: str) -> Any:
        values = object.__getattribute__(self, "_values")
        if name not in values:
            raise AttributeError(f"there is no setting {name!r}; there are {', '.join(values)}")
        return values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"settings do not change; {name} was to be set")

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Setting({', '.join(f'{name}={value!r}' for name, value in self.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Setting, (self._values,)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, tuples as lists."""
        return {name: _plain(value) for name, value in self.items()}


def points(setting: Setting) -> list[Setting]:
    """The settings of the runs: the product of the sweep's lists, of which the first varies slowest.

    >>> sweep = Setting({"network": ("relu", "tanh"), "alpha": (0.1, 1.0)})
    >>> for point in points(Setting({"seeds": (0, 1), "sweep": sweep})):
    ...     print(point.network, point.alpha, point.seeds)
    relu 0.1 (0, 1)
    relu 1.0 (0, 1)
    tanh 0.1 (0, 1)
    tanh 1.0 (0, 1)
    """
    fixed = {name: value for name, value in setting.items() if name != _SWEEP}
    names, values = list(setting.sweep), setting.sweep.values()
    return [Setting({**fixed, **dict(zip(names, point, strict=True))}) for point in product(*values)]


def read_settings(path: str | Path, quick: bool = False) -> Setting:
    """Read a settings file: its table `full`, overridden key by key by its table `quick` if asked for.

    Raises ExperimentError, which names the file and the key, for a file that is not TOML, a table or key that
    is unknown, missing or of a wrong type, and for a sweep without values.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "toy.toml"
    >>> _ = path.write_text("[full]\\nseeds = 10\\nrate = 0.5\\n[quick]\\nseeds = 3\\n")
    >>> read_settings(path, quick=True).to_dict()
    {'seeds': [0, 1, 2], 'rate': 0.5, 'sweep': {}}
    """
    path = Path(path)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return _setting(tables, quick)
    except OSError as error:
        raise ExperimentError(f"{path.name}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExperimentError(f"{path.name}: is not TOML: {error}") from error
    except ExperimentError as error:
        raise ExperimentError(f"{path.name}: {error}") from None


def _setting(tables: dict[str, Any], quick: bool) -> Setting:
    for name, table in tables.items():
        if name not in (_FULL, _QUICK) or not isinstance(table, dict):
            raise ExperimentError(f"holds the tables full and quick; got {name}")
    if _FULL not in tables:
        raise ExperimentError("has no table [full]")
    # Both are checked whichever is asked for: a fault should not wait for the day on which it is.
    full = _part(_FULL, tables[_FULL])
    override = _part(_QUICK, tables.get(_QUICK, {}))
    if _SEEDS not in full:
        raise ExperimentError("[full] has no seeds")
    _overrides(full, override, _QUICK)
    _overrides(full[_SWEEP], override[_SWEEP], "quick.sweep")
    sweep = full[_SWEEP] | (override[_SWEEP] if quick else {})
    fixed = full | (override if quick else {})
    return Setting({**fixed, _SWEEP: Setting(sweep)})


def _part(table: str, given: dict[str, Any]) -> dict[str, Any]:
    sweep = given.get(_SWEEP, {})
    if not isinstance(sweep, dict):
        raise ExperimentError(f"[{table}] sweep must be a table [{table}.sweep]; got {sweep!r}")
    values = {name: _value(table, name, value) for name, value in given.items() if name != _SWEEP}
    if _SEEDS in values:
        values[_SEEDS] = _seeds(table, given[_SEEDS])
    swept = {name: _values(f"{table}.sweep", name, value) for name, value in sweep.items()}
    for name in swept:
        if name in values or name == _SEEDS:
            raise ExperimentError(f"[{table}.sweep] {name} cannot be swept: it stands in [{table}], too")
    return values | {_SWEEP: swept}


def _seeds(table: str, given: Any) -> tuple[int, ...]:
    seeds = list(range(given)) if _is_integer(given) else given
    good = isinstance(seeds, list) and seeds and all(_is_integer(seed) and seed >= 0 for seed in seeds)
    if not good or len(set(seeds)) < len(seeds):
        what = "their number, or a list of different ones"
        raise ExperimentError(f"[{table}] seeds must be {what}; got {given!r}")
    return tuple(seeds)


def _value(table: str, name: str, value: Any) -> Any:
    if not name.isidentifier() or hasattr(Setting, name):
        raise ExperimentError(f"[{table}] {name!r} cannot name a setting; another name is needed")
    if isinstance(value, list):
        return tuple(_value(table, name, item) for item in value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ExperimentError(f"[{table}] {name} must be finite; got {value}")
    if not isinstance(value, bool | int | float | str):
        raise ExperimentError(f"[{table}] {name} must be a number, a word or a list of them; got {value!r}")
    return value


def _values(table: str, name: str, given: Any) -> tuple[Any, ...]:
    values = _value(table, name, given)
    if not isinstance(values, tuple) or not values:
        raise ExperimentError(f"[{table}] {name} must be a list of at least one value; got {given!r}")
    words = sum(isinstance(value, str) for value in values)
    if any(isinstance(value, bool | tuple) for value in values) or words not in (0, len(values)):
        raise ExperimentError(f"[{table}] {name} must be all numbers or all words; got {given!r}")
    if len(set(values)) < len(values):
        raise ExperimentError(f"[{table}] {name} has a value twice; got {given!r}")
    # A column of the table has one type, whichever values are swept.
    return tuple(map(float, values)) if any(isinstance(value, float) for value in values) else values


def _overrides(full: dict[str, Any], override: dict[str, Any], table: str) -> None:
    """Check that what overrides has a counterpart of its type; an integer does where a float stands."""
    for name, value in override.items():
        if name not in full:
            raise ExperimentError(f"[{table}] {name} is not in [{table.replace(_QUICK, _FULL)}]")
        listed = isinstance(value, tuple)
        first, other = _kind(full[name]), _kind(value)
        if listed == isinstance(full[name], tuple) and first is float and other is int:
            override[name] = tuple(map(float, value)) if listed else float(value)
        elif listed != isinstance(full[name], tuple) or first is not other:
            raise ExperimentError(f"[{table}] {name} must be like {full[name]!r}; got {value!r}")


def _kind(value: Any) -> type:
    """The type of a value, or of the first in a list."""
    return type(value[0]) if isinstance(value, tuple) and value else type(value)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    if isinstance(value, Setting):
        return value.to_dict()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
