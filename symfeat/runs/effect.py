"""An effect: what theory expects of an experiment, and what was measured."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass
from typing import Any

from symfeat.errors import InputError

_NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
_BOUND = re.compile(rf"\s*(<=|>=|<|>)\s*{_NUMBER}\s*")
_AROUND = re.compile(rf"\s*{_NUMBER}\s*(?:±|\+-|\+/-)\s*{_NUMBER}\s*")
_RANGE = re.compile(rf"\s*{_NUMBER}\s+to\s+{_NUMBER}\s*")


@dataclass(frozen=True)
class Effect:
    """What theory expects, and what was measured.

    Attributes:
        name: a slug that says the effect.
        value: what was measured; nan where it is undefined, and then it does not fit.
        low: the lower end of its 95 % interval over the seeds; nan where there is none.
        high: the upper end.
        expected: where theory expects it: "> 0.5", "<= 0.05", "1 ± 0.1", "0.5 to 2".
        words: one line that says what the value is.
        clear: whether the whole interval has to be there, and not the value alone.

    Raises InputError for a name that is no slug, words of several lines or none, an `expected` that cannot be
    read, an infinite value, or a value outside its interval.

    >>> effect = Effect("kernel-rests", 0.02, 0.01, 0.06, "< 0.05", "change of the kernel at alpha = 10")
    >>> effect.fits
    True
    >>> Effect(effect.name, *effect.interval, "< 0.05", effect.words, clear=True).fits
    False
    """

    name: str
    value: float
    low: float
    high: float
    expected: str
    words: str
    clear: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.name):
            raise InputError(f"name must be a slug such as kernel-rests; got {self.name!r}")
        if not self.words.strip() or "\n" in self.words:
            raise InputError(f"words of {self.name} must be one line; got {self.words!r}")
        for field in ("value", "low", "high"):
            object.__setattr__(self, field, float(getattr(self, field)))
        if any(map(math.isinf, self.interval)):
            raise InputError(f"value and interval of {self.name} must be finite or nan; got {self.interval}")
        if self.value < self.low or self.value > self.high:
            raise InputError(f"value of {self.name} must be inside its interval; got {self.interval}")
        Expectation(self.expected)

    @classmethod
    def single(cls, name: str, value: float, expected: str, words: str) -> Effect:
        """An effect that is one number, without an interval: a largest deviation, a count.

        >>> Effect.single("step-changes-nothing", 0.002, "< 0.01", "largest change with half the step").fits
        True
        """
        return cls(name, value, math.nan, math.nan, expected, words)

    @property
    def interval(self) -> tuple[float, float, float]:
        """Value, low and high."""
        return self.value, self.low, self.high

    @property
    def fits(self) -> bool:
        """Whether the value is where it is expected, and with `clear` its whole interval."""
        inside = Expectation(self.expected)
        return all(map(inside, self.interval if self.clear else self.interval[:1]))

    @property
    def verdict(self) -> str:
        """`fits` or `does not fit`."""
        return "fits" if self.fits else "does not fit"

    def to_dict(self) -> dict[str, Any]:
        """Plain data: the attributes and the verdict."""
        return asdict(self) | {"verdict": self.verdict}


class Expectation:
    """The set that an expectation describes; calling it says whether a number is inside.

    >>> inside = Expectation("1 ± 0.1")
    >>> inside(1.05), inside(0.8), inside(float("nan"))
    (True, False, False)
    """

    def __init__(self, expected: str) -> None:
        self.low, self.high, self.open = -math.inf, math.inf, False
        if match := _BOUND.fullmatch(expected):
            sign, bound = match[1], float(match[2])
            self.open = len(sign) == 1
            self.low, self.high = (-math.inf, bound) if sign[0] == "<" else (bound, math.inf)
        elif match := _AROUND.fullmatch(expected):
            middle, half = map(float, match.groups())
            self.low, self.high = middle - half, middle + half
        elif match := _RANGE.fullmatch(expected):
            self.low, self.high = map(float, match.groups())
        else:
            raise InputError(
                f"expected must be like '> 0.5', '<= 0.05', '1 ± 0.1' or '0.5 to 2'; got {expected!r}"
            )
        if self.low > self.high:
            raise InputError(f"expected must hold at least one number; got {expected!r}")

    def __call__(self, value: float) -> bool:
        return self.low < value < self.high if self.open else self.low <= value <= self.high
