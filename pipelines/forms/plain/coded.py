"""Coded tables rebuilt: rows by their codes, numbers by order and sums; what sums do not confirm belongs to no row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, groupby

from pipelines.forms.arithmetic import row_balances, row_sums
from pipelines.forms.codes import parent_code
from pipelines.forms.columns import Column
from pipelines.forms.labels import read_label
from pipelines.forms.placement import Sum
from pipelines.forms.plain.alignment import align
from pipelines.forms.plain.columns import columns_of
from pipelines.forms.plain.confirming import confirmed_rows
from pipelines.forms.plain.fragments import Fragment, Region
from pipelines.forms.plain.listed import is_listed
from pipelines.forms.plain.rows import PlainRow, code_kind, read_plain_rows
from pipelines.forms.plain.runs import Change, Group, RowLaw, cut_run, error_of_sum, lead_of
from pipelines.forms.plain.words import Name, is_code_name, read_names
from pipelines.forms.records import Figure, Record
from pipelines.forms.wording import Form
from pipelines.reading.rows import Cell

WHY = "原文次序打乱，行名与数字按科目顺序重新对应，并经合计关系验证"
UNTOLD = "原文次序打乱，无法确定数字所属的行或栏"
#: Of a row as printed: a number of another row may have come between.
_WHY_BROKEN = "原文次序打乱，本行数字与栏目一样多但合计关系不成立，可能有多种排法"
#: In a table of so many rows fewer than half are borne out by chance.
_MANY_ROWS = 6
#: Loose numbers beyond which no parts of a row are looked for.
_MOST_LOOSE = 80
#: Characters within which two numbers follow each other.
_NEAR = 8
#: The key of a table's grand total among amounts known from elsewhere.
TOTAL = "total"


@dataclass(slots=True)
class CodedTable:
    """A coded table rebuilt: its columns, a group of numbers for each confirmed row, and the row of totals."""

    rows: list[PlainRow]
    columns: list[Column]
    scale: int
    law: RowLaw
    groups: list[Group]
    loose: list[Group]
    total_labels: list[Cell]
    found: dict[int, Group] = field(default_factory=dict)
    total: Group | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether every row and the total are borne out."""
        return self.total is not None and len(self.found) == len(self.rows)

    @property
    def total_label(self) -> Cell | None:
        """The words of a total that stand nearest to its numbers, bare ones first: 本年收入合计 heads a column."""
        if self.total is None:
            return None
        place = self.total.numbers[0].cell.start
        bare = [cell for cell in self.total_labels if read_label(cell.key).item == "total"]
        return min(bare or self.total_labels, key=lambda cell: abs(cell.start - place), default=None)

    def amounts(self, unit: Decimal) -> dict[str, Decimal]:
        """The total of each confirmed row in yuan, by code."""
        factor = unit.scaleb(-self.scale)
        known = {self.rows[at].code.digits: group.total * factor for at, group in self.found.items()}
        if self.total is not None:
            known[TOTAL] = self.total.total * factor
        return known


def read_coded(form: Form, region: Region) -> CodedTable | None:
    """The rows, columns and groups of numbers of a table, unmatched; None when columns or codes cannot be told."""
    fragments = region.fragments
    kind = code_kind(fragments)
    columns = columns_of(form, "", fragments)
    if not columns or is_listed(form, columns) or (kind == "economic") > (form.nature == "basic"):
        return None
    if _most_beside(fragments) > len(columns):
        return None
    found = read_names(fragments, is_code_name(kind))
    rows = read_plain_rows(fragments, found, kind)
    if not rows:
        return None
    if _has_more_cells(fragments, len(columns)):
        return None
    money = (fragment.number for fragment in fragments if fragment.kind == "money")
    scale = max((number.decimals for number in money if number), default=0)
    sums = row_sums(columns)
    change = _change_of(columns, sums, scale)
    if change is None and any(column.role == "change" for column in columns):
        return None
    law = RowLaw(len(columns), sums, row_balances(columns), change)
    groups, loose = _groups(fragments, found, rows, law, scale)
    return CodedTable(rows, columns, scale, law, groups, loose, [f.cell for f in fragments if _is_total(f)])


def _most_beside(fragments: Sequence[Fragment]) -> int:
    """How many amounts stand one behind the other on a line at most: a row has as many columns."""
    runs = groupby(fragments, lambda fragment: fragment.cell.line if fragment.kind == "money" else 0)
    return max((sum(1 for _ in run) for line, run in runs if line), default=0)


def _has_more_cells(fragments: Sequence[Fragment], width: int) -> bool:
    """Whether most runs of numbers are longer than a row, and not several rows: then a column was not understood."""
    runs = [len(list(run)) for money, run in groupby(fragments, key=lambda fragment: fragment.kind == "money") if money]
    return sum(1 for count in runs if count > width and count % width) * 2 > len(runs) and width > 1


