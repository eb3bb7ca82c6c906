"""What the rest of a document says about the amounts of a table whose blanks were dropped.

Witnesses come from tables already placed and from sentences (公务用车购置费0万元). They decide only what a table's own
arithmetic leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from pipelines.forms.columns import Column
from pipelines.forms.extraction import UNITS, Context
from pipelines.forms.figures import stage_of
from pipelines.forms.meaning import RowMeaning
from pipelines.forms.placement import Witness
from pipelines.forms.records import Record
from pipelines.forms.wording import Meaning, wordings
from pipelines.model import BudgetLine
from pipelines.reading.text import SourceText

#: Economic items that hold the same money as a 三公 column, as far as basic expenditure goes (RULES XB8).
_ITEM_CODES = {
    "30212": "overseas_travel",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
#: Rows whose amounts sentences repeat.
_WHOLE = frozenset(("total", "current_year_total", "grand_total", "three_public_total", "goods", "works", "services"))
_MOST_SENTENCES = 12
#: Columns whose funds are of other years than the sources of a summary.
_BALANCES = frozenset(("carry_in", "carry_out"))
#: The form that lists all sources of revenue.
_ALL_SOURCES = "revenue_expenditure_summary"
_FISCAL = ("general", "government_fund", "state_capital")
#: The words right before a name, and how far they reach.
_WORDS_BEFORE, _REACH = re.compile(r"[一-龥]+$"), 8
_AMOUNT = r"([^\d。;,、:]{0,8})(\d[\d,]{0,20}(?:\.\d{1,8})?)\s?(亿元|万元|千元|元)"


class Witnesses:
    """The amounts of the document's own year and stage that it states elsewhere, by what they are of."""

    def __init__(self, source: SourceText, context: Context) -> None:
        self._source = source
        self._context = context
        self._natures: dict[tuple[str, str], Decimal] = {}
        self._funds: dict[str, Decimal] = {}
        self._balances: dict[tuple[str, str], Decimal] = {}
        self._lists_all = False
        self._items: dict[str, Decimal] = {}
        self._texts: dict[str, tuple[Decimal, ...]] = {}
        self._unit = Decimal(1)

    @property
    def _time(self) -> tuple[int, str]:
        return self._context.fiscal_year, self._context.stage

    def observe(self, lines: Iterable[BudgetLine]) -> None:
        """Remembers the amounts of lines whose place is certain."""
        for line in lines:
            if line.placement == "ambiguous" or (line.fiscal_year, line.stage) != self._time:
                continue
            if line.side == "revenue" and line.item == "fund":
                self._funds.setdefault(line.fund, line.amount_yuan)
                self._lists_all |= line.form == _ALL_SOURCES
            if line.item in _BALANCES and not (line.functional or line.economic):
                self._balances.setdefault((line.item, line.fund), line.amount_yuan)
            if line.functional and line.economic:
                continue
            if line.side == "expenditure" and line.item in ("code", "total", "current_year_total"):
                code = line.functional or line.economic
                self._natures.setdefault((code, line.nature), line.amount_yuan)
            if line.economic in _ITEM_CODES:
                self._items.setdefault(_ITEM_CODES[line.economic], line.amount_yuan)

    def for_block(
        self,
        records: Sequence[Record],
        meanings: Sequence[RowMeaning],
        columns: Sequence[Column],
        unit: Decimal,
        fund: str = "",
    ) -> list[tuple[Witness, str]]:
        """The witnesses on the open rows of a block, in the order of trust, each with its Chinese name.

        `fund` is the one that the whole table is of.
        """
        self._unit = unit
        found: list[tuple[Witness, str]] = []
        scale = max((figure.number.decimals for record in records for figure in record.figures), default=0)
        for row, (record, meaning) in enumerate(zip(records, meanings, strict=True)):
            figures = [figure for figure in record.figures if figure.column is None]
            if not figures or len(figures) >= len(columns):
                continue
            for at, column in enumerate(columns):
                for amount, name in self._statements(record, meaning, column, fund):
                    found.append((self._witness(row, at, amount, scale), name))
        found.sort(key=lambda pair: pair[1] == "正文")
        return found

    def _is_of_time(self, column: Column, row: RowMeaning) -> bool:
        """Whether a cell is of the document's year and stage, as all that is remembered."""
        words = column.meaning
        year = words.year or self._context.fiscal_year - words.years_back
        return (year, words.stage or row.stage or stage_of(column, self._context)) == self._time

    def _witness(self, row: int, at: int, amount: Decimal, scale: int) -> Witness:
        return Witness(row, at, int((amount / self._unit).scaleb(scale).to_integral_value()), tolerance=1)

    def _statements(
        self, record: Record, meaning: RowMeaning, column: Column, fund: str
    ) -> Iterable[tuple[Decimal, str]]:
        if self._is_of_time(column, meaning):
            yield from self._of_tables(record, meaning, column.meaning, fund)
        if meaning.item not in _WHOLE:
            return
        words = column.meaning
        for dimension, value in (("item", words.item), ("nature", words.nature), ("fund", words.fund)):
            for amount in self._in_text(dimension, value) if value else ():
                if not amount or self._is_printed(record, amount):
                    yield amount, "正文"
                    break

    def _of_tables(
        self, record: Record, meaning: RowMeaning, words: Meaning, fund: str
    ) -> Iterable[tuple[Decimal, str]]:
        code = meaning.functional or meaning.economic
        if words.nature and not words.item and (code, words.nature) in self._natures:
            yield self._natures[code, words.nature], "本文件其他表"
        if meaning.item not in _WHOLE:
            return
        if words.fund and self._funds and words.item not in _BALANCES:
            amount = self._fund(words.fund)
            sought = meaning.item == "total" and bool(amount)  # what the total row does not print says nothing
            if amount is not None and (not sought or self._is_printed(record, amount)):
                yield amount, "收支总表的资金来源"
        if meaning.item == "total" and not words.fund and not words.nature and fund in _FISCAL:
            flow = self._flow(words.item, fund)
            if flow is not None:
                yield flow, "收支总表"
        basic = self._items.get(words.item)
        if basic and self._is_printed(record, basic):  # nothing in basic expenditure says nothing of projects
            yield basic, "基本支出表的经济科目"

    def _fund(self, code: str) -> Decimal | None:
        """What the summaries say of a fund, None for nothing; 财政拨款 is its three budgets together.

        A source that the summary of all sources does not print has nothing, that of 财政拨款 lists only its own.
        """
        if code == "fiscal_appropriation" and code not in self._funds:
            return sum((self._funds.get(part, Decimal(0)) for part in _FISCAL), Decimal(0))
        listed = self._lists_all or code in _FISCAL
        return self._funds.get(code, Decimal(0) if listed else None)

    def _flow(self, item: str, fund: str) -> Decimal | None:
        """What the summaries say that a fund had at the year's begin, got in it, or kept at its end."""
        return self._funds.get(fund) if item == "current_year_total" else self._balances.get((item, fund))

    def _is_printed(self, record: Record, amount: Decimal) -> bool:
        return any(figure.number.value * self._unit == amount for figure in record.figures)

    def _in_text(self, dimension: str, code: str) -> tuple[Decimal, ...]:
        """The amounts in yuan that follow one of a word's names in sentences, the first few of them."""
        key = f"{dimension}:{code}"
        if key not in self._texts:
            rule = next(rule for name, rule in wordings().dimensions[dimension].rules if name == code)
            names = "|".join(re.escape(word) for word in sorted((*rule.any, *rule.exact), key=len, reverse=True))
            found = re.finditer(f"(?:{names}){_AMOUNT}", self._source.folded)
            told = (one for one in found if not any(word in self._phrase(one) for word in rule.none))
            amounts = (Decimal(one[2].replace(",", "")) * UNITS[one[3]] for one in islice(told, _MOST_SENTENCES))
            self._texts[key] = tuple(amounts)
        return self._texts[key]

    def _phrase(self, found: re.Match[str]) -> str:
        """The words from the one before a name to its amount: 公务用车购置及运行费 is no 运行费."""
        before = _WORDS_BEFORE.search(self._source.folded[max(found.start() - _REACH, 0) : found.start()])
        return (before[0] if before else "") + found[1]
