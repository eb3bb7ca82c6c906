"""The placement problem of a sheet: its rows, the sums over its columns, the sums over its rows.

Row sums follow from what the columns mean (合计 = 基本 + 项目, 合计 = Σ funds, 三公 = 出国 + 公车 + 接待), and so do
balances (年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余); column sums from the code hierarchy (类 = Σ款 = Σ项,
合计 = Σ类) and from the totals of a side.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from pipelines.forms.codes import parent_code
from pipelines.forms.columns import Column
from pipelines.forms.meaning import RowMeaning
from pipelines.forms.placement import Balance, Problem, Row, Sum, Witness
from pipelines.forms.records import Figure, Record
from pipelines.forms.wording import BARE_TOTALS, INCLUDED, Form, Meaning, meaning_of, rare_columns

_NATURE_PARTS = {
    "": ("basic", "project", "operating", "remitted_up", "subsidy_to_units"),
    "basic": ("basic_personnel", "basic_public"),
}
_ITEM_PARTS = {
    "": ("overseas_travel", "official_vehicle", "reception"),
    "three_public_total": ("overseas_travel", "official_vehicle", "reception"),
    "official_vehicle": ("vehicle_purchase", "vehicle_operation"),
}

#: The words over a column, from the top.
Words = tuple[str, ...]
#: What parts by nature have in common with their total.
_WHICH = ("stage", "year", "years_back", "item", "economic")
#: What a fund has and gets, and what it spends and keeps: 年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余.
_HAD, _GOT, _KEPT = "carry_in", "current_year_total", "carry_out"
#: What a side's grand total sums.
_BALANCES = ("current_year_total", "carry_in", "carry_out", "use_of_surplus", "surplus_distribution")


def row_sums(columns: Sequence[Column]) -> tuple[Sum, ...]:
    """The sums that hold in every row, as column indexes."""
    meanings = [column.meaning for column in columns]
    sums: list[Sum] = []
    for at, whole in enumerate(meanings):
        if columns[at].role == "change":
            continue
        natures = _nature_parts(whole, meanings)
        economic = [] if set(natures) & set(_economic_parts(whole, meanings)) else _economic_parts(whole, meanings)
        groups = (natures, economic, _item_parts(whole, meanings), _fund_parts(at, whole, columns))
        own = [_under(_heading(columns[at]), parts, columns) for parts in groups]
        if any(_is_nested(at, parts, columns) for parts in own):
            own = [_heading_parts(at, columns)]
        sums += [(at, tuple(parts)) for parts in own if parts]
    details = _balance_details(columns)
    within = {part for parts in details.values() for part in parts}
    sums = [(whole, tuple(part for part in parts if part not in within)) for whole, parts in sums]
    return (*sums, *((whole, tuple(parts)) for whole, parts in details.items()))


def _heading(column: Column) -> Words:
    """The words over what a column is; a stage under a total (合计 over 预算数|决算数) is that total at that stage."""
    *over, last = column.words
    staged = over and over[-1] in BARE_TOTALS and last not in BARE_TOTALS and meaning_of(last).is_total
    return tuple(over[:-1] if staged else over)


def _under(heading: Words, parts: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """The columns under a heading: what a total sums stands under its own."""
    return [part for part in parts if columns[part].words[: len(heading)] == heading]


def _sum_under(heading: Words, columns: Sequence[Column]) -> int | None:
    """The column of a heading's own 合计 or 小计."""
    return next(
        (at for at, c in enumerate(columns) if c.words[:-1] == heading and c.words[-1] in BARE_TOTALS and heading), None
    )


def _is_nested(at: int, parts: Sequence[int], columns: Sequence[Column]) -> bool:
    """Whether parts of a bare total stand under other headings that have totals of their own."""
    depth = len(columns[at].words)
    if columns[at].words[-1] not in BARE_TOTALS:
        return False
    return any(
        _sum_under(columns[part].words[:end], columns) not in (None, part)
        for part in parts
        for end in range(depth, len(columns[part].words))
    )


