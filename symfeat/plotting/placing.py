"""Where words go on a map: each in the roomiest place of its region or along its line, off the others."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from symfeat.plotting.style import INK, pt

_BELOW = 0.04  # of the height of the axes: how much more room there must be below a line than above it
_BEND = 4.0  # how much a bend under a word counts: words are straight
_PLACES = 60  # along a line that are tried
_NOWHERE = (-1.0, np.zeros(2), np.array([1.0, 0.0]))


class Words:
    """Places words on axes, one after another; lengths are in heights of the axes, so that angles are true.

    The layout of the figure must be done before. The point `marked`, in units of the data, is kept free, and
    so are words, dots and lines that are on the axes already.
    """

    def __init__(self, ax: Axes, marked: tuple[float, float] | None = None) -> None:
        self.ax = ax
        self._height = float(ax.bbox.height)
        self._corner = np.array([ax.bbox.width / ax.bbox.height, 1.0])
        self._taken = np.empty((0, 2)) if marked is None else self._places(np.array([marked]))
        self._taken = np.vstack([self._taken, *map(self._area, ax.texts)])
        self._taken = np.vstack(
            [self._taken, *(self._places(np.asarray(line.get_xydata())) for line in ax.lines)]
        )

    def on_lines(self, named: Mapping[str, ContourSet]) -> None:
        """A word along each line or set of lines, above or below it; none where lines are too short."""
        lines = {text: [_even(self._places(line)) for line in c.allsegs[0]] for text, c in named.items()}
        for text, own in lines.items():
            word, half, high = self._word(text)
            others = [line for name, found in lines.items() if name != text for line in found]
            # Between lines that are close to each other a word has to stand on one of them.
            for blocked, sides in ((np.vstack([self._taken, *others]), (1, -1)), (self._taken, (1,))):
                tried = [self._along(line, blocked, half, high, sides) for line in own]
                room, centre, direction = max(tried, key=lambda found: found[0], default=_NOWHERE)
                if room > 0:
                    if len(sides) == 1:
                        word.set_bbox(
                            {"facecolor": "white", "edgecolor": "none", "pad": pt(0.5), "alpha": 0.9}
                        )
                    self._put(word, centre, direction, half)
                    break
            else:
                word.remove()
        self._taken = np.vstack([self._taken, *(line for own in lines.values() for line in own)])

    def in_region(self, text: str, x: np.ndarray, y: np.ndarray, inside: np.ndarray) -> None:
        """A word in the widest part of a region, which is a mask (len(y), len(x)) over values of the axes.

        It stands upright in a narrow region, and nowhere in a sliver.
        """
        if not inside.any():
            return
        word, half, high = self._word(text)
        cells = self._places(np.column_stack([part.ravel() for part in np.meshgrid(x, y)]))
        mask = inside.ravel()
        for direction in (np.array([1.0, 0.0]), np.array([0.0, 1.0])):
            # A word is a row of points, each with half of its height around it.
            centres, blocked = cells[mask], np.vstack([cells[~mask], self._taken])
            room = self._room(centres, blocked, direction, half) - high
            if room.max() > 0:
                self._put(word, centres[int(np.argmax(room))], direction, half)
                return
        word.remove()

    def beside(self, text: str, point: tuple[float, float], color: str = INK) -> None:
        """A word as near to a point as there is room for it, off the lines if there is; else nowhere."""
        word, half, high = self._word(text, color)
        near = self._places(np.array([point]))[0]
        across, up = (np.arange(0.01, side, 0.015) for side in self._corner)
        centres = np.column_stack([part.ravel() for part in np.meshgrid(across, up)])
        lines = [
            _even(self._places(line))
            for drawn in self.ax.collections
            if isinstance(drawn, ContourSet) and not drawn.filled
            for line in drawn.allsegs[0]
        ]
        box, gap = np.array([half, high]), pt(2.5) / self._height
        centres = centres[((centres >= box) & (centres <= self._corner - box)).all(axis=1)]
        nearest = np.hypot(*np.maximum(np.abs(centres - near) - box, 0).T)
        for blocked in (np.vstack([self._taken, *lines]), self._taken):
            room = np.full(len(centres), np.inf)
            for block in blocked:
                room = np.minimum(room, np.hypot(*np.maximum(np.abs(block - centres) - box, 0).T))
            if (room > gap).any():
                best = int(np.argmin(np.where(room > gap, nearest, np.inf)))
                self._put(word, centres[best], np.array([1.0, 0.0]), half)
                return
        word.remove()

    def _along(
        self, line: np.ndarray, others: np.ndarray, half: float, high: float, sides: tuple[int, ...]
    ) -> tuple[float, np.ndarray, np.ndarray]:
        """The most room beside a line, the centre of the word there, and its direction."""
        along = np.hstack([0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        if along[-1] < 2 * half:
            return _NOWHERE
        middle = np.linspace(half, along[-1] - half, _PLACES)
        before, at, after = (
            np.column_stack([np.interp(middle + shift, along, line[:, k]) for k in (0, 1)])
            for shift in (-half, 0, half)
        )
        direction = after - before
        direction /= np.maximum(np.hypot(*direction.T), 1e-9)[:, None]
        direction *= np.where(direction[:, :1] < -1e-6, -1.0, 1.0)
        bend = np.hypot(*(at - (before + after) / 2).T)
        normal = np.column_stack([-direction[:, 1], direction[:, 0]]) * (high + pt(1.5) / self._height)
        found = []
        for side in sides:
            centres = at + side * normal
            room = self._room(centres, others, direction, half) - high - _BEND * bend
            best = int(np.argmax(room))
            found.append((float(room[best]) - (side < 0) * _BELOW, centres[best], direction[best]))
        return max(found, key=lambda each: each[0])

    def _room(
        self, centres: np.ndarray, blocked: np.ndarray, direction: np.ndarray, half: float
    ) -> np.ndarray:
        """Distances of words to what is blocked and to the edges, from the lines that they stand on."""
        steps = np.linspace(-half, half, 5)
        points = [centres + step * direction for step in steps]
        room = np.min([np.minimum(p, self._corner - p).min(axis=1) for p in points], axis=0)
        # Along a word, the nearest point of its line; across it, the distance from there.
        for block in blocked:
            off = block - centres
            along = np.clip((off * direction).sum(axis=1), -half, half)[:, None]
            room = np.minimum(room, np.hypot(*(off - along * direction).T))
        return room

    def _word(self, text: str, color: str = INK) -> tuple[Text, float, float]:
        """A word that is still to be placed, and half of its length and height."""
        halo = [withStroke(linewidth=pt(1.6), foreground="white", alpha=0.7)]
        word = self.ax.text(
            0, 0, text, transform=self.ax.transAxes, ha="center", va="center", rotation_mode="anchor",
            color=color, fontsize=pt(8), linespacing=1.0, path_effects=halo, zorder=5,
        )  # fmt: skip
        box = word.get_window_extent()
        return word, box.width / self._height / 2, box.height / self._height / 2

    def _put(self, word: Text, centre: np.ndarray, direction: np.ndarray, half: float) -> None:
        word.set_position((float(centre[0] / self._corner[0]), float(centre[1])))
        word.set_rotation(float(np.degrees(np.arctan2(direction[1], direction[0]))))
        taken = centre + np.linspace(-half, half, 9)[:, None] * direction
        self._taken = np.vstack([self._taken, taken])

    def _area(self, word: Text) -> np.ndarray:
        """Points all over a word that is drawn."""
        box = word.get_window_extent()
        across, up = np.linspace(box.x0, box.x1, 9), np.linspace(box.y0, box.y1, 5)
        pixels = np.column_stack([part.ravel() for part in np.meshgrid(across, up)])
        return self.ax.transAxes.inverted().transform(pixels) * self._corner

    def _places(self, points: np.ndarray) -> np.ndarray:
        """Points of the data, in heights of the axes from its lower left corner."""
        return self.ax.transAxes.inverted().transform(self.ax.transData.transform(points)) * self._corner


def _even(line: np.ndarray) -> np.ndarray:
    """A line by points that are close to each other."""
    along = np.hstack([0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    steps = np.linspace(0.0, along[-1], max(2, int(along[-1] / 0.03)))
    return np.column_stack([np.interp(steps, along, line[:, k]) for k in (0, 1)])
