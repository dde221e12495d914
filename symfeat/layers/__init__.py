"""Layers of any network as matrices: how adjacent ones align, and what training conserves between them."""

from symfeat.layers.grams import gram_difference, kernel_change, kernel_target_alignment
from symfeat.layers.pair import Pair, turned_deviation

__all__ = ["Pair", "gram_difference", "kernel_change", "kernel_target_alignment", "turned_deviation"]