def _heading_parts(at: int, columns: Sequence[Column]) -> list[int]:
    """What a total sums heading by heading: the total of each, or its only column, or what stands under it."""
    heading, whole = columns[at].words[:-1], columns[at].meaning
    parts: list[int] = []
    for below in dict.fromkeys(column.words[: len(heading) + 1] for column in columns):
        under = _under(below, range(len(columns)), columns)
        if below[:-1] != heading or at in under:
            continue
        total = _sum_under(below, columns)
        parts += under if total is None else [total]
    return [
        part for part in parts if columns[part].role == "money" and _same(columns[part].meaning, whole, "stage", "year")
    ]


def row_balances(columns: Sequence[Column]) -> tuple[Balance, ...]:
    """The balances that hold in every row, as column indexes: of all money, and of each nature that all four name."""
    within = {part for parts in _balance_details(columns).values() for part in parts}
    flows: dict[tuple[str, str], list[int]] = {}
    for at, column in enumerate(columns):
        words = column.meaning
        if not words.fund and at not in within:
            flow = words.item or ("spent" if words.side == "expenditure" else "")
            flows.setdefault((flow, words.nature), []).append(at)
    balances: list[Balance] = []
    for nature in ("", "basic", "project"):
        four = [flows.get((flow, nature), []) for flow in (_HAD, _GOT, "spent", _KEPT)]
        if all(len(places) == 1 for places in four):
            had, got, spent, kept = (places[0] for places in four)
            balances.append(((had, got), (spent, kept)))
    return tuple(balances)


def _balance_details(columns: Sequence[Column]) -> dict[int, list[int]]:
    """What a balance of one nature consists of where its heading has a 小计: 项目支出结转 and 项目支出结余."""
    details: dict[int, list[int]] = {}
    for at, column in enumerate(columns):
        heading, whole = column.words[:-1], column.meaning
        if whole.is_sum and whole.nature and whole.item in (_HAD, _KEPT):
            alike = [
                other
                for other, part in enumerate(columns)
                if other != at and part.words[:-1] == heading and part.meaning.nature == whole.nature
            ]
            details |= {at: alike} if alike else {}
    return details


def _same(part: Meaning, whole: Meaning, *dimensions: str) -> bool:
    """Whether two columns agree; a fund that only one of them names is no difference."""
    if part.fund and whole.fund and part.fund != whole.fund:
        return False
    return all(getattr(part, name) == getattr(whole, name) for name in dimensions)


def _nature_parts(whole: Meaning, meanings: Sequence[Meaning]) -> list[int]:
    if whole.item not in ("", _HAD, _GOT, _KEPT) or whole.economic:
        return []
    natures = _NATURE_PARTS.get(whole.nature, ())
    if not whole.nature and not any(part.nature in natures for part in meanings):
        natures = _NATURE_PARTS["basic"]  # a table of basic expenditure: 合计 = 人员 + 公用
    if "basic" in natures and not any(part.nature == "basic" for part in meanings):
        natures = (*natures, *_NATURE_PARTS["basic"])  # 基本支出 is only a heading over its parts
    parts = [at for at, part in enumerate(meanings) if part.nature in natures and _same(part, whole, *_WHICH)]
    return parts if "basic" in {meanings[at].nature for at in parts} else [*_economic_parts(whole, meanings), *parts]


def _economic_parts(whole: Meaning, meanings: Sequence[Meaning]) -> list[int]:
    """Economic classes beside their total, or the items of a class."""
    if whole.item or not (whole.economic or whole.is_sum or whole.is_total):
        return []
    return [
        at
        for at, part in enumerate(meanings)
        if part.economic
        and parent_code(part.economic) == whole.economic
        and _same(part, whole, "stage", "year", "nature")
    ]


def _item_parts(whole: Meaning, meanings: Sequence[Meaning]) -> list[int]:
    if whole.nature or whole.economic:
        return []
    if not whole.item and whole.is_sum and any(part.item == "three_public_total" for part in meanings):
        parts = [part for part in meanings if part.economic or part.item == "three_public_total"]
        return [at for at, part in enumerate(meanings) if part in parts and _same(part, whole, "stage", "year")]
    items = _ITEM_PARTS.get(whole.item, ())
    return [at for at, part in enumerate(meanings) if part.item in items and _same(part, whole, "stage", "year")]


