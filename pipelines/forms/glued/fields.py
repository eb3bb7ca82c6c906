"""Short fields: a declared label with its value glued behind it, several side by side on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.forms.glued.cutting import enumerate_cuts
from pipelines.forms.glued.regions import Part
from pipelines.forms.glued.sheet import Meaning, Sheet, moved, walls_within
from pipelines.forms.glued.wordings import word_at, wordings
from pipelines.model import Project

#: A shorter 项目编码 is a running number of the form, no code: it would tell no two projects apart.
_SHORTEST_CODE = 4
_CODE = re.compile(r"[0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One label and where its value stands."""

    label: str
    keeps: str
    start: int
    end: int


def read_fields(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Notes the project of a form, its budgets, and the numbers of all other short fields as labels."""
    found = [field for part in parts if part.reads == "fields" for field in split_fields(sheet, part)]
    sheet.project = _read_project(sheet, found)
    for field in found:
        if field.keeps in ("project", "project_total"):
            _read_budget(sheet, field)
        elif field.keeps == "project_name":
            sheet.attribute(field.start, field.end, field.label)
        else:
            sheet.label(field.start, field.end, field.label)


def split_fields(sheet: Sheet, part: Part) -> list[Field]:
    """Cuts a part at its labels; a value runs up to the next label."""
    words, text = wordings().fields, sheet.run.text
    marks: list[tuple[int, str]] = []
    at = part.start
    while at < part.end:
        label = word_at(text, at, words, part.end)
        if label:
            marks.append((at, label))
        at += len(label) or 1
    ends = [start for start, _ in marks[1:]] + [part.end]
    return [
        Field(label, words[label], start + len(label), end)
        for (start, label), end in zip(marks, ends, strict=True)
        if start + len(label) < end
    ]


def _read_project(sheet: Sheet, found: Sequence[Field]) -> Project | None:
    values: dict[str, str] = {}
    for field in found:
        values.setdefault(field.keeps, sheet.run.printed(field.start, field.end))
    name = values.get("project_name", "")
    if not name or sheet.region.form != "project_performance":
        return None
    code = values.get("project_code", "")
    known = _CODE.fullmatch(code) and len(code) >= _SHORTEST_CODE
    return Project(name, code if known else "", values.get("category", ""))


def _read_budget(sheet: Sheet, field: Field) -> None:
    text = sheet.run.text[field.start : field.end]
    cuts = enumerate_cuts(text, ["amount"], walls_within(sheet.run, field.start, field.end), blanks=False)
    if not cuts or cuts[0][0] is None:
        sheet.leave(field.start, field.end, f"{field.label}的值不是一个数")
        return
    piece = cuts[0][0]
    sheet.add_amount(moved(piece, field.start), Meaning("expenditure", field.keeps), "printed")
    if field.keeps == "project":
        sheet.annual_budget = piece.value
