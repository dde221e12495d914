"""Claims as data: JSON and TOML files that need no Python, parsed by a whitelist and checked in workers."""

from symfeat.claimfiles.build import build
from symfeat.claimfiles.check import check_raw

__all__ = ["build", "check_raw"]
