"""One performance form while it is read row by row: its title, unit, project, header and levels so far."""

from __future__ import annotations

import re

from pipelines.forms.extraction import Context
from pipelines.forms.performance.alignment import kind_of
from pipelines.forms.performance.amounts import Amount, read_amount, settle
from pipelines.forms.performance.blocks import Block, MoneyFound
from pipelines.forms.performance.headers import Header, Placed, join_header, lay
from pipelines.forms.performance.indicators import Horizon, Levels, is_sum, read_indicators
from pipelines.forms.performance.labels import Entry, read_entries
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.texts import claim_all, claim_labels, printed
from pipelines.forms.performance.vocabulary import (
    Label,
    default_money_unit,
    horizon_of,
    is_furniture,
    is_other_title,
    money_unit,
    project_in_title,
    read_label,
)
from pipelines.model import Claim, Project
from pipelines.reading.rows import Cell
from pipelines.reading.text import SourceText

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
#: A project's code before its name: 50011121T000000053047-大厅工作服经费.
_CODED = re.compile(r"([0-9A-Z]{8,40})\s?[-—_]\s?(.+)", re.DOTALL)
#: The box that is ticked among several: 1.部门预算项目R 2.专项转移支付项目□.
_TICKED = re.compile(r"(?:\d{1,2}[.、]\s?)?([^\s□£\d.、]{2,20})\s?[R☑√■☒✓]")
_BOXES = re.compile(r"[□£☑■☒]")
#: Below this weight a row is no row of the table of indicators.
_UNLIKELY = -2.0
_LONG = 30
#: Labels that no name of an indicator reads like.
_PLAIN = frozenset(("project", "text", "category", "code", "label"))
_SUBTITLE_LINES = 8


