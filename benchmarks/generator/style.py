"""What is drawn once for a document: words, printers, furniture. Every form and sentence of it uses the same."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.generator.codes import CodeYear, code_year
from benchmarks.generator.families import Family, Form, header_cells, header_rows
from benchmarks.generator.money import Printer
from benchmarks.generator.publishers import Publisher
from benchmarks.generator.sheet import Row, Table

#: How a title calls the level that the money comes from.
TIERS = {"province": "省级", "prefecture": "市级", "county": "区级", "township": "区级", "zone": "区级", "central": ""}


@dataclass(slots=True)
class Style:
    """One document's choices. `text` prints amounts of sentences, `tables` those of tables."""

    rng: random.Random
    family: Family
    publisher: Publisher
    year: int
    words: dict[str, str]
    tables: Printer
    text: Printer
    left: str
    title_pattern: str
    unit_word: str
    codes: CodeYear
    page_rows: int

    @property
    def stage(self) -> str:
        """The stage of the document's own figures."""
        return "final" if self.family.kind == "final_account" else "budget"

    def fill(self, pattern: str) -> str:
        """Gives a pattern with names and years filled in."""
        if "{" not in pattern:
            return pattern
        publisher = self.publisher
        return (
            pattern.replace("{name}", publisher.name)
            .replace("{alias}", publisher.alias)
            .replace("{place}", publisher.place.name)
            .replace("{year}", str(self.year))
            .replace("{prior}", str(self.year - 1))
            .replace("{scope}", "单位" if publisher.scope == "unit" else "部门")
            .replace("{book}", "预算单位" if publisher.scope == "unit" else "部门")
            .replace("{tier}", TIERS[publisher.place.level])
        )


def draw_style(rng: random.Random, family: Family, publisher: Publisher, year: int) -> Style:
    """Draws the choices of one document."""
    unit = rng.choice(family.unit)
    decimals = rng.choice(family.decimals)
    trim = rng.choice(family.trim)
    zero = rng.choice(family.zero)
    if zero:
        zero = "0" if not decimals or trim else "0." + "0" * decimals
    tables = Printer(unit, decimals, rng.choice(family.comma), trim, zero)
    text = Printer("万元", 2, comma=rng.random() < 0.15, trim=rng.random() < 0.6)
    return Style(
        rng=rng,
        family=family,
        publisher=publisher,
        year=year,
        words={key: rng.choice(choices) for key, choices in family.words.items()},
        tables=tables,
        text=text,
        left=rng.choice(family.left),
        title_pattern=rng.choice(family.table_titles),
        unit_word=rng.choice(family.unit_word),
        codes=code_year(year),
        page_rows=rng.choice((0, 20, 28, 36)),
    )


def form_printer(style: Style, form: Form) -> Printer:
    """Gives the printer of one form: the document's, unless the form has a unit or a sign for nothing of its own."""
    tables = style.tables
    if form.unit and form.unit != tables.unit:
        return Printer(form.unit, 2, comma=False, trim=style.text.trim, zero=tables.zero and "0")
    if form.zero is not None and form.zero != tables.zero:
        return Printer(tables.unit, tables.decimals, tables.comma, tables.trim, form.zero)
    return tables


def start_table(style: Style, form: Form, printer: Printer, number: str) -> Table:
    """Gives a table with title, furniture and header, and no rows yet."""
    declared = header_rows(form, style.words, style.year)
    pattern = "{title}" if form.kind == "performance" else style.title_pattern
    title = style.fill(pattern.replace("{title}", style.rng.choice(form.titles)))
    return Table(
        form=form.form,
        title=title,
        unit=printer.unit,
        width=max(len(form.columns), 1),
        stage=style.stage,
        year=style.year,
        number=number,
        left=style.fill(style.left),
        unit_line=f"{style.unit_word}：{printer.unit}",
        header=header_cells(declared),
        declared_header=declared,
        columns=form.meanings,
        blocks=form.blocks,
        page_rows=style.page_rows,
        repeat_header=style.family.repeat_header,
    )


def finish_table(style: Style, form: Form, table: Table, *, empty: bool) -> Table:
    """Gives the table with its notes; an empty one says why it is empty."""
    if form.note:
        note = style.rng.choice(form.note)
        if note:
            table.notes.append(style.fill(note))
    if empty and form.empty_note:
        table.notes.append(style.fill(style.rng.choice(form.empty_note)))
        table.empty_note = True
    return table


def blank_rows(width: int, count: int) -> list[Row]:
    """Gives rows without any content, as forms have them that must keep their size."""
    return [Row([""] * width) for _ in range(count)]
