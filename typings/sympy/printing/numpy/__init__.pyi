"""SymPy annotates in part only (xreplace returns Basic, and so on), so its names are left untyped here."""

from typing import Any

def __getattr__(name: str) -> Any: ...