def _change_of(columns: Sequence[Column], sums: Sequence[Sum], scale: int) -> Change | None:
    """The columns of a change, where the total is compared with the only amount that no sum is of."""
    summed = {at for whole, parts in sums for at in (whole, *parts)}
    parts = tuple(at for at, column in enumerate(columns) if column.role == "change")
    before = [at for at, column in enumerate(columns) if column.role == "money" and at not in summed]
    if not parts or len(before) != 1 or not sums:
        return None
    return Change(before[0], lead_of(sums), parts, 100 * 10**scale)


def match_coded(table: CodedTable, known: Mapping[str, Decimal], unit: Decimal) -> None:
    """Matches groups and rows; `known` are totals by code in yuan that other tables of the document print.

    None where sums bear out fewer than half of many rows: that is chance.
    """
    expected = {at: _scaled(known.get(row.code.digits), unit, table.scale) for at, row in enumerate(table.rows)}
    _match(table, table.groups, expected)
    if len(table.rows) >= _MANY_ROWS and len(table.found) * 2 < len(table.rows):
        table.found, table.total = {}, None  # numbers printed column by column add up now and then


def complete_coded(table: CodedTable) -> None:
    """Gives rows of which only the total kept its place the loose numbers that make them whole."""
    taken = {id(group) for group in (*table.found.values(), table.total)}
    _complete(table, [group for group in table.groups if id(group) not in taken] + table.loose, table.law)


def _scaled(amount: Decimal | None, unit: Decimal, scale: int) -> int | None:
    return None if amount is None else int((amount / unit).scaleb(scale).to_integral_value())


def _amount(fragment: Fragment, scale: int) -> int:
    return int(fragment.number.value.scaleb(scale)) if fragment.number is not None else 0


def _groups(
    fragments: Sequence[Fragment], found: Sequence[Name], rows: Sequence[PlainRow], law: RowLaw, scale: int
) -> tuple[list[Group], list[Group]]:
    """Groups that may be rows in the order of the text (whole, or single numbers right behind a name); the others.

    As many numbers as there are columns behind a name are a row as printed where no choice of them is one: its sums
    are broken. Whether its total is that row's, other rows tell.
    """
    owners = {row.name.at: at for at, row in enumerate(rows) if row.name is not None}
    ends = {name.at for name in found}
    groups: list[Group] = []
    loose: list[Group] = []
    run: list[Fragment] = []
    owner = -1

    def close() -> None:
        cut = list(cut_run(run, law, lambda fragment: _amount(fragment, scale)))
        if owner >= 0 and not law.lead and not any(group.whole for group in cut):
            amounts = tuple(_amount(fragment, scale) for fragment in run)
            cut = [Group(list(run), amounts, whole=True, broken=True)] if law.is_broken(amounts) else cut
        if len(cut) > 1 and not cut[0].whole and not cut[1].whole:
            cut[0].follower = cut[1].numbers[0]
        for at, group in enumerate(cut):
            group.owner = owner if at == 0 else -1
            (groups if group.whole or (group.owner >= 0 and not law.lead) else loose).append(group)
        run.clear()

    for at, fragment in enumerate(fragments):
        if fragment.kind == "money" and fragment.number is not None and not fragment.number.percent:
            run.append(fragment)
        elif at in ends:
            close()
            owner = owners.get(at, -1)
    close()
    return groups, loose


def _match(table: CodedTable, groups: list[Group], expected: Mapping[int, int | None]) -> None:
    """Aligns groups and rows with the total last, first or missing, and keeps the way that sums confirm best."""
    codes = [row.code.digits for row in table.rows]
    best: tuple[int, int] = (0, 0)
    for lead, tail in ((0, 1), (1, 0), (0, 0)):
        if best == (len(codes), True):
            return
        shifted = {at + lead: amount for at, amount in expected.items()}
        owned = [group.owner + lead if group.owner >= 0 else -1 for group in groups]
        pairs = _aligned(groups, owned, len(codes) + lead + tail, shifted)
        total_at = 0 if lead else len(codes) if tail else None
        total = pairs.pop(total_at, None) if total_at is not None else None
        matched = {row - lead: group for row, group in pairs.items()}
        totals = {row: groups[group].total for row, group in matched.items()}
        grand = groups[total].total if total is not None else expected.get(-1)
        sure = {row for row, group in matched.items() if groups[group].owner == row or expected.get(row) == totals[row]}
        kept = confirmed_rows(codes, totals, grand, sure) - _doubtful(codes, matched, groups, expected)
        if (len(kept), total is not None) > best:
            best = (len(kept), total is not None)
            table.found = {row: groups[matched[row]] for row in kept}
            tops = [row for row in kept if len(codes[row]) == 3]
            borne = total is not None and error_of_sum(grand or 0, [totals[row] for row in tops]) is not None
            table.total = groups[total] if borne and total is not None else None


