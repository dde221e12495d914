"""The phases on the page: where the network of the report stands, and the diagrams."""

from __future__ import annotations

from html import escape

from symfeat.phases.placement import Placement, change
from symfeat.plotting import Picture, exponent_diagram, setting_pictures, three_mechanisms
from symfeat.report.markup import table
from symfeat.report.page import Figure, Section, drawing

_CAPTIONS = {
    "plane": "The network of this report (thick) and others of its setting in the plane of slope and wedge. "
    "Each trajectory is a horizontal segment; the angle between the layers is that of the ray to it.",
    "map": "Its kernel (a) and the angle between its layers (b) over the ratio of the rates and the output "
    "scale. Lines are the boundaries in closed form; the diamond is the setting.",
    "width": "The probability of each regime over width and output scale, for random initialisations.",
    "alignment": "The probability that the layers align at a finite width: in closed form (lines), and among "
    "sampled networks (circles, with two standard errors).",
    "mechanisms": "The three mechanisms, each by a network that shows it.",
    "exponents": "The phases of scalings over the exponent of the wedge and the imbalance: as the width "
    "grows (a) and at a fixed width (b), with the named parametrisations.",
}


def phase_pictures(placed: Placement) -> dict[str, Picture]:
    """The pictures of the section, by the name of their file."""
    found = setting_pictures(placed)
    found |= {"mechanisms": three_mechanisms(), "exponents": exponent_diagram()}
    return {f"phase-{name}": picture for name, picture in found.items()}


def phase_section(placed: Placement, drawings: dict[str, str]) -> Section:
    """The section with the `drawings` (SVG by name) of `phase_pictures`."""
    told = "".join(f"<br>{escape(line)}" for line in str(placed.portrait).splitlines())
    likely = ", ".join(f"{share:.1%} {word}" for word, share in placed.probability.items() if share)
    aligned = f"The closed form gives the probability of |f0| &lt; |y| as {placed.alignment:.4g}."
    nearest = {c.boundary: c for c in reversed(placed.crossings)}
    rows = (
        [*map(escape, (change(c), c.boundary, c.after))] for c in placed.crossings if c in nearest.values()
    )
    crossed = table(("Nearest change of one hyperparameter", "crosses", "to"), rows)
    shown = "".join(
        drawing(Figure(drawings[f"phase-{name}"], text, text)) for name, text in _CAPTIONS.items()
    )
    body = (
        f"<p>{told.removeprefix('<br>')}</p><p>Other seeds: {escape(likely)}. {aligned}</p>{crossed}{shown}"
    )
    return Section("phases", "Phase diagram", body)
