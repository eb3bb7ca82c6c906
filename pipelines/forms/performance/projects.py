"""A project as its cell prints it: code and name, and the category that is ticked."""

from __future__ import annotations

import re

from pipelines.forms.performance.alignment import kind_of
from pipelines.forms.performance.texts import printed
from pipelines.forms.performance.vocabulary import project_in_title
from pipelines.model import Project
from pipelines.reading.rows import Cell
from pipelines.reading.text import SourceText

_CODED = re.compile(r"([0-9A-Z]{8,40})\s?[-—_]\s?(.+)")
#: A code has at least this many digits; A类-项目 is a name.
_CODE_DIGITS = 6
#: The box that is ticked among several: 1.部门预算项目R 2.专项转移支付项目□ (R is ☑ in the font Wingdings).
_TICKED = re.compile(r"(?:\d{1,2}[.、]\s?)?([^\s□£\d.、]{2,20})\s?[R☑√■☒✓]")
_BOXES = re.compile(r"[□£☑■☒]")
_LONGEST_NAME, _LONGEST_CATEGORY = 200, 30


def read_project(source: SourceText, cell: Cell) -> Project | None:
    """Gives the project of a cell behind 项目名称; None for a blank or a number.

    >>> text = SourceText("50011121T000000053047-大厅工作服经费")
    >>> read_project(text, Cell(text.folded, text.folded, 0, len(text.raw), 1))
    Project(name='大厅工作服经费', code='50011121T000000053047', category='')
    """
    whole = cell.end - cell.start == len(cell.text)  # else its lines stand apart, with other cells between
    text = printed(source, cell.start, min(cell.end, cell.start + _LONGEST_NAME)) if whole else cell.text
    if not text or kind_of(cell.key) in ("blank", "number"):
        return None
    coded = _CODED.fullmatch(text)
    if coded and sum(char.isdigit() for char in coded[1]) >= _CODE_DIGITS:
        return Project(coded[2], coded[1])
    return Project(text)


def read_titled_project(key: str) -> Project | None:
    """The project that a title names in brackets."""
    name = project_in_title(key)
    return Project(name) if name else None


def read_category(source: SourceText, cell: Cell) -> str:
    """The category of a project: the cell's text, or what is ticked in it; empty where nothing is.

    >>> text = SourceText("1.部门预算项目R 2.中央及省专项转移支付项目□")
    >>> read_category(text, Cell(text.folded, text.folded, 0, len(text.raw), 1))
    '部门预算项目'
    """
    text = printed(source, cell.start, min(cell.end, cell.start + _LONGEST_NAME))
    ticked = _TICKED.search(text)
    if ticked:
        return ticked[1]
    return "" if _BOXES.search(text) or len(text) > _LONGEST_CATEGORY else text
