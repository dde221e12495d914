"""One file a target: from a lowered kernel to source text."""
