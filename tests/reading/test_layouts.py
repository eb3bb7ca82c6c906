"""Each layout of a grid reads back as the same cells, and says truly whether a position is a column."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from pipelines.reading.lines import read_rows
from pipelines.reading.rows import Row
from pipelines.reading.spaced import is_spaced, split_spaced
from pipelines.reading.text import SourceText, fold, squeeze
from tests.reading import grids
from tests.reading.grids import Grid

prop = settings(max_examples=60, deadline=None, derandomize=True)


def read(text: str) -> list[Row]:
    """The rows of a text; every cell must lie where it says."""
    source = SourceText(text)
    rows = read_rows(source)
    for row in rows:
        for cell in row.cells:
            assert source.folded[cell.start : cell.end].strip() == cell.text
            assert cell.key == squeeze(cell.text)
            if cell.text:
                assert source.line_of(cell.start) == cell.line
    return rows


def texts(rows: list[Row]) -> Grid:
    return [[cell.text for cell in row.cells] for row in rows]


def folded(grid: Grid) -> Grid:
    return [[fold(cell) for cell in row] for row in grid]


def filled(grid: Grid) -> Grid:
    return [[fold(cell) for cell in row if cell] for row in grid]


def has_inner_blank(grid: Grid) -> bool:
    return any("" in row and any(row[row.index("") :]) for row in grid)


@prop
@given(grids.grids())
@example([["", "a"], ["b", ""]])
@example([["a", ""], ["b", ""]])
def test_pipes_with_every_blank_kept(grid: Grid) -> None:
    rows = read(grids.pipes(grid))
    if has_inner_blank(grid):
        assert texts(rows) == folded(grid)
        assert all(row.explicit for row in rows)
    else:  # blanks at the end only: they may be the padding of a table that dropped its blanks
        assert [[cell.text for cell in row.filled] for row in rows] == filled(grid)
        assert all(row.explicit for row in rows) == all("" not in row for row in grid)
    assert {row.ruling for row in rows} == {"pipes"}
    assert {row.width for row in rows} == {len(grid[0])}


@prop
@given(grids.grids())
@example([["a", "", "b"], ["1", "2", ""]])
def test_pipes_that_dropped_their_blanks(grid: Grid) -> None:
    rows = read(grids.lossy_pipes(grid))
    assert texts(rows) == filled(grid)
    assert [row.explicit for row in rows] == [all("" not in row for row in grid)] * len(grid)


@prop
@given(grids.grids(least=3))
def test_pipes_that_spilled_over_lines(grid: Grid) -> None:
    grid = [[*row[:-1], row[-1] or "末"] for row in grid]  # blanks at the end are part of the padding
    rows = read(grids.spilled_pipes(grid))
    assert texts(rows) == folded(grid)
    assert not any(row.explicit for row in rows)


@prop
@given(grids.grids())
@example([["", ""], ["", "a"]])
def test_tabs(grid: Grid) -> None:
    rows = read(grids.tabs(grid))
    assert texts(rows) == folded(grid)
    assert all(row.explicit and row.ruling == "tabs" for row in rows)


@prop
@given(grids.grids())
@example([["1", "250"]])
def test_commas(grid: Grid) -> None:
    rows = read(grids.commas(grid))
    assert texts(rows)[1 : len(grid) + 1] == folded(grid)
    assert all(row.explicit and row.ruling == "commas" for row in rows)


@prop
@given(grids.grids(least=3))
def test_columns_of_spaces(grid: Grid) -> None:
    rows = read(grids.spaces(grid))
    assert [[cell.text for cell in split_spaced(row.cells[0])] for row in rows] == filled(grid)
    for row in rows:
        for cell in split_spaced(row.cells[0]):
            assert row.cells[0].text[cell.start - row.cells[0].start :].startswith(cell.text)
    if sum(1 for row in filled(grid) if len(row) > 1) > len(grid) / 2 and len(grid) > 3:
        assert is_spaced(rows)


@prop
@given(grids.grids(blanks=False, words_only=True))
def test_a_cell_a_line(grid: Grid) -> None:
    lines = [cell for row in grid for cell in row]
    rows = read("\n".join(lines))
    assert texts(rows) == [[fold(line).strip()] for line in lines]
    assert {row.ruling for row in rows} == {"text"}


@prop
@given(grids.grids(least=3))
def test_the_layout_of_one_table_says_nothing_of_prose_around_it(grid: Grid) -> None:
    rows = read("一、收支总表\n\n" + grids.lossy_pipes(grid) + "\n二、说明\n")
    assert texts(rows) == [["一、收支总表"], *filled(grid), ["二、说明"]]
    assert [row.gap for row in rows] == [0, 1, *[0] * (len(grid) - 1), 1]


# --- cases that were seen ---------------------------------------------------------------------------------------------

CASES = {
    "a line of blanks is a cell printed empty, an empty line is a gap": (
        "甲\n\u3000\n\n\n乙",
        [["甲"], [""], ["乙"]],
    ),
    "a header cell with line breaks": (
        "科目编码 | 科目名称 | 合计 | ||\n科目 | 一般公共\n预算 | 财政\n拨款 | ||\n201 | 支出 | 5 | ||\n",
        [["科目编码", "科目名称", "合计"], ["科目", "一般公共\n预算", "财政\n拨款"], ["201", "支出", "5"]],
    ),
    "the first row of a table spills": (
        "项目 |\n预算金额 |\n||||\n甲 |\n5 |\n||||\n",
        [["项目", "预算金额"], ["甲", "5"]],
    ),
    "two tables of other widths with nothing between": (
        "a | b | c |\n1 | 2 | 3 |\nd | e |\n4 | 5 |\n",
        [["a", "b", "c"], ["1", "2", "3"], ["d", "e"], ["4", "5"]],
    ),
    "the last row of a table without its padding": (
        "a | b | c | ||\n1 |\n2 |\n",
        [["a", "b", "c"], ["1", "2"]],
    ),
    "full-width and box pipes": ("甲｜乙｜\n丙│丁│\n", [["甲", "乙"], ["丙", "丁"]]),
    "tabs beside blanks": ("甲 \t 乙\t\n", [["甲", "乙", ""]]),
    "a saved sheet: marks around commas and marks, in pairs, line ends in a cell": (
        '\ufeff项目,决算数,\r\n"办公费,""三公""","1,234.50",\r\n"一般\n公共",,2\r\n',
        [["项目", "决算数", ""], ['办公费,""三公""', "1,234.50", ""], ["一般\n公共", "", "2"]],
    ),
    "two sheets, and the rest of one behind a page": (
        "甲,乙\n1,2\n3,4\n丙,丁,\n5,,6\n7,8,\n\n9,,0\n",
        [["甲", "乙"], ["1", "2"], ["3", "4"], ["丙", "丁", ""], ["5", "", "6"], ["7", "8", ""], ["9", "", "0"]],
    ),
    "a sentence in the first cell of a sheet": (
        '表,,\n甲,1,2\n乙,3,4\n"说明:增加1元,减少2元。",,\n',
        [["表", "", ""], ["甲", "1", "2"], ["乙", "3", "4"], ["说明:增加1元,减少2元。"]],
    ),
    "sentences with plain commas": (
        "收入1万元,比上年增加1%\n支出2万元,比上年增加2%\n结余3万元,比上年增加3%\n",
        [["收入1万元,比上年增加1%"], ["支出2万元,比上年增加2%"], ["结余3万元,比上年增加3%"]],
    ),
    "amounts with thousands, one a line": ("1,200\n3,400\n5,600\n", [["1,200"], ["3,400"], ["5,600"]]),
    "windows line ends": ("甲\t乙\r\n\r\n丙 | 丁 |\r\n", [["甲", "乙"], ["丙", "丁"]]),
}


