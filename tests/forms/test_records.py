"""From rows to records: by position, by order, from paragraphs, from columns of spaces; and the blocks side by side."""

from __future__ import annotations

import pytest

from pipelines.forms.blocks import assign_blocks
from pipelines.forms.columns import Column
from pipelines.forms.header import read_columns
from pipelines.forms.paragraphs import rows_of_stream, stream_of
from pipelines.forms.records import Record, records_by_order, records_by_position
from pipelines.forms.spaced import cut_codes, lines_of, mend_names
from pipelines.forms.wording import wordings
from pipelines.reading.lines import read_rows
from pipelines.reading.rows import Cell, Row
from pipelines.reading.text import SourceText

CODED = "科目编码|科目名称|合计|基本支出|项目支出"
SIDES = "项目|预算数|项目|预算数"
BLOCKS = "科目编码|科目名称|决算数|科目编码|科目名称|决算数"


def rows(text: str) -> list[Row]:
    return read_rows(SourceText(text.replace("|", "\t")))


def columns(header: str) -> list[Column]:
    return read_columns([rows(header)[0].cells], explicit=True)


def filled(text: str) -> list[list[Cell]]:
    return [row.filled for row in rows(text)]


def shown(records: list[Record]) -> list[str]:
    """Each record: codes, label, figures with the place of their column, what has no column."""
    said = []
    for record in records:
        figures = " ".join(
            f"{figure.cell.text}@{figure.column.slot if figure.column else '?'}" for figure in record.figures
        )
        lost = " ".join(f"!{cell.text}" for cell in record.orphans)
        codes = "+".join(cell.text for cell in record.codes)
        said.append(" ".join(filter(None, [codes, record.key, figures, lost])))
    return said


def test_by_position() -> None:
    data = "201|一般公共服务支出|3.00||3.00\n|合计|3.00|—|3.00\n|||9.00|\n|||\n301|甲|1|2|3|4\n"
    found = list(records_by_position([row.cells for row in rows(data)], columns(CODED)))
    assert shown(found) == [
        "201 一般公共服务支出 3.00@2 3.00@4",
        "合计 3.00@2 3.00@4",
        "9.00@3",
        "301 甲 1@2 2@3 3@4 !4",
    ]
    assert [record.row for record in found] == [0, 1, 2, 4]


def test_by_position_side_by_side() -> None:
    found = list(records_by_position([row.cells for row in rows("甲|1|乙|2\n||丙|\n丁|4||\n")], columns(SIDES)))
    assert [(record.block, record.key) for record in found] == [(0, "甲"), (1, "乙"), (1, "丙"), (0, "丁")]


def test_by_order_figures_wait_for_a_column() -> None:
    found = list(records_by_order(filled("201|一般公共服务支出|3.00|3.00\n合计|3.00\n"), columns(CODED)))
    assert shown(found) == ["201 一般公共服务支出 3.00@? 3.00@?", "合计 3.00@?"]


def test_by_order_a_stream_is_one_long_row() -> None:
    stream = [[cell for row in filled("201|外交支出|3.00|3.00|20101|甲|5|2010101|乙|合计|8") for cell in row]]
    assert shown(list(records_by_order(stream, columns(CODED)))) == [
        "201 外交支出 3.00@? 3.00@?", "20101 甲 5@?", "2010101 乙", "合计 8@?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("201|01|01|行政运行|3.00", ["2010101"]),
        ("201|1|1|行政运行|3.00", ["2010101"]),
        ("201|一般公共服务支出|201|3|201|01|人大事务|5", ["201", "20101"]),
        ("201|外交支出|3|205|02|普通教育|5|205|02|03|初中教育|5", ["201", "20502", "2050203"]),
    ],
)
def test_by_order_codes_over_columns(data: str, codes: list[str]) -> None:
    header = [row.cells for row in rows("科目编码|||科目名称|合计\n类|款|项||")]
    found = list(records_by_order(filled(data), read_columns(header, explicit=True)))
    assert [record.code.digits for record in found if record.code] == codes


# --- blocks -----------------------------------------------------------------------------------------------------------


