"""The symbols of a ReLU network: each side of the data, s > 0 and s < 0, has its own neurons and averages."""

from types import SimpleNamespace
from typing import Any

from ..notation import notation


def _side(mark: str, name: str, word: str, sign: dict[str, Any]) -> SimpleNamespace:
    """The symbols of one side; averages are over all data, those of the other side counting as zero."""

    def symbol(stem: str, latex: str, meaning: str, unit: str = "1", **assumed: bool):
        meaning = f"{meaning}, where data are {word}"
        return notation.symbol(f"{stem}_{name}", f"{latex}{mark}}}", meaning, unit=unit, **assumed)

    return SimpleNamespace(
        s=symbol("s", "s_{", "datum", "data", **sign),
        u=symbol("u", "u_{", "output weight of a neuron", real=True),
        w=symbol("w", "w_{", "input weight of a neuron", **sign),
        V=symbol("V", "V_{", "overlap of the layers", real=True),
        f=symbol("f", "f_{", "slope", "label/data", real=True),
        m2=symbol("m2", "m_{2", "second moment", "data^2", positive=True),
        m_sq=symbol("m_sq", "m_{sq", "average of datum times label", "data label", real=True),
        y=symbol("y", "y_{", "target", "label/data", real=True),
    )


pos = _side("+", "pos", "positive", {"positive": True})
neg = _side("-", "neg", "negative", {"negative": True})
