"""The page on claim files lists exactly the functions, constants and kinds that the parser knows."""

import re
from pathlib import Path

from symfeat.claimfiles.build import SYMBOL_KINDS
from symfeat.claimfiles.forms import FORMS
from symfeat.claimfiles.functions import CONSTANTS, FUNCTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "claim-files.md").read_text(encoding="utf-8")


def test_every_function_is_listed_and_no_other():
    table = PAGE.split("| family | functions |")[1].split("\n\n")[0]
    listed = [name for names in re.findall(r"`([^`]*)`", table) for name in names.split()]
    assert sorted(listed) == sorted([*FUNCTIONS, *FORMS])


def test_every_constant_and_kind_of_symbol_is_named():
    assert [name for name in (*CONSTANTS, *SYMBOL_KINDS) if f"`{name}`" not in PAGE] == []