def blocks(header: str, data: str, form: str) -> list[tuple[int, str]]:
    declared = next(one for one in wordings().forms if one.code == form)
    found = list(records_by_order(filled(data), columns(header)))
    assign_blocks(found, columns(header), declared)
    return [(record.block, record.key) for record in found]


def test_sides_are_told_by_labels() -> None:
    data = "一、一般公共预算拨款|5|一、外交支出|5\n二、国防支出|3\n上年结转|1\n收入总计|6|支出总计|8\n合计|1|合计|1\n"
    assert blocks(SIDES, data, "revenue_expenditure_summary") == [
        (0, "一、一般公共预算拨款"), (1, "一、外交支出"), (1, "二、国防支出"), (0, "上年结转"), (0, "收入总计"),
        (1, "支出总计"),
        (0, "合计"), (1, "合计"),
    ]  # fmt: skip


def test_blocks_of_codes_go_on_where_they_stopped() -> None:
    data = "301|甲|5|302|乙|5\n30101|丙|5|30201|丁|5\n30202|戊|3\n"
    assert blocks(BLOCKS, data, "general_basic_expenditure") == [(0, "甲"), (1, "乙"), (0, "丙"), (1, "丁"), (1, "戊")]


# --- paragraphs -------------------------------------------------------------------------------------------------------


def paragraphs(*table: str) -> list[Cell | None]:
    """A filled cell takes two line ends, a blank one takes one."""
    cells = [cell for row in table for cell in row.split("|")]
    return stream_of(read_rows(SourceText("".join(f"{cell}\n\n" if cell else "\n" for cell in cells))))


def test_paragraphs_become_rows() -> None:
    stream = paragraphs("201|外交支出|3.00||3.00", "20101|甲|3.00||3.00", "20102|乙|1.00|1.00|", "合计||4.00|1.00|3.00")
    found, moved = rows_of_stream(stream, columns(CODED))
    assert [[cell.text if cell else "" for cell in row] for row in found] == [
        ["201", "外交支出", "3.00", "", "3.00"],
        ["20101", "甲", "3.00", "", "3.00"],
        ["20102", "乙", "1.00", "1.00"],
        ["合计", "", "4.00", "1.00", "3.00"],
    ]
    assert moved == {}


def test_a_lost_cell_of_words_moves_the_row_and_says_so() -> None:
    found, moved = rows_of_stream(paragraphs("甲|货物|3", "乙|5"), columns("项目名称|采购品目|金额"))
    assert [[cell.text if cell else "" for cell in row] for row in found] == [["甲", "货物", "3"], ["乙", "", "5"]]
    assert len(moved) == 1
    assert all("顺延" in why for why in moved.values())


# --- columns of spaces ------------------------------------------------------------------------------------------------


def spaced(text: str) -> list[str]:
    lines = [cut_codes(line) for line in lines_of(read_rows(SourceText(text)))]
    return shown(mend_names(list(records_by_order([[cell for cell, _ in line] for line in lines], columns(CODED)))))


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (
            "201   一般公共服务支出   3.00   3.00\n20101  人大事务  3.00",
            ["201 一般公共服务支出 3.00@? 3.00@?", "20101 人大事务 3.00@?"],
        ),
        (
            "        机关事业单位基本养\n2080505             30.00   30.00\n        老保险缴费支出\n",
            ["2080505 机关事业单位基本养老保险缴费支出 30.00@? 30.00@?"],
        ),
        (
            "2080505  机关事业单位基本养  30.00   30.00\n         老保险缴费支出\n20101  人大事务  3.00\n",
            ["2080505 机关事业单位基本养老保险缴费支出 30.00@? 30.00@?", "20101 人大事务 3.00@?"],
        ),
        ("201\n一般公共服务支出   3.00\n", ["201 一般公共服务支出 3.00@?"]),
        ("310资本性支出   3.00\n", ["310 资本性支出 3.00@?"]),
    ],
    ids=["plain", "figures between the lines of a name", "a name goes on below", "a code alone", "a code at its name"],
)
def test_columns_of_spaces(text: str, records: list[str]) -> None:
    assert spaced(text) == records
