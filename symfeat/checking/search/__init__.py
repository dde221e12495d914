"""Where numbers are tried: points of a domain, by chance and at the places where claims fail first."""

from symfeat.checking.search.region import Point, Region, satisfies

__all__ = ["Point", "Region", "satisfies"]
