"""Headers: which column each word is, with positions, with rows only, and from the order of the words alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.columns import Column, combine
from pipelines.forms.header import read_columns
from pipelines.forms.header_spaced import read_spaced_columns
from pipelines.forms.spaced import lines_of
from pipelines.reading.lines import read_rows
from pipelines.reading.rows import Cell
from pipelines.reading.text import SourceText, squeeze

HEADERS = tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))["header"]
Rows = list[list[Cell]]


def named(header: dict[str, Any]) -> str:
    return header["name"]


def cells_of(text: str) -> Rows:
    """The cells of a grid written with a bar between them, one row a line."""
    rows: Rows = []
    at = 0
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        row = []
        for word in line.split("|"):
            row.append(Cell(word.strip(), squeeze(word), at, at + len(word), number))
            at += len(word) + 1
        rows.append(row)
    return rows


def shown(columns: list[Column]) -> list[str]:
    """Each block's columns: role and the dimensions that are set."""
    blocks: list[list[str]] = [[] for _ in range(columns[-1].block + 1)]
    for column in columns:
        words = column.meaning
        said = [column.role, words.fund, words.nature, words.item, words.economic, words.stage, words.side]
        said += [str(words.year) if words.year else "", f"-{words.years_back}" if words.years_back else ""]
        blocks[column.block].append(" ".join(filter(None, said)))
    return [" | ".join(block) for block in blocks]


def filled(rows: Rows) -> Rows:
    return [[cell for cell in row if cell.key] for row in rows]


@pytest.mark.parametrize("header", HEADERS, ids=named)
def test_a_header_with_positions(header: dict[str, Any]) -> None:
    columns = read_columns(cells_of(header["rows"]), explicit=True)
    assert shown(columns) == header["columns"]
    assert [column.slot for column in columns] == list(range(len(columns)))


@pytest.mark.parametrize("header", HEADERS, ids=named)
def test_a_header_whose_merged_cells_are_gone(header: dict[str, Any]) -> None:
    assert shown(read_columns(filled(cells_of(header["rows"])), explicit=False)) == header["columns"]


@pytest.mark.parametrize("header", HEADERS, ids=named)
def test_a_header_of_which_only_the_order_is_left(header: dict[str, Any]) -> None:
    stream = [cell for row in filled(cells_of(header["rows"])) for cell in row]
    assert shown(read_columns([stream], explicit=False)) == header["columns"]


def test_a_word_broken_over_two_cells_is_whole_again() -> None:
    stream = cells_of("项目|编码|项目|名称|合计|单位|资金")[0]
    columns = read_columns([stream], explicit=False)
    assert [column.words[-1] for column in columns] == ["项目编码", "项目名称", "合计", "单位资金"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["本年收入", "小计"], {"item": "current_year_total", "fund": ""}),
        (["本年收入", "一般公共预算"], {"item": "", "fund": "general"}),
        (["上年结转结余", "小计"], {"item": "carry_in", "fund": ""}),
        (["上年结转结余", "政府性基金预算"], {"item": "carry_in", "fund": "government_fund"}),
        (["财政拨款结转结余", "一般公共预算"], {"item": "", "fund": "carryover"}),
        (["一般公共预算支出", "基本支出", "人员经费"], {"fund": "general", "nature": "basic_personnel"}),
        (["公用经费", "决算数"], {"nature": "basic_public", "stage": "final"}),
        (["决算数", "公务用车购置及运行费", "小计"], {"stage": "final", "item": "official_vehicle"}),
        (["2022年", "金额"], {"year": 2022, "role": "money"}),
    ],
)
def test_the_lowest_word_wins(words: list[str], said: dict[str, object]) -> None:
    meaning = combine(tuple(words))
    assert {name: getattr(meaning, name) for name in said} == said


# --- columns of spaces ------------------------------------------------------------------------------------------------

SPACED = {
    "words wrapped over lines": (
        """
   功能分类      功能分类
                               合计      基本支出    项目支出
   科目编码      科目名称
""",
        ["code | name | money | money basic | money project"],
    ),
    "parts below a heading": (
        """
                                      “三公”经费预算数
                                  公务用车购置及运行费
  合计     因公出国(境)费                                        公务接待费
                             小计      购置费      运行费
""",
        [
            (
                "money three_public_total | money overseas_travel | money official_vehicle | money vehicle_purchase"
                " | money vehicle_operation | money reception"
            )
        ],
    ),
    "a total below a nearer heading": (
        """
                            “三公”经费
项目               因公出国（              公务用车购置及运行维护费         会议费     培训费
          小计     境）费用    公务接待费   小计   公务用车购置费   公务用车运
                                                行维护费
""",
        [
            (
                "name | money three_public_total | money overseas_travel | money reception | money official_vehicle"
                " | money vehicle_purchase | money vehicle_operation | money 30215 | money 30216"
            )
        ],
    ),
    "a year between headings of another": (
        """
          功能分类科目                                      2026年预算数             2026年预算数比2025年
                              2025年执行数                                     执行数
 科目编码            科目名称                          小计       基本支出      项目支出      增减额     增减%
""",
        [
            (
                "code | name | money final 2025 | money 2026 | money basic 2026 | money project 2026"
                " | change final 2026 | change 2026"
            )
        ],
    ),
    "two sides": (
        """
            收入                             支出
     项目         预算数            项目          预算数
""",
        ["name revenue | money revenue", "name expenditure | money expenditure"],
    ),
    "a code over three columns": (
        """
        科目编码              科目名称        合计      基本支出     项目支出
   类      款      项
""",
        ["class | group | item | name | money | money basic | money project"],
    ),
    "a part beside its heading": (
        """
                          “三公”经费
项目           因公出国（                 公务用车购置及运行维护费        会议费    培训费
       小计    境）费用     公务接待费    小计    公务用车购置费   公务用车运
                                              行维护费
""",
        [
            (
                "name | money three_public_total | money overseas_travel | money reception | money official_vehicle"
                " | money vehicle_purchase | money vehicle_operation | money 30215 | money 30216"
            )
        ],
    ),
    "another year between two headings": (
        """
          功能分类科目                                 2023年预算数             2023年预算数比2022年执行
                             2022年执行数                                 数
 科目编码           科目名称                       合计        基本支出     项目支出      增减额      增减%
""",
        [
            (
                "code | name | money final 2022 | money 2023 | money basic 2023 | money project 2023"
                " | change final 2023 | change final 2023"
            )
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPACED)
def test_a_header_in_columns_of_spaces(name: str) -> None:
    text, expected = SPACED[name]
    assert shown(read_spaced_columns(lines_of(read_rows(SourceText(text.strip("\n")))))) == expected


# --- any words --------------------------------------------------------------------------------------------------------

WORDS = sorted({cell.key for header in HEADERS for row in cells_of(header["rows"]) for cell in row if cell.key})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from([*WORDS, ""]), max_size=8).map("|".join), min_size=1, max_size=4))
def test_no_words_make_a_header_raise(lines: list[str]) -> None:
    rows = cells_of("\n".join(lines) + "\n|")
    words = [cell.key for row in rows for cell in row if cell.key]
    for columns in (
        read_columns(rows, explicit=True),
        read_columns(filled(rows), explicit=False),
        read_columns([[cell for row in filled(rows) for cell in row]], explicit=False),
        read_spaced_columns([[(cell, cell.start) for cell in row] for row in filled(rows)]),
    ):
        blocks = [column.block for column in columns]
        assert blocks == sorted(blocks)
        assert all("".join(column.words[-1:]) for column in columns)
        assert len(columns) <= max(len(words), *map(len, rows))
