"""Cells of a spreadsheet that hold line breaks stand in quotation marks; other marks are words."""

import pytest

from pipelines import parse
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText
from tests.forms.tables_in_layouts import document

TABLE = """部门支出总表
单位：万元
"功能分类
科目编码"\t科目名称\t合计\t基本支出\t"项目
支出"
20805\t"行政事业单位
养老支出"\t5.00\t3.00\t2.00
合计\t\t5.00\t3.00\t2.00
"""


def keys(text):
    return [[cell.key for cell in row.cells] for row in read_rows(SourceText(text))]


def test_cells_broken_over_lines_are_one():
    found = parse(document(TABLE))
    assert [(line.functional, line.nature, line.printed, line.source_line) for line in found.lines] == [
        ("20805", "total", "5.00", 9), ("20805", "basic", "3.00", 9), ("20805", "project", "2.00", 9),
        ("", "total", "5.00", 10), ("", "basic", "3.00", 10), ("", "project", "2.00", 10),
    ]  # fmt: skip
    assert [entry.printed for entry in found.ledger if entry.outcome == "unplaced"] == []


def test_offsets_are_those_of_the_text():
    source = SourceText('项目\t"一般\r\n公共"\t"5.00"\t合计\r\n')
    cells = read_rows(source)[0].cells
    assert [source.raw[cell.start : cell.end] for cell in cells] == ["项目", "一般\r\n公共", "5.00", "合计"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("“三公”经费\t合计\n下一行\t5.00", [["三公经费", "合计"], ["下一行", "5.00"]]),
        ('项目\t"三公经费\n合计\t5.00', [["项目", "三公经费"], ["合计", "5.00"]]),
        ('"三公"经费\n合计\t5.00', [["三公经费"], ["合计", "5.00"]]),
        ('他说："好\n合计"', [["他说:好"], ["合计"]]),
    ],
)
def test_other_marks_are_words(text, rows):
    assert keys(text) == rows
