"""Claims as data: JSON and TOML files that need no Python, parsed by a whitelist and checked in workers."""

from symfeat.claimfiles.build import build
from symfeat.claimfiles.check import check_raw, check_within, prepare
from symfeat.claimfiles.read import Entry, is_claim_file, read
from symfeat.claimfiles.verify import CheckedClaim, ClaimsInterrupted, verify_claims

__all__ = [
    "CheckedClaim",
    "ClaimsInterrupted",
    "Entry",
    "build",
    "check_raw",
    "check_within",
    "is_claim_file",
    "prepare",
    "read",
    "verify_claims",
]