class Table:
    """Reads the rows of one table; what it finds is kept in blocks, one a project.

    A class because a form is a state that every row changes; `blocks.finish` turns what it found into facts.
    """

    def __init__(self, source: SourceText, context: Context) -> None:
        self.source, self.context = source, context
        self.blocks: list[Block] = [Block()]
        self.taken: set[int] = set()
        self.claims: list[Claim] = []
        self.header: Header | None = None
        self.levels: list[Levels] = [Levels()]
        self.horizon: Horizon = "annual"
        self.unit = ""
        self.title_key = ""
        self.titled = self.has_data = False
        self._waiting: list[Record] = []
        self._below_header = False
        self._subtitles = 0
        self._other = False  # another table's title was seen and not yet refuted
        self._annual_from = -1  # position from which on a row's money is the year's, not the project's whole life

    @property
    def block(self) -> Block:
        """The project that is being read."""
        return self.blocks[-1]

    def wait(self, record: Record) -> None:
        """Keeps a row that is the table's only if the table goes on below it."""
        self._waiting.append(record)

    def close(self) -> None:
        """Ends the table; rows that waited for its continuation are not its own."""
        self._waiting.clear()

    def read_title(self, record: Record, form: str) -> None:
        """Takes a title: a new form, or the same one again on the next page."""
        again = record.key == self.title_key
        project = self.block.project if again else None
        self._start_block()
        self.block.form = form
        self.block.project = project or self._named_in_title(record)
        self.block.inherited = True
        self.block.year = self._year(record) or self.block.year
        self.title_key, self.titled, self._other = record.key, True, False
        self.header, self.horizon, self._annual_from = None, "annual", -1
        self._subtitles, self.has_data = 0, False
        if not again:
            self.levels = [Levels()]
        self._take(record)
        self._claim_labels(record, "标题中的年份或序号")

    def read_header(self, record: Record, header: Header) -> bool:
        """Takes a header; levels go on where the same header is printed again on the next page."""
        if self.header is None or header.key != self.header.key:
            self.levels = [Levels() for _ in range(1 + max(column.block for column in header.columns))]
        self.header = header
        self._below_header, self._other = True, False
        self.block.evaluates |= header.kind == "money" or any(column.role in ("actual", "score") for column in header.columns)
        if header.kind == "money":
            self.unit = next((unit for cell in record.cells if (unit := money_unit(cell.key))), self.unit)
        self._take(record)
        self._claim_labels(record, "表头中的数字")
        return True

    def read_row(self, record: Record) -> bool:
        """Takes a row that is no title and no header; False when it is not the table's."""
        if self._below_header and self.header is not None and record.ruled:
            joined = join_header(self.header, record)
            if joined is not None:
                return self.read_header(record, joined)
        below_header, self._below_header = self._below_header, False
        filled = record.filled
        if not record.ruled:
            return self._read_line(record)
        if len(filled) == 1:
            return self._read_single(record, filled[0])
        entries = read_entries(self.source, record)
        if self.header is not None and not self._other:
            first = entries[0].label.use if entries else ""
            if first not in _PLAIN or (below_header and self.header.kind == "money") or self._names_horizon(filled[0]):
                placed = lay(self.header, record)
                if self.header.kind == "money" and self._read_money(record, placed):
                    return True
                if self.header.kind == "indicators" and self._read_data(record, placed, entries):
                    return True
        if entries:
            self._read_labels(record, entries)
            return True
        if any(is_furniture(cell.key) for cell in (filled[0], filled[-1])):
            self._furniture(record)
            return True
        if all(len(cell.key) > _LONG for cell in filled):
            self._take(record)
            for cell in filled:
                self.claims += claim_labels(self.source, cell)
            return True
        return False

    def _names_horizon(self, cell: Cell) -> bool:
        """年度目标 in a column of its own (目标名称) begins a row of indicators; elsewhere it is a label."""
        header = self.header
        return header is not None and horizon_of(cell.key) != "" and any(column.role == "horizon" for column in header.columns)

    # ── kinds of rows ────────────────────────────────────────────────────────────────────────────────────────

    def _read_line(self, record: Record) -> bool:
        """A line without ruling: unit, page number, a subtitle below the title, 项目名称:X; anything else is prose."""
        if is_furniture(record.key):
            self._furniture(record)
            return True
        if len(record.key) > _SUBTITLE_LINES * 5 or "。" in record.key or is_other_title(record.key):
            return False
        entries = read_entries(self.source, record) if ":" in record.key else []
        if entries and entries[0].values:
            self._read_labels(record, entries)
            return True
        if self.titled and not self.has_data and self._subtitles < _SUBTITLE_LINES:
            self._subtitles += 1
            self._furniture(record)
            return True
        return False

    def _read_single(self, record: Record, cell: Cell) -> bool:
        """A ruled row with one filled cell: a section, a label without value, a text, another table's title."""
        if horizon_of(cell.key):
            self.horizon = "long_term" if horizon_of(cell.key) == "long_term" else "annual"
            self._take(record)
        elif is_furniture(cell.key):
            self._furniture(record)
        elif read_label(cell.key) is not None or len(cell.key) > _LONG:
            self._take(record)
            self.claims += claim_labels(self.source, cell)
        elif self.header is not None and not self._other and self._read_data(record, lay(self.header, record), []):
            return True
        else:
            entries = read_entries(self.source, record)
            if entries:
                self._read_labels(record, entries)
            else:
                self._other |= is_other_title(cell.key)
                self._waiting.append(record)
        return True

    def _read_data(self, record: Record, placed: Placed, entries: list[Entry]) -> bool:
        """A row of the table of indicators, or its sum of scores."""
        header = self.header
        if header is None or placed.weight < _UNLIKELY:
            return False
        if entries and entries[0].label.use == "score" and all(self._is_figure(cell) for cell in entries[0].values):
            self._read_labels(record, entries)
            return True
        if entries and entries[0].label.use in ("money", "count") and entries[0].position == 0 and not header.explicit:
            return False
        names = [cell for column, cell in placed.cells if column.role == "name" and cell.key]
        if not names and not any(column.role in ("level1", "level2") and cell.key for column, cell in placed.cells):
            return False
        if any(is_sum(cell.key) for cell in names):
            for cell in record.filled:
                self.claims += claim_all(self.source, cell, "attribute", "绩效自评总分")
            self._take(record)
            return True
        found, claims = read_indicators(self.source, header, placed, self.levels, self.horizon)
        self._read_project_column(placed)
        self.block.indicators += found
        self.claims += claims
        self.has_data = True
        self._take(record)
        return True

    def _read_money(self, record: Record, placed: Placed) -> bool:
        """A row of the money of a self-evaluation: 年度资金总额 | 360.5 | 360.5 | 360.45 | 10 | 100% | 10."""
        header = self.header
        if header is None or placed.weight < _UNLIKELY:
            return False
        labels = [label for column, cell in placed.cells if column.role == "label" and (label := read_label(cell.key))]
        amounts = settle(header, placed)
        if not labels and any(column.role == "label" and cell.key for column, cell in placed.cells) and amounts:
            return False
        label = labels[-1] if labels else Label("money", "project")
        if label.use != "money" and not (label.use == "score" and amounts):
            return False
        unit_cell = placed.get("unit")
        told = money_unit(unit_cell.key) if unit_cell is not None else ""
        for column, cell, placement, why in amounts:
            amount = read_amount(self.source, cell, column.unit or told or self._unit)
            if amount is not None:
                item = label.item or "annual_total"
                stage = column.role
                self.block.money.append(MoneyFound(amount, item, label.fund, stage, label.nature, placement, why))
        for column, cell in placed.cells:
            if column.role in ("rate", "full_score", "score"):
                reason = "预算执行率" if column.role == "rate" else "预算执行率的分值或得分"
                self.claims += claim_all(self.source, cell, "attribute", reason)
        for cell in placed.leftover:
            self.claims += claim_all(self.source, cell, "unplaced", "自评表资金行中无法归列的数字")
        self.has_data = True
        self._take(record)
        return True

    def _read_labels(self, record: Record, entries: list[Entry]) -> None:
        """A row of labels and values."""
        self._take(record)
        self.has_data = True
        self._note_sides(entries)
        stage, funds = "", [entry for entry in entries if entry.label.item == "fund"]
        for entry in entries:
            label = entry.label
            if label.use == "money":
                stage = label.stage or stage
                whole = label.item == "fund" and self._is_whole_life(record, entry, funds)
                self._read_money_values(entry, "project_total" if whole else label.item, stage)
                continue
            for cell in entry.values:
                self._read_value(label, cell)

    def _read_money_values(self, entry: Entry, item: str, stage: str) -> None:
        label = entry.label
        unit = money_unit(entry.cell.key) or self._unit
        seen = False
        for cell in entry.values:
            amount = None if seen else read_amount(self.source, cell, unit)
            if amount is not None:
                self.block.money.append(MoneyFound(amount, item, label.fund, stage, label.nature, "printed", ""))
                seen = True
            elif self._is_figure(cell):
                self.claims += claim_all(self.source, cell, "unplaced", f"“{entry.cell.key}”后无法归列的数字")
            else:
                self.claims += claim_labels(self.source, cell)

    def _read_value(self, label: Label, cell: Cell) -> None:
        """What stands behind a label that is no money."""
        if label.use == "project":
            self._read_project(cell)
            self.claims += claim_all(self.source, cell, "label", "项目代码或项目名称中的数字")
        elif label.use == "category":
            self.block.category = self.block.category or self._category(cell)
            self.claims += claim_labels(self.source, cell)
        elif label.use == "code":
            self.block.code = self.block.code or printed(self.source, cell.start, cell.end)
            self.claims += claim_all(self.source, cell, "label", "项目编码")
        elif label.use == "score":
            self.claims += claim_all(self.source, cell, "attribute", "绩效自评的权重、分值、得分或执行率")
        elif label.use == "count":
            self.claims += claim_all(self.source, cell, "attribute", "绩效目标表中的人员、机构数量")
        elif label.use == "label":
            self.claims += claim_all(self.source, cell, "label", "电话、日期、期限或编码")
        elif len(cell.key) <= _LONG and re.match(r"\d+[-—]\D", cell.key):
            self.claims += claim_all(self.source, cell, "label", "单位代码")
        elif self._is_figure(cell):
            self.claims += claim_all(self.source, cell, "unplaced", "文字栏中的孤立数字")
        else:
            self.claims += claim_labels(self.source, cell)

    # ── projects ─────────────────────────────────────────────────────────────────────────────────────────────

    def _read_project(self, cell: Cell) -> None:
        project = self._project(cell)
        if project is None:
            return
        if self.block.project is not None and not self.block.inherited and self.block.project != project:
            form, year = self.block.form, self.block.year
            self._start_block()
            self.block.form, self.block.year = form, year
            self.levels = [Levels() for _ in self.levels]
        self.block.project, self.block.inherited = project, False

    def _read_project_column(self, placed: Placed) -> None:
        cell = placed.get("project")
        if cell is not None:
            # the row's indicators are added after the block of its project is open
            self._read_project(cell)

    def _project(self, cell: Cell) -> Project | None:
        text = printed(self.source, cell.start, cell.end)
        if not text or kind_of(cell.key) in ("blank", "number"):
            return None
        coded = _CODED.fullmatch(text)
        if coded and sum(char.isdigit() for char in coded[1]) >= 6:
            return Project(coded[2], coded[1])
        return Project(text)

    def _named_in_title(self, record: Record) -> Project | None:
        name = project_in_title(record.key)
        return Project(name) if name else None

    def _category(self, cell: Cell) -> str:
        text = printed(self.source, cell.start, cell.end)
        ticked = _TICKED.search(text)
        if ticked:
            return ticked[1]
        return "" if _BOXES.search(text) or len(text) > _LONG else text

    # ── bookkeeping ──────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _unit(self) -> str:
        return self.unit or default_money_unit()

    def _start_block(self) -> None:
        if self.block.is_empty:
            self.blocks.pop()
        self.blocks.append(Block())

    def _note_sides(self, entries: list[Entry]) -> None:
        """Forms that print the project's whole life at the left and the year at the right say so in their total row."""
        items = [entry.label.item for entry in entries]
        if "project_total" in items and "annual_total" in items:
            self._annual_from = entries[items.index("annual_total")].position

    def _is_whole_life(self, record: Record, entry: Entry, funds: list[Entry]) -> bool:
        if self._annual_from < 0:
            return False
        if record.explicit:
            return entry.position < self._annual_from
        return len(funds) > 1 and entry is funds[0]

    def _furniture(self, record: Record) -> None:
        self._take(record)
        for cell in record.filled:
            self.unit = money_unit(cell.key) or self.unit
        self.block.year = self._year(record) or self.block.year
        self._claim_labels(record, "编制单位、单位代码、年份、页码或表号")

    def _take(self, record: Record) -> None:
        for waited in self._waiting:
            self.taken.update(waited.rows)
            self._claim_labels(waited, "编制单位、单位代码、年份、页码或表号")
        self._waiting.clear()
        self.taken.update(record.rows)

    def _claim_labels(self, record: Record, reason: str) -> None:
        for cell in record.filled:
            self.claims += claim_all(self.source, cell, "label", reason)

    def _year(self, record: Record) -> int:
        found = _YEAR.search(record.key)
        return int(found[0]) if found else 0

    @staticmethod
    def _is_figure(cell: Cell) -> bool:
        return kind_of(cell.key) in ("number", "large", "percent", "measure", "blank")


__all__ = ["Amount", "Table"]
