"""What tests of pictures share."""

import pytest
from matplotlib.text import Text


@pytest.fixture
def said():
    """A function that gives every piece of text in a figure."""
    return lambda figure: {artist.get_text() for artist in figure.findobj(Text)}
