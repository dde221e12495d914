"""Build docs/experiments.md: `page.md`, and for each experiment its section, with the numbers filled in.

python experiments/page.py

A section, `<name>.md` with an underscore for each hyphen, takes its numbers from `results/<name>/`:

{value:slug} {interval:slug} {expected:slug}    of an effect
{effects:slug slug}                             a table of effects whose slugs start so, one column each;
                                                they have the same rests, and the same words in a row
{setting:key}                                   a setting; the values of a sweep in a row
{figure:words}                                  the picture, and what it shows in words

Whatever else has this form is an error, lest a misspelt one be printed.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from symfeat.errors import ExperimentError
from symfeat.runs import RECORD, Table, open_folder

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "experiments" / "results"
PAGE = ROOT / "docs" / "experiments.md"
ORDER = (
    "activations",
    "relu-copies",
    "output-scale",
    "initialisation",
    "parametrisation",
    "rates",
    "depth",
    "convolution",
    "regression",
    "hubble",
    "scaling",
    "alignment-probability",
)  # one that is not in it comes first
PLACEHOLDER = re.compile(r"\{([a-z]+):([^{}]*)\}")


class Results:
    """The committed results of an experiment, and what stands for each placeholder."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        self.effects = {row["name"]: row for row in Table.read(folder / "effects.csv").rows()}

    def filled(self, text: str) -> str:
        """A section with its placeholders filled in."""
        kinds: dict[str, Callable[[str], str]] = {
            "value": lambda slug: number(self.effect(slug)["value"]),
            "interval": lambda slug: interval(self.effect(slug)),
            "expected": lambda slug: minus(self.effect(slug)["expected"]),
            "effects": self.table,
            "setting": self.setting,
            "figure": self.figure,
        }

        def fill(match: re.Match[str]) -> str:
            if match[1] not in kinds:
                raise ExperimentError(f"{self.name}.md: {match[0]} is none of {', '.join(kinds)}")
            return kinds[match[1]](match[2])

        return PLACEHOLDER.sub(fill, text)

    def effect(self, slug: str) -> dict[str, Any]:
        """An effect."""
        if slug not in self.effects:
            raise ExperimentError(f"{self.name}.md: no effect is called {slug}")
        return self.effects[slug]

    def table(self, given: str) -> str:
        """Effects with the same rest of the slug in a row, what fits plain and what does not in bold."""
        first, *_ = starts = given.split()
        rests, *others = (
            [slug.removeprefix(f"{start}-") for slug in self.effects if slug.startswith(f"{start}-")]
            for start in starts
        )
        if not rests:
            raise ExperimentError(f"{self.name}.md: no effect starts with {first}-")
        if any(set(other) != set(rests) for other in others):
            raise ExperimentError(f"{self.name}.md: {given} are not followed by the same rests")
        lines = [("", "expected", *starts)] if len(starts) > 1 else [("", "expected", "measured")]
        for rest in rests:
            row = [self.effect(f"{start}-{rest}") for start in starts]
            if len({effect["words"] for effect in row}) > 1:
                raise ExperimentError(f"{self.name}.md: effects of {given} say different things of {rest}")
            # One for all columns, or one for each.
            expected = [minus(effect["expected"]) for effect in row]
            shown = expected[0] if len(set(expected)) == 1 else " / ".join(expected)
            lines.append((row[0]["words"], shown, *map(cell, row)))
        lines.insert(1, ("---",) * len(lines[0]))
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def setting(self, key: str) -> str:
        """A setting as text."""
        settings = self.record["settings"]
        known = {**settings, **settings["sweep"]}
        if key not in known:
            raise ExperimentError(f"{self.name}.md: no setting is called {key}")
        value = len(known[key]) if key == "seeds" else known[key]
        return ", ".join(map(whole, value)) if isinstance(value, list) else whole(value)

    def figure(self, words: str) -> str:
        """The picture of the experiment."""
        return f"![{words}](images/experiments-{self.name}.svg)"

    def data(self) -> str:
        """What was run, with what, how long it took, and the files to download."""
        settings = self.record["settings"]
        fixed = {key: self.setting(key) for key in (*settings["sweep"], *settings) if key != "sweep"}
        listed = "; ".join(f"{key}: {value}" for key, value in fixed.items())
        home = f"../experiments/results/{self.name}"
        files = ("runs.csv", "effects.csv", f"{self.name}.csv", f"{self.name}.pdf")
        links = ", ".join(f"{{download}}`{file} <{home}/{file}>`" for file in files)
        fits = sum(effect["verdict"] == "fits" for effect in self.effects.values())
        versions = ", ".join(f"{name} {version}" for name, version in self.record["versions"].items())
        return (
            f"`symfeat experiment {self.name}`: {self.record['runs']} runs, {self.record['seconds']:.0f} "
            f"seconds of processor time; {fits} of {len(self.effects)} effects fit.\nSettings: {listed}.\n"
            f"Versions: {versions}.\nData: {links}."
        )

    def strays(self) -> list[str]:
        """The effects that do not fit, a line each."""
        link = f"[{self.record['title']}](#experiment-{self.name})"
        return [
            f"- {link}, `{slug}`: {effect['words']}: {interval(effect)}, "
            f"expected {minus(effect['expected'])}."
            for slug, effect in self.effects.items()
            if effect["verdict"] != "fits"
        ]


