"""Slips in what stands around the figures: notes, tables, template residue, a claim made twice."""

from __future__ import annotations

import random

from benchmarks.generator.document import Disclosure
from benchmarks.generator.fault import Fault, Place, number, reprint
from benchmarks.generator.narrative import Text
from benchmarks.generator.sentences import Sentence
from benchmarks.generator.sheet import Table

NOUNS = {
    "expenditure_total": "支出总额",
    "revenue_total": "收入总额",
    "general_expenditure": "一般公共预算财政拨款支出",
}
REQUIRED = frozenset({"revenue_detail", "expenditure_detail", "general_expenditure", "general_basic_expenditure"})
RESIDUE = ("主要原因：一是……；二是……。", "主要原因是XX。", "较上年增加（减少）的主要原因是……。")


def repeat_claim(rng: random.Random, document: Disclosure) -> Fault | None:
    """Adds a sentence that states a total once more, with another figure."""
    found = [(i, s) for i, s in document.sentences() if s.topic in NOUNS and s.has("amount") and s.figure.amount]
    if not found:
        return None
    index, first = rng.choice(found)
    right = first.atoms["amount"]
    wrong = reprint(right, number(right) + rng.randrange(3, 40))
    again = Sentence(
        "综上，{year}年" + NOUNS[first.topic] + "为{amount}万元。",
        {**first.atoms, "amount": wrong, "year": str(document.year)},
        first.topic,
        year=document.year,
    )
    last = max(i for i, block in enumerate(document.blocks) if isinstance(block, Text))
    document.blocks.insert(last + 1, Text([again]))
    if index > last:
        index += 1
    return Fault("repeated_claim", ("A09",), "", (Place(index), Place(last + 1)), right, wrong)


def leave_placeholder(rng: random.Random, document: Disclosure) -> Fault | None:
    """Leaves the template's words behind a sentence."""
    found = [i for i, s in document.sentences() if s.has("change")]
    if not found:
        return None
    index = rng.choice(found)
    residue = rng.choice(RESIDUE)
    block = document.blocks[index]
    if isinstance(block, Text):
        block.parts.append(residue)
    return Fault("placeholder", ("S08",), "placeholder", (Place(index),), "", residue)


def drop_note(rng: random.Random, document: Disclosure) -> Fault | None:
    """Drops the note under an empty table."""
    found = [(index, table) for index, table in document.tables() if table.empty_note and table.notes]
    if not found:
        return None
    index, table = rng.choice(found)
    note = table.notes.pop()
    table.empty_note = False
    return Fault("missing_note", ("S02",), "", (Place(index),), note, "")


def drop_table(rng: random.Random, document: Disclosure) -> Fault | None:
    """Leaves out a table that every disclosure must have; a table of contents may still name it."""
    found = [(index, table) for index, table in document.tables() if table.form in REQUIRED]
    if not found:
        return None
    index, table = rng.choice(found)
    before = document.blocks[index - 1]
    del document.blocks[index]
    return Fault("missing_table", ("S01",), "", (Place(index - 1),), table.title, _title(before))


def _title(block: Text | Table) -> str:
    return block.title if isinstance(block, Table) else block.text()
