"""The sums that one money cell stands in: its row's natures, the codes below it, and what it is a part of.

They are read from the loaded cells of its own table, so they show what placement worked with and what a reader can
check by hand: 一行之内 合计 = 基本支出 + 项目支出, 一栏之内 类 = Σ款 = Σ项.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from schemas.vocabulary import terms

#: Natures that make up another in one row.
_NATURES: Mapping[str, tuple[str, ...]] = {
    "total": ("basic", "project", "operating", "remitted_up", "subsidy_to_units"),
    "basic": ("basic_personnel", "basic_public"),
}
_SHORTEST_CODE, _CODE_STEP = 3, 2

_ROW = """
with cells as (select * from fact_budget_line where document_key = $document_key)
select other.nature, other.amount_yuan
from cells as line
join cells as other
    on other.form_key = line.form_key and other.source_line = line.source_line
    and other.item = line.item and other.side = line.side
    and other.functional_key = line.functional_key and other.economic_key = line.economic_key
    and other.project_key = line.project_key and other.fund_key = line.fund_key
    and other.stage = line.stage and other.year_key = line.year_key
where line.line_key = $key
"""

_COLUMN = """
with cells as (
    select
        line.*,
        nullif(coalesce(nullif(functional.code, $none), economic.code), $none) as code,
        line.functional_key <> 0 as is_functional
    from fact_budget_line as line
    join dim_functional_code as functional on functional.functional_key = line.functional_key
    join dim_economic_code as economic on economic.economic_key = line.economic_key
    where line.document_key = $document_key
)
select other.line_key, other.code, other.amount_yuan
from cells as line
join cells as other
    on other.form_key = line.form_key and other.item = line.item
    and other.side = line.side and other.nature = line.nature and other.fund_key = line.fund_key
    and other.stage = line.stage and other.year_key = line.year_key and other.is_functional = line.is_functional
where line.line_key = $key and line.item = 'code' and line.code is not null and other.code is not null
order by other.code
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts, each with what it is called; `law` says whether they stand in one row or one column."""

    law: str
    whole: tuple[str, Decimal]
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def difference(self) -> Decimal:
        """The whole less its parts."""
        return self.whole[1] - sum((amount for _, amount in self.parts), Decimal(0))


def read_sums(
    connection: duckdb.DuckDBPyConnection, document_key: int, line_key: int, not_applicable: str
) -> tuple[Sum, ...]:
    """Gives the sums that a money cell of a document stands in; none where a part of its table is there twice."""
    asked = {"document_key": document_key, "key": line_key}
    row = connection.execute(_ROW, asked).fetchall()
    column = connection.execute(_COLUMN, {**asked, "none": not_applicable}).fetchall()
    code = next((code for key, code, _ in column if key == line_key), None)
    return (*_row_sums(row), *(_column_sums([(c, amount) for _, c, amount in column], code) if code else ()))


def _row_sums(cells: Iterable[tuple[str, Decimal]]) -> Iterator[Sum]:
    cells = list(cells)
    amounts, names = dict(cells), {term.code: term.name_zh.partition("（")[0] for term in terms("nature")}
    if len(amounts) < len(cells):
        return
    for whole, parts in _NATURES.items():
        there = [nature for nature in parts if nature in amounts]
        if whole in amounts and there:
            yield Sum(
                "row", (names[whole], amounts[whole]), tuple((names[nature], amounts[nature]) for nature in there)
            )


def _column_sums(cells: list[tuple[str, Decimal]], code: str) -> Iterator[Sum]:
    if max(Counter(each for each, _ in cells).values()) > 1:
        return
    amounts = dict(cells)
    for whole in (code[:-_CODE_STEP], code):
        parts = tuple((each, amount) for each, amount in cells if each[:-_CODE_STEP] == whole)
        if len(whole) >= _SHORTEST_CODE and whole in amounts and parts:
            yield Sum("column", (whole, amounts[whole]), parts)