def number(value: Any) -> str:
    """A word as it is, an integer with all its digits, another number with three."""
    if isinstance(value, float):
        return "undefined" if value != value else minus(f"{value:.3g}")
    return minus(str(value))


def whole(value: Any) -> str:
    """A setting with all its digits: what it was run with."""
    return minus(f"{value:.15g}") if isinstance(value, float) else number(value)


def interval(effect: dict[str, Any]) -> str:
    """A value, and its interval in brackets if it has one."""
    value, low, high = (number(effect[name]) for name in ("value", "low", "high"))
    return value if "undefined" in (low, high) else f"{value} [{low}, {high}]"


def cell(effect: dict[str, Any]) -> str:
    """An interval as a table shows it."""
    return interval(effect) if effect["verdict"] == "fits" else f"**{interval(effect)}**"


def minus(text: str) -> str:
    """Numbers with a minus instead of a hyphen."""
    return re.sub(r"(?<![\w-])-(?=[\d.])", "−", text)


def landed() -> list[str]:
    """The experiments that have results and a section, in their order; a message for each that has not."""
    names = open_folder(ROOT / "experiments").names
    there = []
    for name in sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else 0, name)):
        if section(name).is_file() and (RESULTS / name / RECORD).is_file():
            there.append(name)
        else:
            print(f"{name} is left out: it has no section or no results yet")
    return there


def section(name: str) -> Path:
    """The section of an experiment."""
    return ROOT / "experiments" / f"{name.replace('-', '_')}.md"


def page(names: list[str]) -> str:
    """The page as Markdown, of some experiments."""
    results = [Results(name, RESULTS / name) for name in names]
    if quick := [one.name for one in results if one.record["quick"]]:
        raise ExperimentError(f"page.py: the results of {', '.join(quick)} are quick ones")
    strays = [line for one in results for line in one.strays()]
    introduction = (ROOT / "experiments" / "page.md").read_text(encoding="utf-8")
    for mark, text in {
        "strays": str(len(strays)),
        "effects": str(sum(len(one.effects) for one in results)),
        "minutes": f"{sum(one.record['seconds'] for one in results) / 60:.0f}",
    }.items():
        introduction = introduction.replace(f"{{{mark}}}", text)
    parts = [introduction.strip()]
    for one in results:
        text = section(one.name).read_text(encoding="utf-8").strip()
        parts.append(f"(experiment-{one.name})=\n{one.filled(text)}\n\n{one.data()}")
    if strays:
        parts.append("(what-does-not-fit)=\n## What does not fit\n\n" + "\n".join(strays))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page, and copy the pictures it shows."""
    names = landed()
    PAGE.write_text(page(names), encoding="utf-8")
    for name in names:
        shutil.copyfile(RESULTS / name / f"{name}.svg", ROOT / "docs" / "images" / f"experiments-{name}.svg")
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
