"""Rows from a layout that prints a cell a paragraph: blank cells show, row ends do not.

The columns are followed cell by cell; a code or a label whose column is known tells anew where in the row we are.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.codes import is_code_of, printed_code, read_code, split_named_code
from pipelines.forms.columns import FIGURE_ROLES, TEXT_ROLES, Column
from pipelines.forms.labels import may_stand_in, read_label
from pipelines.forms.records import IDENTIFIER_ROLES, is_blank, is_unit_code, read_figure
from pipelines.reading.rows import Cell, Row


def stream_of(rows: Sequence[Row]) -> list[Cell | None]:
    """The cells of paragraphs, None for a blank one: a filled cell takes two line ends, a blank one takes one."""
    stream: list[Cell | None] = []
    for row in rows:
        stream += [None] * (row.gap - 1)
        stream.append(row.cells[0])
    return stream


def rows_of_stream(
    stream: Sequence[Cell | None], columns: Sequence[Column]
) -> tuple[list[list[Cell | None]], dict[int, str]]:
    """Gives rows as wide as the columns, and for cells moved to the next fitting column, by offset, the reason."""
    return _Follower(columns).follow(stream)


class _Follower:
    """The place in the row while cells are read."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.coded = any(column.role in ("code", "class") for column in columns)
        self.identified = any(column.role == "unit_code" for column in columns)
        self.split = any(column.role == "class" for column in columns)
        self.width = len(columns)
        #: A list of projects whose words stand before the code: each row is whole, and its names may be any words.
        numbers = {"ordinal", *IDENTIFIER_ROLES}
        first = next((column for column in columns if column.role not in numbers), columns[0])
        self.is_list = first.role in TEXT_ROLES and any(column.role == "project_name" for column in columns)
        self.rows: list[list[Cell | None]] = []
        self.moved: dict[int, str] = {}
        self.row: dict[int, Cell] = {}
        self.at = 0
        self.after_total = False
        self.why = ""

    def follow(self, stream: Sequence[Cell | None]) -> tuple[list[list[Cell | None]], dict[int, str]]:
        for index, cell in enumerate(stream):
            if cell is None or is_blank(cell):
                self._step()
            else:
                self._place(cell, stream, index)
        self._flush()
        return self.rows, self.moved

    def _step(self) -> None:
        self.at += 1
        if self.at >= self.width and (self.is_list or not self.coded):
            self._flush()
            self.at = 0

    def _place(self, cell: Cell, stream: Sequence[Cell | None], index: int) -> None:
        number = read_figure(cell)
        slot = self._known_slot(cell, stream, index)
        if slot is not None:
            if any(filled >= slot for filled in self.row):
                self._flush()
            self.at = slot
        elif number is None and self._begins_row():
            self._flush()
            self.at -= self.width
        elif number is not None and self.after_total:
            self.at = self._next(self.at, FIGURE_ROLES)
        elif number is not None and self.at < self.width and self.columns[self.at].role in TEXT_ROLES:
            self.at = self._next(self.at, FIGURE_ROLES)
            self.why = "前面缺一个文字单元格，按栏目类型顺延"
        if self.at in self.row:
            self._flush()
        self.row[self.at] = cell
        if self.why and number is not None:
            self.moved[cell.start] = self.why
        label = read_label(cell.key)
        self.after_total = number is None and label.is_total and not (self.is_list and label.nature)
        if self.after_total and self.coded:
            self.at += self._merged(stream, index)
        self._step()

    def _begins_row(self) -> bool:
        """Whether the blanks since the last column lead to one of words: a row that prints no code."""
        return 0 <= self.at - self.width < self.width and self.columns[self.at - self.width].role in TEXT_ROLES

    def _merged(self, stream: Sequence[Cell | None], index: int) -> int:
        """How many columns a total's label reaches over: those that its row, up to the next code, is short of."""
        for end in range(index + 1, min(index + self.width + 1, len(stream))):
            cell = stream[end]
            if cell is not None and self._is_code(cell, stream, end):
                missing = self.width - self.at - (end - index)
                names = next((at for at, column in enumerate(self.columns) if column.role in FIGURE_ROLES), 0)
                return missing if missing < names else 0
        return 0

    def _known_slot(self, cell: Cell, stream: Sequence[Cell | None], index: int) -> int | None:
        """The slot of a code, of a unit's number, or of a label that tells its side or begins a row of totals."""
        if read_figure(cell) is not None:
            if self._is_code(cell, stream, index):
                return self._next(self.at % self.width, ("code", "class"), wrap=True)
            if self.identified and is_unit_code(cell.key) and _is_named(stream, index):
                at = self.at % self.width
                return at if self.columns[at].role == "project_code" else self._next(at, ("unit_code",), wrap=True)
            return None
        label = read_label(cell.key)
        if self.coded and split_named_code(cell.key) is not None:
            return self._next(self.at % self.width, ("name",), wrap=True)
        if self.coded:
            if label.item != "total" or (self.is_list and label.nature):
                return None
            begins = self.at % self.width == 0  # before the code, where columns of words come first
            return 0 if begins else self._next(self.at % self.width, ("code", "class"), wrap=True)
        if label.side and any(column.meaning.side for column in self.columns):
            names = [slot for slot, column in enumerate(self.columns) if self._may_name(column, cell.key, label.side)]
            return next((slot for slot in names if slot >= self.at), names[0] if names else None)
        return None

    @staticmethod
    def _may_name(column: Column, key: str, side: str) -> bool:
        words = column.meaning
        return column.role == "name" and words.side == side and may_stand_in(key, words.classification)

    def _is_code(self, cell: Cell, stream: Sequence[Cell | None], index: int) -> bool:
        """Whether a number is a code: digits before a name, or a class where its parts have columns of their own."""
        if not self.coded or not cell.key.isdecimal():
            return False
        if self.split and len(cell.key) == 3 and _has_parts(cell, stream, index):
            return True
        if self.split and len(cell.key) == 3 and read_code(cell.key) and not self._awaits_figure():
            return True
        follower = _follower(stream, index)
        return follower is not None and read_figure(follower) is None and is_code_of(cell.key, follower.key)

    def _awaits_figure(self) -> bool:
        """Whether a figure stands here in the row, if no cell was lost."""
        return self.at < self.width and self.columns[self.at].role in FIGURE_ROLES

    def _next(self, start: int, roles: Sequence[str] | frozenset[str], *, wrap: bool = False) -> int:
        slots = [slot for slot, column in enumerate(self.columns) if column.role in roles]
        later = [slot for slot in slots if slot >= start]
        return later[0] if later else (slots[0] if wrap and slots else start)

    def _flush(self) -> None:
        if self.row:
            self.rows.append([self.row.get(slot) for slot in range(max(self.row) + 1)])
            self.row, self.why = {}, ""


def _has_parts(cell: Cell, stream: Sequence[Cell | None], index: int) -> bool:
    """Whether the digits of a class are followed by those of its parts: together they are a code."""
    parts = [later.key for later in stream[index + 1 : index + 3] if later is not None and later.key.isdecimal()]
    return bool(parts) and all(len(part) < 3 for part in parts) and printed_code(cell.key, *parts) is not None


def _is_named(stream: Sequence[Cell | None], index: int) -> bool:
    """Whether words follow a cell."""
    follower = _follower(stream, index)
    return follower is not None and read_figure(follower) is None


def _follower(stream: Sequence[Cell | None], index: int) -> Cell | None:
    """The next cell that is not blank, if near."""
    later = (cell for cell in stream[index + 1 : index + 4] if cell is not None and not is_blank(cell))
    return next(later, None)
