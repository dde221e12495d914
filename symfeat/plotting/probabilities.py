"""Maps of how probable each regime is among random networks."""

from matplotlib.colors import LinearSegmentedColormap

from symfeat.mechanisms import REGIMES
from symfeat.phases import PhaseDiagram
from symfeat.plotting.maps import NAMES, in_order, mark, scale_axes
from symfeat.plotting.picture import Picture
from symfeat.plotting.placing import Words
from symfeat.plotting.style import BLUE, INK, arrange, drawing_style, grid, pt

_SHOWN = 0.1  # a regime that is nowhere more probable has no panel
_LEVELS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
_COLORS = LinearSegmentedColormap.from_list("probability", ["white", BLUE])(
    [0.0, 0.12, 0.28, 0.45, 0.6, 0.75]
)
_LINES = {0.1: (0, (1, 1.5)), 0.5: "-", 0.9: (0, (4, 1.5))}


def probability_map(
    diagram: PhaseDiagram, marked: tuple[float, float] | None = None, columns: int = 2, style: str = "paper"
) -> Picture:
    """The probability of each regime over two hyperparameters, a panel each for those that occur.

    Lines are where it is 0.1, 0.5 and 0.9; `marked` is a point (x, y) to mark.

    Raises InputError for a diagram with less than two values along an axis or values that are not in order,
    and for what `columns` and `style` cannot be.

    >>> import symfeat as sf
    >>> axes = {"x": ("gamma", [0.01, 0.1, 1.0]), "y": ("width", [2, 8, 64])}
    >>> diagram = PhaseDiagram.over(**axes, network=sf.Setting(), task=sf.Task(1.0, 1.0), samples=9)
    >>> "P(kernel phase)" in probability_map(diagram).data
    True
    """
    across, up = in_order("x", (diagram.x_name, diagram.x)), in_order("y", (diagram.y_name, diagram.y))
    shown = [word for word in REGIMES if diagram.probability[word].max() > _SHOWN]
    with drawing_style(style):
        wide = 2 if columns == 1 else max(len(shown), 2)
        rows = -(-len(shown) // wide)
        figure, axes = grid(
            columns, (rows, wide), 0.55 + (1.55 if columns == 1 else 1.65) * rows, sharex=True, sharey=True
        )
        for ax, word in zip(axes, shown, strict=False):
            scale_axes(ax, across, up)
            probability = diagram.probability[word]
            ax.contourf(diagram.x, diagram.y, probability, _LEVELS, colors=_COLORS, zorder=0)
            ax.set_title(word.replace(" at ", "\nat "), fontsize=pt(8), pad=pt(4), linespacing=1.0)
            if marked is not None:
                mark(ax, marked)
        for ax in axes:
            ax.label_outer()
        for ax in axes[len(shown) :]:
            ax.remove()
        for ax in axes[max(0, len(shown) - wide) : len(shown)]:  # none below
            ax.tick_params(labelbottom=True)
            ax.set_xlabel(NAMES[diagram.x_name])
        arrange(figure)
        for ax, word in zip(axes, shown, strict=False):
            probability, drawn = diagram.probability[word], {}
            for level, dashes in _LINES.items():
                if probability.min() < level < probability.max():
                    look = {"colors": [INK], "linestyles": [dashes], "linewidths": [pt(0.8)]}
                    drawn[f"{level:g}"] = ax.contour(diagram.x, diagram.y, probability, [level], **look)
            Words(ax, marked).on_lines(drawn)
    return Picture(figure, diagram.columns())