STACK = """
甲 | 乙 | 丙
合计 | 12.5 | 7
子 | 2.5 | 3
丑 | 5 | 1
寅 | 4 |
卯 | 1 | 3
"""


def stacked(text: str, opening: str = "", closing: str = "\n|\n") -> str:
    """Every cell on a line, its pipe on one of its own or behind it; `opening` opens a row."""
    rows = of_text(text)
    return "".join(opening + "".join(f"{cell}{closing}" if cell else "|\n" for cell in row) for row in rows)


def of_text(text: str) -> Grid:
    return [[cell.strip() for cell in row.split(" | ")] for row in text.strip().replace(" |\n", " | \n").splitlines()]


def test_pipes_on_lines_of_their_own() -> None:
    rows = read("说明\n" + stacked(STACK) + "二、说明\n")
    assert texts(rows) == [["说明"], *of_text(STACK), ["二、说明"]]
    assert all(row.explicit for row in rows)


def test_pipes_that_open_their_rows() -> None:
    """The line above the first pipe is no cell of the table."""
    for closing in ("\n|\n", " |\n"):
        rows = read("单位：万元\n" + stacked(STACK, opening="|\n", closing=closing))
        assert texts(rows) == [["单位:万元"], *of_text(STACK)]
        assert [row.ruling for row in rows] == ["text"] + ["spilled"] * 6