def _doubtful(
    codes: Sequence[str], matched: Mapping[int, int], groups: Sequence[Group], expected: Mapping[int, int | None]
) -> set[int]:
    """Rows that order and neighbourhood contradict: the numbers stand right behind the name of a sibling.

    No sum tells siblings apart; only a table that prints the same amount for the row does.
    """
    found: set[int] = set()
    for row, at in matched.items():
        other = groups[at].owner
        if other in (-1, row) or parent_code(codes[row]) != parent_code(codes[other]):
            continue
        found.update(doubted for doubted in (row, other) if doubted in matched)
    return {row for row in found if expected.get(row) != groups[matched[row]].total}


def _aligned(
    groups: Sequence[Group], owned: Sequence[int], rows: int, expected: Mapping[int, int | None]
) -> dict[int, int]:
    before = [group.owner for group in groups]
    for group, owner in zip(groups, owned, strict=True):
        group.owner = owner
    pairs = align(groups, rows, expected)
    for group, owner in zip(groups, before, strict=True):
        group.owner = owner
    return pairs


def _complete(table: CodedTable, rest: Sequence[Group], law: RowLaw) -> None:
    """Gives rows of which only the total is there the loose numbers that make them whole, each used once."""
    pool = [(fragment, amount) for group in rest for fragment, amount in zip(group.numbers, group.amounts, strict=True)]
    pool.sort(key=lambda part: part[0].cell.start)
    if law.width == 1 or law.lead or len(pool) > _MOST_LOOSE:
        return
    open_rows = [group for _, group in sorted(table.found.items()) if not group.whole]
    if table.total is not None and not table.total.whole:
        open_rows.append(table.total)
    followers = {id(group.follower) for group in open_rows if group.follower}
    for single in (True, False):
        for group in open_rows:
            own = [part for part in pool if part[0] is group.follower or id(part[0]) not in followers]
            parts = [] if group.whole else _parts(group, own, law, single=single)
            for part in parts:
                pool.remove(part)
            if parts:
                group.numbers += [fragment for fragment, _ in parts]
                group.amounts += tuple(amount for _, amount in parts)
                group.whole = True


def _parts(
    group: Group, pool: Sequence[tuple[Fragment, int]], law: RowLaw, *, single: bool
) -> list[tuple[Fragment, int]]:
    """The loose number, or the only pair of them, that makes a row with the total.

    A pair tells its columns where it stands behind the total, what follows that first, or where nothing parts it.
    """
    total, place = group.total, group.numbers[0].cell.start
    if single:
        return next(([part] for part in pool if law.error((total, part[1])) == 0), [])
    found = {}
    filled = [part for part in pool if part[1]]
    for first, second in combinations(filled, 2):
        tells = first[0].cell.start > place or second[0].cell.start - first[0].cell.end < _NEAR
        if tells and group.follower in (None, first[0]) and law.error((total, first[1], second[1])) == 0:
            found.setdefault((first[1], second[1]), [first, second])
    return next(iter(found.values())) if len(found) == 1 else []


def _is_total(fragment: Fragment) -> bool:
    label = read_label(fragment.cell.key) if fragment.kind == "word" else None
    return label is not None and label.is_total and not label.nature


def coded_records(table: CodedTable) -> list[Record]:
    """Records of the confirmed rows; columns stay open for the arithmetic, except where only the total is there."""
    records = [
        _record(table, group, table.rows[at].parts, table.rows[at].name, table.rows[at])
        for at, group in sorted(table.found.items())
    ]
    if table.total is not None and table.total_label is not None:
        record = _record(table, table.total, [], None, None)
        record.label = table.total_label
        records.append(record)
    return records


def _tell_changes(table: CodedTable, group: Group, record: Record) -> None:
    """Gives the numbers of a row with changes the columns that they have in every way to be a row.

    What may be a change or an amount belongs to none; other amounts stay open.
    """
    ways = [fit.places for fit in table.law.fits(group.amounts)]
    places = [frozenset(one) for one in zip(*ways, strict=True)]
    told: list[Figure] = []
    for figure, possible in zip(record.figures, places, strict=True):
        roles = {table.columns[at].role for at in possible}
        if len(possible) == 1:
            figure.column = table.columns[min(possible)]
        if len(roles) == 1:
            told.append(figure)
        else:
            record.orphans.append(figure.cell)
            record.orphans_why = UNTOLD
    record.figures = told


def _record(table: CodedTable, group: Group, parts: list[Cell], name: Name | None, row: PlainRow | None) -> Record:
    numbers = group.numbers if group.whole else group.numbers[:1]
    column = None if group.whole else table.columns[0]
    why = _WHY_BROKEN if group.broken else WHY
    figures = [Figure(f.cell, f.number, column, why) for f in numbers if f.number is not None]
    record = Record(
        0,
        codes=parts,
        label=name.cell if name else None,
        figures=figures,
        block_why=why,
        told=row.code if row else None,
    )
    if group.whole and table.law.change is not None:
        _tell_changes(table, group, record)
    return record