def _fund_parts(at: int, whole: Meaning, columns: Sequence[Column]) -> list[int]:
    """Funds beside their total: under one heading when the total has one, else all of them."""
    if whole.nature or not whole.is_sum or whole.item in ("unit_price", "purchase_sme", "purchase_micro"):
        return []
    heading, bare = columns[at].words[:-1], columns[at].words[-1] in BARE_TOTALS
    parts = [
        other
        for other, column in enumerate(columns)
        if other != at
        and (column.meaning.fund not in ("", whole.fund) or (bare and _is_carried(column, heading, columns)))
        if not column.meaning.nature and column.meaning.stage == whole.stage
        if not column.words[-1].startswith(INCLUDED)  # 其中:教育收费, a part of 事业收入 beside it
    ]
    if heading and (whole.item in (_HAD, _GOT, _KEPT) or whole.fund == "fiscal_appropriation"):
        return _under(heading, parts, columns)
    return [] if whole.fund else parts


def _is_carried(column: Column, heading: Words, columns: Sequence[Column]) -> bool:
    """Whether a column is what was left of last year, a source like the funds beside it: 合计 | 上年结转 | 事业收入."""
    items = {other.meaning.item for other in columns}
    return column.meaning.item == _HAD and column.words[:-1] == heading and not items & {_GOT, _KEPT}


def column_sums(meanings: Sequence[RowMeaning]) -> tuple[Sum, ...]:
    """The sums over rows that hold in every column, as row indexes."""
    codes: dict[str, int] = {}
    for index, row in enumerate(meanings):
        code = row.functional or row.economic
        if row.item == "code" and code and code not in codes:
            codes[code] = index
    children: dict[int, list[int]] = {}
    tops: list[int] = []
    for code, index in codes.items():
        parent = parent_code(code)
        while parent and parent not in codes:
            parent = parent_code(parent)
        if parent:
            children.setdefault(codes[parent], []).append(index)
        else:
            tops.append(index)
    sums = [(parent, tuple(below)) for parent, below in children.items()]
    kinds = [index for index, row in enumerate(meanings) if row.item in ("goods", "works", "services")]
    others = [index for index, row in enumerate(meanings) if row.item in ("project", "purchase")]
    units = [index for index, row in enumerate(meanings) if row.item == "unit"]
    balances = [index for index, row in enumerate(meanings) if row.item in _BALANCES and not row.fund]
    sums += [(index, tuple(balances)) for index, row in enumerate(meanings) if row.item == "grand_total" and balances]
    for total in _table_totals(meanings):
        if parts := tops or kinds or others or units:
            sums.append((total, tuple(parts)))
    return tuple(sums)


def _table_totals(meanings: Sequence[RowMeaning]) -> list[int]:
    current = [index for index, row in enumerate(meanings) if row.item == "current_year_total"]
    if current:
        return current[:1]
    return [index for index, row in enumerate(meanings) if row.item == "total" and not row.nature][:1]


def build_problem(
    records: Sequence[Record],
    meanings: Sequence[RowMeaning],
    columns: Sequence[Column],
    witnesses: Sequence[Witness],
    form: Form,
) -> Problem:
    """The placement problem of one block: its money columns, and its records with their figures of money."""
    scale = max((figure.number.decimals for record in records for figure in record.figures), default=0)
    index = {id(column): at for at, column in enumerate(columns)}
    rows = [_row(record.figures, scale, index, len(columns)) for record in records]
    return Problem(
        len(columns),
        tuple(rows),
        row_sums(columns),
        column_sums(meanings),
        tuple(witnesses),
        row_balances(columns),
        rare_columns([column.meaning for column in columns], form),
    )


def _row(figures: Sequence[Figure], scale: int, index: dict[int, int], width: int) -> Row:
    kept = list(figures_of_row(figures, index))[:width]  # no 行次
    amounts = tuple(int(figure.number.value.scaleb(scale)) for figure in kept)
    known = tuple(None if figure.column is None else index[id(figure.column)] for figure in kept)
    columns = tuple(at for at in known if at is not None)
    if len(columns) == len(kept) and kept:
        return Row(amounts, columns=columns)
    return Row(amounts, told=known if columns and list(columns) == sorted(set(columns)) else ())


def figures_of_row(figures: Sequence[Figure], columns: Container[int]) -> Iterator[Figure]:
    """The figures of a row that are in one of the columns, known by identity, or in none yet."""
    return (figure for figure in figures if figure.column is None or id(figure.column) in columns)
