"""The symbols of a ReLU network: each side of the data, s > 0 and s < 0, has its own neurons and averages."""

from ..notation import notation


class Side:
    """The symbols of one side; averages are over all data, those of the other side counting as zero."""

    def __init__(self, name, mark, word, **sign):
        def symbol(stem, latex, meaning, unit="1", **assumed):
            meaning = f"{meaning}, where data are {word}"
            return notation.symbol(f"{stem}_{name}", f"{latex}{mark}}}", meaning, unit=unit, **assumed)

        self.s = symbol("s", "s_{", "datum", "data", **sign)
        self.u = symbol("u", "u_{", "output weight of a neuron", real=True)
        self.w = symbol("w", "w_{", "input weight of a neuron", **sign)
        self.V = symbol("V", "V_{", "overlap of the layers", real=True)
        self.f = symbol("f", "f_{", "slope", "label/data", real=True)
        self.m2 = symbol("m2", "m_{2", "second moment", "data^2", positive=True)
        self.m_sq = symbol("m_sq", "m_{sq", "average of datum times label", "data label", real=True)
        self.y = symbol("y", "y_{", "target", "label/data", real=True)


pos = Side("pos", "+", "positive", positive=True)
neg = Side("neg", "-", "negative", negative=True)
