"""Where words go on a map: each in the roomiest place of its region or of its line, away from the others."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet
from matplotlib.patheffects import withStroke

from symfeat.plotting.style import INK, pt

_WIDE = 0.6  # words are wider than high: a distance across counts less than one up
_TIGHT = 0.045  # of the axes: less room than a word needs
_EDGE = 0.02  # of the axes: least distance from a word on a line to an edge or another word
_HALF = 0.12  # of the axes: half the length of a word on a line


class Words:
    """Places words on axes, one after another, in units of the axes (0 to 1)."""

    def __init__(self, ax: Axes, marked: tuple[float, float] | None = None) -> None:
        """Words on some axes, and off the point `marked`, if there is one, in units of the data."""
        self.ax = ax
        self._taken = [] if marked is None else list(self._to_axes(np.array([marked])))

    def in_region(
        self, text: str, x: np.ndarray, y: np.ndarray, inside: np.ndarray, color: str = INK
    ) -> None:
        """A word in the widest part of a region, which is a mask (len(y), len(x)) over values of the axes.

        It stands upright in a narrow region, and nowhere in a sliver.
        """
        if not inside.any():
            return
        cells = self._to_axes(np.column_stack([part.ravel() for part in np.meshgrid(x, y)]))
        mask = inside.ravel()
        for angle in (0.0, 90.0):
            room = self._room(cells[mask], list(cells[~mask]), angle)
            if room.max() > _TIGHT:
                self._write(text, cells[mask][int(np.argmax(room))], color, angle)
                return

    def on_line(self, text: str, contours: ContourSet, color: str = INK) -> None:
        """A word along the longest of some lines, where there is most room; nothing if there is none."""
        lines = [self._to_axes(line) for line in contours.allsegs[0] if len(line) > 1]
        line = max(lines, key=_length, default=np.zeros((1, 2)))
        if (length := _length(line)) < 2.5 * _HALF:
            return
        along = np.hstack([0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        middle = np.linspace(_HALF, length - _HALF, 40)
        before, at, after = (
            np.column_stack([np.interp(middle + shift, along, line[:, k]) for k in (0, 1)])
            for shift in (-_HALF, 0.0, _HALF)
        )
        room = np.minimum(self._room(at, []), np.minimum(_inside(before), _inside(after)))
        room -= 2 * np.hypot(*(at - (before + after) / 2).T)  # words are straight
        best = int(np.argmax(room))
        if room[best] < _EDGE:
            return
        across, up = (after - before)[best] * self.ax.bbox.size
        self._write(text, at[best], color, (np.degrees(np.arctan2(up, across)) + 90) % 180 - 90, "bottom")

    def _write(self, text: str, place: np.ndarray, color: str, angle: float, va: str = "center") -> None:
        self._taken.append(place)
        halo = [withStroke(linewidth=pt(1.6), foreground="white", alpha=0.7)]
        self.ax.text(
            float(place[0]), float(place[1]), text, transform=self.ax.transAxes, ha="center", va=va,
            rotation=angle, rotation_mode="anchor", color=color, fontsize=pt(8), linespacing=1.0,
            path_effects=halo, zorder=5,
        )  # fmt: skip

    def _room(self, points: np.ndarray, obstacles: list[np.ndarray], angle: float = 0.0) -> np.ndarray:
        """Distances to the nearest obstacle, word or edge."""
        shrink = np.array([_WIDE, 1.0] if angle == 0 else [1.0, _WIDE])
        room = _inside(points, shrink)
        others = [*obstacles, *self._taken]
        if others:
            apart = (points[:, None] - np.array(others)) * shrink
            room = np.minimum(room, np.hypot(apart[..., 0], apart[..., 1]).min(axis=1))
        return room

    def _to_axes(self, line: np.ndarray) -> np.ndarray:
        return self.ax.transAxes.inverted().transform(self.ax.transData.transform(line))


def _length(line: np.ndarray) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _inside(points: np.ndarray, shrink: np.ndarray | float = 1.0) -> np.ndarray:
    """Distances to the nearest edge of the axes, negative outside."""
    return (np.minimum(points, 1 - points) * shrink).min(axis=1)