def test_a_cell_of_several_short_lines() -> None:
    rows = read(stacked(STACK).replace("乙\n", "一般公共\n预算\n"))
    assert [cell.key for cell in rows[0].cells] == ["甲", "一般公共预算", "丙"]


def test_the_last_row_lost_its_blanks_at_the_end() -> None:
    """Then the words of the header, whose rows nothing shows, are a row each."""
    text = stacked(STACK, closing=" |\n") + "辰 |\n"
    assert texts(read(text)) == [["甲"], ["乙"], ["丙"], *of_text(STACK)[1:], ["辰"]]


def test_parts_side_by_side_below_headings_that_span_columns() -> None:
    """Seven cells stand above the first row; the header says three times 行次 and 金额."""
    names = ("收入", "功能", "性质")
    above = "表一\n|\n|\n|\n公开01表\n|\n收\n|\n支\n|\n|\n"
    header = "".join(f"{name}\n|\n行次\n|\n金额\n|\n" for name in names)
    data = "".join(f"{name}{row}\n|\n{row}\n|\n{row}.50\n|\n" for row in range(1, 7) for name in names)
    rows = [row for row in read(above + header + data) if row.explicit]
    assert [len(row.cells) for row in rows] == [9] * 6
    assert [cell.text for cell in rows[-1].cells] == ["收入6", "6", "6.50", "功能6", "6", "6.50", "性质6", "6", "6.50"]


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    text, expected = CASES[name]
    assert texts(read(text)) == expected


def test_a_table_beside_one_that_kept_its_blanks_kept_them_too() -> None:
    rows = read("a | | c |\n\n说明\n\nd | e | |\n")
    assert texts(rows) == [["a", "", "c"], ["说明"], ["d", "e", ""]]
    assert all(row.explicit for row in rows)


def test_one_padded_row_leaves_its_whole_table_in_doubt() -> None:
    rows = read("a | b | c |\nd | ||\ne | f | g |\n")
    assert [row.explicit for row in rows] == [False, False, False]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("201  一般公共服务支出   82,096.42 82,096.42", ["201", "一般公共服务支出", "82,096.42", "82,096.42"]),
        ("201 01 08 代表工作  1.00", ["201", "01", "08 代表工作", "1.00"]),
        ("行政运行 1,234.50", ["行政运行", "1,234.50"]),
        ("行政 运行  0.00", ["行政 运行", "0.00"]),
        ("12.50 机关服务", ["12.50", "机关服务"]),
        ("-3.20 -4.00", ["-3.20", "-4.00"]),
    ],
)
def test_what_a_single_blank_parts(line: str, cells: list[str]) -> None:
    assert [cell.text for cell in split_spaced(read(line)[0].cells[0])] == cells
