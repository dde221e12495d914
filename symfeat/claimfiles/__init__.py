"""Claims as data: JSON and TOML files that need no Python, parsed by a whitelist and checked in workers."""

from symfeat.claimfiles.build import build
from symfeat.claimfiles.check import check_raw
from symfeat.claimfiles.read import is_claim_file
from symfeat.claimfiles.verify import CheckedClaim, ClaimsInterrupted, exit_code, verify_claims

__all__ = [
    "CheckedClaim",
    "ClaimsInterrupted",
    "build",
    "check_raw",
    "exit_code",
    "is_claim_file",
    "verify_claims",
]
