"""From header and data cells to records: what each row is called, and its figures with or without a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.forms.codes import Code, is_code_of, join_code, printed_code, read_code, split_named_code
from pipelines.forms.columns import FIGURE_ROLES, LABEL_ROLES, Column
from pipelines.forms.labels import read_label
from pipelines.reading.numerals import DASHES, Number, Refusal
from pipelines.reading.rows import Cell

CODE_ROLES = frozenset(("code", "class", "group", "item"))
#: The columns of a split code, from the left.
_CODE_PARTS = ("class", "group", "item")
#: How a label begins that prints its code before its name, and ends that prints it behind.
_CODE_BEGINS, _CODE_ENDS = frozenset("[(235"), frozenset("])")
#: Columns whose cells are digits that count nothing.
IDENTIFIER_ROLES = frozenset(("unit_code", "project_code"))


@dataclass(slots=True)
class Figure:
    """One number of a row. `column` is None when the layout dropped the blanks before it.

    `why` says how the column was found when not the layout told it.
    """

    cell: Cell
    number: Number
    column: Column | None = None
    why: str = ""


@dataclass(slots=True)
class Record:
    """One row of one block of a table.

    `row` numbers the printed row; `orphans` are digits that stand in no declared column, for the reason `orphans_why`;
    `texts` are its words by the role of their column, the finest of several names of a project; `asides` the others.
    `block_why` says how the block was found when not the layout told it; `told` is the code where names and parts of
    codes tell it together, because the layout tore them apart.
    """

    block: int
    codes: list[Cell] = field(default_factory=list)
    label: Cell | None = None
    figures: list[Figure] = field(default_factory=list)
    texts: dict[str, Cell] = field(default_factory=dict)
    asides: list[Cell] = field(default_factory=list)
    identifiers: list[Cell] = field(default_factory=list)
    orphans: list[Cell] = field(default_factory=list)
    row: int = 0
    block_why: str = ""
    orphans_why: str = "数字不在任何栏目下"
    told: Code | None = None

    @property
    def key(self) -> str:
        """The row's label without white space; empty when it prints none."""
        return self.label.key if self.label else ""

    @property
    def code(self) -> Code | None:
        """The classification code of the row, also when printed over 类/款/项 columns or in one cell with its name."""
        if self.told is not None:
            return self.told
        if self.codes:
            return printed_code(*[cell.key for cell in self.codes]) or self._of_two_lists()
        named = split_named_code(self.key) if self.key[:1] in _CODE_BEGINS or self.key[-1:] in _CODE_ENDS else None
        return named[0] if named else None

    def _of_two_lists(self) -> Code | None:
        """The functional code beside an economic one: 2010101 行政运行 | 30101 基本工资."""
        codes = [read_code(cell.key) for cell in self.codes]
        return next((code for code in codes if code is not None and code.list == "functional"), None)

    def add_text(self, role: str, cell: Cell) -> None:
        """Keeps the words of a column; of several names of a project the last is the finest (专项名称 | 项目名称)."""
        first = self.texts.setdefault(role, cell)
        if first is not cell:
            self.asides.append(first if role == "project_name" else cell)
            self.texts[role] = cell if role == "project_name" else first

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing."""
        return not (self.codes or self.label or self.figures or self.texts or self.identifiers or self.orphans)


def read_figure(cell: Cell) -> Number | None:
    """The number that a cell is, None when it is none."""
    number = cell.number
    return number if isinstance(number, Number) else None


def is_blank(cell: Cell) -> bool:
    """A cell without text, or with a dash for "nothing"."""
    return not cell.key or cell.text in DASHES


def records_by_position(
    rows: Sequence[Sequence[Cell | None]], columns: Sequence[Column], found: dict[int, str] | None = None
) -> Iterator[Record]:
    """One record for each row and block of a grid whose positions are columns.

    `found` says for cells, by offset, how their position was found when not the layout told it.
    """
    by_slot = {column.slot: column for column in columns}
    part_of = {column.slot: column.role for column in columns if column.role in _CODE_PARTS}
    last = max((column.block for column in columns), default=0)
    found = found or {}
    above: dict[int, dict[str, str]] = {}
    for row, cells in enumerate(rows):
        records: dict[int, Record] = {}
        parts: dict[int, dict[str, str]] = {}
        for slot, cell in enumerate(cells):
            if cell is None or is_blank(cell):
                continue
            column = by_slot.get(slot)
            block = column.block if column else last
            if block not in records:
                records[block] = Record(block, row=row)
            put(records[block], cell, column, found.get(cell.start, ""))
            if slot in part_of and cell.key.isdecimal():
                parts.setdefault(block, {})[part_of[slot]] = cell.key
        for block, own in parts.items():
            above[block] = path = _whole_path(own, above.get(block, {}))
            if "class" not in own:
                records[block].told = join_code(list(path.values())) if "class" in path else None
        yield from (records[block] for block in sorted(records) if not records[block].is_empty)


def _whole_path(own: dict[str, str], above: dict[str, str]) -> dict[str, str]:
    """The parts of a code that a row prints, behind those of the rows above that it leaves out.

    >>> _whole_path({"group": "02"}, {"class": "205", "group": "01", "item": "99"})
    {'class': '205', 'group': '02'}
    """
    first = min(_CODE_PARTS.index(role) for role in own)
    return {role: above[role] for role in _CODE_PARTS[:first] if role in above} | own


def put(record: Record, cell: Cell, column: Column | None, why: str = "") -> None:
    """Adds a cell to a record by the role of its column."""
    number = cell.number
    role = column.role if column else "text"
    if role in FIGURE_ROLES and number is Refusal.TOO_LONG:
        record.orphans.append(cell)
    elif not isinstance(number, Number):
        if record.label is None and (
            role in LABEL_ROLES or (role in IDENTIFIER_ROLES and read_label(cell.key).is_total)
        ):
            record.label = cell
        record.add_text(role, cell)
    elif role in CODE_ROLES and number.is_plain_integer:
        record.codes.append(cell)
    elif role in FIGURE_ROLES:
        record.figures.append(Figure(cell, number, column, why))
    elif role in IDENTIFIER_ROLES:
        record.identifiers.append(cell)
    else:
        record.orphans.append(cell)


# --- layouts that keep only the order ---------------------------------------------------------------------------------


def records_by_order(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[Record]:
    """One record for each run of code, label and figures; columns of figures stay open unless all are there.

    A row may hold several records (收入 | 支出, 301 | 302 | 310); a stream of cells is one long row. The block of a
    record is not known yet (-1).
    """
    split = any(column.role == "class" for column in columns)
    coded = split or any(column.role == "code" for column in columns)
    for row, printed in enumerate(rows):
        record = Record(-1, row=row)
        cells, aside = _set_aside(printed, columns)
        for at, cell in enumerate(cells):
            if is_blank(cell) or _repeats_total(cell, record):
                continue
            number = cell.number
            if isinstance(number, Number):
                if coded and number.is_plain_integer and is_code_cell(cells, at, split=split):
                    if record.label is not None or record.figures:
                        yield record
                        record = Record(-1, row=row)
                    record.codes.append(cell)
                else:
                    record.figures.append(Figure(cell, number))
            elif number is Refusal.TOO_LONG:
                record.orphans.append(cell)
            else:
                if record.label is not None and not record.figures and record.label.key.isascii():
                    record.texts["code"] = record.label  # A | 货物: a catalogue letter before the name
                elif record.label is not None or record.figures:
                    yield record
                    record = Record(-1, row=row)
                record.label = cell
            _put_aside(record, aside.get(cell.start, ()))
        if not record.is_empty:
            yield record


def _set_aside(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[Sequence[Cell], dict[int, tuple[Cell, ...]]]:
    """Takes out what stands beside the code and the name of a row, and gives it by the offset of a cell beside it.

    That is the code of a budget unit before the name (which may be wrapped over the lines around), and the code and
    name of a second classification behind it (301 工资福利支出 | 501 机关工资福利支出).
    """
    blocks = [column.block for column in columns if column.role in ("code", "class")]
    paired = len(blocks) > len(set(blocks))
    identified = any(column.role == "unit_code" for column in columns)
    if not paired and not identified:
        return cells, {}
    kept: list[Cell] = []
    aside: dict[int, tuple[Cell, ...]] = {}
    at = 0
    while at < len(cells):
        cell, after = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        named = after is not None and not is_blank(after) and read_figure(after) is None
        begins = not kept or (kept[-1].key.isdecimal() and (_is_part(kept[-1].key) or read_code(kept[-1].key)))
        if after is not None and identified and is_unit_code(cell.key) and (named or begins):
            aside[after.start] = (cell,)
        elif after is not None and named and paired and read_code(cell.key) and _is_named_code(kept[-2:]):
            aside[kept[-1].start] = (cell, after)
            at += 1
        elif paired and (parts := _second_path(cells, at, kept)):
            aside[kept[-1].start] = tuple(parts)
            at += len(parts) - 1
        else:
            kept.append(cell)
        at += 1
    return kept, aside


def _second_path(cells: Sequence[Cell], at: int, kept: Sequence[Cell]) -> Sequence[Cell]:
    """The split code and name of a second classification behind those of the first: 301|01|基本工资 before 501|01|…."""
    if len(kept) < 2 or read_figure(kept[-1]) is not None or not _is_part(kept[-2].key):
        return ()
    end = at
    while end < min(at + len(_CODE_PARTS), len(cells)) and _is_part(cells[end].key):
        end += 1
    named = end < len(cells) and not is_blank(cells[end]) and read_figure(cells[end]) is None
    return cells[at : end + 1] if named and len(cells[at].key) == 3 and end > at + 1 else ()


def _put_aside(record: Record, cells: Sequence[Cell]) -> None:
    for cell in cells:
        if read_figure(cell) is None:
            record.texts["other_name"] = cell
        else:
            is_code = read_code(cell.key) or (len(cells) > 2 and _is_part(cell.key))
            (record.codes if is_code else record.identifiers).append(cell)


def _is_named_code(cells: Sequence[Cell]) -> bool:
    """Whether the last cells are a code and its name."""
    return len(cells) > 1 and read_code(cells[0].key) is not None and read_figure(cells[1]) is None


#: Fewer digits may be the number of a chapter of the budget, or a code.
SHORTEST_UNIT_CODE = 6


def is_unit_code(digits: str) -> bool:
    """Whether digits may number a budget unit, by shape.

    >>> is_unit_code("301001"), is_unit_code("2010301")
    (True, False)
    """
    return digits.isdecimal() and len(digits) >= SHORTEST_UNIT_CODE and read_code(digits) is None


def is_code_cell(cells: Sequence[Cell], at: int, *, split: bool) -> bool:
    """Whether digits are a code: a name follows, directly or after the lower parts of a split code.

    The first cell of a printed row is one as well: its name may be wrapped over the lines above and below. Columns of
    a split code may hold whole ones.
    """
    name = cells[at + 1].key if at + 1 < len(cells) else ""
    whole = not split or not _is_part(cells[at].key)
    if whole and not is_code_of(cells[at].key, name):
        return False
    if at == 0 and whole:
        return True
    run: list[str] = []
    start = at
    while not whole and start > 0 and at - start < 2 and _is_part(cells[start].key) and len(cells[start].key) != 3:
        start -= 1
    for later in cells[start : at + 3]:
        if not later.key.isdecimal():
            break
        run.append(later.key)
    end = start + len(run)
    if end <= at or (start > 0 and (end >= len(cells) or read_figure(cells[end]) is not None)):
        return False
    if whole:
        return end == at + 1
    return all(_is_part(part) for part in run) and printed_code(*run) is not None


def _repeats_total(cell: Cell, record: Record) -> bool:
    """Whether a cell is 合计 over merged columns, printed in each of them."""
    return record.label is not None and not record.figures and cell.key == record.key and read_label(cell.key).is_total


def _is_part(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= 3
