"""What a record of a sheet is: its item, codes, fund, nature, stage and project."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.forms.codes import Code
from pipelines.model import Project


@dataclass(slots=True)
class RowMeaning:
    """What a record is: `item` is empty when its words are not understood, and then `why` says so."""

    item: str
    side: str
    nature: str = ""
    fund: str = ""
    functional: str = ""
    functional_name: str = ""
    economic: str = ""
    economic_name: str = ""
    project: Project | None = None
    stage: str = ""
    why: str = ""
    counts: bool = False  # a number of vehicles or guests, no money


def code_meaning(code: Code, name: str, side: str) -> RowMeaning:
    """The meaning of a row that is a code of one of the two lists."""
    if code.list == "functional":
        return RowMeaning("code", side, functional=code.digits, functional_name=name)
    return RowMeaning("code", side, economic=code.digits, economic_name=name)
