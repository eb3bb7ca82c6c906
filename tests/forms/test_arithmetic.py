"""Which sums a table's columns and rows promise."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipelines.forms.arithmetic import column_sums, row_balances, row_sums
from pipelines.forms.header import read_columns
from pipelines.forms.meaning import RowMeaning
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

HEADERS = {
    header["name"]: header["rows"]
    for header in tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))["header"]
}
ROW_SUMS = {
    "支出总表": ["合计 = 基本支出 + 项目支出"],
    "一般公共预算支出表, parts of 基本支出": ["合计 = 小计 + 项目支出", "小计 = 人员经费 + 公用经费"],
    "支出表, parts of 基本支出 without its sum": ["合计 = 人员支出 + 公用支出 + 项目支出"],
    "基本支出表, names of a department's own list": ["合计 = 人员经费 + 公用经费"],
    "三公经费": [
        "三公经费合计 = 因公出国(境)费 + 小计 + 公务接待费", "小计 = 公务用车购置费 + 公务用车运行费",
    ],
    "政府采购预算表 by kind": ["合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算 + 财政专户管理资金 + 其他资金"],
    "names and two budgets": [],
}  # fmt: skip
BALANCES = """
项目|年初结转和结余|||本年收入|||本年支出|||年末结转和结余||||
科目名称|合计|基本支出结转|项目支出结转和结余|合计|基本支出|项目支出|合计|基本支出|项目支出|合计|基本支出结转|项目支出结转和结余||
||||||||||||小计|项目支出结转|项目支出结余
"""


def test_balances_of_a_row() -> None:
    """年初 + 收入 = 支出 + 年末 of all money and of each nature; a balance of projects is what they carry and keep."""
    rows = read_rows(SourceText(BALANCES.replace("|", "\t")))
    columns = [column for column in read_columns([row.cells for row in rows], explicit=True) if column.role == "money"]
    assert row_balances(columns) == (((0, 3), (6, 9)), ((1, 4), (7, 10)), ((2, 5), (8, 11)))
    assert row_sums(columns) == ((0, (1, 2)), (3, (4, 5)), (6, (7, 8)), (9, (10, 11)), (11, (12, 13)))
    assert row_balances(columns[:9]) == ()


@pytest.mark.parametrize("name", ROW_SUMS)
def test_sums_of_a_row(name: str) -> None:
    rows = read_rows(SourceText(HEADERS[name].replace("|", "\t")))
    columns = [column for column in read_columns([row.cells for row in rows], explicit=True) if column.role == "money"]
    found = [
        f"{columns[whole].words[-1]} = " + " + ".join(columns[part].words[-1] for part in parts)
        for whole, parts in row_sums(columns)
    ]
    assert sorted(found) == sorted(ROW_SUMS[name])


def test_sums_over_the_codes() -> None:
    codes = ["", "201", "20103", "2010301", "2010302", "208", "2080505", "201"]
    meanings = [RowMeaning("code" if code else "total", "expenditure", functional=code) for code in codes]
    found = column_sums(meanings)
    assert dict(found) == {0: (1, 5), 1: (2,), 2: (3, 4), 5: (6,)}  # 2080505 stands right below 208; one 201 counts
